import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { errorOf, startMicrosoft365 } from './microsoft365.ts';
import type { Asking, Json, Microsoft365 } from './microsoft365.ts';

/** More than LIKA asks for: the directory answers others too. */
const SCOPES = [
  ...['Channel.ReadBasic.All', 'ChannelMember.Read.All', 'GroupMember.Read.All', 'Tasks.ReadWrite'],
  ...['TeamMember.Read.All', 'User.Read', 'User.ReadBasic.All'],
];

let graph: Microsoft365;
let token: string;

beforeAll(async () => {
  graph = await startMicrosoft365();
  token = await graph.tokens.graphToken(graph.person('rektor-sjoskolan'), SCOPES);
});
afterAll(() => graph.stop());

const call = (address: string, asking: Asking = {}) => {
  const [method, path] = address.split(/ (.*)/s);
  return graph.ask(`${method} /graph/v1.0${path}`, { token, ...asking });
};
const names = (body: Json) => (body.value as Json[]).map((each) => each.displayName);

describe('a call', () => {
  test('without a token, or with one for somebody else’s service, is 401', async () => {
    const person = graph.person('rektor-sjoskolan');
    const foreign = await graph.tokens.sign(
      { aud: 'https://graph.microsoft.com', oid: person.id, tid: person.tenant },
      'foreign',
    );
    for (const wrong of [null, 'nonsense', await graph.tokens.signTabToken(person), foreign]) {
      const answer = await call('GET /me', { token: wrong });
      expect([answer.status, errorOf(answer).code]).toEqual([401, 'InvalidAuthenticationToken']);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
  });

  test('without the scope is refused in the words of the service behind it', async () => {
    const poor = await graph.tokens.graphToken(graph.person('rektor-sjoskolan'), ['User.Read']);
    const team = graph.team('sjoskolan').id;
    for (const [address, code] of [
      [`GET /groups/${team}`, 'Authorization_RequestDenied'],
      [`GET /groups/${team}/planner/plans`, 'accessDenied'],
      [`GET /teams/${team}/channels`, 'Forbidden'],
    ] as const) {
      const answer = await call(address, { token: poor });
      expect([answer.status, errorOf(answer).code]).toEqual([403, code]);
    }
    expect((await call('GET /me', { token: poor })).status).toBe(200);
  });

  test('that is refused says when and which it was', async () => {
    const { body } = await call('GET /users/nobody', { headers: { 'client-request-id': 'mine' } });
    expect(body).toEqual({
      error: {
        code: 'Request_ResourceNotFound',
        message: expect.stringContaining("'nobody'"),
        innerError: {
          date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
          'request-id': expect.any(String),
          'client-request-id': 'mine',
        },
      },
    });
  });

  test('to an unknown address, version or method is refused', async () => {
    expect(errorOf(await call('GET /planer/plans')).message).toBe("Resource not found for the segment 'planer'.");
    expect(errorOf(await graph.ask('GET /graph/beta/me', { token })).message).toBe('Invalid version: beta');
    expect((await call('DELETE /me')).status).toBe(405);
    expect((await call('GET /me/drive')).status).toBe(400);
    expect((await call('GET /drives/x/root/delta')).status).toBe(501);
  });

  test('with a body that is no JSON, or says it is none, is refused', async () => {
    const broken = await call('POST /planner/plans', { body: '{"title":' });
    expect([broken.status, errorOf(broken).code]).toEqual([400, 'BadRequest']);
    const plain = await call('POST /planner/plans', { body: '{}', headers: { 'content-type': 'text/plain' } });
    expect(errorOf(plain).message).toMatch(/Content-Type header/);
    expect(errorOf(await call('POST /planner/plans')).message).toMatch(/Empty Payload/);
  });

  test('is read strictly: unknown options, properties and values are refused', async () => {
    for (const address of [
      'GET /users?$slect=id',
      'GET /users?page=2',
      'GET /users?$select=shoeSize',
      'GET /users?$top=0',
      'GET /users?$top=many',
      "GET /users?$filter=shoeSize eq '44'",
      'GET /users?$filter=displayName like x',
      'GET /users?$search="displayName:Rektor"',
      'GET /users?$skiptoken=2',
      'GET /planner/tasks',
      `GET /groups/${graph.team('sjoskolan').id}/planner/plans?$filter=title eq 'LIKA'`,
    ]) {
      const answer = await call(address);
      expect([address, answer.status]).toEqual([address, 400]);
    }
  });
});

describe('the directory', () => {
  test('knows who is calling, and answers with what is selected', async () => {
    const { body } = await call('GET /me?$select=id,displayName,jobTitle');
    expect(body).toEqual({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users(id,displayName,jobTitle)/$entity',
      id: graph.person('rektor-sjoskolan').id,
      displayName: 'Rektor Sjöskolan',
      jobTitle: null,
    });
  });

  test('shows the tenant’s people and groups, page by page, and nobody of the neighbour’s', async () => {
    const { body } = await call('GET /users?$top=5');
    expect(body.value).toHaveLength(5);
    const next = new URL(String(body['@odata.nextLink']));
    expect(next.origin).toBe('https://graph.microsoft.com');
    const second = await graph.ask(`GET /graph${next.pathname}${next.search}`, { token });
    expect(names(second.body)).not.toContain(names(body)[0]);
    expect((await call(`GET /users/${graph.person('rektor-grannskolan').id}`)).status).toBe(404);
    expect((await call(`GET /groups/${graph.team('grannskolan').id}`)).status).toBe(404);
    const teams = await call(
      "GET /groups?$filter=resourceProvisioningOptions/Any(x:x eq 'Team') and startswith(displayName,'Sjö')",
    );
    expect(names(teams.body)).toEqual(['Sjöskolan']);
  });

  test('finds people by filter and by search', async () => {
    const id = graph.person('larare-sjoskolan').id;
    expect(names((await call(`GET /users?$filter=id in ('${id}')`)).body)).toEqual(['Lärare Sjöskolan']);
    const search = await call('GET /users?$search="displayName:Lärare"&$count=true', {
      headers: { consistencylevel: 'eventual' },
    });
    expect(search.body['@odata.count']).toBe(2);
  });

  test('knows who is in which group', async () => {
    const members = await call(`GET /groups/${graph.team('sjoskolan').id}/members?$select=id,displayName`);
    expect(names(members.body)).toEqual(['Rektor Sjöskolan', 'Biträdande rektor Sjöskolan', 'Lärare Sjöskolan']);
    expect((members.body.value as Json[])[0]).toMatchObject({ '@odata.type': '#microsoft.graph.user' });
    expect(names((await call('GET /me/memberOf')).body)).toEqual(['Sjöskolan']);
    const teams = await graph.tokens.graphToken(graph.person('rektor-sjoskolan'), ['Team.ReadBasic.All']);
    expect(names((await call('GET /me/joinedTeams', { token: teams })).body)).toEqual(['Sjöskolan']);
  });
});

describe('teams', () => {
  test('show channels and members to those who are in them', async () => {
    const team = graph.team('sjoskolan');
    expect(names((await call(`GET /teams/${team.id}/channels?$select=id,displayName`)).body)).toEqual(['Allmänt']);
    const members = await call(`GET /teams/${team.id}/members`);
    expect((members.body.value as Json[])[0]).toMatchObject({
      '@odata.type': '#microsoft.graph.aadUserConversationMember',
      userId: graph.person('rektor-sjoskolan').id,
      roles: ['owner'],
    });
    expect((await call(`GET /teams/${graph.team('ekskolan').id}/channels`)).status).toBe(403);
    expect((await call(`GET /teams/${graph.team('grannskolan').id}/channels`)).status).toBe(404);
  });
});

describe('a batch', () => {
  const batch = (requests: unknown, asking: Asking = {}) => call('POST /$batch', { body: { requests }, ...asking });
  type Reply = { id: string; status: number; headers: Json; body: Json };
  const replies = (body: Json) => [...(body.responses as Reply[])].sort((a, b) => a.id.localeCompare(b.id));

  test('answers each of its parts, and lets fail what depends on a failure', async () => {
    const { status, body } = await batch([
      { id: '1', method: 'GET', url: '/me?$select=id' },
      { id: '2', method: 'GET', url: '/users/nobody' },
      { id: '3', method: 'GET', url: '/me', dependsOn: ['2'] },
    ]);
    expect(status).toBe(200);
    expect(replies(body).map((each) => [each.id, each.status])).toEqual([
      ['1', 200],
      ['2', 404],
      ['3', 424],
    ]);
    expect(replies(body)[0]).toMatchObject({
      headers: { 'Content-Type': 'application/json' },
      body: { id: graph.person('rektor-sjoskolan').id },
    });
  });

  test('of more than 20, with a repeated id, without a Content-Type for a body, or in another batch is refused', async () => {
    const one = (id: number) => ({ id: String(id), method: 'GET', url: '/me' });
    expect(errorOf(await batch(Array.from({ length: 21 }, (_, id) => one(id)))).message).toMatch(/maximum value of 20/);
    expect((await batch(Array.from({ length: 20 }, (_, id) => one(id)))).status).toBe(200);
    expect((await batch([one(1), one(1)])).status).toBe(400);
    expect((await batch([{ id: '1', method: 'POST', url: '/planner/plans', body: {} }])).status).toBe(400);
    expect(
      (
        await batch([
          { id: '1', method: 'POST', url: '/$batch', headers: { 'Content-Type': 'application/json' }, body: {} },
        ])
      ).status,
    ).toBe(400);
    expect((await batch([one(1)], { token: null })).status).toBe(401);
  });

  test('is throttled part by part', async () => {
    graph.faults.add({ target: 'graph', match: 'GET /v1.0/me', status: 429, retryAfter: 3 });
    const { body } = await batch([
      { id: '1', method: 'GET', url: '/me' },
      { id: '2', method: 'GET', url: '/me' },
    ]);
    const seen = replies(body).map((each) => `${each.status} ${String(each.headers['Retry-After'])}`);
    expect(seen.sort()).toEqual(['200 undefined', '429 3']);
  });

  test('loses its whole answer when the connection breaks at a part, whatever was done', async () => {
    const group = graph.team('sjoskolan').id;
    const body = { title: 'Gjord utan svar', container: { url: `https://graph.microsoft.com/v1.0/groups/${group}` } };
    graph.faults.add({ target: 'graph', match: 'POST /v1.0/planner/plans', status: 0, mode: 'after-commit' });
    const headers = { 'Content-Type': 'application/json' };
    expect((await batch([{ id: '1', method: 'POST', url: '/planner/plans', headers, body }])).status).toBe(502);
    const plans = (await call(`GET /groups/${group}/planner/plans`)).body.value as Json[];
    expect(plans.map((plan) => plan.title)).toContain('Gjord utan svar');
  });

  test('runs in order only what says that it depends on what comes before', async () => {
    const get = { method: 'GET', url: '/me?$select=id' };
    const { body } = await batch([
      { ...get, id: '1' },
      { ...get, id: '2', dependsOn: ['1'] },
      { ...get, id: '3', dependsOn: ['2'] },
      { ...get, id: '4' },
    ]);
    const order = (body.responses as Reply[]).map(({ id }) => id);
    expect(order.filter((id) => id !== '4')).toEqual(['1', '2', '3']);
    expect(order[0]).toBe('4');
  });
});

describe('faults', () => {
  test('refuse with Retry-After, and let a change happen of which the answer is lost', async () => {
    graph.faults.add({ target: 'graph', match: 'GET /v1.0/me', status: 429, retryAfter: 7 });
    const throttled = await call('GET /me');
    expect([throttled.status, throttled.headers.get('retry-after'), errorOf(throttled).code]).toEqual([
      429,
      '7',
      'TooManyRequests',
    ]);
    expect((await call('GET /me')).status).toBe(200);

    const group = graph.team('sjoskolan').id;
    const body = { title: 'Ändå gjord', container: { url: `https://graph.microsoft.com/v1.0/groups/${group}` } };
    graph.faults.add({ target: 'graph', match: 'POST /v1.0/planner/plans', status: 504, mode: 'after-commit' });
    expect((await call('POST /planner/plans', { body })).status).toBe(504);
    const plans = (await call(`GET /groups/${group}/planner/plans`)).body.value as Json[];
    expect(plans.map((plan) => plan.title)).toContain('Ändå gjord');
  });
});

describe('the log', () => {
  test('has each call with what was sent and answered, newest last, without the token', async () => {
    await call('GET /me?$select=id', { headers: { prefer: 'x' } });
    const { body } = await graph.ask('GET /graph/log');
    const lines = String(body.text).trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      method: 'GET',
      path: '/v1.0/me',
      query: { $select: 'id' },
      headers: { prefer: 'x' },
      body: null,
      status: 200,
      response: { id: graph.person('rektor-sjoskolan').id },
    });
    expect(String(body.text)).not.toContain(token);
    expect(String(body.text).toLowerCase()).not.toContain('"authorization"');
  });
});
