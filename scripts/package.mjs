/**
 * Lays together what a server needs to run the service, and nothing else, in build/service: the built product, fonts, and the native
 * packages that stay outside the bundle. No sandbox, no sources. Run it on the system that the server has (Linux for App Service).
 */
import './root.mjs';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { install } from './install.mjs';

const OUT = 'build/service';
const PARTS = ['dist/bot', 'dist/operator', 'dist/chunks', 'dist/tab', 'dist/instruments', 'bot/documents/fonts'];

install(console.log);
await build({ log: console.log });
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
for (const part of PARTS) cpSync(part, join(OUT, part), { recursive: true, filter: (path) => !path.endsWith('.map') });
for (const name of readdirSync('node_modules/@resvg')) {
  cpSync(join('node_modules/@resvg', name), join(OUT, 'node_modules/@resvg', name), { recursive: true });
}
const { name, version, license, engines } = JSON.parse(readFileSync('package.json', 'utf8'));
const scripts = { start: 'node dist/bot/main.js' };
writeFileSync(
  join(OUT, 'package.json'),
  `${JSON.stringify({ name, version, license, type: 'module', private: true, engines, scripts }, null, 2)}\n`,
);
console.log(`The service is in ${OUT}.`);
