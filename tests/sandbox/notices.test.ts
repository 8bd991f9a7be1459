import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ActivityFeed } from '../../sandbox/activity-feed.ts';
import { errorOf, startMicrosoft365 } from './microsoft365.ts';
import type { Answer, Json, Microsoft365 } from './microsoft365.ts';

const GRAPH = 'https://graph.microsoft.com';
let teams: Microsoft365;

beforeAll(async () => {
  teams = await startMicrosoft365();
  for (const team of ['sjoskolan', 'centralskolan', 'ekskolan']) await install(teams, team);
});
afterAll(() => teams.stop());

/** The bot isn't there to hear of it, and the app is in the team all the same. */
const install = (of: Microsoft365, team: string) =>
  of.ask('POST /connector/install', { body: { team, action: 'add' } });

const LINK = 'https://teams.microsoft.com/l/entity/b1d0c0de-0000-4000-8000-00000000a002/start';
const NOTICE = {
  topic: { source: 'text', value: 'Handlingsplan', webUrl: LINK },
  activityType: 'actionAssigned',
  previewText: { content: 'Klart senast 1 juni.' },
  templateParameters: [{ name: 'action', value: 'Bygga ut nätet' }],
};

const asApp = (tenant: string, roles: readonly string[] = [], of = teams) => of.tokens.appToken(tenant, GRAPH, roles);

async function send(key: string, body: unknown, token?: string, of = teams): Promise<Answer> {
  const { id, tenant } = of.person(key);
  return of.ask(`POST /graph/v1.0/users/${id}/teamwork/sendActivityNotification`, {
    token: token ?? (await asApp(tenant, [], of)),
    body,
  });
}
const feedOf = (key: string) => new ActivityFeed(teams.context).of(teams.person(key).id);

