import { describe, expect, test } from '@jest/globals';
import { conversationOf, readChoices, tabAddress, writeChoices } from '../../sandbox/host/choices.ts';
import { entityLink, readLink } from '../../sandbox/host/deep-links.ts';
import { markdown } from '../../sandbox/host/markdown.ts';
import type { HostSetup } from '../../sandbox/host/setup.ts';
import { flatContext } from '../../sandbox/host/teams-context.ts';
import en from '../../sandbox/host/texts/en.json' with { type: 'json' };
import sv from '../../sandbox/host/texts/sv.json' with { type: 'json' };

const SERVICE = 'http://localhost:3978';
const person = (key: string, teams: string[]) => ({
  id: `id-${key}`,
  key,
  name: key,
  role: 'head',
  unit: null,
  userPrincipalName: `${key}@mittkoping.example`,
  tenant: 'tenant',
  teams,
});
const team = (key: string) => ({
  id: `team-${key}`,
  key,
  name: key,
  tenant: 'tenant',
  unit: `unit-${key}`,
  channels: [{ id: `19:${key}@thread.tacv2`, name: 'Allmänt' }],
  ownChannels: [{ id: `19:own-${key}@thread.tacv2`, name: 'Ledning', kind: 'private' as const, members: ['id-both'] }],
  members: [],
});
const setup: HostSetup = {
  serviceUrl: SERVICE,
  clientId: 'app',
  teamsAppId: 'teams-app',
  people: [
    person('rektor-ekskolan', ['team-ekskolan']),
    person('rektor-sjoskolan', ['team-sjoskolan']),
    person('chef', []),
    person('both', ['team-ekskolan', 'team-sjoskolan']),
  ],
  teams: [team('ekskolan'), team('sjoskolan')],
  chats: [
    {
      id: '19:a@thread.v2',
      key: 'ledning',
      name: 'Ledning',
      tenant: 'tenant',
      members: ['id-both', 'id-rektor-ekskolan'],
    },
    { id: '19:b@thread.v2', key: 'arbetslag', name: 'Arbetslag', tenant: 'tenant', members: ['id-both'] },
  ],
  tenants: [{ id: 'tenant', name: 'Mittköping' }],
  tabs: {},
  now: '2026-11-22T08:00:00Z',
  offsetMs: 0,
};

describe('The page’s choices', () => {
  test('begin with the head of Sjöskolan, in Swedish and light, at the channel’s tab', () => {
    const choices = readChoices('?surface=channel', setup);
    expect(choices).toMatchObject({ theme: 'default', lang: 'sv', surface: 'channel', view: 'tab', sub: null });
    expect(choices.person.key).toBe('rektor-sjoskolan');
    expect(tabAddress(setup, choices)).toBe(`${SERVICE}/tab/?unit=unit-sjoskolan`);
  });

  test('come back from the address as they were', () => {
    const search = '?person=both&theme=dark&lang=en&surface=channel&team=sjoskolan&view=posts&sub=%2Fplan';
    expect(writeChoices(readChoices(search, setup))).toBe(search);
  });

  test('show a channel with members of its own to those who are in it, with the tab and no conversation', () => {
    const id = '19:own-sjoskolan@thread.tacv2';
    const search = `?${new URLSearchParams({ person: 'both', theme: 'dark', lang: 'en', surface: 'channel', team: 'sjoskolan', channel: id }).toString()}`;
    const choices = readChoices(`${search}&view=posts`, setup);
    expect(choices).toMatchObject({ channel: { id }, view: 'tab' });
    expect(conversationOf(choices)).toBeNull();
    expect(writeChoices(choices)).toBe(search);
    const configured = { ...setup, tabs: { [id]: { entityId: 'own', contentUrl: `${SERVICE}/tab/?unit=own` } } };
    expect(tabAddress(configured, choices)).toBe(`${SERVICE}/tab/?unit=own`);
    expect(flatContext(setup, choices, 'content', 's')).toMatchObject({ channelId: id, channelType: 'Private' });
    expect(readChoices(`?person=rektor-sjoskolan&channel=${encodeURIComponent(id)}`, setup).channel).toBeNull();
  });

  test('never show a team that the person is not in', () => {
    expect(readChoices('?person=rektor-ekskolan&team=sjoskolan', setup).team?.key).toBe('ekskolan');
    expect(readChoices('?person=chef&surface=channel', setup).team).toBeNull();
  });

  test('show a group chat’s conversation, of those that the person is in', () => {
    const search = '?person=both&theme=dark&lang=en&surface=chat&chat=arbetslag';
    const choices = readChoices(search, setup);
    expect(choices).toMatchObject({ view: 'posts', chat: { key: 'arbetslag' } });
    expect(conversationOf(choices)).toBe('19:b@thread.v2');
    expect(writeChoices(choices)).toBe(search);
    expect(readChoices('?person=rektor-ekskolan&surface=chat&chat=arbetslag', setup).chat?.key).toBe('ledning');
    expect(conversationOf(readChoices('?person=chef&surface=chat', setup))).toBeNull();
  });

  test('give somebody without a team the personal app', () => {
    const choices = readChoices('?person=chef', setup);
    expect(choices.surface).toBe('personal');
    expect(tabAddress(setup, choices)).toBe(`${SERVICE}/tab/start`);
  });

  test('take the channel’s configured address when there is one', () => {
    const contentUrl = `${SERVICE}/tab/?unit=unit-sjoskolan&view=plan`;
    const tabs = { '19:sjoskolan@thread.tacv2': { entityId: 'e', contentUrl } };
    const configured = { ...setup, tabs };
    expect(tabAddress(configured, readChoices('', configured))).toBe(contentUrl);
  });

  test('hold dark in a meeting unless a theme is named', () => {
    expect(readChoices('?surface=meeting-side-panel', setup).theme).toBe('dark');
    expect(readChoices('?surface=meeting-side-panel&theme=contrast', setup).theme).toBe('contrast');
  });

  test('fall back on the defaults for anything unknown', () => {
    const choices = readChoices('?person=nobody&theme=pink&lang=fi&surface=moon&view=x', setup);
    expect(choices).toMatchObject({ theme: 'default', lang: 'sv', surface: 'channel', view: 'tab' });
  });
});

