import type { Instrument } from '../../../lika/instrument/instrument.ts';
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
 * not safe to repeat, so one of the group's with our title is taken for ours. Throws GraphFault.
 */
export async function findPlace(planner: Planner, as: Acting, wanted: WantedPlace): Promise<FoundPlace> {
  const { group, title } = wanted;
  const plan = wanted.plan ?? (await findOrMakePlan(planner, as, { group, title }));
  const furniture = await planner.furniture(as, plan);
  return {
    ...{ group, plan, url: planUrl(plan, as.tenant) },
    buckets: await bucketsOf(planner, as, { plan, furniture }, bucketNames(wanted.instrument)),
    labels: await labelsOf(planner, as, { plan, furniture }, labelNames(wanted.instrument)),
  };
}

async function findOrMakePlan(
  planner: Planner,
  as: Acting,
  { group, title }: { group: string; title: string },
): Promise<string> {
  const ours = (await planner.plans(as, group)).find((plan) => plan.title === title);
  return ours?.id ?? planner.makePlan(as, group, title);
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
