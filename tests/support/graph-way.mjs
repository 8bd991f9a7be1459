/** A way to Graph that a test can watch, make longer and break: it stands between the service and the sandbox's Graph. */
import { Buffer } from 'node:buffer';
import { createServer, request } from 'node:http';

/**
 * A request on its way. `number` counts from 1 since the way was opened or `forget` was called.
 * @typedef {{number: number, method: string, path: string}} Passing
 */

/**
 * What happens at a step of a request: it has come (`asked`), or Graph has answered and the service hasn't heard (`answered`).
 * @typedef {(passing: Passing, step: 'asked' | 'answered') => Promise<void> | void} Watch
 */

/** Opens a way; lead it with `to` before the first request. */
export class GraphWay {
  /** Every request since the last `forget`. @type {Passing[]} */
  passed = [];
  /** @type {Watch | null} */
  watch = null;
  #target = '';
  #delayMs;
  #number = 0;
  #server = createServer((asked, answer) => void this.#pass(asked, answer));

  /** @param {number} delayMs how much longer each direction takes */
  constructor(delayMs = 0) {
    this.#delayMs = delayMs;
  }

  /** @returns {Promise<string>} the address that stands for the sandbox's */
  async open() {
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (this.#server.address());
    return `http://127.0.0.1:${port}`;
  }

  /** @param {string} sandboxUrl */
  to(sandboxUrl) {
    this.#target = sandboxUrl;
  }

  forget() {
    this.passed = [];
    this.#number = 0;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /**
   * @param {import('node:http').IncomingMessage} asked
   * @param {import('node:http').ServerResponse} answer
   */
  async #pass(asked, answer) {
    const { method = 'GET', url = '/', headers } = asked;
    const passing = { number: ++this.#number, method, path: url };
    this.passed.push(passing);
    const body = await whole(asked).catch(() => null);
    if (!body) return;
    await this.watch?.(passing, 'asked');
    await later(this.#delayMs);
    // Who has gone away meanwhile asks for nothing.
    if (answer.destroyed) return;
    const given = await forward(`${this.#target}${url}`, { method, headers }, body).catch(() => null);
    await this.watch?.(passing, 'answered');
    await later(this.#delayMs);
    if (!given) return void answer.destroy();
    answer.writeHead(given.status, given.headers);
    answer.end(given.body);
  }
}

/** @param {number} ms */
const later = (ms) => (ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined);

/** @param {import('node:http').IncomingMessage} message */
async function whole(message) {
  const chunks = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * @param {string} url
 * @param {{method: string, headers: import('node:http').IncomingHttpHeaders}} options
 * @param {Buffer} body
 * @returns {Promise<{status: number, headers: import('node:http').IncomingHttpHeaders, body: Buffer}>}
 */
function forward(url, options, body) {
  return new Promise((resolve, reject) => {
    const onwards = request(url, options, (given) => {
      whole(given).then(
        (text) => resolve({ status: given.statusCode ?? 502, headers: unframed(given.headers), body: text }),
        reject,
      );
    });
    onwards.once('error', reject);
    onwards.end(body);
  });
}

/** Without what tells how the message was cut into pieces: it is sent on whole. @param {import('node:http').IncomingHttpHeaders} headers */
function unframed({ 'transfer-encoding': _cut, connection: _connection, ...headers }) {
  return headers;
}
