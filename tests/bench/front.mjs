/** A proxy between the browser and the product, so that a page can be measured at the tab's own address. */
import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { extname, join } from 'node:path';

const TYPES = /** @type {Record<string, string>} */ ({
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
});

/**
 * Gives the tab's files from a folder; everything else comes from where it was asked for.
 * @param {string} serviceUrl
 * @param {string} folder
 * @param {boolean} pageFromService the service's own page says which hosts may frame it
 * @returns {Promise<{url: string, stop: () => void}>}
 */
export async function startFront(serviceUrl, folder, pageFromService) {
  const server = createServer((asked, answer) => {
    const url = new URL(asked.url ?? '/', serviceUrl);
    const file = extname(url.pathname) ? url.pathname.slice('/tab/'.length) : 'index.html';
    const isTab = url.href.startsWith(`${serviceUrl}/tab/`);
    if (isTab && !(file === 'index.html' && pageFromService)) {
      answer.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
      answer.end(readFileSync(join(folder, file)));
      return;
    }
    const { method, headers } = asked;
    const onwards = request(url, { ...(method && { method }), headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    onwards.once('error', () => answer.destroy());
    answer.once('close', () => onwards.destroy());
    asked.pipe(onwards);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}
