import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { asSendFault, onceOnlyHttpClient } from '../../bot/conversation/http-client.ts';

type Client = typeof onceOnlyHttpClient;
type Request = Parameters<Client['sendRequest']>[0];

/** The SDK's header collection, as far as the client uses it. */
function headers(values: Record<string, string> = {}): Request['headers'] {
  const held = new Map(Object.entries(values));
  return {
    clone: () => headers(Object.fromEntries(held)),
    headerNames: () => [...held.keys()],
    remove: (name) => held.delete(name),
    set: (name, value) => void held.set(name, value),
    rawHeaders: () => Object.fromEntries(held),
  };
}

let server: Server;
let url: string;
let answer: (response: ServerResponse, request: IncomingMessage) => void;
let posts: number;

beforeEach(async () => {
  posts = 0;
  server = createServer((request, response) => {
    if (request.method === 'POST') posts += 1;
    answer(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  url = `http://localhost:${String((server.address() as AddressInfo).port)}/v3/conversations`;
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

const post = () => onceOnlyHttpClient.sendRequest({ url, method: 'POST', body: '{}', headers: headers() });
const fault = async () =>
  asSendFault(
    await post().then(
      () => null,
      (error: unknown) => error,
    ),
  );

describe('a post to the connector', () => {
  it('goes out once and gives back what came', async () => {
    answer = (response) => response.writeHead(201, { 'x-seen': 'yes' }).end('{"id":"1"}');
    const { status, bodyAsText, headers: got } = await post();
    expect({ status, bodyAsText, seen: got.rawHeaders()['x-seen'] }).toEqual({
      status: 201,
      bodyAsText: '{"id":"1"}',
      seen: 'yes',
    });
    expect(posts).toBe(1);
  });

  it.each([500, 502, 503, 504, 408])('is never repeated after %i, because it may have been taken', async (status) => {
    answer = (response) => response.writeHead(status).end();
    expect((await fault()).reason).toBe('unclear');
    expect(posts).toBe(1);
  });

  it('is never repeated when the connection breaks before the answer', async () => {
    answer = (response) => response.destroy();
    expect((await fault()).reason).toBe('unclear');
    expect(posts).toBe(1);
  });

  it('waits as long as it is told after 429', async () => {
    answer = (response) => response.writeHead(429, { 'retry-after': '17' }).end();
    expect(await fault()).toMatchObject({ reason: 'too-busy', retryAfterSeconds: 17 });
    expect(posts).toBe(1);
  });

  it('knows that nothing was taken when nobody listens', async () => {
    await new Promise((resolve) => server.close(resolve));
    expect((await fault()).reason).toBe('unreachable');
  });
});

describe('a refusal from the connector', () => {
  it.each([
    [403, 'gone'],
    [404, 'gone'],
    [412, 'too-busy'],
    [400, 'refused'],
  ])('%i means %s', (statusCode, reason) => {
    expect(asSendFault(Object.assign(new Error('said no'), { statusCode })).reason).toBe(reason);
  });
});
