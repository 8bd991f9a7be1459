/**
 * `npm run docs`: writes the list of what LIKA asks Microsoft 365 for into docs/administrator.md, between its two marks, from
 * bot/graph/rights.ts. A test fails while the two differ.
 */
import { Buffer } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const DOCUMENT = 'docs/administrator.md';
const BEGIN = '<!-- rights: made by "npm run docs" from bot/graph/rights.ts -->';
const END = '<!-- /rights -->';

/**
 * @typedef {{delegated: string[], application: string[], resourceSpecific: string[], adminOnly: boolean, calls: string[], callsOnItsOwn?: string[], purpose: string}} RightSpec
 * @returns {Promise<Record<string, RightSpec>>} the table of rights, compiled on its own
 */
async function readRights() {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: ['bot/graph/rights.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'warning',
  });
  const code = outputFiles[0]?.text ?? '';
  const { RIGHTS } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  return RIGHTS;
}

/** @param {RightSpec[]} rights @returns {string[]} a row for each permission */
function rows(rights) {
  return rights.flatMap(
    ({ delegated, application, resourceSpecific, adminOnly, calls, callsOnItsOwn = calls, purpose }) => {
      const row = (
        /** @type {string} */ name,
        /** @type {string} */ kind,
        /** @type {string} */ consent,
        /** @type {string[]} */ called = calls,
      ) => `| ${name} | ${kind} | ${consent} | ${purpose} | ${called.map((call) => `\`${call}\``).join(', ')} |`;
      return [
        ...delegated.map((name) => row(name, 'delegated', adminOnly ? 'administrator' : 'person')),
        ...application.map((name) => row(name, 'application, optional', 'administrator', callsOnItsOwn)),
        ...resourceSpecific.map((name) => row(name, 'resource-specific', 'with the app')),
      ];
    },
  );
}

/**
 * @param {string} markdown the document as it stands
 * @returns {Promise<string>} the document as it should stand
 */
export async function withRights(markdown) {
  const { format, resolveConfig } = await import('prettier');
  const [before, rest] = markdown.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${DOCUMENT} has lost its marks for the rights`);
  const table = [
    '| permission in Microsoft Graph | kind | consent | for | calls |',
    '| --- | --- | --- | --- | --- |',
    ...rows(Object.values(await readRights())),
  ].join('\n');
  const whole = `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
  return format(whole, { ...(await resolveConfig(DOCUMENT)), parser: 'markdown' });
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(DOCUMENT, await withRights(readFileSync(DOCUMENT, 'utf8')));
