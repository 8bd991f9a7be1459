import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newlyAssigned } from '../../lika/plan/assigned.ts';
import { isOpenAction } from '../../lika/plan/decide.ts';
import { reconsider } from '../../lika/plan/reconsider.ts';
import type { DoneAction } from '../../lika/plan/reconsider.ts';

const states = ['proposed', 'decided', 'ongoing', 'done', 'closed'] as const;
const held = fc.record({
  state: fc.constantFrom(...states),
  responsible: fc.constantFrom('anna', 'bo', 'cia', null),
});

describe('whose an action has become', () => {
  test.each([
    ['a decision tells the one who answers for it', 'proposed', 'bo', 'decided', 'bo', 'bo'],
    ['another person hears of it', 'ongoing', 'bo', 'ongoing', 'cia', 'cia'],
    ['a proposal is nobody’s work yet', 'proposed', null, 'proposed', 'bo', null],
    ['whoever takes it knows', 'decided', null, 'decided', 'anna', null],
    ['what goes on is no news', 'decided', 'bo', 'ongoing', 'bo', null],
    ['what is done is no news', 'ongoing', 'bo', 'done', 'cia', null],
    ['work taken up again is still theirs', 'done', 'bo', 'ongoing', 'bo', null],
    ['an action without anybody tells nobody', 'decided', 'bo', 'decided', null, null],
  ] as const)('%s', (_law, from, before, to, after, told) => {
    expect(newlyAssigned({ state: from, responsible: before }, { state: to, responsible: after }, 'anna')).toBe(told);
  });

  test('it is the one responsible for open work, never the one who did it, and nothing told twice over', () => {
    fc.assert(
      fc.property(held, held, fc.constantFrom('anna', 'bo'), (before, after, by) => {
        const told = newlyAssigned(before, after, by);
        expect(
          newlyAssigned(after, after.state === 'proposed' ? { ...after, responsible: null } : after, by),
        ).toBeNull();
        if (told === null) return;
        expect(told).toBe(after.responsible);
        expect(told).not.toBe(by);
        expect(isOpenAction(after)).toBe(true);
      }),
    );
  });
});

describe('what is to be reconsidered', () => {
  const moment = fc.date({ min: new Date('2024-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
  const iso = moment.map((at) => at.toISOString());
  const indicators = ['l-vision', 'l-ai-rules', 'i-network-capacity'];
  const done = fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      title: fc.string(),
      indicators: fc.uniqueArray(fc.constantFrom(...indicators, 'gone')),
      doneAt: iso,
    }),
    { selector: ({ id }) => id },
  );

  test('is each indicator that something done since the last result was about, with what was done, latest first', () => {
    fc.assert(
      fc.property(done, iso, (actions, published) => {
        const found = reconsider(indicators, actions, published);
        for (const indicator of [...indicators, 'gone']) {
          const about = actions.filter(
            (action) => indicator !== 'gone' && action.indicators.includes(indicator) && action.doneAt > published,
          );
          const given = found.get(indicator) ?? [];
          expect(new Set(given)).toEqual(new Set(about));
          expect(given.length).toBe(about.length);
          expect([...given].map(({ doneAt }) => doneAt)).toEqual(
            given
              .map(({ doneAt }) => doneAt)
              .sort()
              .reverse(),
          );
          expect(found.has(indicator)).toBe(about.length > 0);
        }
      }),
    );
  });

  test('never grows when a later result is published', () => {
    fc.assert(
      fc.property(done, iso, iso, (actions, one, other) => {
        const [earlier = '', later = ''] = [one, other].sort();
        const before = reconsider(indicators, actions, earlier);
        for (const [indicator, about] of reconsider(indicators, actions, later))
          for (const action of about) expect(before.get(indicator)).toContain(action);
      }),
    );
  });

  test('is nothing the first time, and nothing for what was done just when the result was published', () => {
    const at = '2026-10-01T08:00:00.000Z';
    const action: DoneAction = { id: 'a', title: 'Nät', indicators, doneAt: at };
    expect(reconsider(indicators, [action], null).size).toBe(0);
    expect(reconsider(indicators, [action], at).size).toBe(0);
    expect([...reconsider(indicators, [action], '2026-10-01T07:59:59.999Z').keys()]).toEqual(indicators);
  });
});
