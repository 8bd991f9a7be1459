import { GraphFault } from '../../graph/ports.ts';
import type { SeenTask } from '../../graph/ports.ts';
import { forgetLeft, noteTask, stillBeingMade } from '../../store/planner-tasks.ts';
import type { PlannerTaskRow } from '../../store/planner-tasks.ts';
import { adopt } from './adopt.ts';
import type { Pair } from './adopt.ts';
import { causeOf, passes } from './causes.ts';
import { inLook } from './look.ts';
import type { Known, Look } from './look.ts';
import { UNDER_WAY_SECONDS } from './under-way.ts';

/** Removing tasks of actions that left Planner, where a person said that the task shall go too. */

interface Removed {
  readonly faults: GraphFault[];
  readonly count: number;
}

/** Rows whose task is to be removed, and lies in this plan of Planner. What was refused waits until it is tried anew. */
export function leavingIn(known: Known, plan: string): PlannerTaskRow[] {
  return known.tasks.filter(
    (row) => row.leaving && row.state !== 'failed' && (row.planner_plan === null || row.planner_plan === plan),
  );
}

/** In the plan at hand, whose tasks were just read, and in those where the actions were before. */
export async function removeLeaving(
  look: Look,
  known: Known,
  { plan, tasks, found }: { plan: string; tasks: readonly SeenTask[]; found: readonly Pair[] },
): Promise<Removed> {
  const here = await remove(look, leavingIn(known, plan), tasks, found);
  const others = known.tasks.flatMap(({ leaving, planner_plan: other }) =>
    leaving && other !== null && other !== plan ? [other] : [],
  );
  const all = [here];
  for (const other of new Set(others)) all.push(await removeElsewhere(look, known, other));
  return { faults: all.flatMap(({ faults }) => faults), count: all.reduce((sum, { count }) => sum + count, 0) };
}

/** A fault there is no reason to leave the plan at hand alone. */
async function removeElsewhere(look: Look, known: Known, plan: string): Promise<Removed> {
  const rows = leavingIn(known, plan).filter((row) => row.planner_plan === plan);
  if (rows.length === 0) return { faults: [], count: 0 };
  try {
    const tasks = await look.deps.planner.tasks(look.as, plan);
    const found = await adopt(look, known, { plan, tasks, missing: rows.filter(isLost) });
    return await remove(look, rows, tasks, found);
  } catch (error) {
    if (!(error instanceof GraphFault)) throw error;
    // The plan has gone, and all tasks with it.
    if (error.reason === 'not-found') return { faults: [], count: await forget(look, rows) };
    await noteRefused(
      look,
      rows.map((row) => ({ row, fault: error })),
    );
    return { faults: [error], count: 0 };
  }
}

/** Whether the task's making was begun and never answered. */
export const isLost = ({ task, sending }: PlannerTaskRow): boolean => task === null && sending !== null;

async function remove(
  look: Look,
  leaving: readonly PlannerTaskRow[],
  tasks: readonly SeenTask[],
  found: readonly Pair[],
): Promise<Removed> {
  if (leaving.length === 0) return { faults: [], count: 0 };
  const taskOf = (row: PlannerTaskRow): SeenTask | undefined =>
    found.find((pair) => pair.row === row)?.task ?? tasks.find(({ id }) => id === row.task);
  const there = leaving.flatMap((row) => {
    const task = taskOf(row);
    return task ? [{ row, task }] : [];
  });
  const answers = await look.deps.planner.removeTasks(
    look.as,
    there.map(({ task }) => task),
  );
  const failed = there.flatMap(({ row }, index) => {
    const fault = answers[index]?.fault;
    return fault ? [{ row, fault }] : [];
  });
  await noteRefused(look, failed);
  const underWay = await inLook(look, (tx) => stillBeingMade(tx, look.plan, UNDER_WAY_SECONDS));
  const mayCome = leaving.filter((row) => !taskOf(row) && underWay.has(row.action_id));
  const gone = leaving.filter((row) => !mayCome.includes(row) && !failed.some((one) => one.row === row));
  const waits = mayCome.length > 0 ? [new GraphFault('unclear', { message: 'may still be under way' })] : [];
  return { faults: [...failed.map(({ fault }) => fault), ...waits], count: await forget(look, gone) };
}

async function forget(look: Look, rows: readonly PlannerTaskRow[]): Promise<number> {
  await inLook(look, async (tx) => {
    for (const row of rows) await forgetLeft(tx, row.action_id);
  });
  return rows.length;
}

async function noteRefused(look: Look, failed: readonly { row: PlannerTaskRow; fault: GraphFault }[]): Promise<void> {
  const refused = failed.filter(({ fault }) => !passes(fault) && fault.reason !== 'consent-needed');
  if (refused.length === 0) return;
  await inLook(look, async (tx) => {
    for (const { row, fault } of refused) await noteTask(tx, row.action_id, { state: 'failed', cause: causeOf(fault) });
  });
}
