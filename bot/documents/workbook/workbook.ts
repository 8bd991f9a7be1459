import { rezipped, unzipped, zipEntries } from '../zip.ts';
import { textsIn } from '../../texts.ts';
import type { UnitReport } from '../report.ts';
import { addAnswersSheet } from './answers-sheet.ts';
import { chartPng } from './chart.ts';
import { addComparisonSheet } from './comparison-sheet.ts';
import { listsOf } from './lists.ts';
import { addActionsSheet, addGoalsSheet } from './plan-sheets.ts';
import { addRecordSheet } from './record-sheet.ts';
import { chartWords } from './sentences.ts';
import { addSuggestionsSheet } from './suggestions-sheet.ts';
import { addSummarySheet } from './summary-sheet.ts';

const DRAWING = 'xl/drawings/drawing1.xml';
const PARTS_MAX = 1000;
const PART_MAX = 1024 * 1024;

/**
 * The unit's workbook as xlsx. The same report always makes the same bytes. exceljs is loaded at the first one: most
 * starts of the service never write a document.
 */
export async function workbook(report: UnitReport): Promise<Buffer> {
  const [{ default: exceljs }, chart] = await Promise.all([import('exceljs'), chartPng(report)]);
  const book = new exceljs.Workbook();
  const t = textsIn(report.language);
  const made = new Date(`${report.day}T00:00:00Z`);
  Object.assign(book, {
    title: t('workbook.properties.title', { unit: report.unit.name }),
    subject: t('workbook.properties.subject'),
    language: report.language === 'sv' ? 'sv-SE' : 'en-GB',
    ...{ creator: 'LIKA', lastModifiedBy: 'LIKA', company: report.municipality, created: made, modified: made },
  });
  const lists = listsOf(report);
  addSummarySheet(book, report, chart);
  addAnswersSheet(book, report, lists);
  addGoalsSheet(book, report, lists);
  addActionsSheet(book, report, lists);
  addSuggestionsSheet(book, report);
  addComparisonSheet(book, report);
  addRecordSheet(book, report, lists);
  const bytes = Buffer.from(await book.xlsx.writeBuffer());
  return rezipped(bytes, chart ? await describedPicture(bytes, chartWords(report)) : new Map());
}

/** exceljs has no words for who doesn't see a picture: they are put into its drawing. */
async function describedPicture(bytes: Buffer, words: string): Promise<Map<string, Buffer>> {
  const entry = zipEntries(bytes, PARTS_MAX).find(({ name }) => name === DRAWING);
  if (!entry) return new Map();
  const xml = (await unzipped(bytes, entry, PART_MAX)).toString('utf8');
  const safe = words.replace(/\p{Cc}/gu, ' ').replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const described = xml.replace(/<xdr:cNvPr id="1" name="[^"]*"/, (found) => `${found} descr="${safe}"`);
  return new Map([[DRAWING, Buffer.from(described, 'utf8')]]);
}
