import { join } from 'node:path';
import type { Scope } from '../../../lika/access/access.ts';
import { ruleFault } from '../../../lika/access/team-roles.ts';
import { loadInstruments } from '../../instruments.ts';
import type { Instruments } from '../../instruments.ts';
import {
  giveRole,
  keepArea,
  keepMunicipality,
  keepTenant,
  keepUnit,
  knownMunicipalities,
} from '../../store/organisation.ts';
import type { Tx } from '../../store/store.ts';
import { keepRule } from '../../store/team-roles.ts';
import { linkChannel, unitOfChannel } from '../../store/units.ts';
import { asOwner, done, options, wronglyCalled } from '../context.ts';
import type { CommandResult, OperatorContext } from '../context.ts';
import { seedAssessment } from '../seed/assessments.ts';
import { readSeedFile } from '../seed/file.ts';
import type { SeedFile, SeedMunicipality } from '../seed/file.ts';
import { seedPlan } from '../seed/plan.ts';
import { migrateCommand } from './migrate.ts';

const INSTRUMENTS = join('dist', 'instruments');

/** `seed FILE`: brings in what the file holds and isn't there yet; `--if-empty` leaves a database in use alone. */
export async function seedCommand(args: readonly string[]): Promise<CommandResult> {
  const { rest, named } = options(args);
  const [file] = rest;
  if (file === undefined || rest.length > 1) return wronglyCalled('seed FILE [--if-empty]');
  return asOwner(async (context) => {
    if (named.has('if-empty') && (await knownMunicipalities(context.store)).length > 0)
      return done('The database holds a municipality already; nothing was seeded.');
    return seed(context, readSeedFile(file));
  });
}

/** `prepare FILE`: what a first start needs, in one process. */
export async function prepareCommand(args: readonly string[]): Promise<CommandResult> {
  const [file] = args;
  if (file === undefined || args.length > 1) return wronglyCalled('prepare FILE');
  const migrated = await migrateCommand([]);
  const seeded = await seedCommand([file, '--if-empty']);
  return { lines: [...migrated.lines, ...seeded.lines], code: migrated.code || seeded.code };
}

async function seed({ store, now }: OperatorContext, file: SeedFile): Promise<CommandResult> {
  const instruments = loadInstruments(INSTRUMENTS);
  const lines: string[] = [];
  for (const municipality of file.municipalities) {
    await keepTenant(store, municipality.tenant, municipality.id);
    lines.push(
      await store.inMunicipality(municipality.id, async (tx) => {
        await seedOrganisation(tx, municipality, now);
        return seedHistory(tx, municipality, file, instruments, now);
      }),
    );
  }
  return done(...lines);
}

async function seedOrganisation(tx: Tx, municipality: SeedMunicipality, now: Date): Promise<void> {
  await keepMunicipality(tx, municipality);
  await seedTeamRoles(tx, municipality, now);
  for (const { id, name } of municipality.areas) await keepArea(tx, { id, name });
  for (const unit of municipality.units) {
    const area = municipality.areas.find(({ key }) => key === unit.area)?.id ?? null;
    await keepUnit(tx, { ...unit, area });
  }
  for (const { id, role, scope } of municipality.people)
    if (role !== 'none')
      await giveRole(tx, {
        ...{ tenant: municipality.tenant, person: id, at: now },
        grant: { role, scope: scopeOf(municipality, scope) },
      });
  for (const { id, key, team, channel } of municipality.units) {
    const head = municipality.people.find(({ role, scope }) => role === 'head' && scope === key);
    if (team === undefined || channel === undefined || !head) continue;
    if ((await unitOfChannel(tx, { team, channel })) === null)
      await linkChannel(tx, { team, channel, unit: id, by: head.id, at: now });
  }
}

/** What somebody has set since stays. */
async function seedTeamRoles(tx: Tx, { name, teamRoles }: SeedMunicipality, at: Date): Promise<void> {
  if (teamRoles === undefined) return;
  if (ruleFault(teamRoles) !== null) throw new Error(`${name}: teamRoles names no staffDomains.`);
  await keepRule(tx, { rule: teamRoles, version: 0, by: null, at });
}

function scopeOf(municipality: SeedMunicipality, scope: string): Scope {
  if (scope === 'municipality') return { kind: 'municipality' };
  const unit = municipality.units.find(({ key }) => key === scope);
  if (unit) return { kind: 'unit', id: unit.id };
  const area = municipality.areas.find(({ key }) => key === scope);
  if (area) return { kind: 'area', id: area.id };
  throw new Error(`${municipality.name} has neither a unit nor an area ${scope}.`);
}

async function seedHistory(
  tx: Tx,
  municipality: SeedMunicipality,
  file: SeedFile,
  instruments: Instruments,
  now: Date,
): Promise<string> {
  const inOrder = [...file.earlier].sort((a, b) => a.published.localeCompare(b.published));
  let assessments = 0;
  for (const earlier of inOrder) if (await seedAssessment(tx, municipality, earlier, instruments)) assessments += 1;
  let plans = 0;
  for (const plan of file.plans) if (await seedPlan(tx, municipality, plan, now)) plans += 1;
  const { name, units } = municipality;
  return `${name}: ${units.length} units, ${assessments} earlier assessments and ${plans} plans brought in.`;
}