describe('a notice in the activity feed', () => {
  test('reaches a person who has the app, by the app’s own token without a role', async () => {
    const { status, body } = await send('larare-sjoskolan', NOTICE);
    expect([status, body]).toEqual([204, { text: '' }]);
    expect(feedOf('larare-sjoskolan')).toMatchObject([
      {
        title: { sv: 'Du ansvarar nu för Bygga ut nätet', en: 'You are now responsible for Bygga ut nätet' },
        ...{ topic: 'Handlingsplan', url: LINK, preview: 'Klart senast 1 juni.', read: false },
      },
    ]);
    expect(feedOf('rektor-sjoskolan')).toEqual([]);
  });

  test('takes the place of the one before it in its chain', async () => {
    for (const value of ['En', 'Två'])
      await send('larare-sjoskolan', { ...NOTICE, chainId: 7, templateParameters: [{ name: 'action', value }] });
    expect(feedOf('larare-sjoskolan').filter(({ chain }) => chain === 7)).toMatchObject([
      { title: { sv: 'Du ansvarar nu för Två' } },
    ]);
  });

  test('has free text with the type that needs no declaration', async () => {
    const free = { activityType: 'systemDefault', templateParameters: [{ name: 'systemDefaultText', value: 'Hej' }] };
    expect((await send('larare-sjoskolan', { ...NOTICE, ...free })).status).toBe(204);
    expect(feedOf('larare-sjoskolan')[0]?.title).toEqual({ sv: 'Hej' });
  });

  const link = (webUrl: string | undefined) => ({ topic: { source: 'text', value: 'Plan', webUrl } });
  test.each<[string, Json]>([
    ['without a topic', { topic: undefined }],
    ['with an empty topic', { topic: { source: 'text', value: '', webUrl: LINK } }],
    ['about something that is no text and no app', { topic: { source: 'web', value: 'Plan', webUrl: LINK } }],
    ['about another resource', { topic: { source: 'entityUrl', value: 'https://graph.microsoft.com/v1.0/me' } }],
    ['without a link', link(undefined)],
    ['with a link out of Teams', link('https://mittkoping.example/')],
    ['with a link that isn’t encrypted', link(LINK.replace('https', 'http'))],
    ['with a link to nothing in Teams', link('https://teams.microsoft.com/start')],
    ['without a type', { activityType: undefined }],
    ['of a type that isn’t declared', { activityType: 'taskCreated' }],
    ['without the value that its template names', { templateParameters: [] }],
    ['with an empty value', { templateParameters: [{ name: 'action', value: ' ' }] }],
    [
      'with a value that the template doesn’t name',
      { templateParameters: [...NOTICE.templateParameters, { name: 'unit', value: 'Sjöskolan' }] },
    ],
    ['with values that are no pairs', { templateParameters: { action: 'Nät' } }],
    ['with a preview longer than is shown', { previewText: { content: 'x'.repeat(151) } }],
    ['with a preview that is no text', { previewText: 'Klart' }],
    ['with a chain that is no number', { chainId: 'a' }],
    ['with something that the call doesn’t take', { recipient: {} }],
  ])('%s is refused', async (_what, change) => {
    const before = feedOf('bitradande-sjoskolan').length;
    const answer = await send('bitradande-sjoskolan', { ...NOTICE, ...change });
    expect([answer.status, errorOf(answer).code]).toEqual([400, 'BadRequest']);
    expect(feedOf('bitradande-sjoskolan')).toHaveLength(before);
  });

  test('to nobody, or to somebody in another tenant, is refused', async () => {
    const { tenant } = teams.person('larare-sjoskolan');
    const elsewhere = teams.context.directory.people.find((person) => person.tenant !== tenant);
    for (const id of ['00000000-0000-4000-8000-000000000000', elsewhere?.id ?? '']) {
      const answer = await teams.ask(`POST /graph/v1.0/users/${id}/teamwork/sendActivityNotification`, {
        ...{ token: await asApp(tenant), body: NOTICE },
      });
      expect([answer.status, errorOf(answer).code]).toEqual([404, 'Request_ResourceNotFound']);
    }
  });

  test('is refused for a person without the app', async () => {
    const { id } = teams.person('rektor-ekskolan');
    await teams.ask('POST /connector/install', { body: { person: id, action: 'block' } });
    const answer = await send('rektor-ekskolan', NOTICE);
    expect([answer.status, errorOf(answer).message]).toEqual([403, expect.stringContaining('not installed')]);
    expect(feedOf('rektor-ekskolan')).toEqual([]);
  });

  test('needs a scope of its own when it is sent as a person', async () => {
    const person = teams.person('rektor-sjoskolan');
    const poor = await teams.tokens.graphToken(person, ['User.Read', 'Tasks.ReadWrite']);
    expect((await send('bitradande-sjoskolan', NOTICE, poor)).status).toBe(403);
    const rich = await teams.tokens.graphToken(person, ['TeamsActivity.Send']);
    expect((await send('bitradande-sjoskolan', NOTICE, rich)).status).toBe(204);
  });

  test('is throttled for whoever gets more than ten in a minute, and for nobody else', async () => {
    const answers: Answer[] = [];
    for (let count = 0; count < 11; count += 1) answers.push(await send('rektor-centralskolan', NOTICE));
    expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 204), 429]);
    const wait = Number(answers.at(-1)?.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect((await send('bitradande-sjoskolan', NOTICE)).status).toBe(204);
    teams.pass(wait * 1000);
    expect((await send('rektor-centralskolan', NOTICE)).status).toBe(204);
  });
});

test('an app whose manifest doesn’t ask for the right may tell nobody, unless it has the role for everybody', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lika-manifest-'));
  const manifest = JSON.parse(readFileSync('manifest/manifest.json', 'utf8')) as Json;
  delete manifest['authorization'];
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'en.json'), readFileSync('manifest/en.json'));
  const other = await startMicrosoft365({ manifestFile: join(folder, 'manifest.json') });
  try {
    await install(other, 'sjoskolan');
    const { tenant } = other.person('larare-sjoskolan');
    const answer = await send('larare-sjoskolan', NOTICE, undefined, other);
    expect([answer.status, errorOf(answer).message]).toEqual([403, expect.stringContaining('TeamsActivity.Send.User')]);
    const role = await asApp(tenant, ['TeamsActivity.Send'], other);
    expect((await send('larare-sjoskolan', NOTICE, role, other)).status).toBe(204);
  } finally {
    await other.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