describe('A link', () => {
  test('to a new meeting fills in its form', () => {
    const link =
      'https://teams.microsoft.com/l/meeting/new?subject=Uppf%C3%B6ljning&startTime=2026-11-22T08:00:00Z&endTime=2026-11-22T08:30:00Z&attendees=a@x.example,b@x.example&content=Hur%20g%C3%A5r%20det?';
    expect(readLink(link, SERVICE)).toEqual({
      kind: 'meeting',
      subject: 'Uppföljning',
      start: '2026-11-22T08:00:00Z',
      end: '2026-11-22T08:30:00Z',
      attendees: ['a@x.example', 'b@x.example'],
      content: 'Hur går det?',
    });
  });

  test('to a place in the tab is read as it was written', () => {
    const place = {
      appId: 'app',
      pageId: 'unit',
      subPageId: '/plan?action=1',
      channelId: '19:x@thread.tacv2',
      label: 'Plan',
    };
    expect(readLink(entityLink(place), SERVICE)).toEqual({
      kind: 'tab',
      appId: 'app',
      pageId: 'unit',
      subPageId: '/plan?action=1',
      channelId: '19:x@thread.tacv2',
    });
  });

  test.each([
    ['https://planner.cloud.microsoft/webui/v1/plan/p1/view/board/task/abc_1-2', { kind: 'task', task: 'abc_1-2' }],
    ['https://tasks.office.com/mittkoping.example/Home/Task/xyz', { kind: 'task', task: 'xyz' }],
    [
      'https://teams.microsoft.com/l/chat/0/0?users=a@x.example&message=Hej',
      { kind: 'chat', users: ['a@x.example'], message: 'Hej' },
    ],
    ['https://x.sharepoint.com/sites/y/z.xlsx', { kind: 'file', url: 'https://x.sharepoint.com/sites/y/z.xlsx' }],
    ['https://www.skolverket.se/', { kind: 'web', url: 'https://www.skolverket.se/' }],
    [`${SERVICE}/api/file`, { kind: 'web', url: `${SERVICE}/api/file` }],
    ['http://example.org/', { kind: 'refused', reason: 'Only https links are opened' }],
    ['javascript:alert(1)', { kind: 'refused', reason: 'Only https links are opened' }],
    ['https://teams.microsoft.com/l/nothing', { kind: 'refused', reason: 'Invalid deep link' }],
    ['not a link', { kind: 'refused', reason: 'Invalid link' }],
  ])('%s', (link, expected) => {
    expect(readLink(link, SERVICE)).toEqual(expected);
  });

  test('with a broken context opens the tab all the same', () => {
    expect(readLink('https://teams.microsoft.com/l/entity/app/unit?context=%7Bbroken', SERVICE)).toMatchObject({
      kind: 'tab',
      subPageId: null,
    });
  });
});

describe('Markdown in a card', () => {
  test.each([
    ['**fet** och _kursiv_', '<p><strong>fet</strong> och <em>kursiv</em></p>'],
    ['- ett\n- två', '<ul><li>ett</li><li>två</li></ul>'],
    ['[Plan](https://x.example/a?b=1&c=2)', '<p><a href="https://x.example/a?b=1&amp;c=2">Plan</a></p>'],
    ['<img src=x onerror=alert(1)>', '<p>&lt;img src=x onerror=alert(1)&gt;</p>'],
    ['[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>'],
    ['\\*\\*inte fet\\*\\* \\<b\\>', '<p>**inte fet** &lt;b&gt;</p>'],
    ['snake_case_name', '<p>snake_case_name</p>'],
  ])('%s', (source, html) => {
    expect(markdown(source)).toBe(html);
  });
});

test('Both languages have the same texts with the same gaps to fill', () => {
  const flat = (tree: object, path = ''): string[] =>
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [`${path}${key} ${(value.match(/\{\{\w+\}\}/g) ?? []).sort().join()}`]
        : flat(value as object, `${path}${key}.`),
    );
  expect(flat(en).sort()).toEqual(flat(sv).sort());
});
