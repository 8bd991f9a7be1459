import exceljs from 'exceljs';
import type { CellValue, Worksheet } from 'exceljs';
import { reportSvg } from '../../../bot/documents/report-chart.ts';
import type { UnitReport } from '../../../bot/documents/report.ts';
import { workbook } from '../../../bot/documents/workbook/workbook.ts';
import { drawn } from './picture.ts';

/** The same values in the same sheets as in our workbook. */
export async function bareWorkbook(report: UnitReport): Promise<() => Promise<Buffer>> {
  const svg = reportSvg(report) ?? '';
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
