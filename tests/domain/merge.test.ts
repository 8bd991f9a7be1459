import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stateFaults } from '../../lika/plan/decide.ts';
import { merge } from '../../lika/plan/merge.ts';
import type { Action, ActionState } from '../../lika/plan/plan.ts';
import { choose, reconcile } from '../../lika/plan/take-over.ts';
import { composeNotes, readNotes } from '../../lika/plan/task-notes.ts';
import { factsOf, STEPS_MAX } from '../../lika/plan/task.ts';
import type { TaskFacts, TaskStep } from '../../lika/plan/task.ts';

/** Few values of each kind, so that the sides often agree, differ and meet. */
const people = fc.uniqueArray(fc.constantFrom('anna', 'bo', 'cia', 'dan'), { maxLength: 4 }).map((all) => all.sort());
const day = fc.option(fc.constantFrom('2027-03-01', '2027-04-01', '2027-05-01'), { nil: null });
const step = fc.record({
  id: fc.constantFrom('s1', 's2', 's3', 's4'),
  text: fc.constantFrom('Boka', 'Skriv', 'Ring'),
  done: fc.boolean(),
});
const steps = fc.uniqueArray(step, { maxLength: 4, selector: ({ id }) => id });
const facts: fc.Arbitrary<TaskFacts> = fc.record({
  title: fc.constantFrom('Besök', 'Lektionsbesök', 'Besök i par'),
  assignees: people,
  start: day,
  due: day,
  progress: fc.constantFrom(0 as const, 50 as const, 100 as const),
  steps,
  notes: fc.constantFrom('', 'Rum 12', 'Rum 14'),
});
const sides = fc.record({ base: facts, here: facts, there: facts });

