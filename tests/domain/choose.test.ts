import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chooseIndicator, chooseTemperature } from '../../lika/discussion/choose.ts';
import type { Choice, ChoiceContext } from '../../lika/discussion/choose.ts';
import { findIndicator, placedIndicators } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { findTopic } from '../../lika/talk/topic.ts';
import type { ActionState } from '../../lika/plan/plan.ts';
import { anyAnswers, anyAssessment, answersWith, ids, SCHOOL } from './fixture.ts';

const NOTHING: ChoiceContext = { answers: new Map(), own: [], plan: [], recent: [] };
const ACHIEVED = answersWith(SCHOOL, 'achieved');

function chosen(context: Partial<ChoiceContext>): [string, Choice['reason']] | null {
  const choice = chooseIndicator(SCHOOL, { ...NOTHING, answers: ACHIEVED, ...context });
  return choice && [choice.indicator.indicator.id, choice.reason];
}

const wishFor = (about: string): ChoiceContext['wish'] => {
  const topic = findTopic(SCHOOL, about);
  return topic.kind === 'none' ? undefined : topic;
};

const ALL: Partial<ChoiceContext> = {
  answers: answersWith(SCHOOL, 'achieved', { 'ledning-1-1': 'not-planned' }),
  own: [answersWith(SCHOOL, null, { 'kompetens-2-1': 'planned' })],
  plan: [{ indicators: ['anvandning-3-1'], state: 'ongoing' }],
};

describe('What is talked about', () => {
  test('is what was asked for, before anything else', () => {
    expect(chosen({ ...ALL, wish: wishFor('infrastruktur-2-1') })).toEqual(['infrastruktur-2-1', 'asked']);
  });

  test('is the most worth of the area that was asked for', () => {
    const answers = answersWith(SCHOOL, 'achieved', { 'ledning-1-1': 'planned', 'kompetens-2-3': 'nearly' });
    expect(chosen({ answers, wish: wishFor('kompetens') })).toEqual(['kompetens-2-3', 'asked']);
    expect(chosen({ wish: wishFor('kompetens') })).toEqual(['kompetens-1-1', 'asked']);
  });

  test('is, when nobody asks, what assessments disagree on by two levels', () => {
    expect(chosen(ALL)).toEqual(['kompetens-2-1', 'disputed']);
    expect(chosen({ own: [answersWith(SCHOOL, null, { 'kompetens-2-1': 'nearly' })] })).toBeNull();
    const own = [
      answersWith(SCHOOL, null, { 'ledning-1-1': 'started', 'ledning-2-1': 'not-planned' }),
      answersWith(SCHOOL, null, { 'ledning-1-1': 'not-relevant' }),
    ];
    expect(chosen({ own })).toEqual(['ledning-2-1', 'disputed']);
  });

  test('is, when nobody disagrees, what an open action works with', () => {
    expect(chosen({ ...ALL, own: [] })).toEqual(['anvandning-3-1', 'plan']);
    const closed: ActionState[] = ['proposed', 'done', 'closed'];
    for (const state of closed) expect(chosen({ plan: [{ indicators: ['ledning-1-1'], state }] })).toBeNull();
    expect(chosen({ plan: [{ indicators: ['of-an-older-version'], state: 'ongoing' }] })).toBeNull();
  });

  test('is else the lowest answer on the lowest step, and at last what nobody has answered', () => {
    const answers = answersWith(SCHOOL, 'achieved', {
      'ledning-1-2': 'nearly',
      'kompetens-1-1': 'started',
      'ledning-2-1': 'not-planned',
      'ledning-1-1': null,
    });
    expect(chosen({ answers })).toEqual(['kompetens-1-1', 'low']);
    expect(chosen({ answers: answersWith(SCHOOL, 'achieved', { 'ledning-3-2': null }) })).toEqual([
      'ledning-3-2',
      'unanswered',
    ]);
  });

  test('is nothing when all is achieved or not relevant and nobody disagrees', () => {
    expect(chosen({})).toBeNull();
    expect(chosen({ answers: answersWith(SCHOOL, 'not-relevant') })).toBeNull();
  });

  test('is not what has been talked of lately, while anything else remains; then what was longest ago', () => {
    const answers = answersWith(SCHOOL, 'achieved', { 'ledning-1-1': 'planned', 'ledning-1-2': 'nearly' });
    expect(chosen({ answers, recent: ['ledning-1-1'] })).toEqual(['ledning-1-2', 'low']);
    expect(chosen({ answers, recent: ['ledning-1-1', 'ledning-1-2'] })).toEqual(['ledning-1-2', 'low']);
    expect(chosen({ answers, recent: ['ledning-1-2', 'ledning-1-1'] })).toEqual(['ledning-1-1', 'low']);
    expect(chosen({ answers, recent: ['ledning-1-1'], wish: wishFor('ledning-1-1') })).toEqual([
      'ledning-1-1',
      'asked',
    ]);
  });
});

