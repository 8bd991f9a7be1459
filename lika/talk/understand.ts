/**
 * What someone who writes to the bot means. Forgiving: mentions, markup, case, dots, punctuation and typing errors are
 * no hindrance, and a command may stand in a short sentence. Any text has an answer; what isn't understood brings a
 * guess.
 */
import { COMMANDS } from './commands.ts';
import type { CommandKind } from './commands.ts';
import { distance, errorsIn, folded, plainText, typos, wordsOf } from './words.ts';
import type { Word } from './words.ts';

/** `about` and `when` are as written, at most 200 characters, null when nothing followed. */
export type Command =
  | { readonly kind: Exclude<CommandKind, 'discuss' | 'remind' | 'language'> }
  | { readonly kind: 'discuss'; readonly about: string | null }
  | { readonly kind: 'remind'; readonly when: string | null }
  | { readonly kind: 'language'; readonly to: 'sv' | 'en' | null }
  /** `near`: the best guess at what was meant. */
  | { readonly kind: 'unknown'; readonly near: CommandKind | null };

const WORDS_MAX = 200;
const REST_MAX = 200;
/** A command may stand anywhere in a text of so many words, else only at its beginning. */
const SENTENCE = 12;
/** A mistyped one may stand anywhere in so many, else only at the beginning. */
const FEW = 4;

interface Phrase {
  readonly kind: CommandKind;
  readonly words: readonly string[];
}

const PHRASES: readonly Phrase[] = COMMANDS.flatMap(({ kind, phrases }) =>
  phrases.map((phrase) => ({ kind, words: folded(phrase).split(' ') })),
);

const listed = (words: string): ReadonlySet<string> => new Set(words.split(' '));
/** What people say before they come to the point. */
const FILLERS = listed(
  'lika hej hejsan halla tjena hello hi hey snalla please kan kanske du ni vi jag skulle vill ska far fa att se visa ge oss ' +
    'mig oppna vad ar can could would you i we want to like let lets see show give us me open what whats is the our',
);
/** What stands between a command and what it is about. */
const BETWEEN: Readonly<Record<'about' | 'when', ReadonlySet<string>>> = {
  about: listed('om about kring'),
  when: listed('mig oss me us'),
};
const LANGUAGES: Readonly<Record<'sv' | 'en', readonly string[]>> = {
  sv: ['svenska', 'swedish', 'sv'],
  en: ['engelska', 'english', 'eng'],
};

/** A phrase found among the words, from `at` and `length` words on. */
interface Hit {
  readonly kind: CommandKind;
  readonly at: number;
  readonly length: number;
  readonly errors: number;
}

/** Errors in the words if they are meant to be the phrase, or null. Words of a phrase hold each other up. */
function errorsAgainst(phrase: readonly string[], words: readonly Word[], at: number): number | null {
  if (at + phrase.length > words.length) return null;
  if (phrase.length === 1) return typos(words[at]?.folded ?? '', phrase[0] ?? '');
  const most = Math.max(1, ...phrase.map(errorsIn));
  const errors = phrase.reduce(
    (sum, word, i) => (sum > most ? sum : sum + distance(words[at + i]?.folded ?? '', word, most)),
    0,
  );
  return errors <= most ? errors : null;
}

/** The phrases that begin here: the longest, of those the ones with the fewest errors; several only when undecided. */
function hitsAt(words: readonly Word[], at: number, forgiving: boolean): Hit[] {
  const hits = PHRASES.flatMap(({ kind, words: phrase }) => {
    if (!forgiving && phrase.some((word, i) => words[at + i]?.folded !== word)) return [];
    const errors = errorsAgainst(phrase, words, at);
    return errors === null ? [] : [{ kind, at, length: phrase.length, errors }];
  });
  const longest = Math.max(...hits.map(({ length }) => length));
  const least = Math.min(...hits.filter(({ length }) => length === longest).map(({ errors }) => errors));
  const best = hits.filter(({ length, errors }) => length === longest && errors === least);
  return best.filter((hit, i) => best.findIndex(({ kind }) => kind === hit.kind) === i);
}

/** All hits, those within a longer one left out: `insatser` in `mian insatser` is a part of it. */
function hitsIn(words: readonly Word[]): Hit[] {
  const begin = words.findIndex((word) => !FILLERS.has(word.folded));
  const hits = words.flatMap((_, at) => {
    const isFirst = at <= begin;
    if (!isFirst && words.length > SENTENCE) return [];
    return hitsAt(words, at, isFirst || words.length <= FEW);
  });
  return hits.filter(
    (hit) =>
      !hits.some(
        (other) => other.length > hit.length && other.at <= hit.at && hit.at + hit.length <= other.at + other.length,
      ),
  );
}

