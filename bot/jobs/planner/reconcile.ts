import { isSame } from '../../../lika/plan/same.ts';
import { NEVER_SEEN } from '../../../lika/plan/task.ts';
import type { TaskField } from '../../../lika/plan/task.ts';
import { factsOf } from '../../../lika/plan/task.ts';
import { isOpenAction } from '../../../lika/plan/decide.ts';
import { reconcile } from '../../../lika/plan/take-over.ts';
import type { Action } from '../../../lika/plan/plan.ts';
import { saveAction } from '../../acts/change-action.ts';
import { GraphFault } from '../../graph/ports.ts';
import type { SeenDetails, SeenTask } from '../../graph/ports.ts';
import { keepPlace } from '../../store/planner-plans.ts';
import { forgetTask, noteTask } from '../../store/planner-tasks.ts';
import type { PlannerTaskRow } from '../../store/planner-tasks.ts';
import { actionById } from '../../store/plans.ts';
import type { Placed } from '../../store/plans.ts';
import type { Tx } from '../../store/store.ts';
import { tell } from '../../store/feed.ts';
import { agreedSoFar, detailsChange, factsOfTask, headThere, stepIdOf, taskChange } from './compare.ts';
import { inLook, readKnown } from './look.ts';
import type { Known, Look } from './look.ts';
import { adopt } from './adopt.ts';
import type { Pair } from './adopt.ts';
import { isLost, leavingIn, removeLeaving } from './leave.ts';
import { makeMissing } from './make.ts';
import type { SeenPlace } from './make.ts';
import { findPlace } from './place.ts';
import { documentWords, headOf, lineWords, linkOf, planTitle } from './words.ts';
import { writeTasks } from './write.ts';
import type { Todo } from './write.ts';

/** What came of a look at a plan. */
export interface Looked {
  /** What stopped some of it; empty when all went as it should. */
  readonly faults: readonly GraphFault[];
  /** Something was taken over, made or written. */
  readonly changed: boolean;
  /** Some action waits for a person's answer. */
  readonly asks: boolean;
  /** Some action is not at its end. */
  readonly isOpen: boolean;
}

/** Details can change without their task saying so; they are read at least this often. */
const DETAILS_KEPT_MS = 24 * 60 * 60 * 1000;
const NOT_LINKED = new GraphFault('not-linked', { message: 'the unit has no team' });

/**
 * Brings a plan and its tasks in Planner together: what was changed here goes there, what was changed there comes here,
 * and what only a person can decide is asked. Safe to run again from wherever it was cut short. A plan in which nothing
 * changed costs one request. Throws GraphFault when nothing could be done, LostPlan when another service has it.
 */
export async function reconcilePlan(look: Look): Promise<Looked> {
  const known = await readKnown(look);
  if (!known || known.tasks.length === 0) return { faults: [], changed: false, asks: false, isOpen: false };
  const { place, tasks } = await seePlan(look, known);
  const { plan } = place;
  const missing = known.tasks.filter((row) => row.task === null && !row.leaving && row.state !== 'failed');
  const lost = leavingIn(known, plan).filter(isLost);
  const found = await adopt(look, known, { plan, tasks, missing: [...missing, ...lost] });
  const removed = await removeLeaving(look, known, { plan, tasks, found });
  const isFound = (row: PlannerTaskRow) => found.some((pair) => pair.row === row);
  const made = await makeMissing(
    look,
    known,
    place,
    missing.filter((row) => !isFound(row)),
  );
  const adopted = found.filter(({ row }) => !row.leaving);
  const pairs = [...pairsOf(known, tasks), ...adopted, ...made.pairs];
  await noteGone(look, known, tasks);
  const together = await bringTogether(look, known, pairs);
  const written = await writeTasks(look, together.todo);
  const faults = [...removed.faults, ...made.faults, ...together.faults, ...written.faults];
  const changed = removed.count + adopted.length + made.pairs.length + together.taken + written.count > 0;
  if (changed || faults.length > 0)
    await inLook(look, (tx) => tell(tx, { unit: known.unit.id, kind: 'plan', id: look.plan, by: null }));
  return {
    ...{ faults, changed },
    asks: together.asks,
    isOpen: [...known.actions.values()].some(isOpenAction),
  };
}

