/** The workbook as Excel gets it: what is on its sheets, how it prints, and that nothing of people's is ever a formula. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import type { Workbook, Worksheet } from 'exceljs';
import type { UnitReport } from '../../bot/documents/report.ts';
import { unzipped, zipEntries } from '../../bot/documents/zip.ts';
import { workbook } from '../../bot/documents/workbook/workbook.ts';
import { placedIndicators } from '../../lika/instrument/instrument.ts';
import { emptyReport, HEAD, instrument, schoolReport } from './demo-report.ts';

const SHEETS = ['Sammanställning', 'Värdering', 'Mål', 'Handlingsplan', 'Aktivitetsförslag', 'Jämförelse', 'LIKA'];

async function opened(report: UnitReport): Promise<{ book: Workbook; bytes: Buffer }> {
  const bytes = await workbook(report);
  const book = new exceljs.Workbook();
  await book.xlsx.load(bytes as never);
  return { book, bytes };
}
const sheetOf = ({ book }: { book: Workbook }, name: string): Worksheet => {
  const sheet = book.getWorksheet(name);
  if (!sheet) throw new Error(`there is no sheet ${name}`);
  return sheet;
};
async function partOf(bytes: Buffer, name: string): Promise<string> {
  const entry = zipEntries(bytes, 100).find((one) => one.name === name);
  return entry ? (await unzipped(bytes, entry, 10_000_000)).toString('utf8') : '';
}
const headingsOf = (sheet: Worksheet, row = 3) => (sheet.getRow(row).values as unknown[]).slice(1);

describe('the workbook of a full school', () => {
  let whole: Awaited<ReturnType<typeof opened>>;
  beforeAll(async () => (whole = await opened(schoolReport())));

  it('has the sheets that a head expects, and one that nobody sees', () => {
    expect(whole.book.worksheets.map(({ name }) => name)).toEqual(SHEETS);
    expect(whole.book.worksheets.map(({ state }) => state)).toEqual([
      ...SHEETS.slice(1).map(() => 'visible'),
      'veryHidden',
    ]);
  });

  it('says on one page where the school stands: the sentence, the table, the steps and by what rule', () => {
    const sheet = sheetOf(whole, 'Sammanställning');
    expect(sheet.getCell('A3').text).toBe('3 av 11 delar håller eller stiger. Användning steg 2 har sjunkit med 47,5.');
    expect(headingsOf(sheet, 5).slice(0, 5)).toEqual([
      'Område',
      'Steg 1\nGrunden',
      'Steg 2\nGemensamt arbetssätt',
      'Steg 3\nVardag',
      'Hela området',
    ]);
    expect(sheet.getCell('B6').value).toBe(65);
    expect(sheet.getCell('B6').numFmt).toBe('0.0');
    // Infrastruktur has no third step.
    expect(sheet.getCell('D7').value).toBe('–');
    expect(headingsOf(sheet, 11).slice(0, 4)).toEqual(['Steget nått', 'Inte än', 'Inte än', 'Inte än']);
    expect(sheet.getCell('A13').text).toContain('minst 80');
  });

  it('shows the chart as a picture, in words too', async () => {
    expect(sheetOf(whole, 'Sammanställning').getImages()).toHaveLength(1);
    expect(await partOf(whole.bytes, 'xl/drawings/drawing1.xml')).toMatch(
      /descr="[^"]*20 oktober 2026[^"]*Ledning 55,9[^"]*"/,
    );
  });

  it('has every indicator with answer, comment, who and when, and the whole plan', () => {
    const answers = sheetOf(whole, 'Värdering');
    expect(headingsOf(answers)).toEqual(['Område', 'Steg', 'Id', 'Indikator', 'Svar', 'Kommentar', 'Av', 'När']);
    expect(answers.actualRowCount - 3).toBe(placedIndicators(instrument).length);
    expect(answers.getCell('G4').value).toBe('Rektor Ekskolan');
    expect(answers.getCell('H4').value).toEqual(new Date('2026-10-20T00:00:00Z'));
    expect(sheetOf(whole, 'Handlingsplan').actualRowCount - 3).toBe(40);
    expect(sheetOf(whole, 'Mål').actualRowCount - 3).toBe(4);
  });

  it('has all suggestions of the instrument, and marks those that fit the answers', () => {
    const rows = sheetOf(whole, 'Aktivitetsförslag').getSheetValues().slice(4) as unknown[][];
    const all = placedIndicators(instrument).flatMap(({ indicator }) => [...indicator.activities, ...indicator.goals]);
    expect(rows.map((row) => row[6])).toEqual(all.map(({ text }) => text['sv']));
    expect(
      rows.filter((row) => row[8] === 'Ja').every((row) => String(row[7]).split(', ').includes(String(row[4]))),
    ).toBe(true);
    expect(rows.some((row) => row[8] === 'Ja')).toBe(true);
  });

  it('compares with every earlier assessment, cell by cell', () => {
    const sheet = sheetOf(whole, 'Jämförelse');
    expect(headingsOf(sheet)).toEqual([
      'Område',
      'Steg',
      '2026-10-20',
      '2025-10-14',
      '2024-10-22',
      'Ändring sedan\n2025-10-14',
    ]);
    expect((sheet.getRow(4).values as unknown[]).slice(1)).toEqual([
      'Ledning',
      1,
      65,
      75,
      expect.closeTo(58.33, 1),
      -10,
    ]);
  });

  it('is made of real tables with filters, fixed headings and lists to choose from', async () => {
    for (const [at, name] of ['Värdering', 'Mål', 'Handlingsplan', 'Aktivitetsförslag'].entries()) {
      expect(sheetOf(whole, name).views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
      expect(await partOf(whole.bytes, `xl/tables/table${at + 1}.xml`)).toContain('<autoFilter ref="A3:');
    }
    const plan = await partOf(whole.bytes, 'xl/worksheets/sheet4.xml');
    const rules = [...plan.matchAll(/<dataValidation type="(\w+)".*?sqref="([^"]*)"><formula1>([^<]*)/g)].map(
      ([, type, range, from]) => [range, type, from],
    );
    expect(rules).toEqual([
      ['A4:A243', 'list', '&apos;Mål&apos;!$A$4:$A$207'],
      ['C4:C243', 'list', 'LIKA!$G$2:$G$5'],
      ['D4:D243', 'list', 'LIKA!$F$2:$F$6'],
      ['E4:E243', 'list', 'LIKA!$I$2:$I$5'],
      ...['G', 'H', 'I'].map((column) => [`${column}4:${column}243`, 'date', '36526']),
    ]);
    expect(sheetOf(whole, 'LIKA').getColumn(6).values.slice(2)).toEqual([
      'Föreslagen',
      'Beslutad',
      'Pågår',
      'Klar',
      'Avslutad',
    ]);
  });

  it('prints on A4 across, as wide as the page, with headings on each and a footer', () => {
    for (const name of SHEETS.slice(0, -1)) {
      const { pageSetup, headerFooter } = sheetOf(whole, name);
      expect(pageSetup).toMatchObject({
        paperSize: 9,
        orientation: 'landscape',
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
      });
      expect(headerFooter.oddFooter).toBe('&L&9 Ekskolan, Mittköping · LIKA · 2026-10-28&R&9Sida &P av &N');
      if (name !== 'Sammanställning') expect(pageSetup.printTitlesRow).toBe('3:3');
    }
  });

  it('has a title and a language', async () => {
    const core = await partOf(whole.bytes, 'docProps/core.xml');
    expect(core).toContain('<dc:title>LIKA: Ekskolan</dc:title>');
    expect(core).toContain('<dc:language>sv-SE</dc:language>');
  });
});

describe('what people have written', () => {
  const DANGEROUS = [
    '=HYPERLINK("http://ont.example","Klicka")',
    '+46701234567',
    '-2+3',
    '@SUM(A1:A9)',
    '\t=1+1',
    '\r=1+1',
  ];
  const report = schoolReport({ actions: DANGEROUS.length });
  const plan = report.plan && {
    ...report.plan,
    actions: report.plan.actions.map((action, at) => ({
      ...action,
      title: DANGEROUS[at] ?? '',
      notes: DANGEROUS[at] ?? '',
    })),
  };
  const told = {
    ...report,
    plan,
    unit: { ...report.unit, name: '=cmd|calc & [Skola]:*?/' },
    names: new Map([[HEAD, '=1+1']]),
  };

  it('is text in every cell, and stays text when somebody edits it', async () => {
    const made = await opened(told);
    const sheet = sheetOf(made, 'Handlingsplan');
    const titles = DANGEROUS.map((_, at) => sheet.getCell(4 + at, 2));
    expect(titles.map(({ value }) => value)).toEqual(DANGEROUS);
    expect(titles.map(({ numFmt }) => numFmt)).toEqual(DANGEROUS.map(() => '@'));
    const parts = zipEntries(made.bytes, 100).filter(({ name }) => name.startsWith('xl/worksheets/sheet'));
    for (const { name } of parts) expect(await partOf(made.bytes, name)).not.toMatch(/<f[ >]/);
  });

  it('is doubled where a footer would take it for an order', async () => {
    const made = await opened(told);
    expect(sheetOf(made, 'Mål').headerFooter.oddFooter).toContain('=cmd|calc && [Skola]:*?/');
  });
});

describe('a workbook with little to say', () => {
  it('is a form for a school that has not begun', async () => {
    const made = await opened(emptyReport());
    expect(sheetOf(made, 'Sammanställning').getCell('A3').text).toBe('Ingen skattning är publicerad än.');
    expect(sheetOf(made, 'Sammanställning').getImages()).toEqual([]);
    expect(sheetOf(made, 'Värdering').getCell('E4').value).toBeNull();
    expect(sheetOf(made, 'Handlingsplan').getCell('A2').text).toBe('Det finns ingen handlingsplan än.');
    expect(sheetOf(made, 'Jämförelse').getCell('A2').text).toBe('Det finns inget tidigare att jämföra med än.');
  });

  it('gives somebody without a name a calm word', async () => {
    const made = await opened({ ...schoolReport({ actions: 1 }), names: new Map() });
    expect(sheetOf(made, 'Värdering').getCell('G4').text).toBe('Namn saknas');
  });

  it('speaks English in headings, sheets and footers', async () => {
    const made = await opened(schoolReport({ actions: 1, language: 'en' }));
    expect(made.book.worksheets.map(({ name }) => name)).toEqual([
      'Summary',
      'Assessment',
      'Goals',
      'Action plan',
      'Suggestions',
      'Comparison',
      'LIKA',
    ]);
    expect(headingsOf(sheetOf(made, 'Assessment'))).toEqual([
      'Area',
      'Step',
      'Id',
      'Indicator',
      'Answer',
      'Comment',
      'By',
      'When',
    ]);
    expect(sheetOf(made, 'Goals').headerFooter.oddFooter).toContain('Page &P of &N');
  });
});
