import { describe, expect, it } from '@jest/globals';
import { slides } from '../../bot/documents/documents.ts';
import type { UnitReport } from '../../bot/documents/report.ts';
import { analyse } from '../../lika/analysis/cells.ts';
import { placedIndicators } from '../../lika/instrument/instrument.ts';
import { emptyReport, schoolReport } from './demo-report.ts';
import { all, filesOf, part, partsOf, textOf } from './parts-of-zip.ts';
import type { Element } from './parts-of-zip.ts';

interface Opened {
  readonly parts: Map<string, Element>;
  readonly slide: Element;
  readonly file: Buffer;
}

async function open(report: UnitReport): Promise<Opened> {
  const file = await slides(report);
  const parts = await partsOf(file);
  return { parts, file, slide: part(parts, 'ppt/slides/slide1.xml') };
}

const chartOf = ({ parts }: Opened) => part(parts, 'ppt/charts/chart1.xml');
const seriesOf = (opened: Opened) =>
  all(chartOf(opened), 'c:ser').map((series) => ({
    name: all(series, 'c:tx')
      .map(textOf)
      .join('')
      .replace(/^[^]*\$1\s*/, '')
      .trim(),
    values: all(all(series, 'c:val')[0] ?? series, 'c:v').map((value) => Number(textOf(value))),
  }));

const reports: readonly (readonly [string, UnitReport])[] = [
  ['a full school', schoolReport()],
  ['a full school in English', schoolReport({ language: 'en' })],
  ['a first assessment', { ...schoolReport(), earlier: [] }],
  ['a school that has not begun', emptyReport()],
];

describe.each(reports)('the politicians’ page of %s as a slide', (_, report) => {
  it('is one page with a title, and nothing for the accessibility checker', async () => {
    const { parts, slide } = await open(report);
    expect([...parts.keys()].filter((path) => /^ppt\/slides\/slide/.test(path))).toHaveLength(1);
    const titles = all(slide, 'p:sp').filter((shape) => all(shape, 'p:ph')[0]?.attributes['type'] === 'title');
    expect(titles.map(textOf).map((text) => text.trim() !== '')).toEqual([true]);
    const ids = all(slide, 'p:cNvPr').map(({ attributes }) => attributes['id']);
    expect(new Set(ids).size).toBe(ids.length);
    for (const frame of all(slide, 'p:graphicFrame'))
      expect(all(frame, 'p:cNvPr')[0]?.attributes['descr']?.length).toBeGreaterThan(10);
    for (const table of all(slide, 'a:tblPr')) expect(table.attributes['firstRow']).toBe('1');
    for (const cell of all(slide, 'a:tc')) expect(textOf(cell).trim()).not.toBe('');
  });

  it('is in its language throughout', async () => {
    const { parts } = await open(report);
    const locale = report.language === 'sv' ? 'sv-SE' : 'en-GB';
    const languages = [...parts.values()].flatMap((xml) =>
      ['a:rPr', 'a:endParaRPr', 'a:defRPr'].flatMap((name) =>
        all(xml, name).map(({ attributes }) => attributes['lang']),
      ),
    );
    expect([...new Set(languages.filter((language) => language !== undefined))]).toEqual([locale]);
  });

  it('has every part that it says it has, and no other', async () => {
    const { parts, file } = await open(report);
    const files = await filesOf(file);
    const named = all(part(parts, '[Content_Types].xml'), 'Override').map(
      ({ attributes }) => attributes['PartName'] ?? '',
    );
    expect(named.filter((path) => !files.has(path.slice(1)))).toEqual([]);
  });
});

describe('the politicians’ page as a slide', () => {
  it('tells in a chart that can be edited where the unit is and was', async () => {
    const report = schoolReport();
    const opened = await open(report);
    const [now, before] = seriesOf(opened);
    expect([now?.name, before?.name]).toEqual(['Nu', 'Oktober 2025']);
    const figures = report.now?.analysis.areas.map(
      ({ score }) => Math.round((Number(score?.n) / Number(score?.d)) * 10) / 10,
    );
    expect(now?.values).toEqual(figures);
    const dashes = all(chartOf(opened), 'c:ser').map((series) => all(series, 'a:prstDash')[0]?.attributes['val']);
    expect(dashes).toEqual(['solid', 'dash']);
    // PowerPoint's schema has no such thing in a radar chart.
    expect(all(chartOf(opened), 'c:invertIfNegative')).toEqual([]);
  });

  it('keeps a nought and a gap apart, in the chart and in the workbook behind it', async () => {
    const report = schoolReport();
    const { instrument, now, rule } = report;
    if (!now) throw new Error('the demo report has an assessment');
    const lowest = instrument.scale.find(({ value }) => value === 0)?.key ?? '';
    const leadership = placedIndicators(instrument).filter(({ area }) => area.key === 'ledning');
    const answers = new Map(leadership.map(({ indicator }) => [indicator.id, lowest]));
    const sparse = { ...now, analysis: analyse(instrument, answers, rule) };
    const opened = await open({ ...report, now: sparse, earlier: [] });
    const points = all(all(chartOf(opened), 'c:val')[0] ?? chartOf(opened), 'c:pt');
    expect(points.map((point) => [point.attributes['idx'], textOf(point)])).toEqual([['0', '0']]);
    const embedded = (await filesOf(opened.file)).get('ppt/embeddings/Microsoft_Excel_Worksheet1.xlsx');
    const workbook = embedded && (await partsOf(embedded));
    const sheet = part(workbook ?? new Map(), 'xl/worksheets/sheet1.xml');
    const cells = all(sheet, 'c').filter(({ attributes }) => /^B[2-9]$/.test(attributes['r'] ?? ''));
    expect(cells.map((cell) => [cell.attributes['r'], textOf(cell)])).toEqual([['B2', '0']]);
  });

  it('is the same, byte for byte, whenever it is made of the same report', async () => {
    const first = await slides(schoolReport());
    await slides(emptyReport());
    expect((await slides(schoolReport())).equals(first)).toBe(true);
  });

  it('names at most five actions, under way first, with who and when', async () => {
    const { slide } = await open(schoolReport());
    const [, actions] = all(slide, 'a:tbl');
    const rows = (actions ? all(actions, 'a:tr') : []).map((row) =>
      all(row, 'a:tc').map((cell) => textOf(cell).trim()),
    );
    expect(rows).toHaveLength(6);
    expect(rows[0]).toEqual(['Insats', 'Ansvarig', 'Klar senast']);
    expect(rows[1]?.slice(1)).toEqual(['Rektor Ekskolan', '28 maj 2027']);
    expect(textOf(slide)).toContain('Handlingsplanen har 19 beslutade insatser till.');
    expect(textOf(slide)).toContain('Inget steg är nått än.');
  });

  it('cuts a long title at a word and holds odd signs', async () => {
    const report = schoolReport({ actions: 2 });
    const odd = `😀 \u0007 ]]> <a:t>&amp; "${' ord'.repeat(60)}`;
    const actions = report.plan?.actions.map((action) => ({ ...action, title: odd })) ?? [];
    const names = new Map([...report.names.keys()].map((person) => [person, odd]));
    const { slide } = await open({
      ...report,
      names,
      municipality: odd,
      plan: report.plan && { ...report.plan, actions },
    });
    expect(textOf(slide)).toMatch(/😀 \]\]> <a:t>&amp; "( ord)+…/u);
  });
});