const byId = (all: readonly TaskStep[]) => [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
/** Steps have no order that the two sides share. */
const unordered = (one: TaskFacts) => ({ ...one, steps: byId(one.steps) });
const fieldsAsked = (questions: readonly { field: string }[]) => questions.map(({ field }) => field);

describe('An action and its task, merged three ways', () => {
  test('a task that nobody touched takes all that changed here', () => {
    fc.assert(
      fc.property(facts, facts, (base, here) => {
        const merged = merge({ base, here, there: base });
        expect(merged.questions).toEqual([]);
        expect(unordered(merged.there)).toEqual(unordered(here));
        expect(unordered(merged.here)).toEqual(unordered(here));
      }),
    );
  });

  test('an action that nobody touched takes all that changed there, but a title only when somebody says so', () => {
    fc.assert(
      fc.property(facts, facts, (base, there) => {
        const merged = merge({ base, here: base, there });
        expect(unordered({ ...merged.here, title: '' })).toEqual(unordered({ ...there, title: '' }));
        expect(merged.here.title).toBe(base.title);
        expect(fieldsAsked(merged.questions)).toEqual(there.title === base.title ? [] : ['title']);
      }),
    );
  });

  test('what was brought together stays so: merging again changes nothing and asks the same', () => {
    fc.assert(
      fc.property(sides, (all) => {
        const once = merge(all);
        const again = merge({ base: once.base, here: once.here, there: once.there });
        expect(unordered(again.here)).toEqual(unordered(once.here));
        expect(unordered(again.there)).toEqual(unordered(once.there));
        expect(again.questions).toEqual(once.questions);
      }),
    );
  });

  test('the two sides differ only where a person is asked', () => {
    fc.assert(
      fc.property(sides, (all) => {
        const { here, there, questions } = merge(all);
        const asked = fieldsAsked(questions);
        for (const field of Object.keys(here) as (keyof TaskFacts)[])
          if (!asked.includes(field)) expect(unordered(here)[field]).toEqual(unordered(there)[field]);
      }),
    );
  });

  test('nothing that anyone wrote is lost: each change stands on a side or in a question', () => {
    fc.assert(
      fc.property(sides, (all) => {
        const { here, there, questions } = merge(all);
        const said = (field: 'notes' | 'due' | 'title') => [
          here[field],
          there[field],
          ...questions.filter((one) => one.field === field).flatMap(({ ours, theirs }) => [ours, theirs]),
        ];
        for (const field of ['notes', 'due', 'title'] as const)
          for (const side of [all.here, all.there])
            if (side[field] !== all.base[field]) expect(said(field)).toContain(side[field]);
        const texts = [...here.steps, ...there.steps].map(({ id, text }) => `${id}/${text}`);
        for (const side of [all.here, all.there])
          for (const { id, text } of side.steps)
            if (all.base.steps.find((known) => known.id === id)?.text !== text)
              expect(texts).toContain(`${id}/${text}`);
      }),
    );
  });

  test('a person added on one side and one taken away on the other both count', () => {
    const base = { ...BASE, assignees: ['anna', 'bo'] };
    const merged = merge({
      base,
      here: { ...base, assignees: ['anna'] },
      there: { ...base, assignees: ['anna', 'bo', 'cia'] },
    });
    expect(merged.there.assignees).toEqual(['anna', 'cia']);
    expect(merged.questions).toEqual([]);
  });

  test('of forty steps the first twenty get room in Planner, and the rest stay here without being asked for', () => {
    const many = Array.from({ length: 40 }, (_, i) => ({
      id: `n${String(i)}`,
      text: `Steg ${String(i)}`,
      done: false,
    }));
    const once = merge({ base: BASE, here: { ...BASE, steps: many }, there: BASE });
    expect(once.there.steps).toHaveLength(STEPS_MAX);
    expect(once.here.steps).toHaveLength(40);
    const again = merge({ base: once.base, here: once.here, there: once.there });
    expect(again.here.steps).toHaveLength(40);
    // One is taken away there: the next in line gets its place.
    const less = merge({
      base: again.base,
      here: again.here,
      there: { ...again.there, steps: again.there.steps.slice(1) },
    });
    expect(less.here.steps.map(({ id }) => id)).not.toContain('n0');
    expect(less.there.steps.map(({ id }) => id)).toContain('n20');
  });
});

const BASE: TaskFacts = {
  title: 'Lektionsbesök i par',
  assignees: ['anna'],
  start: '2027-03-01',
  due: '2027-05-01',
  progress: 0,
  steps: [],
  notes: '',
};

const ACTION: Action = {
  id: 'a',
  goal: 'g',
  title: BASE.title,
  intention: null,
  area: 'kompetens',
  indicators: [],
  activities: [],
  notes: '',
  responsible: 'anna',
  involved: [],
  start: BASE.start,
  due: BASE.due,
  followUp: { on: '2027-05-08', how: null },
  state: 'decided',
  reason: null,
  position: 0,
  version: 1,
};

describe('What Planner says is taken into an action', () => {
  test('as far as the plan allows: a decided action keeps its owner, its date and its order of dates', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom<ActionState>('decided', 'ongoing', 'done', 'closed'), (there, state) => {
        const action: Action = { ...ACTION, state, reason: state === 'closed' ? 'Annat gick före' : null };
        const { action: taken } = reconcile(action, factsOf(action), there);
        expect(stateFaults({ ...taken, state: action.state }, taken.state)).toEqual([]);
      }),
    );
  });

  test('a date that was taken away there is asked about, with the reason', () => {
    const { action, questions, there } = reconcile(ACTION, BASE, { ...BASE, due: null });
    expect(action).toBe(ACTION);
    expect(there.due).toBeNull();
    expect(questions).toEqual([
      { field: 'due', kind: 'not-possible', code: 'missing', ours: '2027-05-01', theirs: null },
    ]);
  });

  test('the only one who came in place of the owner is the new owner', () => {
    const { action, questions } = reconcile(ACTION, BASE, { ...BASE, assignees: ['bo'] });
    expect(action).toMatchObject({ responsible: 'bo', involved: [] });
    expect(questions).toEqual([]);
  });

  test('a task ticked off there is done here, and a closed one is not opened from there', () => {
    expect(reconcile(ACTION, BASE, { ...BASE, progress: 100 }).action.state).toBe('done');
    const closed: Action = { ...ACTION, state: 'closed', reason: 'Annat gick före' };
    const { action, questions } = reconcile(closed, factsOf(closed), { ...factsOf(closed), progress: 50 });
    expect(action.state).toBe('closed');
    expect(questions).toMatchObject([{ field: 'progress', kind: 'not-possible' }]);
  });

  test('a long step that Planner shows cut keeps its whole text', () => {
    const text = 'Läs '.repeat(40).trim();
    const action: Action = { ...ACTION, activities: [{ id: 's1', text, done: false }] };
    const there = factsOf(action);
    const ticked = { ...there, steps: there.steps.map((one) => ({ ...one, done: true })) };
    expect(reconcile(action, there, ticked).action.activities).toEqual([{ id: 's1', text, done: true }]);
  });
});

