/** Arbitrary reports: any text that people can write or systems can send, in answers, comments and plans. */
import fc from 'fast-check';
import type { UnitReport } from '../../bot/documents/report.ts';
import { analyse, answersOf } from '../../lika/analysis/cells.ts';
import type { Answer } from '../../lika/assessment/assessment.ts';
import { placedIndicators } from '../../lika/instrument/instrument.ts';
import type { Action, PlanGoal } from '../../lika/plan/plan.ts';
import { instrument as whole, schoolReport } from './demo-report.ts';

/** The instrument with two indicators on each step: quick to write out many times. */
export const instrument = {
  ...whole,
  areas: whole.areas.map((area) => ({
    ...area,
    steps: area.steps.map((step) => ({ ...step, indicators: step.indicators.slice(0, 2) })),
  })),
};

const ids = placedIndicators(instrument).map(({ indicator }) => indicator.id);
const areas = instrument.areas.map(({ key }) => key);
const base = schoolReport({ actions: 1 });
export const PEOPLE = [...base.names.keys()];

const SPICES = [
  '=1+1',
  '+46',
  '-2',
  '@SUM(A1)',
  '\t',
  '\r',
  '\r\n',
  '\n',
  '\0',
  '\x01',
  '\x7f',
  '\ufffe',
  '_x0041_',
  '_x000d_',
];
const MORE_SPICES = [
  '🧑‍🏫',
  'e\u0301',
  '\u202e',
  '  ',
  '"',
  "'",
  '<b>&amp;',
  ']]>',
  '☑ ',
  '☐ ',
  '[x] ',
  ';',
  ',',
  '__proto__',
];

/** Text of at most so many code points, without half surrogate pairs. */
export const anyText = (most: number, least = 0): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.constantFrom(...SPICES, ...MORE_SPICES)), {
      maxLength: 12,
    })
    .map((parts) => [...parts.join('').replace(/\p{Cs}/gu, '')].slice(0, most).join(''))
    .filter((text) => [...text].length >= least);

const longText = fc
  .tuple(anyText(30, 1), fc.nat({ max: 5 }))
  .map(([text, more]) => [...text.repeat(more > 3 ? 2000 : 1)].slice(0, 2000).join(''));

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const someIndicators = fc.uniqueArray(fc.constantFrom(...ids, 'gone-since'), { maxLength: 3 });
const person = fc.constantFrom(
  ...PEOPLE,
  '00000000-0000-4000-8999-000000000001',
  '00000000-0000-4000-8999-000000000002',
);

const answer = (indicator: string): fc.Arbitrary<Answer> =>
  fc.record({
    indicator: fc.constant(indicator),
    option: maybe(fc.constantFrom(...instrument.scale.map(({ key }) => key))),
    comment: maybe(longText),
    by: person,
    at: fc.constant('2026-10-20T08:30:00.000Z'),
    version: fc.integer({ min: 1, max: 9 }),
  });

const goal: fc.Arbitrary<PlanGoal> = fc.record({
  id: fc.uuid(),
  text: anyText(300, 1),
  area: maybe(fc.constantFrom(...areas, 'another')),
  step: maybe(fc.constantFrom(1, 2, 3, 7)),
  indicators: someIndicators,
  position: fc.nat({ max: 50 }),
  version: fc.integer({ min: 1, max: 9 }),
});

const action = (goals: readonly PlanGoal[]): fc.Arbitrary<Action> =>
  fc.record({
    id: fc.uuid(),
    goal: fc.constantFrom(...goals.map(({ id }) => id)),
    title: anyText(255, 1),
    intention: maybe(anyText(300, 1)),
    area: fc.constantFrom(...areas, 'another'),
    indicators: someIndicators,
    activities: fc.array(fc.record({ id: fc.uuid(), text: anyText(200, 1), done: fc.boolean() }), { maxLength: 4 }),
    notes: anyText(500),
    responsible: maybe(person),
    involved: fc.uniqueArray(person, { maxLength: 4 }),
    start: maybe(day),
    due: maybe(day),
    followUp: fc.record({ on: maybe(day), how: maybe(anyText(300, 1)) }),
    state: fc.constantFrom('proposed', 'decided', 'ongoing', 'done', 'closed'),
    reason: maybe(anyText(300, 1)),
    position: fc.nat({ max: 50 }),
    version: fc.integer({ min: 1, max: 9 }),
  });

const plan = fc.uniqueArray(goal, { maxLength: 3, selector: ({ id }) => id }).chain((goals) =>
  fc.record({
    schoolYear: fc.integer({ min: 2000, max: 2100 }),
    goals: fc.constant(goals),
    actions:
      goals.length === 0 ? fc.constant([]) : fc.uniqueArray(action(goals), { maxLength: 3, selector: ({ id }) => id }),
    confirmed: fc.constant(null),
  }),
);

const answers = fc.subarray(ids, { maxLength: 12 }).chain((some) => fc.tuple(...some.map(answer)));

export const anyReport: fc.Arbitrary<UnitReport> = fc
  .record({
    answers: maybe(answers),
    plan: maybe(plan),
    language: fc.constantFrom('sv' as const, 'en' as const),
    unit: anyText(40),
    names: fc.array(anyText(20), { minLength: PEOPLE.length, maxLength: PEOPLE.length }),
  })
  .map(({ answers: given, plan: made, language, unit, names }) => ({
    ...base,
    ...{ instrument, language, plan: made, earlier: [] },
    unit: { ...base.unit, name: unit },
    names: new Map(PEOPLE.map((one, at) => [one, names[at] ?? ''])),
    now: given && {
      ...{ id: base.unit.id, state: 'draft' as const, day: '2026-10-20', instrument },
      answers: new Map(given.map((one) => [one.indicator, one])),
      analysis: analyse(instrument, answersOf(given), base.rule),
    },
  }));
