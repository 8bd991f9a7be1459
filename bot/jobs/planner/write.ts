import type { TaskFacts } from '../../../lika/plan/task.ts';
import { GraphFault } from '../../graph/ports.ts';
import type { DetailsChange, Each, SeenDetails, SeenTask, TaskChange } from '../../graph/ports.ts';
import { noteTask } from '../../store/planner-tasks.ts';
import type { PlannerTaskRow, TaskNote } from '../../store/planner-tasks.ts';
import { causeOf, passes } from './causes.ts';
import { inLook } from './look.ts';
import type { Look } from './look.ts';

/** Writing what the merge wants to Planner, many in a request, and down here what came of each. */

export interface Todo {
  readonly row: PlannerTaskRow;
  readonly task: SeenTask;
  readonly details: SeenDetails;
  /** What both have once this is written. */
  readonly agreed: TaskFacts;
  readonly head: string;
  /** The action's version that was merged. */
  readonly version: number;
  readonly asks: boolean;
  /** Where the plan's document lies, which the task then links to. */
  readonly document: string | null;
  readonly taskChange: TaskChange | null;
  readonly detailsChange: DetailsChange | null;
}

/**
 * The details first: writing them gives the task a new ETag, and an ETag from before is good for a change that touches
 * nothing else. What somebody changed in between is refused and merged anew at the next look.
 */
export async function writeTasks(look: Look, todo: readonly Todo[]): Promise<{ faults: GraphFault[]; count: number }> {
  if (todo.length === 0) return { faults: [], count: 0 };
  const details = await each(
    todo,
    ({ detailsChange }) => detailsChange !== null,
    (some) =>
      look.deps.planner.changeDetails(
        look.as,
        some.map((one) => ({ id: one.task.id, etag: one.details.etag, change: one.detailsChange ?? {} })),
      ),
  );
  const tasks = await each(
    todo,
    (one) => one.taskChange !== null && !details.get(one)?.fault,
    (some) =>
      look.deps.planner.changeTasks(
        look.as,
        some.map((one) => ({ id: one.task.id, etag: one.task.etag, change: one.taskChange ?? {} })),
      ),
  );
  const results = todo.map((one) => ({ one, details: details.get(one), task: tasks.get(one) }));
  await inLook(look, async (tx) => {
    for (const { one, details: read, task } of results)
      await noteTask(
        tx,
        one.row.action_id,
        noteOf(look, one, read?.fault ?? task?.fault, { details: read?.value, task: task?.value }),
      );
  });
  return {
    faults: results.flatMap(({ details: read, task }) =>
      [read?.fault, task?.fault].filter((fault) => fault !== undefined),
    ),
    count: results.filter((result) => result.details?.value ?? result.task?.value).length,
  };
}

/** Runs the work for those that need it, and gives what came of each. What can't be begun fails each of them alike. */
async function each<T>(
  todo: readonly Todo[],
  needs: (one: Todo) => boolean,
  work: (some: readonly Todo[]) => Promise<Each<T>[]>,
): Promise<Map<Todo, Each<T>>> {
  const some = todo.filter(needs);
  if (some.length === 0) return new Map();
  const answers = await work(some).catch((error: unknown): Each<T>[] => {
    if (!(error instanceof GraphFault)) throw error;
    return some.map(() => ({ fault: error }));
  });
  return new Map(some.map((one, index) => [one, answers[index] ?? { fault: new GraphFault('unreachable') }]));
}

function noteOf(
  look: Look,
  one: Todo,
  fault: GraphFault | undefined,
  now: { readonly details: SeenDetails | undefined; readonly task: SeenTask | undefined },
): TaskNote {
  // After writing the details alone the task's ETag isn't known: it is read at the next look.
  const etag = now.task?.etag ?? (now.details ? '' : one.task.etag);
  if (fault)
    return passes(fault)
      ? { state: 'queued', cause: causeOf(fault) }
      : { state: 'failed', cause: causeOf(fault), etag, detailsEtag: now.details?.etag ?? one.details.etag };
  return {
    base: one.agreed,
    ...{ head: one.head, headSent: null, documentUrl: one.document },
    etag,
    detailsEtag: now.details?.etag ?? one.details.etag,
    actionVersion: one.version,
    state: one.asks ? 'needs-you' : 'synced',
    cause: one.asks ? 'question' : null,
    syncedAt: look.deps.clock.now(),
  };
}
