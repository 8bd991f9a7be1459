import { z } from 'zod';
import { MEMBER_ROLES, OWNER_ROLES } from '../../../lika/access/team-roles.ts';
import { Day, Id, Moment, Version } from './common.ts';
import { HeadMissing } from './units.ts';

const MOST_DOMAINS = 20;

/** A domain as it stands after the @ of an address; the @ itself may come along. Internationalised names in their xn-- form. */
const Domain = z
  .string()
  .max(254)
  .transform((text) => text.trim().toLowerCase().replace(/^@/, ''))
  .refine((text) => /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(text), {
    params: { code: 'not-a-domain' },
  })
  .refine((text) => text.length <= 253, { params: { code: 'too-long', max: 253 } });

const Rule = {
  owners: z.enum(OWNER_ROLES),
  members: z.enum(MEMBER_ROLES),
};

/** What membership of a unit's team gives in the municipality. */
export const TeamRoleSetting = z.object({
  ...Rule,
  /** Domains of the staff's addresses. Whoever has another gets nothing by membership. */
  staffDomains: z.array(z.string()),
  version: Version,
});
export type TeamRoleSetting = z.infer<typeof TeamRoleSetting>;

export const TeamRoleChange = z.strictObject({
  ...Rule,
  staffDomains: z
    .array(Domain)
    .max(MOST_DOMAINS)
    .transform((domains) => [...new Set(domains)]),
  version: Version,
});

const Named = z.object({ id: Id, name: z.string().nullable() });
export type Named = z.infer<typeof Named>;

export const MissingHeads = z.object({
  /** Units without a head who can act, by name. */
  units: z.array(
    z.object({
      id: Id,
      name: z.string(),
      why: HeadMissing,
      heads: z.array(Named),
      /** When the team was last looked at. */
      seen: Moment.nullable(),
    }),
  ),
});
export type MissingHeads = z.infer<typeof MissingHeads>;

export const UnitHeads = z.object({
  missing: HeadMissing.nullable(),
  seen: Moment.nullable(),
  /** `isThere`: in the team when it was last looked at; null when nobody has looked. */
  heads: z.array(Named.extend({ isThere: z.boolean().nullable() })),
  /** Who else can hand the unit over: kommunansvariga. */
  handlers: z.array(Named),
  /** Whom it can be handed to, when the person asking may: the staff of the team, by name. */
  candidates: z.array(Named.extend({ name: z.string() })),
  /** Whether the answer is Teams' own of this minute, or what was last known. */
  source: z.enum(['live', 'known']),
});
export type UnitHeads = z.infer<typeof UnitHeads>;

export const HandOver = z.strictObject({
  to: Id,
  /** The head who leaves. The person asking, when it is left out and they are one. */
  from: Id.optional(),
  /** Whether the leaver's open actions follow; else they stay theirs. */
  moveActions: z.boolean().default(false),
});

const HandedAction = z.object({ id: Id, title: z.string(), due: Day.nullable() });

export const HandedOver = z.object({
  from: Id.nullable(),
  to: Id,
  /** Open actions that the leaver was responsible for: those that followed, and those that stay. */
  moved: z.array(HandedAction),
  left: z.array(HandedAction),
  /** The leaver is still an owner of the team, which makes them head: that is changed in Teams. */
  isStillHead: z.boolean(),
});
export type HandedOver = z.infer<typeof HandedOver>;
