/** Our workbook when somebody has worked in it: what they meant is read, and what they got wrong is said, cell by cell. */
import { describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import type { Worksheet } from 'exceljs';
import { cellSentence } from '../../bot/documents/incoming/fault-sentence.ts';
import { CELL_FAULTS } from '../../bot/documents/workbook/read-table.ts';
import { readWorkbook } from '../../bot/documents/workbook/read-workbook.ts';
import type { WorkbookContent } from '../../bot/documents/workbook/read-workbook.ts';
import { workbook } from '../../bot/documents/workbook/workbook.ts';
import { HEAD, instrument, schoolReport } from './demo-report.ts';

const report = schoolReport({ actions: 4 });
const first = report.plan?.actions[0];

/** The workbook after somebody has worked on a sheet of it, in a program that writes files its own way. */
async function after(name: string, change: (sheet: Worksheet) => void, of = report): Promise<WorkbookContent> {
  const book = new exceljs.Workbook();
  await book.xlsx.load((await workbook(of)) as never);
  const sheet = book.getWorksheet(name);
  if (!sheet) throw new Error(`there is no sheet ${name}`);
  change(sheet);
  const read = await readWorkbook(Buffer.from(await book.xlsx.writeBuffer()), () => instrument);
  if (read.kind !== 'ours') throw new Error(read.kind);
  return read.content;
}
const faultsOf = ({ faults }: WorkbookContent) => faults.map(({ row, column, code }) => `${column}${row} ${code}`);
const set = (address: string, value: exceljs.CellValue) => (sheet: Worksheet) =>
  void (sheet.getCell(address).value = value);
const both =
  (...changes: readonly ((sheet: Worksheet) => void)[]) =>
  (sheet: Worksheet) =>
    changes.forEach((change) => change(sheet));

describe('answers that somebody has changed', () => {
  it('are read by their words, in either language and any case', async () => {
    const content = await after(
      'Värdering',
      both(set('E4', 'ej planerad'), set('E5', 'Achieved'), set('E6', null), set('F4', 'Ny kommentar')),
    );
    const by = new Map(content.answers.map((answer) => [answer.indicator, answer]));
    expect(by.get('l-vision')).toMatchObject({ option: 'not-planned', comment: 'Ny kommentar', version: 1 });
    expect(by.get('l-responsibility')?.option).toBe('achieved');
    expect(by.get('l-mobile-free')?.option).toBeNull();
    expect(content.faults).toEqual([]);
  });

  it('are told of when they aren’t on the scale, or of an unknown indicator, or twice', async () => {
    const content = await after(
      'Värdering',
      both(set('E4', 'Kanske'), set('C5', 'l-hittepå'), set('C7', 'l-mobile-free')),
    );
    expect(faultsOf(content)).toEqual([
      'C5 unknown-indicator',
      'E4 unknown-answer',
      'C6 indicator-twice',
      'C7 indicator-twice',
    ]);
    const told = content.answers.map(({ indicator }) => indicator);
    for (const id of ['l-vision', 'l-responsibility', 'l-mobile-free', 'l-ai-rules']) expect(told).not.toContain(id);
    expect(content.removed.answers).toEqual(['l-responsibility', 'l-ai-rules']);
  });

  it('are found when columns and rows have been moved, and when the sheet is sorted', async () => {
    const content = await after('Värdering', (sheet) => {
      sheet.spliceColumns(2, 0, ['', '', 'Egen kolumn', 'x']);
      sheet.spliceRows(1, 0, ['Utskriven till mötet']);
    });
    expect(content.faults).toEqual([]);
    expect(content.answers).toHaveLength(65);
  });

  it('are left alone when the column is gone', async () => {
    const content = await after('Värdering', (sheet) => sheet.spliceColumns(5, 1));
    expect(content.faults).toMatchObject([{ sheet: 'Värdering', code: 'column-missing', value: 'Svar', row: 0 }]);
    expect(content.answers).toEqual([]);
  });
});

describe('a plan that somebody has changed', () => {
  const action = ({ plan }: WorkbookContent, id = first?.id) => plan?.actions.find((one) => one.id === id);

  it('keeps who and what a cell was made of as long as nobody touches it', async () => {
    const same = { ...report, names: new Map([...report.names].map(([id]) => [id, 'Anna Ek'])) };
    const content = await after('Handlingsplan', set('B4', 'Ny rubrik'), same);
    expect(action(content)).toEqual({ ...first, title: 'Ny rubrik' });
  });

  it('is read by the names, dates, states and lines that were written', async () => {
    const activities = first?.activities ?? [];
    const lines = activities.map(({ text }, at) => `${at === 1 ? '[x]' : '☐'} ${at === 2 ? 'Omskriven' : text}`);
    const content = await after(
      'Handlingsplan',
      both(
        ...[set('D4', 'pågår'), set('E4', 'Lärare 2'), set('F4', 'lärare 3; Lärare 1'), set('G4', '2026-09-15')],
        ...[set('H4', new Date('2027-03-01T00:00:00Z')), set('I4', null), set('K4', lines.join('\n'))],
      ),
    );
    expect(content.faults).toEqual([]);
    const ids = [...report.names.keys()];
    expect(action(content)).toMatchObject({
      ...{ state: 'ongoing', responsible: ids[2], involved: [ids[3], ids[1]] },
      ...{ start: '2026-09-15', due: '2027-03-01', followUp: { on: null } },
      activities: activities.map(({ id, text }, at) => ({ id, text: at === 2 ? 'Omskriven' : text, done: at === 1 })),
    });
  });

  it('takes new rows for new actions, of goals old and new', async () => {
    const goal = report.plan?.goals[0];
    const content = await after(
      'Handlingsplan',
      both(set('A8', goal?.text ?? ''), set('B8', 'Ny insats'), set('C8', 'Ledning'), set('D8', 'Föreslagen')),
    );
    expect(content.faults).toEqual([]);
    expect(content.plan?.actions.at(-1)).toMatchObject({
      ...{ id: null, version: null, goal: goal?.id, title: 'Ny insats', area: 'ledning', state: 'proposed' },
      ...{ responsible: null, involved: [], activities: [], notes: '', start: null },
    });
  });

  it('says what it cannot read, and leaves that action out', async () => {
    const wrong = both(
      ...[
        set('A4', 'Inget sådant mål'),
        set('B4', null),
        set('C4', 'Köket'),
        set('D4', 'Kanske'),
        set('E4', 'Okänd Person'),
      ],
      ...[
        set('G4', 'nästa vecka'),
        set('H4', '2027-02-30'),
        set('O4', 'l-hittepå'),
        set('P5', first?.id ?? ''),
        set('P6', 'x'),
      ],
    );
    const content = await after('Handlingsplan', wrong);
    expect(faultsOf(content)).toEqual([
      ...['B4 title-missing', 'A4 unknown-goal', 'C4 unknown-area', 'D4 unknown-state', 'E4 unknown-person'],
      ...['G4 not-a-date', 'H4 not-a-date', 'O4 unknown-indicator', 'P5 action-twice', 'P6 unknown-action'],
    ]);
    expect(content.plan?.actions).toHaveLength(1);
  });

  it('leave a cell of names that isn’t understood as it was, and the rest of the row is read', async () => {
    const [responsible, involved] = [first?.responsible, first?.involved];
    const many = Array.from({ length: 200 }, (_, at) => `Lärare ${String(at + 1)}`).join('\n');
    const content = await after(
      'Handlingsplan',
      both(set('B4', 'Ny titel'), set('E4', 'Någon som är ny'), set('F4', many)),
    );
    expect(faultsOf(content)).toEqual(['E4 unknown-person', 'F4 unknown-person']);
    expect(action(content)).toMatchObject({ title: 'Ny titel', responsible, involved });
  });

  it('asks who is meant by a name that several have', async () => {
    const same = {
      ...report,
      names: new Map([...report.names].map(([id]) => [id, id === HEAD ? 'Rektor' : 'Anna Ek'])),
    };
    expect(faultsOf(await after('Handlingsplan', set('E4', 'Anna Ek'), same))).toEqual(['E4 unknown-person']);
  });

  it('tells what is gone, and takes nothing away by itself', async () => {
    const content = await after('Handlingsplan', (sheet) => sheet.spliceRows(4, 1));
    expect(content.removed).toEqual({ answers: [], goals: [], actions: [first?.id] });
  });
});

describe('a file that isn’t ours', () => {
  it('is a table for the mapping, without what is hidden', async () => {
    const book = new exceljs.Workbook();
    book.addWorksheet('Blad1').addRow(['Indikator', 'Svar']);
    book.addWorksheet('Dold', { state: 'hidden' }).addRow(['x']);
    const read = await readWorkbook(Buffer.from(await book.xlsx.writeBuffer()), () => instrument);
    expect(read).toEqual({ kind: 'other', sheets: [{ name: 'Blad1', hidden: false, rows: [['Indikator', 'Svar']] }] });
  });

  it('is also a workbook of an instrument that isn’t known here', async () => {
    expect(await readWorkbook(await workbook(report), () => null)).toMatchObject({ kind: 'other' });
  });

  it('is told of in words that say what to do, in both languages', () => {
    for (const code of CELL_FAULTS) {
      for (const language of ['sv', 'en'] as const)
        expect(cellSentence({ code, sheet: 'Mål', row: 1, column: 'A', value: 'x'.repeat(99) }, language)).toMatch(
          /^[A-ZÅÄÖx].+\.$/,
        );
    }
  });
});
