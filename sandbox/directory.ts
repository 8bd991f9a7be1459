import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Chat, Directory, OwnChannel, Person, StateSection, Team, Tenant } from './context.ts';
import { keepRosters } from './rosters.ts';
import type { MemberChanges, Rosters } from './rosters.ts';

const threadId = z.string().regex(/^19:[\w-]+@thread\.tacv2$/, "must be a channel's id, 19:…@thread.tacv2");
const ownChannel = z.object({
  id: threadId,
  name: z.string(),
  kind: z.enum(['private', 'shared']),
  /** Keys of people; owners are members too. */
  members: z.array(z.string()),
  owners: z.array(z.string()).min(1),
});
const unit = z.object({
  key: z.string(),
  id: z.guid(),
  name: z.string(),
  team: z.guid(),
  channel: z.string(),
  instrument: z.string().nullable(),
  /** Private and shared channels beside the general one. */
  channels: z.array(ownChannel).default([]),
});
const person = z.object({
  key: z.string(),
  id: z.guid(),
  name: z.string(),
  role: z.string(),
  scope: z.string(),
  teams: z.array(z.string()),
  /** Where the sign-in name isn't the staff's: pupils have a domain of their own. */
  domain: z.string().optional(),
  /** Invited from another organisation. */
  guest: z.boolean().default(false),
  /** False for those who have left: the account stands there, disabled. */
  enabled: z.boolean().default(true),
});
const chat = z.object({
  key: z.string(),
  id: z.string().regex(/^19:[\w-]+@thread\.v2$/, "must be a group chat's id, 19:…@thread.v2"),
  name: z.string(),
  /** Keys of people. */
  members: z.array(z.string()).min(2),
  /** Whether the app is there from the start. */
  app: z.boolean().default(false),
});
const municipality = z.object({
  key: z.string(),
  name: z.string(),
  tenant: z.guid(),
  units: z.array(unit),
  people: z.array(person),
  chats: z.array(chat).default([]),
  /** Whether everybody has the app for themselves from the start, as when an administrator sets it up for all. */
  personalApp: z.boolean().default(false),
});
const demo = z.object({ municipalities: z.array(municipality).min(1) });
type Municipality = z.infer<typeof municipality>;

/** Whose account has been enabled or disabled since the demo data, by object id. */
export type AccountChanges = Record<string, boolean>;

/** Teams names a team's first channel in the language of who made it. */
const FIRST_CHANNEL = 'Allmänt';

/**
 * Reads tenants, people, teams, channels and group chats from the demo data's YAML (or JSON, which reads faster when it
 * is large).
 * @param changes who has come and gone since; kept nowhere by default
 * @param accounts whose account has been disabled or enabled since; kept nowhere by default
 * @throws when the file is missing or doesn't have the expected shape.
 */
export function loadDirectory(
  file: string,
  changes: StateSection<MemberChanges> = { value: {}, changed: () => undefined },
  accounts: StateSection<AccountChanges> = { value: {}, changed: () => undefined },
): Directory {
  const text = readFileSync(file, 'utf8');
  const { municipalities } = demo.parse(file.endsWith('.json') ? JSON.parse(text) : parse(text));
  const rosters = keepRosters(membersOf(municipalities), changes);
  return makeDirectory(
    {
      tenants: municipalities.map(tenantOf),
      people: municipalities.flatMap((each) => peopleOf(each, rosters, accounts)),
      teams: municipalities.flatMap((each) => teamsOf(each, rosters)),
      chats: municipalities.flatMap((each) => chatsOf(each, rosters)),
    },
    rosters,
    accounts,
  );
}

/** Object ids by the id of team, chat, or private or shared channel. */
function membersOf(municipalities: readonly Municipality[]): Map<string, string[]> {
  const members = new Map<string, string[]>();
  const everybody = new Map(municipalities.flatMap(({ people }) => people.map(({ key, id }) => [key, id] as const)));
  for (const { units, people, chats } of municipalities) {
    const teamOf = new Map(units.map(({ key, team }) => [key, team]));
    const ids = new Map(people.map(({ key, id }) => [key, id]));
    for (const { team } of units) members.set(team, []);
    for (const { id, teams } of people) for (const key of teams) members.get(teamOf.get(key) ?? '')?.push(id);
    const keep = (id: string, keys: readonly string[], name: string, among: ReadonlyMap<string, string>) =>
      void members.set(
        id,
        keys.map((key) => known(among, key, name)),
      );
    for (const { id, members: keys, name } of chats) keep(id, keys, name, ids);
    // Another organisation's people may be in a shared channel, and nowhere else.
    for (const { id, members: keys, name, kind } of units.flatMap(({ channels }) => channels))
      keep(id, keys, name, kind === 'shared' ? everybody : ids);
  }
  return members;
}

function known(ids: ReadonlyMap<string, string>, key: string, where: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`${where} has the member ${key}, who is not among the people there`);
  return id;
}

