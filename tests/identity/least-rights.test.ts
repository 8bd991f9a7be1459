import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDirectory } from '../../bot/graph/directory.ts';
import { createFiles } from '../../bot/graph/files.ts';
import { createMembership } from '../../bot/graph/membership.ts';
import type { Acting, Right, TokenSource } from '../../bot/graph/ports.ts';
import { RIGHT_KEYS, RIGHTS } from '../../bot/graph/rights.ts';
import { inMilliseconds } from '../../bot/graph/on-behalf-of.ts';
import { findRoute } from '../../sandbox/graph/routes.ts';

/** What LIKA asks the directory, with the calls that it makes held against what Graph demands for each. */
const GRAPH = 'http://graph.example';
const AS = { tenant: 't1', person: 'p1' };
const calls: { readonly right: Right; readonly method: string; readonly path: string }[] = [];
const asked: { readonly as: Acting; readonly right: Right }[] = [];
const fetched = globalThis.fetch;

const tokens: TokenSource = {
  remember: () => undefined,
  warmUp: () => Promise.resolve(),
  isAlive: () => true,
  graphToken: (as, right) => {
    asked.push({ as, right });
    return Promise.resolve(right);
  },
  grantedToApp: () => Promise.resolve(false),
  forget: () => undefined,
};

beforeAll(() => {
  globalThis.fetch = (url, options) => {
    const path = new URL(url instanceof Request ? url.url : url).pathname.replace('/v1.0', '');
    const right = new Headers(options?.headers).get('authorization')?.replace('Bearer ', '') as Right;
    calls.push({ right, method: options?.method ?? 'GET', path });
    const body = { id: 'x', value: [], '@odata.etag': 'W/"1"', displayName: 'Namn' };
    return Promise.resolve(Response.json(body, { status: options?.method === 'POST' ? 201 : 200 }));
  };
});
afterAll(() => {
  globalThis.fetch = fetched;
});

const directory = createDirectory(tokens, GRAPH, () => 0);
const membership = createMembership(tokens, GRAPH);

const FEATURES: readonly [string, Right, () => Promise<unknown>][] = [
  ['listing the team’s people', 'members', () => directory.people(AS, 'team')],
  ['naming people', 'people', () => directory.names(AS, ['p2'])],
  ['seeing who is in the team', 'members', () => directory.isTeamMember(AS, 'team')],
  ['naming the channel', 'channels', () => directory.channelName(AS, 'team', 'channel')],
  ['seeing whether the channel is the team’s', 'channels', () => directory.hasChannel(AS, 'team', 'channel')],
  ['seeing who is in the channel', 'channel-members', () => membership.membersOf(AS, { team: 't', channel: 'c' })],
  ['seeing which teams the person is in', 'self', () => membership.teamsOf(AS)],
];

describe.each(FEATURES)('%s', (_, right, work) => {
  test(`takes the right ${right} and no other, and every call is one that it covers`, async () => {
    calls.length = 0;
    asked.length = 0;
    await work();
    expect(calls.length).toBeGreaterThan(0);
    expect(new Set(asked.map((each) => each.right))).toEqual(new Set([right]));
    for (const call of calls) {
      const { permission } = findRoute(call.method, call.path).route;
      expect([call, permission?.delegated.some((scope) => RIGHTS[right].delegated.includes(scope))]).toEqual([
        call,
        true,
      ]);
    }
  });
});

/** Calls that are named whole in the table, each with a right's scopes: for a scope that a call doesn't take, another right. */
const wholeCalls = RIGHT_KEYS.flatMap((right) =>
  RIGHTS[right].calls
    .filter((call) => /^(GET|POST|PATCH) \/\S+$/.test(call))
    .flatMap((call) => RIGHTS[right].delegated.map((scope) => [right, call, scope] as const)),
);

test.each(wholeCalls)('the right %s asks for nothing that its call %s can do without: %s', (_, call, scope) => {
  const [method = '', path = ''] = call.split(' ');
  expect(findRoute(method, path).route.permission?.delegated).toContain(scope);
});

test('what the app never does on its own stands under none of its permissions', async () => {
  const document = readFileSync('docs/administrator.md', 'utf8');
  const row = document.split('\n').find((line) => line.startsWith('| Sites.Selected'));
  expect(row).toContain('/drives/{id}/items');
  // The folder of a channel is asked for in a person's name alone.
  expect(row).not.toContain('filesFolder');
  const asApp = createFiles(tokens, GRAPH).folderOfChannel({ tenant: 't1', person: null }, { team: 't', channel: 'c' });
  await expect(asApp).rejects.toMatchObject({ reason: 'person-away' });
});

test('a time in seconds and one in milliseconds come to the same', () => {
  expect(inMilliseconds(1_800_000_000)).toBe(1_800_000_000_000);
  expect(inMilliseconds(1_800_000_000_000)).toBe(1_800_000_000_000);
});