describe('A question settled by a person', () => {
  const conflicts = fc.record({ base: facts, there: facts, here: facts }).map(({ base, there, here }) => {
    const action: Action = {
      ...ACTION,
      state: 'proposed',
      title: here.title,
      notes: here.notes,
      due: here.due,
      start: here.start,
    };
    return { action, base: { ...base, progress: 0 as const }, there: { ...there, progress: 0 as const } };
  });

  test('ours: the task gets it, and the question does not come back', () => {
    fc.assert(
      fc.property(conflicts, ({ action, base, there }) => {
        const before = reconcile(action, base, there);
        const [question] = before.questions;
        fc.pre(question !== undefined && question.item === undefined);
        const chosen = choose(before.action, before.base, question, 'ours');
        const after = reconcile(chosen.action, chosen.base, before.there);
        const field = question.field;
        expect(after.there[field]).toEqual(factsOf(before.action)[field]);
        expect(fieldsAsked(after.questions)).not.toContain(field);
      }),
    );
  });

  test('theirs: the action gets it, and the question does not come back', () => {
    fc.assert(
      fc.property(conflicts, ({ action, base, there }) => {
        const before = reconcile(action, base, there);
        const [question] = before.questions;
        fc.pre(question !== undefined && question.item === undefined);
        const { field } = question;
        const chosen = choose(before.action, before.base, question, 'theirs');
        expect(chosen.refused).toBeNull();
        const after = reconcile(chosen.action, chosen.base, before.there);
        expect(factsOf(after.action)[field]).toEqual(before.there[field]);
        expect(fieldsAsked(after.questions)).not.toContain(field);
      }),
    );
  });
});

describe('The notes of a task', () => {
  const line = fc.stringMatching(/^[a-zåäö]{1,8}( [a-zåäö]{1,8}){0,3}$/);
  const text = fc.array(line, { maxLength: 4 }).map((lines) => lines.join('\n'));

  test('give back what was written beneath the line', () => {
    fc.assert(
      fc.property(text, text, (head, notes) => {
        expect(readNotes(composeNotes(head, 'skriv under raden', notes), head)).toEqual({ notes, isInOrder: true });
      }),
    );
  });

  test('keep what somebody types above the line, in the middle of ours or in place of everything', () => {
    fc.assert(
      fc.property(text, text, line, fc.nat(), (head, notes, typed, place) => {
        const marked = `!${typed}`;
        const lines = composeNotes(head, 'skriv under raden', notes).split('\n');
        lines.splice(place % (lines.length + 1), 0, marked);
        expect(readNotes(lines.join('\r\n'), head).notes.split('\n')).toContain(marked);
        expect(readNotes(marked, head)).toEqual({ notes: marked, isInOrder: false });
      }),
    );
  });
});
