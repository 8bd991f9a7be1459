/** What the merge says of an action, brought into the action itself, as far as the plan's own rules let it. */
import { stateFaults } from './decide.ts';
import type { ActionFault } from './decide.ts';
import { merge } from './merge.ts';
import type { Question } from './merge.ts';
import { stateOf } from './planner.ts';
import type { Action, ActionActivity } from './plan.ts';
import { isSame } from './same.ts';
import { clipped, factsOf, NOTES_MAX, STEP_TEXT_MAX } from './task.ts';
import type { TaskFacts, TaskField, TaskStep } from './task.ts';

export interface Reconciled {
  /** The action with what was taken over; the very same object when that is nothing. */
  readonly action: Action;
  /** What the task is to have. */
  readonly there: TaskFacts;
  /** What is to be remembered as agreed once the action and the task are so. */
  readonly base: TaskFacts;
  readonly questions: readonly Question[];
}

/** Brings an action and its task together: `base` is what both had when they were last seen to agree. */
export function reconcile(action: Action, base: TaskFacts, there: TaskFacts): Reconciled {
  const here = factsOf(action);
  const merged = merge({ base, here, there });
  const { action: taken, refused } = takeOver(action, merged.here);
  const kept = <T extends TaskFacts>(facts: T, from: TaskFacts): T =>
    refused.reduce((sum, { field }) => ({ ...sum, [field]: from[field] }), facts);
  return {
    action: taken,
    there: kept(merged.there, there),
    base: kept(merged.base, base),
    questions: [
      ...merged.questions.filter(({ field }) => !refused.some((each) => each.field === field)),
      ...refused.map(({ field, code }): Question => ({
        ...{ field, kind: 'not-possible', code },
        ours: shown(here, field),
        theirs: shown(there, field),
      })),
    ],
  };
}

interface Refusal {
  readonly field: TaskField;
  readonly code: string;
}

const shown = (facts: TaskFacts, field: TaskField): Question['ours'] =>
  field === 'steps' ? facts.steps.map(({ text }) => text) : facts[field];

/** Which of the task's fields an action's fault can have come from. */
const SOURCES: Readonly<Record<ActionFault['field'], readonly TaskField[]>> = {
  title: ['title'],
  responsible: ['assignees'],
  start: ['start'],
  due: ['due', 'start'],
  'followUp.on': ['start'],
  reason: ['progress'],
  state: ['progress'],
};

/**
 * The action with the facts taken over. What would break the plan's own rules (a decided action without its owner or date,
 * a date before the start) is left as it was and named in `refused`.
 */
export function takeOver(action: Action, facts: TaskFacts): { action: Action; refused: readonly Refusal[] } {
  const now = factsOf(action);
  let fields = (Object.keys(facts) as TaskField[]).filter((field) => !isSame(now[field], facts[field]));
  const refused: Refusal[] = [];
  const refuse = (field: TaskField, code: string): void => {
    fields = fields.filter((one) => one !== field);
    refused.push({ field, code });
  };
  if (fields.includes('notes') && facts.notes.length > NOTES_MAX) refuse('notes', 'too-long');
  for (;;) {
    if (fields.length === 0) return { action, refused };
    const next = fields.reduce((sum, field) => ({ ...sum, ...TAKE[field](sum, facts) }), action);
    const [fault] = stateFaults({ ...next, state: action.state }, next.state);
    if (!fault) return { action: next, refused };
    const sources = SOURCES[fault.field].filter((field) => fields.includes(field));
    // A fault that no field from Planner can have caused was there before.
    if (sources.length === 0) return { action: next, refused };
    for (const field of sources) refuse(field, fault.code);
  }
}

/** How each field of a task comes into an action. */
const TAKE: { readonly [F in TaskField]: (action: Action, facts: TaskFacts) => Partial<Action> } = {
  title: (_, { title }) => ({ title }),
  start: (_, { start }) => ({ start }),
  due: (_, { due }) => ({ due }),
  notes: (_, { notes }) => ({ notes }),
  progress: ({ state }, { progress }) => ({ state: stateOf(progress, state) }),
  steps: ({ activities }, { steps }) => ({ activities: activitiesOf(activities, steps) }),
  assignees: (action, { assignees }) => peopleOf(action, assignees),
};

/** A text that was only cut for Planner stays whole here. */
function activitiesOf(activities: readonly ActionActivity[], steps: readonly TaskStep[]): ActionActivity[] {
  return steps.map((step) => {
    const known = activities.find(({ id }) => id === step.id);
    const isCutOnly = known !== undefined && clipped(known.text.trim(), STEP_TEXT_MAX) === step.text;
    return { ...step, text: isCutOnly ? known.text : step.text };
  });
}

/**
 * Planner knows no owner among those assigned: the one who has it keeps it while still assigned, and when they no longer
 * are, the only one who came in their place takes it.
 */
function peopleOf({ responsible, involved }: Action, assignees: readonly string[]): Partial<Action> {
  const before = [responsible, ...involved];
  const came = assignees.filter((person) => !before.includes(person));
  const isThere = responsible !== null && assignees.includes(responsible);
  const owner = isThere ? responsible : came.length === 1 ? (came[0] ?? null) : null;
  const others = [...involved.filter((person) => assignees.includes(person)), ...came];
  return { responsible: owner, involved: others.filter((person) => person !== owner) };
}

/** What a person chose of two: `action` with theirs in it, `base` such that the next merge does as they said. */
export interface Chosen {
  readonly action: Action;
  readonly base: TaskFacts;
  /** Why theirs can't be taken over as it is; the action is unchanged then. */
  readonly refused: string | null;
}

/**
 * Settles a question. `ours`: what Planner says counts as seen, so that ours is what is new. `theirs`: taken over here.
 */
export function choose(action: Action, base: TaskFacts, question: Question, side: 'ours' | 'theirs'): Chosen {
  const theirs = withValue(base, question);
  if (side === 'ours') return { action, base: theirs, refused: null };
  const { action: taken, refused } = takeOver(action, withValue(factsOf(action), question));
  const [reason] = refused;
  return reason ? { action, base, refused: reason.code } : { action: taken, base: theirs, refused: null };
}

/** The facts with the question's field as Planner has it. */
function withValue(facts: TaskFacts, { field, item, theirs }: Question): TaskFacts {
  if (item === undefined) return { ...facts, [field]: theirs };
  const known = facts.steps.some(({ id }) => id === item);
  const text = String(theirs);
  const steps = known
    ? facts.steps.map((step) => (step.id === item ? { ...step, text } : step))
    : [...facts.steps, { id: item, text, done: false }];
  return { ...facts, steps };
}
