import { z } from 'zod';
import { ROLES } from '../../../lika/access/access.ts';
import type { Grant } from '../../../lika/access/access.ts';
import { writeAudit } from '../../store/audit.ts';
import { giveRole } from '../../store/organisation.ts';
import { asOwner, done, failed, options, wronglyCalled } from '../context.ts';
import type { CommandResult } from '../context.ts';

const USAGE = `grant ROLE --tenant ID --person ID [--unit ID | --area ID]   (ROLE: ${ROLES.join(', ')})`;

const Wanted = z.object({
  role: z.enum(ROLES),
  tenant: z.guid(),
  person: z.guid(),
  unit: z.guid().optional(),
  area: z.guid().optional(),
});

/** `grant`: gives a person a role; by it a municipality gets its first kommunansvarig. */
export async function grantCommand(args: readonly string[]): Promise<CommandResult> {
  const { rest, named } = options(args);
  const read = Wanted.safeParse({ role: rest[0], ...Object.fromEntries(named) });
  if (!read.success || rest.length !== 1 || (read.data.unit && read.data.area)) return wronglyCalled(USAGE);
  const { role, tenant, person, unit, area } = read.data;
  const grant: Grant = {
    role,
    scope: unit ? { kind: 'unit', id: unit } : area ? { kind: 'area', id: area } : { kind: 'municipality' },
  };
  return asOwner(async ({ store, now }) => {
    const municipality = await store.municipalityOf(tenant);
    if (municipality === null)
      return failed(`No municipality has the tenant ${tenant}. Bring it in with "seed" first.`);
    return store.inMunicipality(municipality, async (tx) => {
      const isNew = await giveRole(tx, { tenant, person, grant, at: now });
      if (!isNew) return done(`${person} already has the role ${role}.`);
      await writeAudit(tx, {
        at: now,
        person: null,
        what: 'role.grant',
        unit: unit ?? null,
        about: person,
        detail: { role },
      });
      return done(`${person} now has the role ${role}.`);
    });
  });
}
