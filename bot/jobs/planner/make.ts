import { factsOf, mayHaveTask } from '../../../lika/plan/task.ts';
import type { TaskFacts } from '../../../lika/plan/task.ts';
import type { Action } from '../../../lika/plan/plan.ts';
import { GraphFault } from '../../graph/ports.ts';
import { keepPlace } from '../../store/planner-plans.ts';
import type { FoundPlace } from '../../store/planner-plans.ts';
import { beginMaking, forgetTask, makingEnded, noteTask, stillBeingMade } from '../../store/planner-tasks.ts';
import type { Making, PlannerTaskRow } from '../../store/planner-tasks.ts';
import { LostWork } from '../held-loop.ts';
import { keep } from './adopt.ts';
import type { Pair } from './adopt.ts';
import { causeOf, passes } from './causes.ts';
import { inLook } from './look.ts';
import type { Known, Look } from './look.ts';
import { ENDED_SECONDS, UNDER_WAY_SECONDS } from './under-way.ts';
import { stepOf } from './words.ts';

/**
 * Making tasks. Planner can't be told to make a thing once, and its answer can be lost. So what is about to be made is
 * written down first, and whatever was begun and never answered is looked for (`adopt`) before it is begun again.
 */

/** Where the tasks live, and whether that was read just now. */
export interface SeenPlace extends FoundPlace {
  readonly isFresh: boolean;
}

/** Planner makes a task's details a moment after the task: who asks for them at once asks in vain. */
const DETAILS_COME_MS = 250;

/** So many go out at once, so that all of them are under way no longer than a request is. The rest come at the next look. */
const AT_ONCE = 80;

/** What is sent when a task is made: the rest comes with its details. */
const begun = (action: Action): TaskFacts => ({ ...factsOf(action), steps: [], notes: '' });

interface Made {
  readonly pairs: Pair[];
  readonly faults: GraphFault[];
}

/** Makes the tasks that aren't there and weren't found: none where one may still be under way. */
export async function makeMissing(
  look: Look,
  known: Known,
  place: SeenPlace,
  missing: readonly PlannerTaskRow[],
): Promise<Made> {
  const underWay = await inLook(look, (tx) => stillBeingMade(tx, look.plan, UNDER_WAY_SECONDS));
  const settled = missing.filter((row) => !underWay.has(row.action_id));
  const actionOf = (row: PlannerTaskRow) => known.actions.get(row.action_id);
  const isOver = (row: PlannerTaskRow) => (actionOf(row)?.state ?? 'closed') === 'closed';
  await forgetOver(look, settled.filter(isOver));
  const toMake = settled.flatMap((row) => {
    const action = actionOf(row);
    return action && mayHaveTask(action) ? [{ row, action, facts: begun(action) }] : [];
  });
  const { pairs, faults } = await make(look, known, place, toMake.slice(0, AT_ONCE));
  const waits =
    settled.length < missing.length ? [new GraphFault('unclear', { message: 'may still be under way' })] : [];
  return { pairs, faults: [...faults, ...waits] };
}

/** What has no task yet and needs none any more: its action was closed or removed. */
async function forgetOver(look: Look, rows: readonly PlannerTaskRow[]): Promise<void> {
  if (rows.length === 0) return;
  await inLook(look, async (tx) => {
    for (const row of rows) await forgetTask(tx, row.action_id);
  });
}

interface ToMake {
  readonly row: PlannerTaskRow;
  readonly action: Action;
  /** What it is made of. */
  readonly facts: TaskFacts;
}

async function make(look: Look, known: Known, place: SeenPlace, toMake: readonly ToMake[]): Promise<Made> {
  if (toMake.length === 0) return { pairs: [], faults: [] };
  const making = await inLook(look, (tx) =>
    beginMaking(
      tx,
      toMake.map(({ row, facts }) => ({ action: row.action_id, facts })),
    ),
  );
  const wanted = toMake.filter(({ row }) => making.actions.includes(row.action_id));
  return send(look, known, place, wanted, making).catch(async (error: unknown) => {
    // Another look has the plan now: it need not wait for what can't come any more.
    if (error instanceof LostWork)
      await look.deps.store.inMunicipality(look.municipality, (tx) => makingEnded(tx, making, ENDED_SECONDS));
    throw error;
  });
}

async function send(
  look: Look,
  known: Known,
  place: SeenPlace,
  wanted: readonly ToMake[],
  making: Making,
): Promise<Made> {
  if (wanted.length === 0) return { pairs: [], faults: [] };
  const answers = await look.deps.planner
    .makeTasks(
      look.as,
      wanted.map(({ action, facts }) => ({
        ...{ plan: place.plan, title: facts.title, assignees: facts.assignees },
        ...{ start: facts.start, due: facts.due, percent: facts.progress },
        bucket: place.buckets[action.area] ?? null,
        label: place.labels[String(stepOf(known.instrument, action) ?? '')] ?? null,
      })),
    )
    .catch(async (error: unknown) => {
      // Nothing went out: there is nothing to look for.
      await inLook(look, async (tx) => {
        for (const { row } of wanted) await noteTask(tx, row.action_id, { sending: null });
      });
      throw error;
    });
  const pairs = wanted.flatMap(({ row, facts }, index): Pair[] => {
    const task = answers[index]?.value;
    return task ? [{ row: { ...row, base: facts, sending: facts }, task, isNew: true }] : [];
  });
  await keep(look, place.plan, pairs);
  if (pairs.length > 0) await new Promise((resolve) => setTimeout(resolve, DETAILS_COME_MS));
  const failed = wanted.flatMap(({ row }, index) => {
    const fault = answers[index]?.fault;
    return fault ? [{ row, fault }] : [];
  });
  await noteFailed(look, place, failed, making);
  return { pairs, faults: failed.map(({ fault }) => fault) };
}

interface Failed {
  readonly row: PlannerTaskRow;
  readonly fault: GraphFault;
}

/**
 * What was refused was surely not made; what was never answered may show in a moment. Somebody may have taken away a bucket
 * that we knew: where that can be why, the plan's buckets are read anew and it is tried once more.
 */
async function noteFailed(look: Look, place: SeenPlace, failed: readonly Failed[], making: Making): Promise<void> {
  if (failed.length === 0) return;
  const mayBeMoved = (fault: GraphFault) => !place.isFresh && ['refused', 'not-found'].includes(fault.reason);
  await inLook(look, async (tx) => {
    for (const { row, fault } of failed)
      await noteTask(tx, row.action_id, {
        ...(fault.reason === 'unclear' ? {} : { sending: null }),
        state: passes(fault) || mayBeMoved(fault) ? 'queued' : 'failed',
        cause: causeOf(fault),
      });
    await makingEnded(tx, making, ENDED_SECONDS);
    if (failed.some(({ fault }) => mayBeMoved(fault))) await keepPlace(tx, look.plan, { ...place, buckets: {} });
  });
}
