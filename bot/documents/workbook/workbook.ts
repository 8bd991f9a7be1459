import { textsIn } from '../../texts.ts';
import { plainLine } from '../incoming/cell-text.ts';
import type { UnitReport } from '../report.ts';
import { addAnswersSheet } from './answers-sheet.ts';
import { chartPng } from './chart.ts';
import { finished } from './finish.ts';
import { addComparisonSheet } from './comparison-sheet.ts';
import { listsOf } from './lists.ts';
import { addActionsSheet, addGoalsSheet } from './plan-sheets.ts';
import { addRecordSheet } from './record-sheet.ts';
import { chartWords } from './sentences.ts';
import { addSuggestionsSheet } from './suggestions-sheet.ts';
import { addSummarySheet } from './summary-sheet.ts';

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
    title: plainLine(t('workbook.properties.title', { unit: report.unit.name })),
    subject: t('workbook.properties.subject'),
    language: report.language === 'sv' ? 'sv-SE' : 'en-GB',
    ...{
      creator: 'LIKA',
      lastModifiedBy: 'LIKA',
      company: plainLine(report.municipality),
      created: made,
      modified: made,
    },
  });
  const lists = listsOf(report);
  addSummarySheet(book, report, chart);
  addAnswersSheet(book, report, lists);
  addGoalsSheet(book, report, lists);
  addActionsSheet(book, report, lists);
  addSuggestionsSheet(book, report);
  addComparisonSheet(book, report);
  addRecordSheet(book, report, lists);
  return finished(book, chartWords(report));
}
