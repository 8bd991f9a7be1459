import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { errorOf, startMicrosoft365 } from './microsoft365.ts';
import type { Json, Microsoft365 } from './microsoft365.ts';

const MITTKOPING = 'fbcbb79c-c935-4f39-80a9-5e82db5a3d4e';
let graph: Microsoft365;

beforeAll(async () => {
  graph = await startMicrosoft365();
});
afterAll(() => graph.stop());

/** Calls Graph as a person with just these scopes, or as the app with these roles. */
async function ask(person: string | null, scopes: readonly string[], path: string) {
  const token =
    person === null
      ? await graph.tokens.appToken(MITTKOPING, 'https://graph.microsoft.com', scopes)
      : await graph.tokens.graphToken(graph.person(person), scopes);
  return graph.ask(`GET /graph/v1.0${path}`, { token });
}
const list = ({ body }: { body: Json }) => body.value as Json[];
const names = (answer: { body: Json }) => list(answer).map(({ displayName }) => displayName);
const team = () => graph.team('granskolan').id;
const channel = (kind: 'private' | 'shared') =>
  graph.team('granskolan').ownChannels.find((each) => each.kind === kind)?.id ?? '';
const members = (kind: 'private' | 'shared') =>
  `/teams/${team()}/channels/${encodeURIComponent(channel(kind))}/members`;

describe('A team', () => {
  test('has an owner, members and guests, told apart by role', async () => {
    const answer = await ask('bitradande-granskolan', ['TeamMember.Read.All'], `/teams/${team()}/members`);
    expect(list(answer).map(({ displayName, roles }) => [displayName, roles])).toEqual([
      ['Rektor Granskolan', ['owner']],
      ['Biträdande rektor Granskolan', []],
      ['Extern handledare Granskolan', ['guest']],
    ]);
  });

  test('names its owners as its group’s', async () => {
    const owners = await ask(
      'rektor-granskolan',
      ['GroupMember.Read.All', 'User.ReadBasic.All'],
      `/groups/${team()}/owners`,
    );
    expect(names(owners)).toEqual(['Rektor Granskolan']);
    expect(list(owners)[0]).toMatchObject({ '@odata.type': '#microsoft.graph.user' });
  });

  test('shows of its group’s members no more than the token lets see of people', async () => {
    const [first] = list(await ask('rektor-granskolan', ['GroupMember.Read.All'], `/groups/${team()}/members`));
    expect(first).toMatchObject({ displayName: null, mail: null, businessPhones: [] });
    expect(first?.id).toBe(graph.person('rektor-granskolan').id);
  });
});

describe('A channel with members of its own', () => {
  const shown = async (person: string | null) =>
    names(await ask(person, ['Channel.ReadBasic.All'], `/teams/${team()}/channels`));

  test('is seen by those who are in it, and by an app that may', async () => {
    expect(await shown('rektor-granskolan')).toEqual(['Allmänt', 'Ledningsgruppen', 'Digital skolutveckling norra']);
    expect(await shown('handledare-granskolan')).toEqual(['Allmänt']);
    expect(await shown(null)).toHaveLength(3);
    const one = await ask(
      'rektor-granskolan',
      ['Channel.ReadBasic.All'],
      `/teams/${team()}/channels/${encodeURIComponent(channel('private'))}`,
    );
    expect(one.body).toMatchObject({ displayName: 'Ledningsgruppen', membershipType: 'private' });
  });

  test('has its own members and owner, not the team’s', async () => {
    const scopes = ['ChannelMember.Read.All'];
    const own = await ask('bitradande-granskolan', scopes, members('private'));
    expect(list(own).map(({ displayName, roles }) => [displayName, roles])).toEqual([
      ['Rektor Granskolan', ['owner']],
      ['Biträdande rektor Granskolan', []],
    ]);
    const refused = await ask('handledare-granskolan', scopes, members('private'));
    expect([refused.status, errorOf(refused).code]).toEqual([403, 'Forbidden']);
  });

  test('that is shared is open to members from other teams; one from another tenant stands as an owner', async () => {
    const answer = await ask('rektor-norrskolan', ['ChannelMember.Read.All'], members('shared'));
    expect(
      list(answer).map(({ displayName, roles, tenantId }) => [displayName, roles, tenantId === MITTKOPING]),
    ).toEqual([
      ['Rektor Granskolan', ['owner'], true],
      ['Biträdande rektor Granskolan', [], true],
      ['Rektor Norrskolan', [], true],
      ['Rektor Grannskolan', ['owner'], false],
    ]);
    expect((await ask('rektor-norrskolan', ['Channel.ReadBasic.All'], `/teams/${team()}/channels`)).status).toBe(403);
  });

  test('takes members in and lets them go by itself', async () => {
    const change = (action: 'add' | 'remove', channelId = channel('private')) =>
      graph.ask('POST /connector/members', {
        body: { channel: channelId, person: 'handledare-granskolan', action },
      });
    const guest = graph.person('handledare-granskolan').id;
    expect((await change('add')).body).toMatchObject({ changed: true, members: expect.arrayContaining([guest]) });
    expect((await change('add')).body).toMatchObject({ changed: false });
    expect((await change('remove')).body.members).not.toContain(guest);
    expect((await change('add', '19:none@thread.tacv2')).status).toBe(404);
  });

  test('that is private is left with the team; a shared one is not', () => {
    const { directory } = graph.context;
    const assistant = graph.person('bitradande-granskolan').id;
    directory.changeMember(team(), assistant, 'remove');
    expect(directory.ownChannel(channel('private'))?.members).not.toContain(assistant);
    expect(directory.ownChannel(channel('shared'))?.members).toContain(assistant);
    directory.changeMember(team(), assistant, 'add');
  });
});

