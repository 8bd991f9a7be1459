/** A table from somewhere else becomes answers: what is certain is matched, what isn't is asked, and nothing is decided for anybody. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readAnswer } from '../../lika/import/answer-words.ts';
import { guessMapping, guessSheet } from '../../lika/import/columns.ts';
import { previewImport } from '../../lika/import/preview.ts';
import type { Preview, PreviewRow } from '../../lika/import/preview.ts';
import type { Cell, Row } from '../../lika/import/table.ts';
import { findOption, placedIndicators, textIn } from '../../lika/instrument/instrument.ts';
import { readInstrumentFolder } from '../../bot/operator/read-instrument.ts';

const folder = await readInstrumentFolder('instruments/lika-skola/1');
if (!folder.ok) throw new Error('the instrument cannot be read');
const { instrument } = folder;
const placed = placedIndicators(instrument);
const statement = (at: number) => textIn(placed[at]?.indicator.statement ?? {}, 'sv');
const idOf = (at: number) => placed[at]?.indicator.id ?? '';
const label = (key: string) => textIn(findOption(instrument, key)?.label ?? {}, 'sv');
const KEYS = instrument.scale.map(({ key }) => key);
const keyOf = (at: number) => KEYS[at % KEYS.length] ?? '';

/** How the first tool's export looked: a title, then areas, steps, statements, answers and comments. */
const HEADING: Row = ['Område', 'Steg', 'Indikator', 'Värdering', 'Kommentar'];
const rowOf = (at: number): Cell[] => {
  const one = placed[at];
  return [
    textIn(one?.area.name ?? {}, 'sv'),
    `Steg ${one?.step ?? ''}`,
    ...[statement(at), label(keyOf(at)), at % 3 === 0 ? `Kommentar ${at}` : null],
  ];
};
const oldExport = (): Cell[][] => [['LIKA Ekskolan 2018'], [], [...HEADING], ...placed.map((_, at) => rowOf(at))];
const preview = (rows: readonly Row[], more: Partial<Parameters<typeof previewImport>[0]> = {}): Preview =>
  previewImport({ rows, instrument, mapping: guessMapping(rows, instrument), ...more });
const matched = ({ rows }: Preview) => rows.flatMap((row) => (row.kind === 'matched' ? [row] : []));
const told = ({ row, kind, ...more }: PreviewRow) => [
  row,
  kind,
  'code' in more ? more.code : 'asks' in more ? more.asks : null,
];

describe('the guess at what a table holds', () => {
  it('finds the heading under a title, and each column by its heading', () => {
    expect(guessMapping(oldExport(), instrument)).toEqual({
      ...{ heading: 2, area: 0, step: 1, text: 2, answer: 3, comment: 4, id: null },
    });
  });

  it('reads English headings and ids', () => {
    const rows: Row[] = [
      ['Id', 'Statement', 'Rating', 'Comments'],
      [idOf(0), 'x', 'Planned', null],
    ];
    expect(guessMapping(rows, instrument)).toMatchObject({ heading: 0, id: 0, text: 1, answer: 2, comment: 3 });
  });

  it('knows the columns by what they hold when there is no heading', () => {
    const rows = placed.map((_, at): Row => [label(keyOf(at)), idOf(at), statement(at)]);
    expect(guessMapping(rows, instrument)).toMatchObject({ heading: null, answer: 0, id: 1, text: 2 });
  });

  it('chooses the sheet with the answers among others', () => {
    const sheets = [
      {
        name: 'Sammanställning',
        hidden: false,
        rows: [
          ['Område', 'Steg 1'],
          ['Ledning', { percent: 79.2 }],
        ],
      },
      { name: 'Värdering', hidden: false, rows: oldExport() },
    ];
    expect(guessSheet(sheets, instrument)?.sheet).toBe(1);
    expect(guessSheet([{ name: '', hidden: false, rows: [['hej', 'du']] }], instrument)).toBeNull();
  });
});