/** The plan in Planner and its tasks. That somebody isn't let in means most often that they aren't in the team. */
async function seePlan(look: Look, known: Known): Promise<{ place: SeenPlace; tasks: SeenTask[] }> {
  try {
    const place = await placeOf(look, known);
    return { place, tasks: await look.deps.planner.tasks(look.as, place.plan) };
  } catch (error) {
    const group = known.row.group_id ?? known.team;
    if (!(error instanceof GraphFault) || error.reason !== 'not-allowed' || look.as.person === null || !group)
      throw error;
    const isMember = await look.deps.directory.isTeamMember(look.as, group).catch(() => true);
    throw isMember ? error : new GraphFault('not-team-member', { message: error.message, code: error.code });
  }
}

async function placeOf(look: Look, known: Known): Promise<SeenPlace> {
  const { row, unit, instrument, team } = known;
  const group = row.group_id ?? team;
  if (!group) throw NOT_LINKED;
  const isFurnished = row.planner_plan !== null && Object.keys(row.buckets).length > 0;
  if (isFurnished && row.group_id && row.planner_plan)
    return {
      ...{ group, plan: row.planner_plan, url: row.url ?? '' },
      ...{ buckets: row.buckets, labels: row.labels, isFresh: false },
    };
  const title = row.title ?? planTitle(unit, look.deps.clock.now());
  const place = await findPlace(look.deps.planner, look.as, { group, plan: row.planner_plan, title, instrument });
  await inLook(look, (tx) => keepPlace(tx, look.plan, place));
  return { ...place, isFresh: true };
}

function pairsOf(known: Known, tasks: readonly SeenTask[]): Pair[] {
  return known.tasks.flatMap((row) => {
    const task = row.leaving || row.task === null ? undefined : tasks.find(({ id }) => id === row.task);
    return task ? [{ row, task, isNew: false }] : [];
  });
}

/** A task that was taken away in Planner is asked about, never made again unasked. */
async function noteGone(look: Look, known: Known, tasks: readonly SeenTask[]): Promise<void> {
  const gone = known.tasks.filter(
    (row) => row.task !== null && !row.leaving && row.cause !== 'task-gone' && !tasks.some(({ id }) => id === row.task),
  );
  if (gone.length === 0) return;
  await inLook(look, async (tx) => {
    for (const row of gone)
      if (known.actions.has(row.action_id))
        await noteTask(tx, row.action_id, { state: 'needs-you', cause: 'task-gone', questions: [] });
      else await forgetTask(tx, row.action_id);
    await tell(tx, { unit: known.unit.id, kind: 'plan', id: look.plan, by: null });
  });
}

interface Together {
  readonly todo: Todo[];
  readonly faults: GraphFault[];
  readonly taken: number;
  readonly asks: boolean;
}

/** Merges each action that changed here or there with its task, and takes over what came from Planner. */
async function bringTogether(look: Look, known: Known, pairs: readonly Pair[]): Promise<Together> {
  const now = look.deps.clock.now();
  const mayHaveChanged = pairs.filter((pair) => {
    const action = known.actions.get(pair.row.action_id);
    return (
      action !== undefined &&
      isToBeRead(pair, action, {
        head: headFor(known, action, pair.row.base?.steps ?? []),
        ...{ document: known.document, now },
      })
    );
  });
  const asksAlready =
    pairs.some(({ row }) => row.questions.length > 0) || known.tasks.some(({ cause }) => cause === 'task-gone');
  if (mayHaveChanged.length === 0) return { todo: [], faults: [], taken: 0, asks: asksAlready };
  const answers = await look.deps.planner.details(
    look.as,
    mayHaveChanged.map(({ task }) => task.id),
  );
  const read = mayHaveChanged.flatMap((pair, index) => {
    const details = answers[index]?.value;
    return details ? [{ ...pair, details }] : [];
  });
  // A new task's details may come a moment later than the task itself.
  const faults = answers.flatMap(({ fault }) =>
    fault ? [fault.reason === 'not-found' ? new GraphFault('changed-meanwhile') : fault] : [],
  );
  const merged = await inLook(look, async (tx) => {
    const actions = new Map<string, Placed<Action>>();
    for (const { row } of read) {
      const found = await actionById(tx, row.action_id, true);
      if (found) actions.set(row.action_id, found);
    }
    const each: Merging[] = [];
    for (const one of read) {
      const found = actions.get(one.row.action_id);
      // Otherwise the action has gone meanwhile.
      if (found) each.push(await mergeOne(look, known, tx, one, found));
    }
    return each;
  });
  return {
    faults,
    todo: merged.flatMap(({ todo }) => (todo ? [todo] : [])),
    taken: merged.filter(({ tookOver }) => tookOver).length,
    asks: merged.some(({ asks }) => asks) || asksAlready,
  };
}