describe('Who a person is', () => {
  const user = (person: string) => `/users/${graph.person(person).id}?$select=displayName,accountEnabled,userType`;

  test('is told in full to whoever may see all of everybody', async () => {
    const seen = async (person: string) => (await ask('administrator', ['User.Read.All'], user(person))).body;
    expect(await seen('tidigare-rektor-norrskolan')).toMatchObject({ accountEnabled: false, userType: 'Member' });
    expect(await seen('handledare-granskolan')).toMatchObject({ accountEnabled: true, userType: 'Guest' });
  });

  test('is otherwise a name and an address: the rest is there, and empty', async () => {
    const { body } = await ask('administrator', ['User.ReadBasic.All'], user('tidigare-rektor-norrskolan'));
    expect(body).toMatchObject({ displayName: 'Tidigare rektor Norrskolan', accountEnabled: null, userType: null });
    const filtered = await ask('administrator', ['User.ReadBasic.All'], '/users?$filter=accountEnabled eq true');
    expect([filtered.status, errorOf(filtered).code]).toEqual([403, 'Authorization_RequestDenied']);
  });

  test('is in no team after having left', async () => {
    const path = `/users/${graph.person('tidigare-rektor-norrskolan').id}/joinedTeams`;
    expect(list(await ask('administrator', ['Team.ReadBasic.All'], path))).toEqual([]);
  });

  test('keeps a guest from listing the directory, and lets them see their own team', async () => {
    for (const path of ['/users', '/groups'])
      expect((await ask('handledare-granskolan', ['User.ReadBasic.All', 'GroupMember.Read.All'], path)).status).toBe(
        403,
      );
    expect(names(await ask('handledare-granskolan', ['Team.ReadBasic.All'], '/me/joinedTeams'))).toEqual([
      'Granskolan',
    ]);
  });
});

describe('A call needs one of the rights that Microsoft names for it', () => {
  const refusal = { directory: 'Authorization_RequestDenied', teams: 'Forbidden', planner: 'accessDenied' } as const;
  test.each<[string, () => string, string, string, keyof typeof refusal]>([
    ['/me', () => '/me', 'User.Read', 'GroupMember.Read.All', 'directory'],
    ['/users', () => '/users', 'User.ReadBasic.All', 'User.Read', 'directory'],
    ['/groups', () => '/groups', 'GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'directory'],
    ['/groups/{id}/members', () => `/groups/${team()}/members`, 'GroupMember.Read.All', 'User.Read.All', 'directory'],
    [
      '/groups/{id}/owners',
      () => `/groups/${team()}/owners`,
      'GroupMember.Read.All',
      'TeamMember.Read.All',
      'directory',
    ],
    ['/me/memberOf', () => '/me/memberOf', 'User.Read', 'User.ReadBasic.All', 'directory'],
    ['/me/joinedTeams', () => '/me/joinedTeams', 'Team.ReadBasic.All', 'TeamMember.Read.All', 'teams'],
    ['/teams/{id}', () => `/teams/${team()}`, 'Team.ReadBasic.All', 'Channel.ReadBasic.All', 'teams'],
    ['/teams/{id}/channels', () => `/teams/${team()}/channels`, 'Channel.ReadBasic.All', 'Team.ReadBasic.All', 'teams'],
    ['/teams/{id}/members', () => `/teams/${team()}/members`, 'TeamMember.Read.All', 'GroupMember.Read.All', 'teams'],
    ['a channel’s members', () => members('private'), 'ChannelMember.Read.All', 'TeamMember.Read.All', 'teams'],
    ['/me/planner/tasks', () => '/me/planner/tasks', 'Tasks.Read', 'User.Read', 'planner'],
  ])('%s', async (_address, path, least, other, area) => {
    expect((await ask('rektor-granskolan', [least], path())).status).toBe(200);
    const refused = await ask('rektor-granskolan', [other], path());
    expect([refused.status, errorOf(refused).code]).toEqual([403, refusal[area]]);
  });
});