describe('the meaning of an answer', () => {
  const reads = (cell: Cell, numbers: Parameters<typeof readAnswer>[2] = '0-4') => {
    const reading = readAnswer(instrument, cell, numbers);
    return 'option' in reading ? `${reading.kind} ${reading.option}` : reading.kind;
  };

  it.each([
    ['Nästan där', 'certain nearly'],
    ['  NÄSTAN   DÄR. ', 'certain nearly'],
    ['achieved', 'certain achieved'],
    ['Uppnått', 'certain achieved'],
    ['Planerat', 'certain planned'],
    ['Ej relevant', 'certain not-relevant'],
    ['Ej påbörjat', 'unsure not-planned'],
    ['Ja', 'unsure achieved'],
    ['delvis', 'unsure started'],
    ['nej', 'unsure not-planned'],
    ['n/a', 'unsure not-relevant'],
    ['kanske', 'unknown'],
    ['✓', 'unknown'],
    ['–', 'empty'],
    ['', 'empty'],
  ])('%j is %s', (word, meaning) => expect(reads(word)).toBe(meaning));

  it('is certain for a percentage of the scale, and a proposal for one between: of two as near, the lower', () => {
    expect(reads({ percent: 75 })).toBe('certain nearly');
    expect(reads('50 %')).toBe('certain started');
    expect(reads({ percent: 62.5 })).toBe('unsure started');
    expect(reads({ percent: 120 })).toBe('unknown');
    expect(reads(0.25, 'share')).toBe('certain planned');
  });

  it('is a proposal for a place on any scale', () => {
    expect([0, 4, 5].map((number) => reads(number, '0-4'))).toEqual([
      'unsure not-planned',
      'unsure achieved',
      'unknown',
    ]);
    expect([1, 4].map((number) => reads(number, '1-4'))).toEqual(['unsure not-planned', 'unsure achieved']);
  });

  it('never falls on any cell', () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant({ error: '#N/A' }));
    fc.assert(
      fc.property(cell, (value) =>
        expect(['certain', 'unsure', 'unknown', 'empty']).toContain(readAnswer(instrument, value, 'percent').kind),
      ),
    );
  });
});

