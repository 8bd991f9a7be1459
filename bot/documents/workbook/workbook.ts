import { textsIn } from '../../texts.ts';
import { oneLine } from '../plain-text.ts';
import { reportPicture } from '../report-chart.ts';
import type { UnitReport } from '../report.ts';
import { addAnswersSheet } from './answers-sheet.ts';
import { finished } from './finish.ts';
import { addComparisonSheet } from './comparison-sheet.ts';
import { listsOf } from './lists.ts';
import { addActionsSheet, addGoalsSheet } from './plan-sheets.ts';
import { addRecordSheet } from './record-sheet.ts';
import { addSuggestionsSheet } from './suggestions-sheet.ts';
import { addSummarySheet, CHART_SIZE } from './summary-sheet.ts';

/**
 * The unit's workbook as xlsx. The same report always makes the same bytes. exceljs is loaded at the first one: most
 * starts of the service never write a document.
 */
export async function workbook(report: UnitReport): Promise<Buffer> {
  const [{ default: exceljs }, chart] = await Promise.all([import('exceljs'), pictureOf(report)]);
  const book = new exceljs.Workbook();
  const t = textsIn(report.language);
  const made = new Date(`${report.day}T00:00:00Z`);
  Object.assign(book, {
    title: oneLine(t('workbook.properties.title', { unit: report.unit.name })),
    subject: t('workbook.properties.subject'),
    language: report.language === 'sv' ? 'sv-SE' : 'en-GB',
    ...{
      creator: 'LIKA',
      lastModifiedBy: 'LIKA',
      company: oneLine(report.municipality),
      created: made,
      modified: made,
    },
  });
  const lists = listsOf(report);
  addSummarySheet(book, report, chart?.png ?? null);
  addAnswersSheet(book, report, lists);
  if (report.sees.plan) {
    addGoalsSheet(book, report, lists);
    addActionsSheet(book, report, lists);
  }
  addSuggestionsSheet(book, report);
  addComparisonSheet(book, report);
  addRecordSheet(book, report, lists);
  return finished(book, chart?.alt ?? '');
}

/** Before the first assessment the chart would be empty, and the sheet says so in words. */
const pictureOf = async (report: UnitReport) => (report.now ? reportPicture(report, { size: CHART_SIZE }) : null);
