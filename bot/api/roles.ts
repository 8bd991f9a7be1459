import { ruleFault } from '../../lika/access/team-roles.ts';
import { Conflict, Invalid } from '../errors.ts';
import { writeAudit } from '../store/audit.ts';
import { headMissing, headsOf } from '../store/heads.ts';
import type { UnitHeads } from '../store/heads.ts';
import { keepRule, ruleOfMunicipality } from '../store/team-roles.ts';
import { route } from './route.ts';
import type { Call, Reply } from './route.ts';
import { MissingHeads, TeamRoleChange, TeamRoleSetting } from './schemas/roles.ts';

/** What membership of the units' teams gives, and which units have nobody to lead them: kommunansvarig's. */
export const roleRoutes = [
  route({
    method: 'get',
    path: '/municipality/roles',
    summary: 'What membership of a unit’s team gives in the municipality',
    permission: 'roles.write',
    answers: { 200: TeamRoleSetting },
    handle: async (call) => ({ status: 200, body: await settingNow(call) }),
  }),
  route({
    method: 'put',
    path: '/municipality/roles',
    summary: 'Sets it, if the version seen is the latest; it goes for everybody from their next call on',
    permission: 'roles.write',
    body: TeamRoleChange,
    answers: { 200: TeamRoleSetting },
    handle: async (call, { body: { version, ...rule } }) => {
      const fault = ruleFault(rule);
      if (fault !== null) throw new Invalid([{ pointer: '/staffDomains', code: fault }]);
      const { person } = call.actor;
      if ((await keepRule(call.tx, { rule, version, by: person, at: call.now })) === null)
        throw new Conflict('stale-version', await settingNow(call));
      const { owners, members, staffDomains } = rule;
      await writeAudit(call.tx, {
        ...{ at: call.now, person, what: 'roles.set', unit: null, about: null },
        detail: { owners, members, staffDomains },
      });
      return { status: 200, body: await settingNow(call) };
    },
  }),
  route({
    method: 'get',
    path: '/municipality/heads',
    summary: 'Units without a head who can act',
    permission: 'roles.write',
    answers: { 200: MissingHeads },
    handle: async (call) => {
      const units = (await headsOf(call.tx, null)).filter((unit) => headMissing(unit) !== null);
      return { later: () => named(call, units) };
    },
  }),
];

async function settingNow({ tx }: Pick<Call, 'tx'>): Promise<TeamRoleSetting> {
  const { rule, version } = await ruleOfMunicipality(tx);
  return { ...rule, staffDomains: [...rule.staffDomains], version };
}

async function named(call: Call, units: readonly UnitHeads[]): Promise<Reply> {
  const names = await call.services.directory.names(call.person, [...new Set(units.flatMap(({ heads }) => heads))]);
  const body: MissingHeads = {
    units: units
      .map((unit) => ({
        id: unit.unit,
        name: unit.name,
        why: headMissing(unit) ?? 'none',
        heads: unit.heads.map((id) => ({ id, name: names.get(id) ?? null })),
        seen: unit.seen?.toISOString() ?? null,
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'sv')),
  };
  return { status: 200, body };
}
