/** What both sides of a plan in Planner are to say after a round of faults, and whether they do. */
import { isSame } from '../../lika/plan/same.ts';
import { until } from '../support/until.ts';
import { changeBoth } from './planner-edits.ts';
import { factsHere, hasWords, part, planHere, seenThere, send, tryAgain } from './planner-sides.ts';
import type { Facts, PlannerSides } from './planner-sides.ts';

/** Far longer than the pauses between a few tries. */
const AGREED_WITHIN = 60_000;

/** What both sides are to say, by action; an action that is not in Planner is absent. */
export interface Agreement {
  readonly sides: PlannerSides;
  readonly wanted: Map<string, Facts>;
}

/** What came of a round. */
export interface Came {
  readonly lost: number;
  readonly doubled: number;
  readonly asked: number;
  /** For whoever reads why. */
  readonly seen: unknown;
}

/** Compares both sides with what they are to say. */
async function compared({ sides, wanted }: Agreement): Promise<{ came: Came; agreed: boolean }> {
  const plan = await planHere(sides);
  const there = await seenThere(sides);
  const each = [...wanted].map(([action, facts]) => {
    const here = plan.actions.find(({ id }) => id === action);
    const tasks = there?.byAction.get(action) ?? [];
    const agrees = here !== undefined && tasks.every((task) => isSame(task, facts)) && isSame(factsHere(here), facts);
    const status = here?.planner ?? null;
    return { action, agrees, tasks, status, here: here && factsHere(here), facts };
  });
  const inStep = plan.planner?.stage === 'in-step' && each.every(({ status }) => status?.state === 'synced');
  const wrong = each.filter(({ agrees, tasks }) => !agrees || tasks.length !== 1);
  const says = (one: (typeof each)[number]): boolean =>
    ['needs-you', 'failed', 'waiting', 'waiting-for-person'].includes(one.status?.state ?? '') &&
    hasWords(one.status?.cause ?? null);
  const extra = Math.max(0, (there?.count ?? 0) - wanted.size) + Math.max(0, (there?.sameTitle ?? 1) - 1);
  return {
    agreed: inStep && wrong.length === 0 && there?.count === wanted.size,
    came: {
      lost: wrong.filter((one) => !says(one)).length,
      doubled: extra,
      asked: wrong.filter(says).length,
      seen: { plan: plan.planner, wrong, count: there?.count, plans: there?.sameTitle },
    },
  };
}

/** All is well again and the head tries once more: what the two sides come to. */
export async function settled(agreement: Agreement): Promise<Came> {
  const { sides } = agreement;
  sides.way.watch = null;
  await sides.world.sandbox('DELETE', '/faults');
  await tryAgain(sides);
  let isAgain = false;
  await until(
    'both sides agree',
    async () => {
      const { agreed, came } = await compared(agreement);
      // The refusal may have been noted after the first try: whoever is told of it tries once more.
      if (came.asked > 0 && !isAgain) await tryAgain(sides);
      isAgain ||= came.asked > 0;
      return agreed;
    },
    AGREED_WITHIN,
  ).catch(() => undefined);
  const { came } = await compared(agreement);
  if (came.lost + came.asked > 0) await goOnFromHere(agreement);
  return came;
}

/** A round that didn't end well is no reason for the next one not to. */
export async function goOnFromHere({ sides, wanted }: Agreement): Promise<void> {
  for (const action of (await planHere(sides)).actions)
    if (sides.actions.includes(action.id)) wanted.set(action.id, factsHere(action));
}

/** Everything into a new plan, as if for the first time. */
export async function sendAnew(agreement: Agreement, title: string): Promise<void> {
  const { sides } = agreement;
  await goOnFromHere(agreement);
  await send(sides, sides.actions, title);
}

/** People change things on both sides, take one action out of Planner or put it back; the changes here come last. */
export async function changeOnBothSides(
  { sides, wanted }: Agreement,
  random: () => number,
): Promise<() => Promise<void>> {
  const last = sides.actions.at(-1) ?? '';
  const changes: (() => Promise<void>)[] = [];
  for (const [action, facts] of [...wanted]) {
    if (action === last) continue;
    const change = await changeBoth(sides, action, facts, { random, inPlanner: true });
    wanted.set(action, change.wanted);
    changes.push(change.here);
  }
  const isThere = wanted.has(last);
  if (isThere) wanted.delete(last);
  else {
    const action = (await planHere(sides)).actions.find(({ id }) => id === last);
    if (action) wanted.set(last, factsHere(action));
  }
  return async () => {
    await (isThere ? part(sides, last) : send(sides, [last]));
    for (const change of changes) await change();
    await tryAgain(sides);
  };
}

export function sum(all: readonly Came[]): Omit<Came, 'seen'> {
  const of = (key: 'lost' | 'doubled' | 'asked'): number => all.reduce((total, came) => total + came[key], 0);
  return { lost: of('lost'), doubled: of('doubled'), asked: of('asked') };
}

/** Says what didn't end well. */
export function tell(what: string, came: Came): Came {
  if (came.lost + came.doubled + came.asked > 0)
    process.stdout.write(`  ${what}: ${JSON.stringify(came, null, 1).slice(0, 4000)}\n`);
  return came;
}

/** Whether both sides say what they are to; false also while the service is gone. */
export const isAgreed = (agreement: Agreement): Promise<boolean> =>
  compared(agreement).then(
    ({ agreed }) => agreed,
    () => false,
  );
