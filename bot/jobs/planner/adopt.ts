import { GraphFault } from '../../graph/ports.ts';
import type { SeenTask } from '../../graph/ports.ts';
import { noteTask } from '../../store/planner-tasks.ts';
import type { PlannerTaskRow } from '../../store/planner-tasks.ts';
import { leadsTo } from './compare.ts';
import { inLook } from './look.ts';
import type { Known, Look } from './look.ts';
import { taskUrl } from './words.ts';

/** Finding the tasks whose making was begun and never answered, before anything is begun again. */

/** An action and the task that is its. */
export interface Pair {
  readonly row: PlannerTaskRow;
  readonly task: SeenTask;
  readonly isNew: boolean;
}

export interface Searched {
  /** The plan in Planner, and the tasks in it. */
  readonly plan: string;
  readonly tasks: readonly SeenTask[];
  /** Whose task isn't known. */
  readonly missing: readonly PlannerTaskRow[];
}

/**
 * Looks among the tasks that this app made and that belong to no action: ours carries a link back to its action. One whose
 * details were never written has none, and is called what it was to be called. Throws GraphFault.
 */
export async function adopt(look: Look, known: Known, { plan, tasks, missing }: Searched): Promise<Pair[]> {
  if (missing.length === 0) return [];
  const linked = new Set(known.tasks.map((row) => row.task));
  const strays = tasks.filter(({ id, madeBy }) => madeBy === look.deps.settings.clientId && !linked.has(id));
  if (strays.length === 0) return [];
  const left = await withLinks(look, strays);
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
  await keep(look, plan, pairs);
  return pairs;
}

interface Stray {
  readonly task: SeenTask;
  readonly links: readonly string[];
}

async function withLinks(look: Look, strays: readonly SeenTask[]): Promise<Stray[]> {
  const details = await look.deps.planner.details(
    look.as,
    strays.map(({ id }) => id),
  );
  const faults = details.flatMap(({ fault }) => (fault && fault.reason !== 'not-found' ? [fault] : []));
  const worst = faults.find(({ reason }) => reason === 'too-busy') ?? faults[0];
  if (worst) throw worst;
  return strays.map((task, index) => {
    const read = details[index]?.value;
    // A new task's details come a moment later than the task: it may be ours.
    if (!read) throw new GraphFault('unclear', { message: 'the details of a task that may be ours are not there yet' });
    return { task, links: read.links };
  });
}

/** Writes down whose the tasks are. */
export async function keep(look: Look, plan: string, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  await inLook(look, async (tx) => {
    for (const { row, task } of pairs)
      await noteTask(tx, row.action_id, {
        task: { plan, id: task.id, url: taskUrl(plan, task.id, look.as.tenant) },
        ...(row.sending ? { base: row.sending } : {}),
        ...{ sending: null, etag: '', state: 'queued', cause: null, actionVersion: null },
      });
  });
}