/** Entra puts it in the name of a guest, who has another name at home. */
const GUEST_MARK = '#EXT#';

const domainOf = (of: Municipality) => `${of.key}.example`;

const tenantOf = (of: Municipality): Tenant => ({
  id: of.tenant,
  key: of.key,
  name: of.name,
  domain: domainOf(of),
  personalApp: of.personalApp,
});

function peopleOf(of: Municipality, rosters: Rosters, accounts: StateSection<AccountChanges>): Person[] {
  const units = new Map(of.units.map((each) => [each.key, each]));
  const teams = new Set(of.units.map((each) => each.team));
  return of.people.map((one) => {
    const own = one.role === 'head' ? units.get(one.scope)?.team : undefined;
    return {
      id: one.id,
      key: one.key,
      name: one.name,
      role: one.role,
      unit: units.get(one.scope)?.name ?? null,
      userPrincipalName: `${one.key}${one.guest ? GUEST_MARK : ''}@${one.domain ?? domainOf(of)}`,
      tenant: of.tenant,
      guest: one.guest,
      get enabled() {
        return accounts.value[one.id] ?? one.enabled;
      },
      get teams() {
        return rosters.placesOf(one.id).filter((place) => teams.has(place));
      },
      get owns() {
        return own !== undefined && rosters.isMember(own, one.id) ? [own] : [];
      },
    };
  });
}

function teamsOf(of: Municipality, rosters: Rosters): Team[] {
  const heads = of.people.filter(({ role }) => role === 'head');
  const ids = new Map(of.people.map(({ key, id }) => [key, id]));
  return of.units.map((one) => {
    const own = heads.filter(({ scope }) => scope === one.key).map(({ id }) => id);
    return {
      id: one.team,
      key: one.key,
      name: one.name,
      tenant: of.tenant,
      unit: one.id,
      instrument: one.instrument,
      channels: [{ id: one.channel, name: FIRST_CHANNEL }],
      ownChannels: one.channels.map((channel) => ownChannelOf(one.team, channel, ids, rosters)),
      get members() {
        return rosters.members(one.team);
      },
      get owners() {
        return own.filter((id) => rosters.isMember(one.team, id));
      },
    };
  });
}

/** Whoever leaves the team leaves its private channels; a shared channel has its members whatever team they are in. */
function ownChannelOf(
  team: string,
  { id, name, kind, owners }: z.infer<typeof ownChannel>,
  ids: ReadonlyMap<string, string>,
  rosters: Rosters,
): OwnChannel {
  const isIn = (person: string) =>
    rosters.isMember(id, person) && (kind === 'shared' || rosters.isMember(team, person));
  const owning = owners.map((key) => known(ids, key, name));
  return {
    id,
    name,
    kind,
    get members() {
      return rosters.members(id).filter(isIn);
    },
    get owners() {
      return owning.filter(isIn);
    },
  };
}

const chatsOf = (of: Municipality, rosters: Rosters): Chat[] =>
  of.chats.map((one) => ({
    id: one.id,
    key: one.key,
    name: one.name,
    tenant: of.tenant,
    app: one.app,
    get members() {
      return rosters.members(one.id);
    },
  }));

function makeDirectory(
  all: Pick<Directory, 'tenants' | 'people' | 'teams' | 'chats'>,
  rosters: Rosters,
  accounts: StateSection<AccountChanges>,
): Directory {
  const { tenants, people, teams, chats } = all;
  const byName = <T extends { id: string; key: string }>(list: readonly T[], more: (one: T) => string[] = () => []) =>
    new Map(list.flatMap((one) => [one.id, one.key, ...more(one)].map((name) => [name.toLowerCase(), one] as const)));
  const names = byName(people, (one) => [one.userPrincipalName]);
  const groups = byName(teams);
  const talks = byName(chats);
  const channels = new Map(teams.flatMap((one) => one.channels.map((channel) => [channel.id, one])));
  const own = new Map(teams.flatMap((one) => one.ownChannels.map((channel) => [channel.id, channel])));
  return {
    ...all,
    tenant: (id) => tenants.find((one) => one.id === id.toLowerCase()),
    person: (name) => names.get(name.toLowerCase()),
    team: (name) => groups.get(name.toLowerCase()),
    teamOfChannel: (id) => channels.get(id),
    ownChannel: (id) => own.get(id),
    chat: (name) => talks.get(name.toLowerCase()),
    chatsOf: (id) => rosters.placesOf(id).flatMap((place) => talks.get(place.toLowerCase()) ?? []),
    isMember: (place, id) => rosters.isMember(place, id),
    changeMember: (place, id, action) => rosters.change(place, id, action),
    setEnabled(id, enabled) {
      if (names.get(id.toLowerCase())?.enabled === enabled) return false;
      accounts.value[id] = enabled;
      accounts.changed();
      return true;
    },
  };
}