describe('the preview of an import', () => {
  it('matches every row of a whole old export', () => {
    const all = preview(oldExport());
    expect(matched(all).map(({ indicator, option, comment, by }) => [indicator, option, comment, by])).toEqual(
      placed.map((_, at) => [idOf(at), keyOf(at), at % 3 === 0 ? `Kommentar ${at}` : null, 'text']),
    );
    expect(all.without).toEqual([]);
  });

  it('says exactly which rows of an export with every tenth spoilt are left out or unsure, and why', () => {
    const rows = oldExport();
    const spoil = (at: number, cells: Cell[]) => (rows[3 + at] = cells);
    const [area, step] = rowOf(0);
    spoil(5, [area ?? null, step ?? null, 'Något helt annat som ingen har frågat om', 'Planerad']);
    spoil(15, [area ?? null, step ?? null, statement(15), 'lite grann så där']);
    spoil(25, []);
    spoil(35, rowOf(34).with(3, label(keyOf(33))));
    spoil(45, [area ?? null, step ?? null, statement(45), null]);
    spoil(55, [area ?? null, step ?? null, statement(55), 'Ja']);
    const all = preview(rows);
    expect(all.rows.filter(({ kind }) => kind !== 'matched').map(told)).toEqual([
      [9, 'left-out', 'no-indicator'],
      [19, 'left-out', 'unknown-answer'],
      [29, 'left-out', 'empty'],
      [38, 'left-out', 'indicator-twice'],
      [39, 'left-out', 'indicator-twice'],
      [49, 'left-out', 'no-answer'],
      [59, 'unsure', ['answer']],
    ]);
    expect(all.without).toEqual([5, 15, 25, 34, 35, 45, 55].map(idOf));
    expect(all.words).toEqual([
      { word: 'ja', rows: 1, proposed: 'achieved' },
      { word: 'lite grann sa dar', rows: 1, proposed: null },
    ]);
    expect(matched(all)).toHaveLength(placed.length - 7);
  });

  it('asks of no word that stands on rows of unknown indicators alone', () => {
    const unknown = ['Ledning', 1, 'Något helt annat som ingen har frågat om', 'Ja'];
    expect(preview([...oldExport(), unknown]).words).toEqual([]);
  });

  it('takes the first of rows that say the same, and says so of the others', () => {
    const rows = oldExport();
    const all = preview([...rows, rows[3 + 7] ?? [], rows[3 + 7] ?? []]);
    expect(all.rows.filter(({ kind }) => kind !== 'matched').map(told)).toEqual([
      [rows.length + 1, 'left-out', 'said-already'],
      [rows.length + 2, 'left-out', 'said-already'],
    ]);
    expect(matched(all)).toHaveLength(placed.length);
  });

  it('knows a statement that is worded a little differently, and asks when two are as near', () => {
    const [words, ...rest] = statement(0).split(' ');
    const near = preview([[...HEADING], ['', '', [...rest, words].join(' ').replace('målbild', 'målbld'), 'Planerad']]);
    expect(near.rows).toMatchObject([{ kind: 'matched', indicator: idOf(0), by: 'near-text' }]);
    const half = statement(0).split(' ').slice(0, 6).join(' ');
    const asked = preview([[...HEADING], ['', '', half, 'Planerad']]);
    expect(asked.rows).toMatchObject([{ kind: 'unsure', asks: ['indicator'], indicator: null }]);
    expect(asked.rows[0]).toHaveProperty('candidates.0.indicator', idOf(0));
  });

  it('asks when the id and the text are of different indicators', () => {
    const rows: Row[] = [
      ['Id', 'Indikator', 'Svar'],
      [idOf(1), statement(2), 'Planerad'],
    ];
    expect(preview(rows).rows).toMatchObject([
      { kind: 'unsure', candidates: [{ indicator: idOf(1) }, { indicator: idOf(2) }] },
    ]);
  });

  it('takes what a person says: a word’s meaning, a row’s indicator or answer, or that it stays out', () => {
    const rows: Row[] = [
      ['Indikator', 'Svar'],
      [statement(0), 'Ja'],
      ['okänd text här', 'Planerad'],
      [statement(2), 'oj'],
      [statement(3), 'Uppnådd'],
    ];
    const all = preview(rows, {
      meanings: new Map([['ja', 'nearly']]),
      choices: new Map([
        [3, { indicator: idOf(1) }],
        [4, { option: 'started' }],
        [5, { leaveOut: true }],
      ]),
    });
    expect(matched(all).map(({ indicator, option }) => [indicator, option])).toEqual([
      [idOf(0), 'nearly'],
      [idOf(1), 'planned'],
      [idOf(2), 'started'],
    ]);
    expect(all.rows.at(-1)).toMatchObject({ kind: 'left-out', code: 'not-wanted' });
  });

  it('mends comments with signs that cannot be saved and cuts those that are too long, and says so', () => {
    const rows: Row[] = [
      ['Indikator', 'Svar', 'Kommentar'],
      [statement(0), 'Planerad', 'a\x01b\r\nc'],
      [statement(1), 'Planerad', 'å'.repeat(2001)],
    ];
    expect(matched(preview(rows))).toMatchObject([
      { comment: 'ab\nc', mended: ['control'] },
      { comment: 'å'.repeat(2000), mended: ['too-long'] },
    ]);
  });

  const anyCell: fc.Arbitrary<Cell> = fc.oneof(
    fc.constantFrom(...placed.slice(0, 8).flatMap(({ indicator }, at) => [indicator.id, statement(at)])),
    fc.constantFrom('Planerad', 'Uppnådd', 'Ja', 'nej', 'oj', '', null, 3, { percent: 75 }, { error: '#REF!' }),
    fc.string({ maxLength: 8 }),
  );
  const anyRows = fc.array(fc.array(anyCell, { maxLength: 4 }), { maxLength: 25 });
  const mapping = { heading: null, id: 0, text: 1, answer: 2, comment: 3, area: null, step: null };

  it('never gives an indicator two answers, and tells of every row once', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const all = previewImport({ rows, instrument, mapping });
        expect(all.rows.map(({ row }) => row)).toEqual(rows.map((_, at) => at + 1));
        const given = matched(all).map(({ indicator }) => indicator);
        expect(new Set(given).size).toBe(given.length);
        expect(all.without).toEqual(placed.flatMap(({ indicator: { id } }) => (given.includes(id) ? [] : [id])));
      }),
    );
  });

  it('matches the same whatever order the rows stand in', () => {
    const facts = (rows: readonly Row[]) =>
      matched(previewImport({ rows, instrument, mapping }))
        .map(({ indicator, option, comment }) => JSON.stringify([indicator, option, comment]))
        .sort();
    const shuffled = anyRows.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
    );
    fc.assert(fc.property(shuffled, ([rows, other]) => expect(facts(other)).toEqual(facts(rows))));
  });

  it('guesses something for any table, within it', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const guess = guessMapping(rows, instrument);
        const columns = Object.entries(guess).flatMap(([role, at]) => (role === 'heading' || at === null ? [] : [at]));
        expect(new Set(columns).size).toBe(columns.length);
        expect(columns.every((at) => at < Math.max(...rows.map(({ length }) => length)))).toBe(true);
      }),
    );
  });
});
