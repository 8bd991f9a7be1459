/** What someone wants to talk about: an indicator or an area, found by the words they use for it in any language. */
import { placedIndicators } from '../instrument/instrument.ts';
import type { Area, Indicator, Instrument, PlacedIndicator } from '../instrument/instrument.ts';
import { folded, plainText, typos, wordsOf } from './words.ts';

export type Topic =
  | { readonly kind: 'indicator'; readonly indicator: PlacedIndicator }
  | { readonly kind: 'area'; readonly area: Area }
  /** Those that fit best, the best first; at most five. */
  | { readonly kind: 'several'; readonly indicators: readonly PlacedIndicator[] }
  | { readonly kind: 'none' };

const SEVERAL_MAX = 5;
const WORDS_MAX = 40;

const listed = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const STEP = listed('steg steget step');
const AREA = listed('omrade omradet area');
/** Words that say nothing about the matter. */
const EMPTY = listed(
  'om i pa av med och att det den de en ett som for till vi ni du jag var vara vart hur vad nar ar ska kan har dar vid ' +
    'gar efter fran eller inte sin sina sitt alla mer about the a an of in on to and or is are our we you how what when do ' +
    'does with for that it all have has can their they this at by lika skola skolan skolans school schools steg step',
);
/** A typed word is known by its beginning from so many letters on: `mobil` is in `mobiler`. */
const STEM = 4;
/** A part of a compound has so many. */
const PART = 5;
/** How much of what was said, by weight, must be in a statement for it to be meant. */
const COVERED = 0.4;
/** Others count as fitting when they cover so much of what the best one does. */
const BESIDE = 0.6;

const wordsIn = (text: string): string[] => wordsOf(plainText(text), 400).map((word) => word.folded);

/** How well the typed word fits the other, 0–1: the same, its ending changed, mistyped, a part of it, or not at all. */
function fit(typed: string, word: string): number {
  if (typed === word) return 1;
  const [short, long] = typed.length < word.length ? [typed, word] : [word, typed];
  if (short.length < STEM) return 0;
  // Inflections: mobil, mobiler, mobilerna. A longer tail makes another word: data, datorerna.
  if (long.startsWith(short) && long.length - short.length <= 4) return 0.9;
  // Most errors leave one of the first two letters where it was, or beside it.
  const isAlike = typed[0] === word[0] || typed[1] === word[1] || typed[0] === word[1] || typed[1] === word[0];
  const errors = isAlike ? typos(typed, word) : null;
  if (errors !== null) return 0.9 - errors * 0.2;
  // Compounds: bibliotek is in skolbibliotekarien, mobilförbud begins as mobiler.
  if (short.length < PART || !(long.includes(short) || short.startsWith(long.slice(0, PART)))) return 0;
  return long.includes(short) || short.startsWith(long.slice(0, PART + 2)) ? 0.7 : 0.5;
}

interface Said {
  readonly words: readonly string[];
  readonly step: number | null;
}

/** The words without `steg 2`, and that step. */
function said(words: readonly string[]): Said {
  const at = words.findIndex((word) => STEP.has(word));
  const number = /^[1-9]$/.exec(words[at + 1] ?? '');
  if (at < 0 || !number) return { words, step: null };
  return { words: [...words.slice(0, at), ...words.slice(at + 2)], step: Number(number[0]) };
}

/** The names of an area in every language, and its key. */
function namesOf(area: Area): string[] {
  return [area.key, ...Object.values(area.name)].map((name) => wordsIn(name).join(' '));
}

/** A word as an area's name, with an ending (ledningen) or mistyped. */
function isAreaName(word: string, area: Area): boolean {
  return namesOf(area).some(
    (name) =>
      typos(word, name) !== null || (name.length >= STEM && word.startsWith(name) && word.length <= name.length + 2),
  );
}

/** The areas that the words name, and the words that are left. A letter names one only when it stands alone. */
function areasIn(instrument: Instrument, words: readonly string[]): { areas: Area[]; left: string[] } {
  const names = words.filter((word) => !AREA.has(word));
  const lone = names.length === 1 ? names[0] : undefined;
  const lettered = instrument.areas.filter(({ letter }) => lone !== undefined && folded(letter) === lone);
  if (lettered.length > 0) return { areas: lettered, left: [] };
  const whole = names.join(' ');
  const wholly = instrument.areas.filter((area) => namesOf(area).includes(whole));
  if (wholly.length > 0) return { areas: wholly, left: [] };
  return {
    areas: instrument.areas.filter((area) => names.some((word) => isAreaName(word, area))),
    left: names.filter((word) => !instrument.areas.some((area) => isAreaName(word, area))),
  };
}

