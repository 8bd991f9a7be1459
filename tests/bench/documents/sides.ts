/** Both sides of the documents' benchmark: ours, and the same library writing the same words and picture, bare. */
import { Resvg } from '@resvg/resvg-js';
import { Document, ImageRun, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import exceljs from 'exceljs';
import type { CellValue, Worksheet } from 'exceljs';
import PptxGenJS from 'pptxgenjs';
import { slides, wordPlan } from '../../../bot/documents/documents.ts';
import { reportSvg } from '../../../bot/documents/report-chart.ts';
import type { UnitReport } from '../../../bot/documents/report.ts';
import { radarSeries } from '../../../bot/documents/slides/radar.ts';
import { workbook } from '../../../bot/documents/workbook/workbook.ts';
import { schoolReport } from '../../documents/demo-report.ts';
import { all, part, partsOf, textOf, within } from '../../documents/parts-of-zip.ts';
import type { Element } from '../../documents/parts-of-zip.ts';

export type Kind = 'word' | 'powerpoint' | 'excel';
type Write = () => Promise<Buffer>;

export const ours: Readonly<Record<Kind, (report: UnitReport) => Promise<Buffer>>> = {
  word: wordPlan,
  powerpoint: slides,
  excel: workbook,
};

/** One of many schools: each has a name of its own and a plan of another length. */
export function school(number: number, actions = 40): UnitReport {
  const report = schoolReport({ actions });
  return { ...report, unit: { ...report.unit, name: `Skola ${String(number)}` } };
}

/** The peers that write what ours has written of this report. What they write is read before, and costs nothing. */
export async function peers(report: UnitReport): Promise<Readonly<Record<Kind, Write>>> {
  const svg = reportSvg(report) ?? '';
  return {
    word: await barePlan(report, svg),
    powerpoint: await bareSlide(report),
    excel: await bareWorkbook(report, svg),
  };
}

/** The picture, drawn each time as ours is. */
function drawn(svg: string): Buffer {
  const fontFiles = ['Regular', 'SemiBold'].map((weight) => `bot/documents/fonts/OpenSans-${weight}.ttf`);
  return new Resvg(svg, { fitTo: { mode: 'zoom', value: 2 }, font: { loadSystemFonts: false, fontFiles } })
    .render()
    .asPng();
}

async function barePlan(report: UnitReport, svg: string): Promise<Write> {
  const [body] = all(part(await partsOf(await wordPlan(report)), 'word/document.xml'), 'w:body');
  const blocks = (body?.children ?? []).filter((child) => typeof child !== 'string');
  const plain = (of: Element) => new Paragraph(textOf(of));
  const table = (of: Element) =>
    new Table({
      rows: within(of, 'w:tr').map(
        (row) =>
          new TableRow({
            children: within(row, 'w:tc').map((cell) => new TableCell({ children: within(cell, 'w:p').map(plain) })),
          }),
      ),
    });
  return () => {
    const picture = new ImageRun({ type: 'png', data: drawn(svg), transformation: { width: 460, height: 340 } });
    const words = blocks.flatMap((block) =>
      block.name === 'w:p' ? plain(block) : block.name === 'w:tbl' ? table(block) : [],
    );
    return Packer.toBuffer(
      new Document({ sections: [{ children: [new Paragraph({ children: [picture] }), ...words] }] }),
    );
  };
}

async function bareSlide(report: UnitReport): Promise<Write> {
  const page = part(await partsOf(await slides(report)), 'ppt/slides/slide1.xml');
  const texts = all(page, 'p:sp').map(textOf);
  const tables = all(page, 'a:tbl').map((table) =>
    all(table, 'a:tr').map((row) => all(row, 'a:tc').map((cell) => ({ text: textOf(cell) }))),
  );
  const series = radarSeries(report) ?? [];
  return async () => {
    const presentation = new PptxGenJS();
    const slide = presentation.addSlide();
    for (const text of texts) slide.addText(text, { x: 1, y: 1, w: 4, h: 1 });
    for (const table of tables) slide.addTable(table, { x: 1, y: 1, w: 4 });
    slide.addChart(
      presentation.ChartType.radar,
      series.map(({ name, labels, values }) => ({ name, labels: [...labels], values: values.map(Number) })),
      { x: 1, y: 1, w: 4, h: 4 },
    );
    return (await presentation.write({ outputType: 'nodebuffer', compression: true })) as Buffer;
  };
}

async function bareWorkbook(report: UnitReport, svg: string): Promise<Write> {
  const written = new exceljs.Workbook();
  // exceljs' types ask for an older Buffer than Node has.
  await written.xlsx.load((await workbook(report)) as never);
  const sheets = written.worksheets.map((sheet) => ({ name: sheet.name, rows: rowsOf(sheet) }));
  return async () => {
    const book = new exceljs.Workbook();
    for (const { name, rows } of sheets) book.addWorksheet(name).addRows(rows);
    const picture = book.addImage({ buffer: drawn(svg) as never, extension: 'png' });
    book.worksheets[0]?.addImage(picture, { tl: { col: 0, row: 0 }, ext: { width: 460, height: 340 } });
    return Buffer.from(await book.xlsx.writeBuffer());
  };
}

/** The sheet's values, row by row. */
function rowsOf(sheet: Worksheet): CellValue[][] {
  const rows: CellValue[][] = [];
  sheet.eachRow({ includeEmpty: true }, (row) => {
    rows.push(Array.from({ length: row.cellCount }, (_, at) => row.getCell(at + 1).value));
  });
  return rows;
}
