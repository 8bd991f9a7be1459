import { z } from 'zod';
import { RightKey } from './rights.ts';

/** The schemas of this folder validate every body and answer, make the OpenAPI, and give the tab its types. */

/** Any GUID: Entra’s ids do not all keep to the versions of RFC 9562. */
export const Id = z.guid();
/** A calendar day, `YYYY-MM-DD`. */
export const Day = z.iso.date();
/** A moment in UTC, ISO 8601. */
export const Moment = z.iso.datetime({ offset: true });
/** An indicator's id, as in its instrument. */
export const IndicatorId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
export const Version = z.int().min(0);

/** Free text a person writes: trimmed at both ends, no control characters but line breaks and tabs, counted in code points. */
export const freeText = (max: number, min = 0) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .refine((text) => !/[^\P{Cc}\t\n\r]/u.test(text), { params: { code: 'control' } })
    .refine((text) => !/\p{Cs}/u.test(text), { params: { code: 'ill-formed' } })
    .refine((text) => [...text].length <= max, { params: { code: 'too-long', max } })
    .refine((text) => [...text].length >= min, { params: { code: 'too-short', min } })
    .meta({ maxLength: max, ...(min > 0 && { minLength: min }) });

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  /** What stands now, when the version sent was not the latest. */
  current: z.unknown().optional(),
  /** The right that nobody has given yet, for `consent-needed`. */
  right: RightKey.optional(),
});
export type Problem = z.infer<typeof Problem>;

export const PersonRef = z.object({
  id: Id,
  name: z.string(),
  jobTitle: z.string().nullable(),
  /** Teams' form for a new meeting takes attendees by it; null when it isn't known. */
  userPrincipalName: z.string().nullable().default(null),
});
export type PersonRef = z.infer<typeof PersonRef>;
