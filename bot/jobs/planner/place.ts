import type { Instrument } from '../../../lika/instrument/instrument.ts';
import { GraphFault } from '../../graph/ports.ts';
import type { Acting, Furniture, Planner } from '../../graph/ports.ts';
import type { FoundPlace } from '../../store/planner-plans.ts';
import { bucketNames, labelNames, planUrl } from './words.ts';

export interface WantedPlace {
  readonly group: string;
  /** A plan that is there already, by id; null for one of our own. */
  readonly plan: string | null;
  /** What one of our own is called. */
  readonly title: string;
  readonly instrument: Instrument;
}

/**
 * Finds or makes the plan and what it is divided by: a bucket for each area, a category for each step. Making a plan is
 * not safe to repeat, so one of the group's with our title is taken for ours. A plan that is named must be one of the
 * group's: whoever acts here may be let into plans that the one who named it is not. Throws GraphFault, `not-found` for a
 * plan that isn't the group's.
 */
export async function findPlace(planner: Planner, as: Acting, wanted: WantedPlace): Promise<FoundPlace> {
  const plan = await planOf(planner, as, wanted);
  const { group } = wanted;
  const furniture = await planner.furniture(as, plan);
  return {
    ...{ group, plan, url: planUrl(plan, as.tenant) },
    buckets: await bucketsOf(planner, as, { plan, furniture }, bucketNames(wanted.instrument)),
    labels: await labelsOf(planner, as, { plan, furniture }, labelNames(wanted.instrument)),
  };
}

async function planOf(planner: Planner, as: Acting, { group, plan, title }: WantedPlace): Promise<string> {
  const there = await planner.plans(as, group);
  if (plan === null) return there.find((one) => one.title === title)?.id ?? planner.makePlan(as, group, title);
  if (!there.some(({ id }) => id === plan))
    throw new GraphFault('not-found', { message: 'the plan is none of the team’s' });
  return plan;
}

interface Furnished {
  readonly plan: string;
  readonly furniture: Furniture;
}

async function bucketsOf(
  planner: Planner,
  as: Acting,
  { plan, furniture }: Furnished,
  wanted: readonly { area: string; name: string }[],
): Promise<Record<string, string>> {
  const idOf = new Map(furniture.buckets.map(({ name, id }) => [name, id]));
  const missing = wanted.map(({ name }) => name).filter((name) => !idOf.has(name));
  const last = furniture.buckets.reduce((most, { hint }) => (hint > most ? hint : most), '');
  const made = missing.length > 0 ? await planner.makeBuckets(as, plan, missing, last) : [];
  for (const [index, name] of missing.entries()) idOf.set(name, made[index] ?? '');
  return Object.fromEntries(wanted.map(({ area, name }) => [area, idOf.get(name) ?? '']));
}

/** Planner has so many categories, each with a name or free. */
const CATEGORIES = 25;

/** Free categories take the missing names; what people have named stays. */
async function labelsOf(
  planner: Planner,
  as: Acting,
  { plan, furniture: { labels, etag } }: Furnished,
  wanted: readonly { step: number; name: string }[],
): Promise<Record<string, string>> {
  const keyOf = new Map(Object.entries(labels).map(([key, name]) => [name, key]));
  const free = Array.from({ length: CATEGORIES }, (_, index) => `category${String(index + 1)}`).filter(
    (key) => !(key in labels),
  );
  const missing = wanted.map(({ name }) => name).filter((name) => !keyOf.has(name));
  const made = missing.flatMap((name, index) => (free[index] ? [[free[index], name] as const] : []));
  if (made.length > 0) await planner.makeLabels(as, plan, etag, Object.fromEntries(made));
  for (const [key, name] of made) keyOf.set(name, key);
  return Object.fromEntries(
    wanted.flatMap(({ step, name }) => (keyOf.has(name) ? [[String(step), keyOf.get(name) ?? '']] : [])),
  );
}
