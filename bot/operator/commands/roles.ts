import { z } from 'zod';
import { MEMBER_ROLES, OWNER_ROLES, ruleFault } from '../../../lika/access/team-roles.ts';
import type { TeamRoleRule } from '../../../lika/access/team-roles.ts';
import { TeamRoleChange } from '../../api/schemas/roles.ts';
import { writeAudit } from '../../store/audit.ts';
import { keepRule, ruleOfMunicipality } from '../../store/team-roles.ts';
import { asOwner, done, failed, options, wronglyCalled } from '../context.ts';
import type { CommandResult } from '../context.ts';

const USAGE = `roles --tenant ID [--owners ${OWNER_ROLES.join('|')}] [--members ${MEMBER_ROLES.join('|')}] [--staff DOMAIN,…]`;

const Wanted = z.strictObject({
  tenant: z.guid(),
  owners: TeamRoleChange.shape.owners.optional(),
  members: TeamRoleChange.shape.members.optional(),
  staff: z
    .string()
    .transform((text) => text.split(',').filter((domain) => domain.trim() !== ''))
    .pipe(TeamRoleChange.shape.staffDomains)
    .optional(),
});

/** `roles`: shows or sets what membership of a unit's team gives; what isn't named stays. `--staff ''` names no domain. */
export async function rolesCommand(args: readonly string[]): Promise<CommandResult> {
  const { rest, named } = options(args);
  const read = Wanted.safeParse(Object.fromEntries(named));
  if (rest.length > 0 || args.filter((arg) => arg.startsWith('--')).length !== named.size) return wronglyCalled(USAGE);
  if (!read.success) return wronglyCalled(USAGE);
  const { tenant, owners, members, staff } = read.data;
  return asOwner(async ({ store, now }) => {
    const municipality = await store.municipalityOf(tenant);
    if (municipality === null)
      return failed(`No municipality has the tenant ${tenant}. Bring it in with "seed" first.`);
    return store.inMunicipality(municipality, async (tx) => {
      const { rule: before } = await ruleOfMunicipality(tx);
      if (owners === undefined && members === undefined && staff === undefined) return done(...shown(before));
      const rule: TeamRoleRule = {
        owners: owners ?? before.owners,
        members: members ?? before.members,
        staffDomains: staff ?? before.staffDomains,
      };
      if (ruleFault(rule) !== null)
        return failed('Name the domains of the staff’s addresses with --staff: pupils are in the same teams.');
      await keepRule(tx, { rule, version: null, by: null, at: now });
      const { staffDomains } = rule;
      await writeAudit(tx, {
        ...{ at: now, person: null, what: 'roles.set', unit: null, about: null },
        detail: { owners: rule.owners, members: rule.members, staffDomains },
      });
      return done(...shown(rule));
    });
  });
}

function shown({ owners, members, staffDomains }: TeamRoleRule): string[] {
  return [
    `owners of a unit's team: ${owners}`,
    `its members:             ${members}`,
    `staff:                   ${staffDomains.length === 0 ? 'nobody' : staffDomains.map((domain) => `@${domain}`).join(', ')}`,
  ];
}
