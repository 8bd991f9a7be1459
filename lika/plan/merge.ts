/**
 * Three-way merge of an action with its task in Planner: what stands here, what stands there, and what both had when they
 * were last seen to agree. Nothing that anyone typed is lost: a change is taken over, sent, or asked about.
 */
import { isSame } from './same.ts';
import { ASSIGNEES_MAX, inOrder, OWNERSHIP, STEPS_MAX } from './task.ts';
import type { TaskFacts, TaskField, TaskStep } from './task.ts';

/** A field that a person must decide. `item` is the step's id where it is about one. */
export interface Question {
  readonly field: TaskField;
  readonly item?: string;
  /**
   * `both-changed`: each side says something else. `renamed`: the title is ours and was changed there. `not-possible`: what
   * Planner says breaks a rule of the plan, named by `code`.
   */
  readonly kind: 'both-changed' | 'renamed' | 'not-possible';
  readonly code?: string;
  readonly ours: string | number | null | readonly string[];
  readonly theirs: string | number | null | readonly string[];
}

export interface Merged {
  /** What the action is to have. */
  readonly here: TaskFacts;
  /** What the task is to have. Differs from `here` only where a question is open, or where Planner has no room. */
  readonly there: TaskFacts;
  /** What is to be remembered as agreed once both are so; open questions keep what was agreed before. */
  readonly base: TaskFacts;
  readonly questions: readonly Question[];
}

/** The fields that are merged as a whole; people and steps are merged one by one. */
type Whole = Exclude<TaskField, 'assignees' | 'steps'>;

interface Sides<T> {
  readonly base: T;
  readonly here: T;
  readonly there: T;
}

/** What became of a value: the same on both sides, or each keeps its own until somebody has chosen. */
interface Settled<T> extends Sides<T> {
  readonly asked: boolean;
}

function settled<T>({ base, here, there }: Sides<T>): Settled<T> {
  const both = (value: T): Settled<T> => ({ base: value, here: value, there: value, asked: false });
  if (isSame(here, there)) return both(here);
  if (isSame(here, base)) return both(there);
  if (isSame(there, base)) return both(here);
  return { base, here, there, asked: true };
}

/**
 * Merges the two sides. The laws (held by property tests): a side that didn't change takes the other's changes; what both
 * changed alike is agreed; applying the result to both sides and merging again changes nothing; the title in Planner never
 * changes ours unasked.
 */
export function merge(sides: Sides<TaskFacts>): Merged {
  const of = <F extends TaskField>(field: F): Sides<TaskFacts[F]> => ({
    base: sides.base[field],
    here: sides.here[field],
    there: sides.there[field],
  });
  const whole = <F extends Whole>(field: F): Settled<TaskFacts[F]> =>
    OWNERSHIP[field] === 'ours' ? kept(of(field)) : settled(of(field));
  const scalars = {
    title: whole('title'),
    start: whole('start'),
    due: whole('due'),
    progress: whole('progress'),
    notes: whole('notes'),
  } satisfies Record<Whole, unknown>;
  const assignees = mergedPeople(of('assignees'));
  const steps = mergedSteps(of('steps'));
  const side = (key: 'base' | 'here' | 'there'): TaskFacts => ({
    title: scalars.title[key],
    assignees: assignees[key],
    start: scalars.start[key],
    due: scalars.due[key],
    progress: scalars.progress[key],
    steps: steps[key],
    notes: scalars.notes[key],
  });
  const asked = (Object.keys(scalars) as Whole[])
    .filter((field) => scalars[field].asked)
    .map((field): Question => {
      const { here, there } = scalars[field];
      return { field, kind: OWNERSHIP[field] === 'ours' ? 'renamed' : 'both-changed', ours: here, theirs: there };
    });
  return { here: side('here'), there: side('there'), base: side('base'), questions: [...asked, ...steps.questions] };
}

/** What is ours: a change here goes there, a change there is asked about. */
function kept<T>({ base, here, there }: Sides<T>): Settled<T> {
  if (isSame(here, there) || isSame(there, base)) return { base: here, here, there: here, asked: false };
  return { base, here, there, asked: true };
}

/** Each person for themself: who was added on either side is in, who was taken away on either side is out. */
function mergedPeople({ base, here, there }: Sides<readonly string[]>): Sides<readonly string[]> {
  const gone = base.filter((person) => !here.includes(person) || !there.includes(person));
  const all = inOrder([...here, ...there].filter((person) => !gone.includes(person)));
  const sent = withRoom(all, (person) => there.includes(person), ASSIGNEES_MAX);
  return { base: sent, here: all, there: sent };
}

/** What is there already keeps its place; of the rest as many as there is room for. */
function withRoom<T>(wanted: readonly T[], isThere: (item: T) => boolean, most: number): T[] {
  let room = most - wanted.filter(isThere).length;
  return wanted.filter((item) => isThere(item) || room-- > 0);
}

type StepSides = Sides<TaskStep | undefined>;

interface MergedSteps extends Sides<readonly TaskStep[]> {
  readonly questions: readonly Question[];
}

/** Step by step. Ours come in our order, those added in Planner after them; what Planner has no room for stays here. */
function mergedSteps({ base, here, there }: Sides<readonly TaskStep[]>): MergedSteps {
  const find = (steps: readonly TaskStep[], id: string) => steps.find((step) => step.id === id);
  const ids = [...new Set([...here, ...there].map(({ id }) => id))];
  const each = ids.map((id) => mergedStep({ base: find(base, id), here: find(here, id), there: find(there, id) }));
  const present = (steps: readonly (TaskStep | undefined)[]) => steps.filter((step) => step !== undefined);
  const held = new Set(there.map(({ id }) => id));
  const sent = withRoom(present(each.map((step) => step.there)), ({ id }) => held.has(id), STEPS_MAX);
  const isSent = new Set(sent.map(({ id }) => id));
  return {
    here: present(each.map((step) => step.here)),
    there: sent,
    base: present(each.map((step) => step.base)).filter(({ id }) => isSent.has(id)),
    questions: each.flatMap(({ question }) => (question ? [question] : [])),
  };
}

/** A step that was taken away on one side goes, unless the other side has changed it since. */
function mergedStep({ base, here, there }: StepSides): StepSides & { readonly question?: Question } {
  if (!here || !there) {
    const left = here ?? there;
    const stays = left !== undefined && (base === undefined || !isSame(left, base));
    const step = stays ? left : undefined;
    return { base: step, here: step, there: step };
  }
  // Both made it without having seen the other's: nothing was agreed.
  const text = settled({ base: base?.text ?? null, here: here.text, there: there.text });
  const done = settled({ base: base?.done ?? false, here: here.done, there: there.done });
  const step = (side: 'here' | 'there'): TaskStep => ({
    id: here.id,
    text: text[side] ?? '',
    done: done[side],
  });
  if (!text.asked) return { base: step('here'), here: step('here'), there: step('there') };
  return {
    base: base && { ...base, done: done.here },
    here: step('here'),
    there: step('there'),
    question: { field: 'steps', item: here.id, kind: 'both-changed', ours: here.text, theirs: there.text },
  };
}
