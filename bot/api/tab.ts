import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { RequestHandler } from 'express';
import { NotFound } from '../errors.ts';
import type { Settings } from '../settings.ts';

/** The tab's files. They are few, so they are kept in memory, each in the encodings that browsers take. */

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
const COMPRESSED = ['.html', '.js', '.css', '.json', '.svg'];
const BROTLI_QUALITY = 9;
const asBrotli = promisify(brotliCompress);
const asGzip = promisify(gzip);

interface TabFile {
  readonly type: string;
  readonly plain: Buffer;
  readonly br: Promise<Buffer> | null;
  readonly gzip: Promise<Buffer> | null;
  /** The build puts a hash of the content in the name of everything under assets/. */
  readonly isHashed: boolean;
}

/** Serves the built tab under /tab; an address that isn't a file is one of the tab's own pages. */
export function tabHandler(folder: string, settings: Settings): RequestHandler {
  let files = new Map<string, TabFile>();
  let built = 0;
  const load = (): void => {
    const index = statSync(join(folder, 'index.html'), { throwIfNoEntry: false });
    if (!index || index.mtimeMs === built) return;
    files = readFolder(folder, settings);
    built = index.mtimeMs;
  };
  load();
  return async (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    const wanted = decodeURIComponent(request.path).replace(/^\/+/, '');
    if (!files.has(wanted)) load();
    const file = files.get(wanted) ?? (extname(wanted) === '' ? files.get('index.html') : undefined);
    if (!file) throw new NotFound();
    const encoding = encodingFor(request.headers['accept-encoding'] ?? '', file);
    if (encoding) response.set('Content-Encoding', encoding);
    response
      .set({
        'Content-Type': file.type,
        'Cache-Control': file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
        Vary: 'Accept-Encoding',
      })
      .send((encoding && (await file[encoding])) ?? file.plain);
  };
}

function encodingFor(accepted: string, file: TabFile): 'br' | 'gzip' | null {
  if (file.br && /\bbr\b/.test(accepted)) return 'br';
  return file.gzip && /\bgzip\b/.test(accepted) ? 'gzip' : null;
}

function readFolder(folder: string, settings: Settings): Map<string, TabFile> {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const name = relative(folder, path).split(sep).join('/');
      const content = readFileSync(path);
      return [name, tabFile(name, extname(name) === '.html' ? withSettings(content, settings) : content)];
    }),
  );
}

function tabFile(name: string, plain: Buffer): TabFile {
  const isText = COMPRESSED.includes(extname(name));
  return {
    type: TYPES[extname(name)] ?? 'application/octet-stream',
    plain,
    br: isText ? asBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }) : null,
    gzip: isText ? asGzip(plain) : null,
    isHashed: name.startsWith('assets/'),
  };
}

/** What the tab must know before it can ask the API, in the page's own meta elements. */
function withSettings(html: Buffer, settings: Settings): Buffer {
  const values = [
    ['lika-host-origins', settings.hostOrigins.join(',')],
    ['lika-teams-app-id', settings.teamsAppId],
  ] as const;
  const filled = values.reduce((page, [name, content]) => {
    const meta = `<meta name="${name}" content="${escaped(content)}" />`;
    const given = new RegExp(`<meta name="${name}"[^>]*>`);
    return given.test(page) ? page.replace(given, meta) : page.replace('</head>', `  ${meta}\n  </head>`);
  }, html.toString('utf8'));
  return Buffer.from(filled);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
