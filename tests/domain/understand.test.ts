import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { COMMANDS } from '../../lika/talk/commands.ts';
import type { CommandKind } from '../../lika/talk/commands.ts';
import { understand } from '../../lika/talk/understand.ts';
import type { Command } from '../../lika/talk/understand.ts';
import { distance, folded } from '../../lika/talk/words.ts';

const SPOKEN = COMMANDS.flatMap(({ kind, phrases }) => phrases.map((phrase) => ({ kind, phrase })));
const anySpoken = fc.constantFrom(...SPOKEN);
const kindOf = (text: string): Command['kind'] => understand(text).kind;
const kindByPhrase = new Map(SPOKEN.map(({ kind, phrase }) => [folded(phrase), kind]));

const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzåäö');
/** One letter left out, put in, exchanged or swapped with the next; never a space. */
const anyError = fc.record({ what: fc.constantFrom('out', 'in', 'other', 'swap'), at: fc.nat(30), letter });

function mistyped(text: string, { what, at, letter: typed }: { what: string; at: number; letter: string }): string {
  const places = [...text].flatMap((char, i) => (char === ' ' ? [] : [i]));
  const i = places[at % places.length] ?? 0;
  const [before, here, after] = [text.slice(0, i), text.slice(i, i + 1), text.slice(i + 1)];
  if (what === 'out') return before + after;
  if (what === 'in') return before + typed + here + after;
  if (what === 'other' || after === '' || after.startsWith(' ')) return before + typed + after;
  return before + after.slice(0, 1) + here + after.slice(1);
}

describe('The bot understands', () => {
  test.each<[string, Command]>([
    ['hjälp', { kind: 'help' }],
    ['?', { kind: 'help' }],
    ['Hur gör jag?', { kind: 'help' }],
    ['<at>LIKA</at> Hej!', { kind: 'hello' }],
    ['God morgon LIKA', { kind: 'hello' }],
    ['@LIKA', { kind: 'hello' }],
    ['tack så mycket 🙏', { kind: 'thanks' }],
    ['tack för planen', { kind: 'thanks' }],
    ['hur går det?', { kind: 'status' }],
    ['Läget?', { kind: 'status' }],
    ['&lt;at&gt;LIKA&lt;/at&gt;&nbsp;status', { kind: 'status' }],
    ['hej LIKA, kan du visa resultatet, tack', { kind: 'result' }],
    ['show us the results please', { kind: 'result' }],
    ['visa planen', { kind: 'actions' }],
    ['mina insatser', { kind: 'my-actions' }],
    ['what should I do', { kind: 'my-actions' }],
    ['schema', { kind: 'schedule' }],
    ['diskutera', { kind: 'discuss', about: null }],
    ['Diskutera: AI & mobiler 🎉', { kind: 'discuss', about: 'AI & mobiler' }],
    ['prata om ledning steg 2 @LIKA', { kind: 'discuss', about: 'ledning steg 2' }],
    ['discuss l-ai-rules', { kind: 'discuss', about: 'l-ai-rules' }],
    ['hjälp mig diskutera Ledning', { kind: 'discuss', about: 'Ledning' }],
    ['diskutera <b>Nätet</b>', { kind: 'discuss', about: 'Nätet' }],
    ['påminn', { kind: 'remind', when: null }],
    ['påminn mig på fredag kl 9', { kind: 'remind', when: 'på fredag kl 9' }],
    ['remind me tomorrow', { kind: 'remind', when: 'tomorrow' }],
    ['språk', { kind: 'language', to: null }],
    ['språk: engelska', { kind: 'language', to: 'en' }],
    ['language sv', { kind: 'language', to: 'sv' }],
    ['byt språk till svenksa', { kind: 'language', to: 'sv' }],
    ['speak English please', { kind: 'language', to: 'en' }],
  ])('%j', (text, command) => {
    expect(understand(text)).toEqual(command);
  });

  test.each<[string, CommandKind]>([
    ['hjalp', 'help'],
    ['PAMINN', 'remind'],
    ['sttaus', 'status'],
    ['resultst', 'result'],
    ['diskutra', 'discuss'],
    ['insatsr', 'actions'],
    ['mian insatser', 'my-actions'],
    ['minainsatser', 'my-actions'],
    ['re sultat', 'result'],
    ['hje', 'hello'],
  ])('%j although it is mistyped', (text, kind) => {
    expect(kindOf(text)).toBe(kind);
  });

  test.each<[string, CommandKind | null]>([
    ['vi satt igår och gick igenom hela resultatet från mätningen som gjordes i höstas', 'result'],
    ['påminnelsefunktion', 'remind'],
    ['fotboll', null],
    ['nej', null],
    ['', null],
    ['🎉', null],
  ])('not %j, and guesses at %s', (text, near) => {
    expect(understand(text)).toEqual({ kind: 'unknown', near });
  });
});

