/** Small instruments and answers for the tests of the domain. */
import fc from 'fast-check';
import type { Answers } from '../../lika/analysis/cells.ts';
import { placedIndicators } from '../../lika/instrument/instrument.ts';
import type { Area, Indicator, Instrument, ScaleOption, Text } from '../../lika/instrument/instrument.ts';

export const text = (sv: string): Text => ({ sv, en: `${sv} (en)` });

export const SCALE: readonly ScaleOption[] = (
  [
    ['not-planned', 0],
    ['planned', 25],
    ['started', 50],
    ['nearly', 75],
    ['achieved', 100],
    ['not-relevant', null],
  ] as const
).map(([key, value]) => ({ key, value, label: text(key), meaning: text(`${key} betyder`) }));

export const COUNTED = SCALE.filter(({ value }) => value !== null).map(({ key }) => key);

function indicator(id: string): Indicator {
  return {
    id,
    tags: [],
    statement: text(`Skolan gör ${id}.`),
    done: text('Det syns.'),
    why: text('Det hjälper.'),
    activities: [
      { id: `${id}.a1`, fits: ['not-planned', 'planned'], text: text('Börja') },
      { id: `${id}.a2`, fits: ['not-planned', 'planned', 'started'], text: text('Bestäm') },
      { id: `${id}.a3`, fits: ['started', 'nearly'], text: text('Prova') },
      { id: `${id}.a4`, fits: ['nearly'], text: text('Sprid') },
    ],
    goals: [{ id: `${id}.g1`, text: text('Alla före 1 juni') }],
  };
}

/** An instrument with so many indicators per step in each area; `ledning-1-1` is the first. */
export function instrumentOf(shape: Readonly<Record<string, readonly number[]>>): Instrument {
  const areas: Area[] = Object.entries(shape).map(([key, counts]) => ({
    key,
    operation: null,
    letter: key.slice(0, 1).toUpperCase(),
    name: text(key.slice(0, 1).toUpperCase() + key.slice(1)),
    about: text('Om'),
    steps: counts.map((count, i) => ({
      step: i + 1,
      indicators: Array.from({ length: count }, (_, n) => indicator(`${key}-${i + 1}-${n + 1}`)),
    })),
  }));
  return {
    id: 'prov',
    version: 1,
    supersedes: null,
    languages: ['sv', 'en'],
    name: text('Prov'),
    scale: SCALE,
    stepNames: { 1: text('Ett'), 2: text('Två'), 3: text('Tre') },
    tags: {},
    operations: [],
    areas,
  };
}

/** The shape of the school's instrument in small: Infrastruktur has no step 3. */
export const SCHOOL = instrumentOf({
  ledning: [6, 4, 4],
  infrastruktur: [7, 4],
  kompetens: [4, 4, 4],
  anvandning: [4, 4, 4],
});

export const ids = (instrument: Instrument): string[] => placedIndicators(instrument).map((p) => p.indicator.id);

/** The same answer to all, except where said otherwise. Null leaves an indicator unanswered. */
export function answersWith(
  instrument: Instrument,
  rest: string | null,
  others: Readonly<Record<string, string | null>> = {},
): Answers {
  return new Map(
    ids(instrument).flatMap((id) => {
      const option = id in others ? others[id] : rest;
      return option === null || option === undefined ? [] : [[id, option] as const];
    }),
  );
}

/** Answers that give each cell this sum of values, the highest answers first. Keys are `area-step`. */
export function answersSumming(instrument: Instrument, sums: Readonly<Record<string, number>>): Answers {
  const left = new Map(Object.entries(sums));
  return new Map(
    placedIndicators(instrument).map(({ area, step, indicator: { id } }) => {
      const cell = `${area.key}-${step}`;
      const value = Math.min(100, left.get(cell) ?? 0);
      left.set(cell, (left.get(cell) ?? 0) - value);
      return [id, SCALE.find((option) => option.value === value)?.key ?? ''];
    }),
  );
}

/** Any small instrument of one to four areas with up to three steps. */
export const anyInstrument: fc.Arbitrary<Instrument> = fc
  .array(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 })
  .map((areas) => instrumentOf(Object.fromEntries(areas.map((counts, i) => [`area${i}`, counts]))));

/** Any answers to an instrument; some indicators may be unanswered. */
export function anyAnswers(instrument: Instrument): fc.Arbitrary<Answers> {
  const one = fc.option(fc.constantFrom(...SCALE.map(({ key }) => key)), { freq: 5 });
  const all = ids(instrument);
  return fc
    .array(one, { minLength: all.length, maxLength: all.length })
    .map((options) => new Map(all.flatMap((id, i) => (options[i] ? [[id, options[i]] as const] : []))));
}

/** Any instrument together with any answers to it. */
export const anyAssessment = anyInstrument.chain((instrument) =>
  fc.tuple(fc.constant(instrument), anyAnswers(instrument)),
);
