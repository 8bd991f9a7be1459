/**
 * The shapes of an instrument's files. `instrument.yaml` is the frame, `<area>.yaml` an area's structure; the schemas
 * of the text files are made from those two, so that a language has exactly the texts that the structure asks for.
 */
import { z } from 'zod';

const key = z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens, a letter first');
const number = z.int().min(1);

/** `instrument.yaml` */
export const frameSchema = z.strictObject({
  id: key,
  version: number,
  supersedes: number.nullable(),
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/, 'must be a language tag such as sv')).min(1),
  /** From the lowest answer to the highest; a null value is an answer that is not counted. */
  scale: z.array(z.strictObject({ key, value: z.int().min(0).max(100).nullable() })).min(2),
  steps: z.array(number).min(1),
  tags: z.array(key),
  operations: z.array(key).default([]),
  areas: z.array(z.strictObject({ key, letter: z.string().min(1), operation: key.optional() })).min(1),
});
export type Frame = z.infer<typeof frameSchema>;

const indicatorSchema = z.strictObject({
  id: key,
  tags: z.array(key),
  /** Activity → the answers for which it is suggested. */
  activities: z.record(key, z.array(key).min(1, 'must name at least one answer')),
  goals: z.array(key).min(1, 'must have at least one goal'),
});

/** `<area>.yaml` */
export const areaSchema = z.strictObject({
  area: key,
  steps: z
    .array(z.strictObject({ step: number, indicators: z.array(indicatorSchema).min(1, 'must have an indicator') }))
    .min(1),
});
export type AreaStructure = z.infer<typeof areaSchema>;

const MISSING = 'the text is missing';

const text = z
  .string({ error: ({ input }) => (input === undefined || input === null ? MISSING : 'must be a text') })
  .trim()
  .min(1, MISSING);

function each<T extends z.ZodType>(keys: readonly (string | number)[], schema: (key: string) => T) {
  return z.strictObject(Object.fromEntries(keys.map((k) => [String(k), schema(String(k))] as const)));
}

/** `<language>/instrument.yaml` */
export function frameTextsSchema(frame: Frame) {
  const texts = {
    name: text,
    scale: each(
      frame.scale.map((option) => option.key),
      () => z.strictObject({ label: text, meaning: text }),
    ),
    steps: each(frame.steps, () => text),
    tags: each(frame.tags, () => text),
    areas: each(
      frame.areas.map((area) => area.key),
      () => z.strictObject({ name: text, about: text }),
    ),
  };
  const operations = each(frame.operations, () => text);
  return z.strictObject({ ...texts, operations: frame.operations.length > 0 ? operations : operations.default({}) });
}
export type FrameTexts = z.infer<ReturnType<typeof frameTextsSchema>>;

/** `<language>/<area>.yaml` */
export function areaTextsSchema(area: AreaStructure) {
  const indicators = new Map(
    area.steps.flatMap((step) => step.indicators).map((indicator) => [indicator.id, indicator]),
  );
  return z.strictObject({
    area: z.literal(area.area),
    indicators: each([...indicators.keys()], (id) =>
      z.strictObject({
        statement: text,
        done: text,
        why: text,
        activities: each(Object.keys(indicators.get(id)?.activities ?? {}), () => text),
        goals: each(indicators.get(id)?.goals ?? [], () => text),
      }),
    ),
  });
}
export type AreaTexts = z.infer<ReturnType<typeof areaTextsSchema>>;