const anyPlan = (instrument: Instrument) =>
  fc.array(
    fc.record({
      indicators: fc.array(fc.constantFrom(...ids(instrument), 'unknown'), { maxLength: 4 }),
      state: fc.constantFrom<ActionState>('proposed', 'decided', 'ongoing', 'done', 'closed'),
    }),
    { maxLength: 5 },
  );

const anySituation = anyAssessment.chain(([instrument, answers]) =>
  fc.record({
    instrument: fc.constant(instrument),
    answers: fc.constant(answers),
    own: fc.array(anyAnswers(instrument), { maxLength: 3 }),
    plan: anyPlan(instrument),
    recent: fc.shuffledSubarray(ids(instrument)),
  }),
);

/** All that would ever come up, if nothing were repeated. */
function everything(instrument: Instrument, context: ChoiceContext): string[] {
  const seen: string[] = [];
  for (;;) {
    const id = chooseIndicator(instrument, { ...context, recent: seen })?.indicator.indicator.id;
    if (id === undefined || seen.includes(id)) return seen;
    seen.push(id);
  }
}

describe('The choice', () => {
  test('is the same each time, of the instrument, and not of lately while anything else remains', () => {
    fc.assert(
      fc.property(anySituation, ({ instrument, ...context }) => {
        const choice = chooseIndicator(instrument, context);
        expect(chooseIndicator(instrument, context)).toEqual(choice);
        const id = choice?.indicator.indicator.id ?? '';
        if (choice) expect(findIndicator(instrument, id)).toEqual(choice.indicator);
        if (!context.recent.includes(id)) return;
        for (const other of everything(instrument, context)) expect(context.recent).toContain(other);
      }),
    );
  });

  test('never falls on the same twice in a row, until there is one left', () => {
    fc.assert(
      fc.property(anySituation, ({ instrument, ...context }) => {
        let recent: readonly string[] = [];
        const seen: string[] = [];
        for (let turn = 0; turn < 8; turn += 1) {
          const id = chooseIndicator(instrument, { ...context, recent })?.indicator.indicator.id;
          if (id === undefined) return;
          seen.push(id);
          recent = [id, ...recent];
        }
        if (new Set(seen).size > 1) seen.slice(1).forEach((id, i) => expect(id).not.toBe(seen[i]));
      }),
    );
  });
});

describe('The temperature check', () => {
  const idsOf = (context: Parameters<typeof chooseTemperature>[1]): string[] =>
    chooseTemperature(SCHOOL, context).map(({ indicator }) => indicator.id);

  test('asks about one indicator of each action before a second of any, the lowest first', () => {
    const answers = answersWith(SCHOOL, 'nearly', { 'ledning-1-2': 'planned' });
    const first = { indicators: ['ledning-1-1', 'ledning-1-2'], state: 'ongoing' } as const;
    const second = { indicators: ['kompetens-1-1'], state: 'done' } as const;
    expect(idsOf({ answers, plan: [first, second] })).toEqual(['ledning-1-2', 'kompetens-1-1', 'ledning-1-1']);
  });

  test('asks about nothing that is only proposed, was closed or is not relevant', () => {
    const answers = answersWith(SCHOOL, 'nearly', { 'ledning-1-1': 'not-relevant', 'ledning-1-2': null });
    const plan = [
      { indicators: ['kompetens-1-1'], state: 'proposed' },
      { indicators: ['kompetens-1-2'], state: 'closed' },
      { indicators: ['ledning-1-1', 'ledning-1-2', 'ledning-1-3'], state: 'decided' },
    ] as const;
    expect(idsOf({ answers, plan })).toEqual(['ledning-1-3', 'ledning-1-2']);
  });

  test('asks about three, or as many as there are, for any plan', () => {
    fc.assert(
      fc.property(anySituation, ({ instrument, answers, plan }) => {
        const asked = chooseTemperature(instrument, { answers, plan }).map(({ indicator }) => indicator.id);
        const worked = plan.filter(({ state }) => state !== 'proposed' && state !== 'closed');
        const possible = placedIndicators(instrument)
          .map(({ indicator }) => indicator.id)
          .filter((id) => answers.get(id) !== 'not-relevant' && worked.some((one) => one.indicators.includes(id)));
        expect(asked.length).toBe(Math.min(3, possible.length));
        expect(new Set(asked).size).toBe(asked.length);
        expect(asked.every((id) => possible.includes(id))).toBe(true);
      }),
    );
  });
});