/** Where the instrument has operations: whether the words name one, and whether a word is part of such a name. */
function operationsIn(
  instrument: Instrument,
  words: readonly string[],
): { keys: Set<string>; isName: (word: string) => boolean } {
  const named = instrument.operations.flatMap(({ key, name }) =>
    [key, ...Object.values(name)]
      .map((text) => ({ key, parts: wordsIn(text).filter((part) => !EMPTY.has(part)) }))
      .filter(({ parts }) => parts.length > 0 && parts.every((part) => words.some((word) => fit(word, part) > 0))),
  );
  return {
    keys: new Set(named.map(({ key }) => key)),
    isName: (word) => named.some(({ parts }) => parts.some((part) => fit(word, part) > 0)),
  };
}

/** Words by which an indicator is known: its statement's in any language and its id's. */
const ofStatement = ({ id, statement }: Indicator): string[] => [id, ...Object.values(statement)];
/** Words that explain it; they are tried when no statement has what was said. */
const ofHelp = ({ done, why }: Indicator): string[] => [...Object.values(done), ...Object.values(why)];

type Covered = readonly [PlacedIndicator, number];

/** Indicators that have the words, the best first, with how much of what was said each covers (0–1). */
function having(
  words: readonly string[],
  candidates: readonly PlacedIndicator[],
  texts: (indicator: Indicator) => string[],
): Covered[] {
  const known = candidates.map(({ indicator }) => [...new Set(texts(indicator).flatMap(wordsIn))]);
  const vocabulary = [...new Set(known.flat())];
  const fits = words.map((word) => {
    const fitting = new Map(vocabulary.map((other) => [other, fit(word, other)]));
    return known.map((list) => Math.max(0, ...list.map((other) => fitting.get(other) ?? 0)));
  });
  // The fewer have the word, the more it says.
  const weights = fits.map((row) => Math.log((candidates.length + 1) / (row.filter((of) => of > 0).length || 0.5)));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return candidates
    .map((candidate, i): Covered => {
      const covered = weights.reduce((sum, weight, word) => sum + weight * (fits[word]?.[i] ?? 0), 0);
      return [candidate, all > 0 ? covered / all : 0];
    })
    .filter(([, covered]) => covered >= COVERED)
    .sort((a, b) => b[1] - a[1]);
}

function among(indicators: readonly PlacedIndicator[]): Topic {
  const [first, second] = indicators;
  if (!first) return { kind: 'none' };
  return second
    ? { kind: 'several', indicators: indicators.slice(0, SEVERAL_MAX) }
    : { kind: 'indicator', indicator: first };
}

function firstFound(...searches: readonly (() => Covered[])[]): Covered[] {
  for (const search of searches) {
    const found = search();
    if (found.length > 0) return found;
  }
  return [];
}

/**
 * What the words mean: an indicator's id, an area's name, key or letter in any language, a step (`ledning steg 2`), or
 * words of an indicator's statement in any language, mistyped or not; when no statement has them, of its help. Takes any
 * text; case, dots and order don't matter.
 */
export function findTopic(instrument: Instrument, about: string): Topic {
  const all = placedIndicators(instrument);
  const plain = plainText(about.slice(0, 2000));
  const ids = new Set(plain.toLowerCase().split(/[^a-z0-9-]+/));
  const byId = all.find(({ indicator }) => ids.has(indicator.id));
  if (byId) return { kind: 'indicator', indicator: byId };

  const { words, step } = said(wordsOf(plain, WORDS_MAX).map((word) => word.folded));
  const named = areasIn(instrument, words);
  const operations = operationsIn(instrument, words);
  const within = ({ operation }: Area): boolean => operations.keys.size === 0 || operations.keys.has(operation ?? '');
  const areas = named.areas.filter(within);
  const inPlace = all.filter(
    (placed) =>
      (step === null || placed.step === step) &&
      (areas.length === 0 ? within(placed.area) : areas.includes(placed.area)),
  );
  const matter = [...new Set(named.left)].filter((word) => !EMPTY.has(word) && !operations.isName(word));
  if (matter.length > 0) {
    // An area's name may be a word of the matter as well: try the place first, then everything that was said.
    const everything = [...new Set(words)].filter((word) => !EMPTY.has(word) && !AREA.has(word));
    const found = firstFound(
      () => having(matter, inPlace, ofStatement),
      () => having(everything, all, ofStatement),
      () => having(matter, inPlace, ofHelp),
    );
    const best = found[0]?.[1] ?? 0;
    return among(found.filter(([, covered]) => covered >= best * BESIDE).map(([placed]) => placed));
  }
  if (step !== null || (areas.length === 0 && operations.keys.size > 0)) return among(inPlace);
  const [area, another] = areas;
  if (!area) return { kind: 'none' };
  return another ? among(inPlace) : { kind: 'area', area };
}
