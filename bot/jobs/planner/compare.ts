import { createHash } from 'node:crypto';
import { columnOf } from '../../../lika/plan/planner.ts';
import { isSame } from '../../../lika/plan/same.ts';
import { composeNotes, readNotes } from '../../../lika/plan/task-notes.ts';
import { inOrder } from '../../../lika/plan/task.ts';
import type { TaskFacts, TaskField } from '../../../lika/plan/task.ts';
import { wishesFor } from '../../graph/planner-hints.ts';
import { referenceKey } from '../../graph/reference-key.ts';
import type { DetailsChange, SeenDetails, SeenTask, TaskChange } from '../../graph/ports.ts';

/** A task as Planner shows it, in the merge's words, and back: what must be written for it to be as the merge says. */

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Our id of a checklist item: Planner's own key where it is a GUID, else a GUID made of it. */
export function stepIdOf(key: string): string {
  if (GUID.test(key)) return key.toLowerCase();
  const hash = createHash('sha256').update(`planner/${key}`).digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}

/**
 * Which of the texts that LIKA may have written above the line stands there, so that it isn't taken for somebody's notes:
 * the one with which least is left over.
 */
export function headThere({ notes }: SeenDetails, maybe: readonly string[]): string {
  const left = (head: string): number => readNotes(notes, head).notes.length;
  return maybe.reduce((best, head) => (left(head) < left(best) ? head : best));
}

/** `head`: what LIKA last wrote above the line. */
export function factsOfTask(task: SeenTask, details: SeenDetails, head: string): TaskFacts {
  return {
    title: task.title.trim(),
    assignees: inOrder(task.assignees),
    start: task.start,
    due: task.due,
    progress: columnOf(task.percent),
    steps: details.steps.map(({ key, text, done }) => ({ id: stepIdOf(key), text: text.trim(), done })),
    notes: readNotes(details.notes, head).notes,
  };
}

/** What of the task itself must be written; nothing when it is as wanted. */
export function taskChange(seen: TaskFacts, wanted: TaskFacts): TaskChange | null {
  const assign = wanted.assignees.filter((person) => !seen.assignees.includes(person));
  const unassign = seen.assignees.filter((person) => !wanted.assignees.includes(person));
  const change: TaskChange = {
    ...(seen.title === wanted.title ? {} : { title: wanted.title }),
    ...(seen.progress === wanted.progress ? {} : { percent: wanted.progress }),
    ...(seen.start === wanted.start ? {} : { start: wanted.start }),
    ...(seen.due === wanted.due ? {} : { due: wanted.due }),
    ...(assign.length > 0 ? { assign } : {}),
    ...(unassign.length > 0 ? { unassign } : {}),
  };
  return isSame(change, {}) ? null : change;
}

/** Whether one of a task's links leads back to the action: how a task is known as its. */
export const leadsTo = (links: readonly string[], action: string): boolean =>
  links.some((link) => link.includes(action));

/** A link that a task is to have. */
export interface TaskLink {
  readonly url: string;
  readonly label: string;
}

export interface Written {
  readonly action: string;
  readonly head: string;
  /** The words on the line. */
  readonly line: string;
  readonly link: TaskLink;
  /** To the plan's document, where there is one. */
  readonly document: TaskLink | null;
  /** The address that the task linked to before. */
  readonly lastDocument: string | null;
  /** What LIKA wrote above the line the last time. */
  readonly lastHead: string;
  /** The task was just made. */
  readonly isNew: boolean;
}

/** What of the details must be written; nothing when they are as wanted. */
export function detailsChange(
  details: SeenDetails,
  seen: TaskFacts,
  wanted: TaskFacts,
  written: Written,
): DetailsChange | null {
  const { head, line, lastHead, isNew } = written;
  const { isInOrder } = readNotes(details.notes, lastHead);
  const notes = composeNotes(head, line, wanted.notes);
  const isOld = !isInOrder || head !== lastHead || seen.notes !== wanted.notes;
  const steps = stepChanges(details, seen, wanted);
  const links = linkChanges(details, written);
  const change: DetailsChange = {
    ...(isOld && notes !== details.notes ? { notes } : {}),
    ...(isSame(steps, {}) ? {} : { steps }),
    ...(isSame(links, {}) ? {} : { links }),
  };
  if (isSame(change, {})) return null;
  return isNew && wanted.steps.length > 0 ? { ...change, preview: 'checklist' } : change;
}

/** Ours are to be there; the one to a document that has been put beside goes. Links that people have added stay. */
function linkChanges(
  details: SeenDetails,
  { action, link, document, lastDocument }: Written,
): NonNullable<DetailsChange['links']> {
  const holds = (url: string): boolean => details.links.includes(referenceKey(url));
  const isStale = lastDocument !== null && lastDocument !== document?.url && holds(lastDocument);
  return {
    ...(leadsTo(details.links, action) ? {} : { [link.url]: link.label }),
    ...(document === null || holds(document.url) ? {} : { [document.url]: document.label }),
    ...(isStale ? { [lastDocument]: null } : {}),
  };
}

function stepChanges(details: SeenDetails, seen: TaskFacts, wanted: TaskFacts): NonNullable<DetailsChange['steps']> {
  const keyOf = new Map(details.steps.map(({ key }) => [stepIdOf(key), key]));
  const wishes = wishesFor(
    wanted.steps.map(({ id }) => id),
    details.steps.map(({ key, hint }) => ({ id: stepIdOf(key), hint })),
  );
  const wishOf = (id: string): { hint?: string } => {
    const hint = wishes.get(id);
    return hint === undefined ? {} : { hint };
  };
  const changed = wanted.steps
    .filter(
      (step) =>
        !isSame(
          step,
          seen.steps.find(({ id }) => id === step.id),
        ),
    )
    .map(({ id, text, done }) => [keyOf.get(id) ?? id, { text, done, ...wishOf(id) }] as const);
  const gone = seen.steps
    .filter(({ id }) => !wanted.steps.some((step) => step.id === id))
    .map(({ id }) => [keyOf.get(id) ?? id, null] as const);
  return Object.fromEntries([...changed, ...gone]);
}

/**
 * What counts as agreed before anything has been written: of what must still be written there, what was agreed before, so
 * that a look cut short asks for it again.
 */
export function agreedSoFar(before: TaskFacts, agreed: TaskFacts, seen: TaskFacts, wanted: TaskFacts): TaskFacts {
  const fields = Object.keys(agreed) as TaskField[];
  return fields.reduce(
    (sum, field) => (isSame(seen[field], wanted[field]) ? sum : { ...sum, [field]: before[field] }),
    agreed,
  );
}