/** `checklist`: what is on the task's. */
const headFor = (known: Known, action: Action, checklist: readonly { readonly id: string }[]): string =>
  headOf(
    action,
    known.goals.find(({ id }) => id === action.goal),
    checklist,
  );

function isToBeRead(
  { row, task, isNew }: Pair,
  action: Action,
  { head, document, now }: { head: string; document: string | null; now: Date },
): boolean {
  const isOld = row.details_at === null || now.getTime() - row.details_at.getTime() > DETAILS_KEPT_MS;
  // What is written here takes a refused one up again (`retryTasks`); what others write there is still to be seen.
  if (row.state === 'failed') return isOld || row.task_etag !== task.etag;
  return (
    isNew ||
    isOld ||
    row.state === 'queued' ||
    row.task_etag !== task.etag ||
    row.action_version !== action.version ||
    row.head !== head ||
    row.document_url !== document
  );
}

interface Merging {
  /** Null where it is held back: Planner refused it, and nothing has changed since. */
  readonly todo: Todo | null;
  readonly tookOver: boolean;
  readonly asks: boolean;
}

/** One action with its task, as they stand in this transaction. */
async function mergeOne(
  look: Look,
  known: Known,
  tx: Tx,
  { row, task, details, isNew }: Pair & { readonly details: SeenDetails },
  found: Placed<Action>,
): Promise<Merging> {
  const now = look.deps.clock.now();
  const before = found.item;
  // A task that was made in this look had what it was made of, also when the action has been changed since.
  const base = row.base ?? row.sending ?? NEVER_SEEN;
  // An answer may have been lost, or the task be one that was let go of before.
  const checklist = details.steps.map(({ key }) => ({ id: stepIdOf(key) }));
  const lastHead = headThere(details, [row.head, row.head_sent ?? row.head, headFor(known, before, checklist)]);
  const seen = factsOfTask(task, details, lastHead);
  const { action, there, base: agreed, questions } = reconcile(before, base, seen);
  const after = action === before ? before : { ...action, version: before.version + 1 };
  if (after !== before) {
    const by = { tx, now, window: null, actor: { person: null } };
    await saveAction(by, { plan: found.plan, unit: found.unit }, before, after, changedFields(before, after));
  }
  const head = headFor(known, after, there.steps);
  const link = linkOf(look.deps.settings, known.unit, known.channel ?? '', after.id);
  const document = known.document === null ? null : { url: known.document, label: documentWords() };
  const written = {
    ...{ action: after.id, head, link, line: lineWords(), lastHead, isNew },
    ...{ document, lastDocument: row.document_url },
  };
  const todo: Todo = {
    row: row,
    ...{ task, details, head, agreed },
    ...{ version: after.version, asks: questions.length > 0, document: known.document },
    taskChange: taskChange(seen, there),
    detailsChange: detailsChange(details, seen, there, written),
  };
  const isToWrite = todo.taskChange !== null || todo.detailsChange !== null;
  const isHeldBack = isToWrite && row.state === 'failed' && after === before;
  await noteTask(tx, row.action_id, {
    ...{ base: agreedSoFar(base, agreed, seen, there), questions, detailsAt: now, title: after.title, head: lastHead },
    ...(isHeldBack
      ? { etag: task.etag, detailsEtag: details.etag }
      : { headSent: todo.detailsChange?.notes === undefined ? null : head, cause: null }),
    ...(isToWrite && !isHeldBack ? { state: 'queued' } : {}),
  });
  return { todo: isHeldBack ? null : todo, tookOver: after !== before, asks: questions.length > 0 };
}

/** Which of a task's fields came from Planner, for the log. */
function changedFields(before: Action, after: Action): string[] {
  const [was, is] = [factsOf(before), factsOf(after)];
  return (Object.keys(is) as TaskField[])
    .filter((field) => !isSame(was[field], is[field]))
    .map((field) => `planner.${field}`);
}