/** A text that is a command but for where its spaces are: `minainsatser`, `re sultat`. */
function withoutSpaces(words: readonly Word[]): Hit | undefined {
  if (words.length > SENTENCE) return undefined;
  const joined = words.map((word) => word.folded).join('');
  const phrase = PHRASES.find((candidate) => candidate.words.join('') === joined);
  return phrase && { kind: phrase.kind, at: 0, length: words.length, errors: 0 };
}

/** Greetings give way to a question, thanks and calls for help to a command that is spelt right. */
function chosen(hits: readonly Hit[]): Hit | undefined {
  const isThanksFor = ({ kind, length }: Hit): boolean => kind === 'thanks' && length > 1;
  const isSoft = (hit: Hit): boolean => ['help', 'thanks'].includes(hit.kind) && hit.length === 1;
  const firm = hits.find((hit) => isThanksFor(hit) || !(isSoft(hit) || hit.kind === 'hello'));
  const soft = hits.find((hit) => isSoft(hit) && (firm === undefined || hit.errors === 0));
  if (firm && (firm.errors === 0 || !soft)) return firm;
  return soft ?? firm ?? hits[0];
}

/** The best guess at the command: one that stands somewhere in the text, else the one with the most alike word. */
function nearest(words: readonly Word[]): CommandKind | null {
  const named = words.flatMap((_, at) => hitsAt(words, at, false)).find(({ kind }) => kind !== 'hello');
  if (named) return named.kind;
  let near: { readonly kind: CommandKind; readonly errors: number } | null = null;
  for (const { folded: typed } of words.slice(0, SENTENCE)) {
    for (const { kind, words: phrase } of PHRASES) {
      const word = phrase[0] ?? '';
      if (phrase.length > 1 || word.length < 4 || typed.length < 4) continue;
      const most = errorsIn(word) + 1;
      const errors = typed.startsWith(word.slice(0, 5)) ? 1 : distance(typed, word, most);
      if (errors <= most && (near === null || errors < near.errors)) near = { kind, errors };
    }
  }
  return near?.kind ?? null;
}

/** What follows the command, as written, without the words in between. */
function rest(plain: string, words: readonly Word[], from: number, between: ReadonlySet<string>): string | null {
  let first = from;
  while (between.has(words[first]?.folded ?? '')) first += 1;
  const [begin, end] = [words[first], words.at(-1)];
  return begin && end ? [...plain.slice(begin.start, end.end)].slice(0, REST_MAX).join('').trim() : null;
}

function languageIn(words: readonly Word[]): 'sv' | 'en' | null {
  for (const to of ['sv', 'en'] as const) {
    const isNamed = words.some((word) => LANGUAGES[to].some((name) => typos(word.folded, name) !== null));
    if (isNamed) return to;
  }
  return words.at(-1)?.folded === 'en' ? 'en' : null;
}

/** The words of the text without the bot's own name before and after them. */
function addressed(plain: string): Word[] {
  const words = wordsOf(plain, WORDS_MAX);
  while (words[0]?.folded === 'lika') words.shift();
  while (words.at(-1)?.folded === 'lika') words.pop();
  return words;
}

/** The command in a text as it comes from Teams. Takes any text and never throws. */
export function understand(text: string): Command {
  const plain = plainText(text);
  const words = addressed(plain);
  if (words.length === 0) {
    if (plain.includes('?')) return { kind: 'help' };
    // Only called by name, or mentioned.
    return /lika|<at\b/i.test(text.slice(0, 200)) ? { kind: 'hello' } : { kind: 'unknown', near: null };
  }
  const all = hitsIn(words);
  const hit = withoutSpaces(words) ?? chosen(decided(all));
  if (!hit) return { kind: 'unknown', near: all[0]?.kind ?? nearest(words) };
  const after = hit.at + hit.length;
  switch (hit.kind) {
    case 'discuss':
      return { kind: 'discuss', about: rest(plain, words, after, BETWEEN.about) };
    case 'remind':
      return { kind: 'remind', when: rest(plain, words, after, BETWEEN.when) };
    case 'language':
      return { kind: 'language', to: languageIn(words) };
    default:
      return { kind: hit.kind };
  }
}

/** Without the places where two commands are equally near: a typing error never chooses between them. */
function decided(hits: readonly Hit[]): Hit[] {
  return hits.filter((hit) => !hits.some((other) => other.at === hit.at && other.kind !== hit.kind));
}
