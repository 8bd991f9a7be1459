import { z } from 'zod';
import { Day, Id, Moment, PersonRef } from './common.ts';
import { RightKey } from './rights.ts';

export const RoleKey = z.enum(['teacher', 'member', 'head', 'municipal', 'area-chief', 'administrator', 'viewer']);
export const UnitKind = z.enum([
  'compulsory',
  'preschool',
  'upper-secondary',
  'adapted-compulsory',
  'adapted-upper-secondary',
  'adult',
]);

/** How a step is reached: every relevant indicator Uppnådd, or the step's mean at least so many percent. */
export const StepRule = z.union([
  z.object({ kind: z.literal('all-achieved') }),
  z.object({ kind: z.literal('mean'), percent: z.number().min(0).max(100) }),
]);

/** Why a unit has no head who can act. `none`: nobody heads it. `left`: nobody who does is in its team any more. */
export const HeadMissing = z.enum(['none', 'left']);

export const InstrumentRef = z.object({ id: z.string(), version: z.int() });

export const Unit = z.object({
  id: Id,
  name: z.string(),
  kind: UnitKind,
  grades: z.string().nullable(),
  area: z.object({ id: Id, name: z.string() }).nullable(),
  /** The instrument in force for this kind of unit, or null while there is none. */
  instrument: InstrumentRef.nullable(),
  rule: StepRule,
  /** The team channel that cards go to, if one is linked. */
  channel: z.object({ team: z.string(), channel: z.string() }).nullable(),
  /** Null when there is a head, and for those who don't see the unit's people. */
  headMissing: HeadMissing.nullable(),
  /** What the person asking may do here: keys of the access table. */
  may: z.array(z.string()),
});
export type Unit = z.infer<typeof Unit>;

export const Me = z.object({
  person: z.object({ id: Id, tenant: Id, name: z.string() }),
  municipality: z.object({ name: z.string() }),
  roles: z.array(RoleKey),
  /** Units that the person has a role in, by name; for municipal roles those of the municipality. */
  units: z.array(
    z.object({
      id: Id,
      name: z.string(),
      kind: UnitKind,
      grades: z.string().nullable(),
      area: z.string().nullable(),
      role: RoleKey,
      hasInstrument: z.boolean(),
      /** The person's open assessment here, when one waits to be finished. */
      draft: z.object({ id: Id, answered: z.int(), total: z.int() }).nullable(),
      published: Day.nullable(),
      openActions: z.int(),
    }),
  ),
  /** Now, by the service's clock: school years and deadlines are counted from it. */
  now: Moment,
});
export type Me = z.infer<typeof Me>;

export const People = z.object({
  people: z.array(PersonRef),
  /** `live` from Graph; `known` when Graph can't be reached and only people already known are listed. */
  source: z.enum(['live', 'known']),
  /** The right that nobody has given, when it is for want of it that Graph can't be asked. */
  needs: RightKey.nullable(),
});
export type People = z.infer<typeof People>;

export const ChannelLink = z.object({ unit: Id });
export const Channel = z.object({ team: z.string(), channel: z.string(), unit: Unit.nullable() });
export type Channel = z.infer<typeof Channel>;
