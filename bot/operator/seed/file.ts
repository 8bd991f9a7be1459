import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROLES } from '../../../lika/access/access.ts';
import { TeamRoleChange } from '../../api/schemas/roles.ts';
import { StepRule, UnitKind } from '../../api/schemas/units.ts';

/** What a seed file holds: municipalities with their units and people; and, for a demo, what schools have done before. */

const Municipality = z.object({
  id: z.guid(),
  key: z.string(),
  name: z.string(),
  tenant: z.guid(),
  rule: StepRule,
  areas: z.array(z.object({ key: z.string(), id: z.guid(), name: z.string() })),
  units: z.array(
    z.object({
      key: z.string(),
      id: z.guid(),
      name: z.string(),
      area: z.string().nullable(),
      kind: UnitKind,
      grades: z.string().nullable(),
      instrument: z.string().nullable(),
      team: z.string().optional(),
      channel: z.string().optional(),
    }),
  ),
  /** What membership of the units' teams gives; nothing when it is left out, or has been set already. */
  teamRoles: TeamRoleChange.omit({ version: true }).optional(),
  people: z.array(
    z.object({
      key: z.string(),
      id: z.guid(),
      /** `none`: a person of Microsoft 365 whom LIKA gives nothing. */
      role: z.enum([...ROLES, 'none']),
      /** A unit's key, an area's key or `municipality`. */
      scope: z.string(),
    }),
  ),
});
export type SeedMunicipality = z.infer<typeof Municipality>;

/** A published assessment: by area, how far (0–100) each step had come. */
const Earlier = z.object({
  unit: z.string(),
  published: z.iso.date(),
  level: z.record(z.string(), z.array(z.number().min(0).max(100))),
  /** Comments by indicator. */
  comments: z.record(z.string(), z.string()).default({}),
});
export type SeedAssessment = z.infer<typeof Earlier>;

/** Days are counted from the day of seeding, so that a demo is never out of date. */
const Days = z.int().nullable().default(null);
const Action = z.object({
  title: z.string(),
  intention: z.string().nullable().default(null),
  area: z.string(),
  indicators: z.array(z.string()),
  activities: z.array(z.object({ text: z.string(), done: z.boolean().default(false) })),
  responsible: z.string().nullable().default(null),
  involved: z.array(z.string()).default([]),
  start: Days,
  due: Days,
  followUp: z.object({ on: Days, how: z.string().nullable().default(null) }).default({ on: null, how: null }),
  state: z.enum(['proposed', 'decided', 'ongoing', 'done', 'closed']),
  reason: z.string().nullable().default(null),
});
const Plan = z.object({
  unit: z.string(),
  goals: z.array(
    z.object({
      text: z.string(),
      area: z.string().nullable(),
      step: z.int().nullable(),
      indicators: z.array(z.string()),
      actions: z.array(Action),
    }),
  ),
});
export type SeedPlan = z.infer<typeof Plan>;
export type SeedAction = z.infer<typeof Action>;

const SeedFile = z.object({
  municipalities: z.array(Municipality).min(1),
  earlier: z.array(Earlier).default([]),
  plans: z.array(Plan).default([]),
});
export type SeedFile = z.infer<typeof SeedFile>;

/** Reads a seed file. Throws an Error that names each place that is wrong. */
export function readSeedFile(path: string): SeedFile {
  const read = SeedFile.safeParse(parse(readFileSync(path, 'utf8')));
  if (read.success) return read.data;
  const faults = read.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${path} can't be used:\n${faults.join('\n')}`);
}
