import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AppCredentials, ServiceClientCredentialsFactory } from 'botframework-connector';
import { createConversation } from '../../bot/conversation/outbound.ts';
import type { Place } from '../../bot/conversation/ports.ts';

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown> | null;
}
interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

let server: Server;
let seen: Seen[];
let answers: Answer[];
let place: Place;

beforeEach(async () => {
  seen = [];
  answers = [];
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({
        ...{ method, path: url, authorization: headers.authorization },
        body: text === '' ? null : (JSON.parse(text) as Record<string, unknown>),
      });
      const { status, headers: more = {}, body = {} } = answers.shift() ?? { status: 200 };
      if (status === 0) return void response.destroy();
      response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const serviceUrl = `http://localhost:${String((server.address() as AddressInfo).port)}/connector/`;
  place = { tenant: 'T', conversation: '19:c@thread.tacv2;messageid=7', serviceUrl, anonymous: false };
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const credentials = (token: () => Promise<string>): ServiceClientCredentialsFactory => {
  const own = {
    getToken: token,
    signRequest: async (request: { headers: { set(name: string, value: string): void } }) => {
      request.headers.set('authorization', `Bearer ${await token()}`);
      return request;
    },
  };
  const factory = { createCredentials: async () => own as unknown as AppCredentials };
  return factory as unknown as ServiceClientCredentialsFactory;
};
const conversation = (anonymousAllowed = false, token = () => Promise.resolve('token')) =>
  createConversation({ botId: 'B', credentials: credentials(token), anonymousAllowed });
const message = { text: 'Hej', summary: 'Hej' };

/** Each way out, and whether what it does can be done again without harm. */
const WAYS = [
  ['a new thread', () => conversation().postToChannel(place, message), 'unclear'],
  ['a reply', () => conversation().say(place, message), 'unclear'],
  ['an update', () => conversation().update(place, '7', message), 'unclear'],
  ['opening a chat', () => conversation().openChat({ ...place, person: 'P' }), 'unclear'],
  ['reading the roster', () => conversation().members(place), 'unreachable'],
] as const;

describe.each(WAYS)('%s', (_, call, lost) => {
  it.each([
    [{ status: 500 }, lost],
    [{ status: 502 }, lost],
    [{ status: 503, headers: { 'retry-after': '1' } }, lost],
    [{ status: 408 }, lost],
    [{ status: 0 }, lost],
    [{ status: 429, headers: { 'retry-after': '1' } }, 'too-busy'],
    [{ status: 412 }, 'too-busy'],
    [{ status: 403, body: { error: { code: 'MessageWritesBlocked' } } }, 'gone'],
    [{ status: 403, body: { error: { code: 'NotEnoughPermissions' } } }, 'refused'],
    [{ status: 404 }, 'gone'],
    [{ status: 400 }, 'refused'],
    [{ status: 401 }, 'refused'],
  ])('asks once and says what came: %j is %s', async (answer, reason) => {
    answers = [answer];
    await expect(call()).rejects.toMatchObject({ name: 'SendFault', reason });
    expect(seen).toHaveLength(1);
  });
});

describe('what goes out', () => {
  it('says which channel, thread, message and person it means, as the bot', async () => {
    answers = [{ status: 201, body: { id: '19:c@thread.tacv2;messageid=1', activityId: '1' } }];
    const channel = { ...place, conversation: '19:c@thread.tacv2' };
    const posted = await conversation().postToChannel(channel, message);
    expect(posted).toEqual({ conversation: '19:c@thread.tacv2;messageid=1', activity: '1' });
    answers = [{ status: 201, body: { id: '2' } }];
    expect(await conversation().say(place, message)).toEqual({ conversation: place.conversation, activity: '2' });
    await conversation().update(place, '7', message);
    answers = [{ status: 201, body: { id: 'a:1' } }];
    expect(await conversation().openChat({ ...place, person: 'P' })).toBe('a:1');
    const thread = `/connector/v3/conversations/${encodeURIComponent(place.conversation)}/activities`;
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /connector/v3/conversations',
      `POST ${thread}`,
      `PUT ${thread}/7`,
      'POST /connector/v3/conversations',
    ]);
    expect(seen[0]?.body).toMatchObject({
      isGroup: true,
      tenantId: 'T',
      channelData: { channel: { id: '19:c@thread.tacv2' } },
    });
    expect(seen[1]?.body).toMatchObject({ type: 'message', text: 'Hej', from: { id: '28:B' } });
    expect(seen[3]?.body).toMatchObject({ isGroup: false, tenantId: 'T', members: [{ id: 'P' }] });
    expect(new Set(seen.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer token']));
  });

  it('reads a roster to its last page, each through the turnstile', async () => {
    answers = [
      { status: 200, body: { continuationToken: 'next', members: [{ id: '29:1', aadObjectId: 'P1', name: 'Ett' }] } },
      { status: 200, body: { members: [{ id: '29:2', name: 'Två' }] } },
    ];
    let turns = 0;
    const members = await conversation().members(place, (ask) => {
      turns += 1;
      return ask();
    });
    expect(members).toEqual([
      { id: '29:1', person: 'P1', name: 'Ett' },
      { id: '29:2', person: null, name: 'Två' },
    ]);
    expect([turns, seen[1]?.path.includes('continuationToken=next')]).toEqual([2, true]);
  });

  it('takes no token to a client that has none, and goes there only where settings let it in', async () => {
    answers = [{ status: 200, body: { id: '1' } }];
    await conversation(true).say({ ...place, anonymous: true }, message);
    expect(seen[0]?.authorization).toBeUndefined();
    await expect(conversation(false).say({ ...place, anonymous: true }, message)).rejects.toMatchObject({
      reason: 'refused',
    });
    expect(seen).toHaveLength(1);
  });

  it('has surely not gone when there was no token, and may have gone when the answer made no sense', async () => {
    const none = conversation(false, () => Promise.reject(new Error('Entra is away')));
    await expect(none.say(place, message)).rejects.toMatchObject({ reason: 'unreachable' });
    expect(seen).toEqual([]);
    answers = [{ status: 201, body: {} }];
    await expect(conversation().say(place, message)).rejects.toMatchObject({ reason: 'unclear' });
  });
});