describe('Everything the bot is taught', () => {
  test('is a command of its own, and the words people are told are among it', () => {
    expect(new Set(SPOKEN.map(({ phrase }) => folded(phrase))).size).toBe(SPOKEN.length);
    expect(new Set(COMMANDS.map(({ kind }) => kind)).size).toBe(COMMANDS.length);
    for (const { phrases, word } of COMMANDS) expect(phrases).toEqual(expect.arrayContaining([word.sv, word.en]));
  });

  test.each(SPOKEN)('is understood: $phrase', ({ kind, phrase }) => {
    expect(kindOf(phrase)).toBe(kind);
  });

  test('is understood in any case, spacing, punctuation and composition, with and without dots and mentions', () => {
    const anyDress = fc.record({
      before: fc.constantFrom(
        '',
        '<at>LIKA</at> ',
        '<at id="0">LIKA Test</at>&nbsp;',
        'LIKA, ',
        '@LIKA ',
        ' \n',
        '<p>',
        '🙂 ',
      ),
      after: fc.constantFrom('', '!', '?', ' . . .', ' <at>LIKA</at>', ' 🙂', '</p>', '\r\n', ' @LIKA'),
      space: fc.constantFrom(' ', '   ', '&nbsp;', '\u00a0', '\n'),
      form: fc.constantFrom('NFC', 'NFD', 'folded'),
      isLoud: fc.boolean(),
    });
    fc.assert(
      fc.property(anySpoken, anyDress, ({ kind, phrase }, { before, after, space, form, isLoud }) => {
        const said = form === 'folded' ? folded(phrase) : phrase.normalize(form);
        const text = before + (isLoud ? said.toUpperCase() : said).replaceAll(' ', space) + after;
        expect(kindOf(text)).toBe(kind);
      }),
      { numRuns: 1000 },
    );
  });

  test('is itself or nothing when one letter is wrong: an error never turns a command into another', () => {
    fc.assert(
      fc.property(anySpoken, anyError, ({ kind, phrase }, error) => {
        const typed = mistyped(phrase, error);
        // Unless that very word is taught as something else.
        const allowed = [kind, 'unknown', kindByPhrase.get(folded(typed))];
        expect(allowed).toContain(kindOf(typed));
      }),
      { numRuns: 3000 },
    );
  });

  test('is itself or nothing when a long word has two letters wrong', () => {
    const anyLong = fc.constantFrom(...SPOKEN.filter(({ phrase }) => /^\S{8,}$/.test(phrase)));
    fc.assert(
      fc.property(anyLong, anyError, anyError, ({ kind, phrase }, first, second) => {
        expect([kind, 'unknown']).toContain(kindOf(mistyped(mistyped(phrase, first), second)));
      }),
      { numRuns: 2000 },
    );
  });

  test('is still known with one wrong letter in a word of five letters or more', () => {
    const anyLong = fc.constantFrom(...SPOKEN.filter(({ phrase }) => /^\S{5,}$/.test(phrase)));
    let known = 0;
    fc.assert(
      fc.property(anyLong, anyError, ({ kind, phrase }, error) => {
        if (kindOf(mistyped(phrase, error)) === kind) known += 1;
      }),
      { numRuns: 2000 },
    );
    // The rest lie as near to a word of another command.
    expect(known).toBeGreaterThan(1900);
  });

  test('keeps what follows it', () => {
    const anyRest = fc.stringMatching(/^[b-z]{4,9}( [b-z0-9]{4,9}){0,4}$/);
    fc.assert(
      fc.property(anyRest, (about) => {
        expect(understand(`<at>LIKA</at> diskutera om ${about}!`)).toEqual({ kind: 'discuss', about });
        expect(understand(`Remind me ${about}`)).toEqual({ kind: 'remind', when: about });
      }),
    );
  });
});

describe('Any text', () => {
  test('has an answer', () => {
    const kinds = new Set<string>([...COMMANDS.map(({ kind }) => kind), 'unknown']);
    const anyBit = fc.constantFrom(
      '<',
      '>',
      '&',
      '<at>',
      '</at>',
      '&#1114112;',
      '&#xd800;',
      '\ud83d',
      '\u0000',
      'hej',
      'mina',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(anyBit).map((bits) => bits.join('')),
        ),
        (text) => {
          expect(kinds).toContain(kindOf(text));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test.each([
    '<',
    '&',
    '&#',
    'a',
    'a ',
    'diskutera ',
    '<at>',
    '<at>x',
    '👩‍🏫',
    'e\u0301',
    '\ud800',
    '\u0000',
    'hur går ',
  ])(
    'of 20 kB of %j is answered at once, with a short rest',
    (part) => {
      const command = understand(part.repeat(20_000 / part.length));
      if (command.kind === 'discuss') expect(command.about?.length).toBeLessThanOrEqual(200);
    },
    1000,
  );
});

describe('The distance between words', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 8 });

  test('is none for the same, alike both ways, and one for one error', () => {
    fc.assert(
      fc.property(word, word, fc.nat(4), (a, b, most) => {
        expect(distance(a, a, most)).toBe(0);
        expect(distance(a, b, most)).toBe(distance(b, a, most));
        expect(distance(a, b, most)).toBe(Math.min(distance(a, b, 20), most + 1));
      }),
    );
    expect(distance('hjälp', 'hjlp', 2)).toBe(1);
    expect(distance('status', 'sttaus', 2)).toBe(1);
    expect(distance('prata', 'plan', 5)).toBe(3);
  });

  test('is one at most after one letter has gone wrong', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{2,12}$/), anyError, (typed, error) => {
        expect(distance(mistyped(typed, error), typed, 5)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
