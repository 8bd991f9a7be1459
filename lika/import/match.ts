/** Which of the instrument's indicators a row is about. */
import { placedIndicators } from '../instrument/instrument.ts';
import type { Instrument } from '../instrument/instrument.ts';
import { bareText, comparable, likeness } from './likeness.ts';
import type { Comparable } from './likeness.ts';

/** How it was recognised. */
export type MatchedBy = 'id' | 'text' | 'near-text';

export interface Candidate {
  readonly indicator: string;
  /** 0–1. */
  readonly likeness: number;
}

export type IndicatorMatch =
  | { readonly kind: 'matched'; readonly indicator: string; readonly by: MatchedBy }
  /** Several could be meant, or one that is not alike enough: a person chooses. The likeliest first. */
  | { readonly kind: 'unsure'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'none' };

/** What a row says of its indicator. Area and step only help between texts that are alike. */
export interface IndicatorWords {
  readonly id: string;
  readonly text: string;
  readonly area?: string | undefined;
  readonly step?: string | undefined;
}

/** From here on a text is the same statement, said a little differently … */
export const SURE = 0.82;
/** … if no other comes this near it. */
export const APART = 0.12;
/** From here on it is worth asking about. */
export const WORTH_ASKING = 0.45;
/** With fewer letters in the very same words, a text isn't looked at more closely, nor when so many share more. */
const WORTH_A_LOOK = 0.25;
const LOOKED_AT_MAX = 10;
const CANDIDATES_MAX = 3;

interface Known {
  readonly id: string;
  readonly area: ReadonlySet<string>;
  readonly step: number;
  /** The statement in each language. */
  readonly texts: readonly Comparable[];
}

/** The indicators whose statements share words with a text, those with most first. */
type Nearby = (text: Comparable) => Known[];

/** By word, the statements that have it: a table may have thousands of rows. */
function nearbyIn(all: readonly Known[]): Nearby {
  const statements = all.flatMap((known) => known.texts.map((text) => ({ known, text })));
  const having = new Map<string, { readonly at: number; readonly times: number }[]>();
  statements.forEach(({ text }, at) => {
    for (const [word, times] of text.words) having.set(word, [...(having.get(word) ?? []), { at, times }]);
  });
  return (text) => {
    const shared = new Map<number, number>();
    for (const [word, times] of text.words) {
      for (const other of having.get(word) ?? [])
        shared.set(other.at, (shared.get(other.at) ?? 0) + Math.min(times, other.times) * word.length);
    }
    const share = ([at, letters]: [number, number]) =>
      (2 * letters) / (text.weight + (statements[at]?.text.weight ?? 0));
    const best = [...shared]
      .filter((one) => share(one) >= WORTH_A_LOOK)
      .sort((a, b) => share(b) - share(a) || a[0] - b[0])
      .flatMap(([at]) => statements[at]?.known ?? []);
    return [...new Set(best)].slice(0, LOOKED_AT_MAX);
  };
}

/** Matches rows to the instrument's indicators; made once for a table. */
export function indicatorMatcher(instrument: Instrument): (words: IndicatorWords) => IndicatorMatch {
  const all = placedIndicators(instrument).map(({ area, step, indicator }): Known => ({
    id: indicator.id,
    area: new Set([area.key, area.letter, ...Object.values(area.name)].map(bareText)),
    step,
    texts: [...new Set(Object.values(indicator.statement))].map(comparable),
  }));
  const ids = new Map(all.map(({ id }) => [id, id]));
  const nearby = nearbyIn(all);
  // Long tables say the same again and again.
  const kept = new Map<string, IndicatorMatch>();
  const textMatch = (words: IndicatorWords): IndicatorMatch => {
    const key = [words.text, words.area, words.step].map((word) => bareText(word ?? '')).join('|');
    const match = kept.get(key) ?? matchByText(nearby, words);
    kept.set(key, match);
    return match;
  };
  return (words) => {
    const id = ids.get(words.id.trim().toLowerCase());
    const byText = textMatch(words);
    if (id === undefined) return byText;
    // An id beside another indicator's text: one of them is wrong.
    const says = byText.kind === 'matched' ? byText.indicator : id;
    if (says === id) return { kind: 'matched', indicator: id, by: 'id' };
    return { kind: 'unsure', candidates: [id, says].map((indicator) => ({ indicator, likeness: 1 })) };
  };
}

function matchByText(all: Nearby, words: IndicatorWords): IndicatorMatch {
  const text = comparable(words.text);
  if (text.weight === 0) return { kind: 'none' };
  const scored = all(text)
    .map((known) => ({ known, likeness: Math.max(0, ...known.texts.map((own) => likeness(text, own))) }))
    .filter((one) => one.likeness >= WORTH_ASKING)
    .sort((a, b) => b.likeness - a.likeness || (a.known.id < b.known.id ? -1 : 1));
  const exact = narrowed(
    scored.filter((one) => one.likeness === 1),
    words,
  );
  const [first] = exact;
  if (first && exact.length === 1) return { kind: 'matched', indicator: first.known.id, by: 'text' };
  const [best, next] = scored;
  if (!best) return { kind: 'none' };
  if (exact.length === 0 && best.likeness >= SURE && best.likeness - (next?.likeness ?? 0) >= APART)
    return { kind: 'matched', indicator: best.known.id, by: 'near-text' };
  const candidates = scored.slice(0, CANDIDATES_MAX).map(({ known, likeness: alike }) => ({
    ...{ indicator: known.id, likeness: Math.round(alike * 100) / 100 },
  }));
  return { kind: 'unsure', candidates };
}

/** Of several with the very same text, those on the row's area and step. */
function narrowed<T extends { readonly known: Known }>(
  same: readonly T[],
  { area, step }: IndicatorWords,
): readonly T[] {
  if (same.length < 2) return same;
  const word = bareText(area ?? '');
  const digit = /\d/.exec(step ?? '')?.[0];
  return same.filter(
    ({ known }) => (word === '' || known.area.has(word)) && (digit === undefined || known.step === Number(digit)),
  );
}
