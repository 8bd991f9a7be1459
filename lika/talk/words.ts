/** Words as people type them in a chat: without markup, without the dots over å, ä and ö, and with typing errors. */

/** Longer texts are cut: a question to the bot is a line, and what comes in may be 20 kB of anything. */
const TEXT_MAX = 30_000;
const WORD_MAX = 40;

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  aring: 'å',
  auml: 'ä',
  ouml: 'ö',
  Aring: 'Å',
  Auml: 'Ä',
  Ouml: 'Ö',
};

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z]{2,8}));/g, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return NAMED[name] ?? whole;
    const code = typeof decimal === 'string' ? Number(decimal) : parseInt(String(hex), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/**
 * The text alone: mentions (`<at>LIKA</at>`), markup and what cannot be seen are gone, entities decoded, composed
 * (NFC), with single spaces. Takes any text.
 */
export function plainText(text: string): string {
  return decoded(text.slice(0, TEXT_MAX))
    .replace(/<at\b[^<>]*>[^<>]*<\/at>/gi, ' ')
    .replace(/<\/?[a-z!][^<>]*>/gi, ' ')
    .normalize('NFC')
    .replace(/[\p{Cf}\p{Cs}\p{Variation_Selector}]/gu, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim();
}

/** Lower case without dots, rings and accents: `Påminn` is `paminn`. */
export function folded(word: string): string {
  return word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ø', 'o').replaceAll('æ', 'a');
}

export interface Word {
  readonly folded: string;
  /** Where it begins and ends in the plain text. */
  readonly start: number;
  readonly end: number;
}

/** The words of a plain text, at most so many; a word is letters and digits. */
export function wordsOf(plain: string, most: number): Word[] {
  const words: Word[] = [];
  for (const match of plain.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (words.length === most) break;
    const start = match.index;
    words.push({ folded: folded(match[0].slice(0, WORD_MAX)), start, end: start + match[0].length });
  }
  return words;
}

/**
 * How many letters have been left out, put in, exchanged or swapped with the next (optimal string alignment, the
 * restricted Damerau–Levenshtein distance). Anything above `most` is given as `most + 1`.
 */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return Math.min(last[b.length] ?? 0, most + 1);
}

/** How many typing errors a word may have and still be known: none in the shortest, two from eight letters on. */
export function errorsIn(word: string): number {
  return word.length <= 2 ? 0 : word.length <= 7 ? 1 : 2;
}

/**
 * The number of typing errors in the typed word if it is meant to be the other, or null when there are too many. A word
 * of three letters must keep them all and begin with the first, or `nej` would be a `hej`; what is typed with three is
 * never a longer word that lost one.
 */
export function typos(typed: string, word: string): number | null {
  const most = errorsIn(word);
  const errors = distance(typed, word, most);
  if (errors > most) return null;
  const keepsAll = typed.startsWith(word.slice(0, 1)) && [...word].every((letter) => typed.includes(letter));
  const isSure = word.length > 3 ? typed.length > 3 : keepsAll;
  return errors === 0 || isSure ? errors : null;
}
