/** What an answer in somebody else's table means on this instrument's scale. */
import { topValue } from '../analysis/cells.ts';
import type { Instrument, ScaleOption } from '../instrument/instrument.ts';
import { bareText } from './likeness.ts';
import { textOf } from './table.ts';
import type { Cell } from './table.ts';

/** How the numbers of a column of answers are meant: percent, shares of one, or places on a scale from … to …. */
export const NUMBER_SCALES = ['percent', 'share', '0-3', '0-4', '0-10', '1-3', '1-4', '1-5', '1-10'] as const;
export type NumberScale = (typeof NUMBER_SCALES)[number];

/** `certain` is taken as it is; `unsure` is proposed and a person says; `unknown` has no proposal; `empty` says nothing. */
export type AnswerReading =
  | { readonly kind: 'certain'; readonly option: string }
  | { readonly kind: 'unsure'; readonly option: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'empty' };

/**
 * Words of this and other scales, by the value that they mean where it can be said. LIKA's own and its older words are
 * certain; those of other scales say nearly the same. `null` is not relevant.
 */
const CERTAIN: readonly (readonly [value: number | null, words: readonly string[]])[] = [
  [0, ['ej planerad', 'ej planerat', 'inte planerad', 'inte planerat', 'not planned']],
  [25, ['planerad', 'planerat', 'planned']],
  [50, ['påbörjad', 'påbörjat', 'started', 'begun']],
  [75, ['nästan där', 'nearly there', 'almost there']],
  [100, ['uppnådd', 'uppnått', 'uppnådda', 'achieved']],
  [null, ['ej relevant', 'inte relevant', 'not relevant', 'irrelevant']],
];
const UNSURE: typeof CERTAIN = [
  [
    0,
    [
      'ej påbörjad',
      'ej påbörjat',
      'inte påbörjad',
      'inte påbörjat',
      'inte alls',
      'nej',
      'stämmer inte',
      'saknas',
      'not started',
      'no',
      'not at all',
      'röd',
      'red',
    ],
  ],
  [25, ['på gång', 'i liten grad', 'stämmer delvis', 'till viss del', 'initierad', 'initierat', 'to some extent']],
  [
    50,
    [
      'pågår',
      'pågående',
      'delvis',
      'införs',
      'under införande',
      'ongoing',
      'in progress',
      'partly',
      'partially',
      'gul',
      'yellow',
    ],
  ],
  [
    75,
    [
      'i hög grad',
      'nästan',
      'nästan klar',
      'nästan klart',
      'stämmer nästan',
      'till stor del',
      'stämmer till stor del',
      'mostly',
      'almost',
      'to a large extent',
    ],
  ],
  [
    100,
    [
      'klar',
      'klart',
      'ja',
      'genomförd',
      'genomfört',
      'helt',
      'stämmer helt',
      'uppfylld',
      'uppfyllt',
      'införd',
      'infört',
      'done',
      'yes',
      'fully',
      'completed',
      'implemented',
      'grön',
      'green',
    ],
  ],
  [
    null,
    ['inte aktuellt', 'ej aktuell', 'ej aktuellt', 'ej tillämplig', 'ej tillämpligt', 'n a', 'na', 'not applicable'],
  ],
];

/** What stands where nobody has answered. */
const NOTHING = new Set(
  ['', 'ej besvarad', 'ej besvarat', 'obesvarad', 'inte besvarad', 'not answered', 'unanswered', 'välj', 'choose'].map(
    bareText,
  ),
);

const bareMap = (list: typeof CERTAIN): ReadonlyMap<string, number | null> =>
  new Map(list.flatMap(([value, words]) => words.map((word) => [bareText(word), value] as const)));
const CERTAIN_WORDS = bareMap(CERTAIN);
const UNSURE_WORDS = bareMap(UNSURE);

/** The options that count, from the lowest value up. */
const counted = ({ scale }: Instrument): ScaleOption[] =>
  scale.filter(({ value }) => value !== null).sort((a, b) => (a.value ?? 0) - (b.value ?? 0));

/** The option with that value, or the one that isn't counted for null. */
const optionOf = ({ scale }: Instrument, value: number | null): ScaleOption | undefined =>
  scale.find((option) => option.value === value);

/** A word of the instrument's own scale, in any of its languages, or the option's key. */
function ownOption({ scale }: Instrument, bare: string): ScaleOption | undefined {
  return scale.find(({ key, label }) => [key, ...Object.values(label)].some((word) => bareText(word) === bare));
}

