import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { confirmed } from '../../lika/plan/confirm.ts';
import {
  decisionFaults,
  isDay,
  isFull,
  moved,
  nextStates,
  progress,
  schoolYearName,
  schoolYearOf,
  stateFaults,
} from '../../lika/plan/decide.ts';
import { percentOf, stateOf } from '../../lika/plan/planner.ts';
import type { Action, ActionState, Plan } from '../../lika/plan/plan.ts';

const STATES: ActionState[] = ['proposed', 'decided', 'ongoing', 'done', 'closed'];

const ACTION: Action = {
  id: 'a',
  goal: 'g',
  title: 'Lektionsbesök i par',
  intention: null,
  area: 'kompetens',
  indicators: ['k-peer'],
  activities: [{ id: 'x', text: 'Para ihop lärare', done: false }],
  notes: '',
  responsible: 'sara',
  involved: [],
  start: '2027-04-06',
  due: '2027-06-04',
  followUp: { on: '2027-06-11', how: null },
  state: 'proposed',
  reason: null,
  position: 0,
  version: 1,
};

const planOf = (...states: ActionState[]): Plan => ({
  id: 'p',
  unit: 'ekskolan',
  schoolYear: 2026,
  goals: [],
  actions: states.map((state, i) => ({ ...ACTION, id: `a${i}`, state })),
});

describe('An action is decided', () => {
  test('only with one owner, a date and a follow-up date', () => {
    expect(decisionFaults(ACTION)).toEqual([]);
    expect(decisionFaults({ ...ACTION, responsible: null, due: null, followUp: { on: null, how: 'runda' } })).toEqual([
      { field: 'responsible', code: 'missing' },
      { field: 'due', code: 'missing' },
      { field: 'followUp.on', code: 'missing' },
    ]);
    expect(decisionFaults({ ...ACTION, title: '  ' })).toEqual([{ field: 'title', code: 'missing' }]);
  });

  test('with dates that exist and do not lie before its start', () => {
    expect(decisionFaults({ ...ACTION, due: '2027-02-29' })).toEqual([{ field: 'due', code: 'not-a-date' }]);
    expect(decisionFaults({ ...ACTION, due: '2027-04-05' })).toEqual([{ field: 'due', code: 'before-start' }]);
    expect(decisionFaults({ ...ACTION, start: null, due: '2026-01-01' })).toEqual([]);
    expect(decisionFaults({ ...ACTION, start: 'soon' })).toEqual([{ field: 'start', code: 'not-a-date' }]);
    expect([isDay('2028-02-29'), isDay('2100-02-29'), isDay('2027-13-01'), isDay('2027-1-1')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('An action goes', () => {
  test('from proposed to decided, ongoing and done, or is closed', () => {
    expect(nextStates('proposed')).toEqual(['decided', 'closed']);
    expect(nextStates('decided')).toContain('ongoing');
    expect(nextStates('ongoing')).toContain('done');
  });

  test('no other way', () => {
    expect(stateFaults(ACTION, 'done')).toEqual([{ field: 'state', code: 'not-allowed' }]);
    expect(stateFaults({ ...ACTION, state: 'done' }, 'closed')).toEqual([{ field: 'state', code: 'not-allowed' }]);
  });

  test('to its end before it is done only with a reason', () => {
    expect(stateFaults(ACTION, 'closed')).toEqual([{ field: 'reason', code: 'missing' }]);
    expect(stateFaults({ ...ACTION, reason: 'Skolan har bytt plattform.' }, 'closed')).toEqual([]);
  });

  test('nowhere past a decision without what the decision demands', () => {
    for (const state of STATES) {
      for (const to of nextStates(state).filter((next) => !['proposed', 'closed'].includes(next))) {
        expect(stateFaults({ ...ACTION, state, responsible: null }, to)).toEqual([
          { field: 'responsible', code: 'missing' },
        ]);
      }
    }
  });
});

describe('In Planner an action', () => {
  test('stands at 0, 50 or 100 percent', () => {
    expect(STATES.map(percentOf)).toEqual([0, 0, 50, 100, 100]);
  });

  test('keeps its state when Planner says nothing new, and follows when it does', () => {
    for (const state of STATES) expect(stateOf(percentOf(state), state)).toBe(state);
    expect(stateOf(20, 'decided')).toBe('ongoing');
    expect(stateOf(100, 'ongoing')).toBe('done');
    expect(stateOf(0, 'ongoing')).toBe('decided');
    expect(stateOf(100, 'closed')).toBe('closed');
  });
});

describe('The plan', () => {
  test('counts its actions per state', () => {
    expect(progress(planOf('decided', 'ongoing', 'ongoing', 'done', 'closed', 'proposed'))).toEqual({
      total: 6,
      open: 3,
      proposed: 1,
      decided: 1,
      ongoing: 2,
      done: 1,
      closed: 1,
    });
  });

  test('says a plain word before the sixth open action', () => {
    expect(isFull(planOf('decided', 'decided', 'ongoing', 'ongoing', 'done')).actions).toBe(false);
    expect(isFull(planOf('decided', 'decided', 'ongoing', 'ongoing', 'ongoing')).actions).toBe(true);
  });

  test('is ordered without dragging: a moved item keeps the others in their order', () => {
    const anyMove = fc
      .uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 })
      .chain((ids) => fc.tuple(fc.constant(ids), fc.constantFrom(...ids), fc.integer({ min: -10, max: 10 })));
    fc.assert(
      fc.property(anyMove, ([ids, id, delta]) => {
        const list = ids.map((one) => ({ id: one }));
        const after = moved(list, id, delta).map((item) => item.id);
        expect([...after].sort()).toEqual([...ids].sort());
        expect(after.filter((one) => one !== id)).toEqual(ids.filter((one) => one !== id));
        expect(after.indexOf(id)).toBe(Math.max(0, Math.min(ids.length - 1, ids.indexOf(id) + delta)));
      }),
    );
    expect(moved([{ id: 'a' }], 'b', 1)).toEqual([{ id: 'a' }]);
  });

  test('belongs to the school year, which turns on 1 July', () => {
    expect(schoolYearOf('2026-06-30')).toBe(2025);
    expect(schoolYearOf('2026-07-01')).toBe(2026);
    expect(schoolYearOf('2027-01-15')).toBe(2026);
    expect(() => schoolYearOf('2026-02-30')).toThrow(RangeError);
    expect([schoolYearName(2026), schoolYearName(2099)]).toEqual(['2026/27', '2099/00']);
  });

  test('that is confirmed stays as it was while the living plan goes on', () => {
    const living = JSON.parse(JSON.stringify(planOf('decided'))) as { actions: { state: string }[] };
    const record = confirmed(living as unknown as Plan, '2026-11-02', 'rektor');
    const action = living.actions[0];
    if (action) action.state = 'done';
    expect(record.plan.actions[0]?.state).toBe('decided');
    expect(() => Object.assign(record.plan.actions[0] ?? {}, { state: 'done' })).toThrow(TypeError);
  });
});
