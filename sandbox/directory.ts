import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Directory, Person, Team, Tenant } from './context.ts';

const unit = z.object({
  key: z.string(),
  id: z.guid(),
  name: z.string(),
  team: z.guid(),
  channel: z.string(),
  instrument: z.string().nullable(),
});
const person = z.object({
  key: z.string(),
  id: z.guid(),
  name: z.string(),
  role: z.string(),
  scope: z.string(),
  teams: z.array(z.string()),
});
const municipality = z.object({
  key: z.string(),
  name: z.string(),
  tenant: z.guid(),
  units: z.array(unit),
  people: z.array(person),
});
const demo = z.object({ municipalities: z.array(municipality).min(1) });
type Municipality = z.infer<typeof municipality>;

/** Teams names a team's first channel in the language of who made it. */
const FIRST_CHANNEL = 'Allmänt';

/**
 * Reads tenants, people, teams and channels from the demo data's YAML.
 * @throws when the file is missing or doesn't have the expected shape.
 */
export function loadDirectory(file: string): Directory {
  const { municipalities } = demo.parse(parse(readFileSync(file, 'utf8')));
  return makeDirectory(
    municipalities.map(tenantOf),
    municipalities.flatMap((each) => each.people.map((one) => personOf(one, each))),
    municipalities.flatMap((each) => each.units.map((one) => teamOf(one, each))),
  );
}

const domainOf = (of: Municipality) => `${of.key}.example`;

const tenantOf = (of: Municipality): Tenant => ({ id: of.tenant, key: of.key, name: of.name, domain: domainOf(of) });

function personOf(one: z.infer<typeof person>, of: Municipality): Person {
  const teamIds = (keys: readonly string[]) =>
    of.units.filter((each) => keys.includes(each.key)).map((each) => each.team);
  return {
    id: one.id,
    key: one.key,
    name: one.name,
    role: one.role,
    unit: of.units.find((each) => each.key === one.scope)?.name ?? null,
    userPrincipalName: `${one.key}@${domainOf(of)}`,
    tenant: of.tenant,
    teams: teamIds(one.teams),
    owns: one.role === 'head' ? teamIds([one.scope]) : [],
  };
}

function teamOf(one: z.infer<typeof unit>, of: Municipality): Team {
  const members = of.people.filter((each) => each.teams.includes(one.key));
  return {
    id: one.team,
    key: one.key,
    name: one.name,
    tenant: of.tenant,
    unit: one.id,
    instrument: one.instrument,
    channels: [{ id: one.channel, name: FIRST_CHANNEL }],
    members: members.map((each) => each.id),
    owners: members.filter((each) => each.role === 'head' && each.scope === one.key).map((each) => each.id),
  };
}

function makeDirectory(tenants: Tenant[], people: Person[], teams: Team[]): Directory {
  const names = new Map(
    people.flatMap((one) => [one.id, one.key, one.userPrincipalName].map((name) => [name.toLowerCase(), one])),
  );
  const groups = new Map(teams.flatMap((one) => [one.id, one.key].map((name) => [name.toLowerCase(), one])));
  const channels = new Map(teams.flatMap((one) => one.channels.map((channel) => [channel.id, one])));
  return {
    tenants,
    people,
    teams,
    tenant: (id) => tenants.find((one) => one.id === id.toLowerCase()),
    person: (name) => names.get(name.toLowerCase()),
    team: (name) => groups.get(name.toLowerCase()),
    teamOfChannel: (id) => channels.get(id),
  };
}