/** The answer as a person would name it when saying what it means: the same for all that are written alike. */
export const answerWord = (cell: Cell | undefined): string => bareText(textOf(cell)) || textOf(cell).trim();

/** Reads one answer; `numbers` is how the column's numbers are meant. */
export function readAnswer(instrument: Instrument, cell: Cell | undefined, numbers: NumberScale): AnswerReading {
  const text = textOf(cell).trim();
  const number = numberIn(cell);
  if (number !== null) return readNumber(instrument, number, numbers);
  const bare = bareText(text);
  if (text === '' || NOTHING.has(bare)) return { kind: text === '' || bare !== '' ? 'empty' : emptySign(text) };
  const own = ownOption(instrument, bare);
  if (own) return { kind: 'certain', option: own.key };
  const certain = CERTAIN_WORDS.get(bare);
  const sure = certain === undefined ? undefined : optionOf(instrument, certain);
  if (sure) return { kind: 'certain', option: sure.key };
  const meant = certain ?? UNSURE_WORDS.get(bare) ?? (UNSURE_WORDS.has(bare) ? null : undefined);
  const proposed = meant === undefined ? undefined : nearest(instrument, meant);
  return proposed ? { kind: 'unsure', option: proposed.key } : { kind: 'unknown' };
}

/** A dash alone says nothing; other signs (a tick, a cross) say something that we don't know. */
const emptySign = (text: string): 'empty' | 'unknown' => (/^[-–—.]+$/.test(text) ? 'empty' : 'unknown');

/** A number, a share, or a text that is one: `75 %`, `2,0`. */
function numberIn(cell: Cell | undefined): { value: number; isPercent: boolean } | null {
  if (typeof cell === 'number') return { value: cell, isPercent: false };
  if (typeof cell === 'object' && cell && 'percent' in cell) return { value: cell.percent, isPercent: true };
  const [, digits, sign] = /^(\d{1,3}(?:[.,]\d{1,4})?)\s?(%?)$/.exec(textOf(cell).trim()) ?? [];
  return digits === undefined ? null : { value: Number(digits.replace(',', '.')), isPercent: sign === '%' };
}

/**
 * A value of the scale itself, as a percentage, is certain. A place on a scale (0–4, 1–5) is only a proposal: nobody
 * knows in what order the writer counted.
 */
function readNumber(
  instrument: Instrument,
  { value, isPercent }: { readonly value: number; readonly isPercent: boolean },
  numbers: NumberScale,
): AnswerReading {
  if (isPercent || numbers === 'percent') return readPercent(instrument, value);
  if (numbers === 'share') return readPercent(instrument, Number((value * 100).toPrecision(12)));
  const [from = 0, to = 0] = numbers.split('-').map(Number);
  if (!Number.isInteger(value) || value < from || value > to) return { kind: 'unknown' };
  const proposed = nearest(instrument, (topValue(instrument) * (value - from)) / (to - from));
  return proposed ? { kind: 'unsure', option: proposed.key } : { kind: 'unknown' };
}

function readPercent(instrument: Instrument, value: number): AnswerReading {
  if (value < 0 || value > topValue(instrument)) return { kind: 'unknown' };
  const near = nearest(instrument, value);
  if (!near) return { kind: 'unknown' };
  return { kind: near.value === value ? 'certain' : 'unsure', option: near.key };
}

/** The option whose value lies nearest; between two, the lower: nobody is given more than they said. */
function nearest(instrument: Instrument, value: number | null): ScaleOption | undefined {
  if (value === null) return optionOf(instrument, null);
  const away = (option: ScaleOption) => Math.abs((option.value ?? 0) - value);
  return counted(instrument).reduce<ScaleOption | undefined>(
    (best, option) => (best === undefined || away(option) < away(best) ? option : best),
    undefined,
  );
}

/** How a column of answers counts, told by its numbers alone: the narrowest scale that holds them all. */
export function numberScale(cells: readonly (Cell | undefined)[]): NumberScale {
  const numbers = cells.flatMap((cell) => numberIn(cell) ?? []);
  const values = numbers.map(({ value }) => value);
  const highest = values.reduce((a, b) => Math.max(a, b), 0);
  if (numbers.some(({ isPercent }) => isPercent) || highest > 10) return 'percent';
  if (highest <= 1 && values.some((value) => !Number.isInteger(value))) return 'share';
  if (values.includes(0)) return highest <= 3 ? '0-3' : highest <= 4 ? '0-4' : '0-10';
  return highest <= 4 ? '1-4' : highest <= 5 ? '1-5' : '1-10';
}
