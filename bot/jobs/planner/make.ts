import { factsOf } from '../../../lika/plan/task.ts';
import type { TaskFacts } from '../../../lika/plan/task.ts';
import type { Action } from '../../../lika/plan/plan.ts';
import { GraphFault } from '../../graph/ports.ts';
import type { SeenTask } from '../../graph/ports.ts';
import { keepPlace } from '../../store/planner-plans.ts';
import type { FoundPlace } from '../../store/planner-plans.ts';
import { noteTask, stillBeingMade } from '../../store/planner-tasks.ts';
import type { PlannerTaskRow } from '../../store/planner-tasks.ts';
import { causeOf, passes } from './causes.ts';
import { inLook } from './look.ts';
import type { Known, Look } from './look.ts';
import { leadsTo } from './compare.ts';
import { stepOf, taskUrl } from './words.ts';

/**
 * Making tasks. Planner can't be told to make a thing once, and its answer can be lost. So what is about to be made is
 * written down first, and whatever was begun and never answered is looked for before it is begun again.
 */

/** An action and the task that is its. */
export interface Pair {
  readonly row: PlannerTaskRow;
  readonly task: SeenTask;
  readonly isNew: boolean;
}

/** Where the tasks live, and whether that was read just now. */
export interface SeenPlace extends FoundPlace {
  readonly isFresh: boolean;
}

/** So long a request that got no answer may still be under way. */
const UNDER_WAY_SECONDS = 5;

/** Planner makes a task's details a moment after the task: who asks for them at once asks in vain. */
const DETAILS_COME_MS = 250;

/** What is sent when a task is made: the rest comes with its details. */
const begun = (action: Action): TaskFacts => ({ ...factsOf(action), steps: [], notes: '' });

/** Looks for tasks that were begun and never answered, and makes those that aren't there. */
export async function findOrMake(
  look: Look,
  known: Known,
  place: SeenPlace,
  tasks: readonly SeenTask[],
): Promise<{ pairs: Pair[]; faults: GraphFault[] }> {
  const missing = known.tasks.filter((row) => row.task === null && !row.leaving && row.state !== 'failed');
  const found = await adopt(look, known, place, { missing, tasks });
  const underWay = await inLook(look, (tx) => stillBeingMade(tx, look.plan, UNDER_WAY_SECONDS));
  const left = missing.filter((row) => !found.some((pair) => pair.row.action_id === row.action_id));
  const decided = left.filter((row) => (known.actions.get(row.action_id)?.state ?? 'proposed') !== 'proposed');
  const toMake = decided.filter((row) => !underWay.has(row.action_id));
  const { pairs, faults } = await make(look, known, place, toMake);
  const waits =
    decided.length > toMake.length ? [new GraphFault('unclear', { message: 'may still be under way' })] : [];
  return { pairs: [...found, ...pairs], faults: [...faults, ...waits] };
}

/**
 * Looks among the tasks that this app made and that belong to no action: ours carries a link back to its action. One whose details were never written has none, and is called what it was to be
 * called.
 */
async function adopt(
  look: Look,
  known: Known,
  place: SeenPlace,
  { missing, tasks }: { missing: readonly PlannerTaskRow[]; tasks: readonly SeenTask[] },
): Promise<Pair[]> {
  if (missing.length === 0) return [];
  const linked = new Set(known.tasks.map((row) => row.task));
  const strays = tasks.filter(({ id, madeBy }) => madeBy === look.deps.settings.clientId && !linked.has(id));
  if (strays.length === 0) return [];
  const details = await look.deps.planner.details(
    look.as,
    strays.map(({ id }) => id),
  );
  const left = strays.map((task, index) => {
    const answer = details[index];
    if (!answer || answer.fault)
      throw new GraphFault('unclear', { message: 'the details of a task that may be ours are not there yet' });
    return { task, links: answer.value.links };
  });
  const pairs: Pair[] = [];
  const take = (row: PlannerTaskRow, at: number, isNew: boolean): void => {
    const [stray] = left.splice(at, 1);
    if (stray) pairs.push({ row, task: stray.task, isNew });
  };
  for (const row of missing) {
    const at = left.findIndex(({ links }) => leadsTo(links, row.action_id));
    if (at >= 0) take(row, at, false);
  }
  for (const row of missing.filter((one) => one.sending !== null && !pairs.some((pair) => pair.row === one))) {
    const at = left.findIndex(
      ({ task, links }) => links.length === 0 && task.title === row.sending?.title.slice(0, 255),
    );
    if (at >= 0) take(row, at, true);
  }
  await keep(look, place, pairs);
  return pairs;
}

async function make(
  look: Look,
  known: Known,
  place: SeenPlace,
  rows: readonly PlannerTaskRow[],
): Promise<{ pairs: Pair[]; faults: GraphFault[] }> {
  const wanted = rows.flatMap((row) => {
    const action = known.actions.get(row.action_id);
    return action ? [{ row, action, facts: begun(action) }] : [];
  });
  if (wanted.length === 0) return { pairs: [], faults: [] };
  await inLook(look, async (tx) => {
    for (const { row, facts } of wanted) await noteTask(tx, row.action_id, { sending: facts });
  });
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
  await keep(look, place, pairs);
  if (pairs.length > 0) await new Promise((resolve) => setTimeout(resolve, DETAILS_COME_MS));
  const failed = wanted.flatMap(({ row, facts }, index) => {
    const fault = answers[index]?.fault;
    return fault ? [{ row, facts, fault }] : [];
  });
  await noteFailed(look, place, failed);
  return { pairs, faults: failed.map(({ fault }) => fault) };
}

interface Failed {
  readonly row: PlannerTaskRow;
  /** What it was made of. */
  readonly facts: TaskFacts;
  readonly fault: GraphFault;
}

/**
 * What was refused was surely not made; what was never answered is written down as under way from now. Somebody may have
 * taken away a bucket that we knew: where that can be why, the plan's buckets are read anew and it is tried once more.
 */
async function noteFailed(look: Look, place: SeenPlace, failed: readonly Failed[]): Promise<void> {
  if (failed.length === 0) return;
  const mayBeMoved = (fault: GraphFault) => !place.isFresh && ['refused', 'not-found'].includes(fault.reason);
  await inLook(look, async (tx) => {
    for (const { row, facts, fault } of failed)
      await noteTask(tx, row.action_id, {
        sending: fault.reason === 'unclear' ? facts : null,
        state: passes(fault) || mayBeMoved(fault) ? 'queued' : 'failed',
        cause: causeOf(fault),
      });
    if (failed.some(({ fault }) => mayBeMoved(fault))) await keepPlace(tx, look.plan, { ...place, buckets: {} });
  });
}

async function keep(look: Look, place: SeenPlace, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  await inLook(look, async (tx) => {
    for (const { row, task } of pairs)
      await noteTask(tx, row.action_id, {
        task: { plan: place.plan, id: task.id, url: taskUrl(place.plan, task.id, look.as.tenant) },
        ...(row.sending ? { base: row.sending } : {}),
        ...{ sending: null, etag: '', state: 'queued', cause: null, actionVersion: null },
      });
  });
}
