import type { Workbook, Worksheet } from 'exceljs';
import { cellOf } from '../../../lika/analysis/cells.ts';
import type { StepScore } from '../../../lika/analysis/cells.ts';
import { NO_SCORE, toNumber } from '../../../lika/analysis/fraction.ts';
import type { Fraction } from '../../../lika/analysis/fraction.ts';
import { stepNumbers, textIn } from '../../../lika/instrument/instrument.ts';
import { textsIn } from '../../texts.ts';
import { findingOf, ruleSentence } from '../facts.ts';
import type { UnitReport } from '../report.ts';
import { heightFor } from './heights.ts';
import { areaWord } from './lists.ts';
import { printed, STYLES } from './look.ts';
import type { StyleName } from './look.ts';
import { aboutAssessment, aboutPlan, countSentence, footerOf } from './sentences.ts';
import { addTitle, textCell } from './table-sheet.ts';

const FINDING_ROW = 3;
const HEADING = 5;
/** The longest finding has two lines over the whole width. */
const FINDING_HEIGHT = 40;
const FIRST_WIDTH = 20;
const SCORE_WIDTH = 12;
/** The size that the chart has on the sheet, in pixels at 100 %. */
export const CHART_SIZE = { width: 500, height: 390 };
const CHART_COLUMNS = 8;
const CHART_COLUMN_WIDTH = 9;

const shown = (score: Fraction | null | undefined) => (score ? toNumber(score) : NO_SCORE);

/** *Sammanställning*: where the unit stands on one page: the sentence, the table, which steps are reached, the chart. */
export function addSummarySheet(book: Workbook, report: UnitReport, chart: Buffer | null): void {
  const { instrument, language, now } = report;
  const t = textsIn(language);
  const sheet = book.addWorksheet(t('workbook.sheets.summary'), { views: [{ showGridLines: false, zoomScale: 100 }] });
  const steps = stepNumbers(instrument);
  const columns = steps.length + 2;
  sheet.columns = [
    { width: FIRST_WIDTH },
    ...[...steps, 0].map(() => ({ width: SCORE_WIDTH })),
    { width: 3 },
    ...Array.from({ length: CHART_COLUMNS }, () => ({ width: CHART_COLUMN_WIDTH })),
  ];
  addTitle(sheet, report.unit.name, aboutAssessment(report));
  sentence(sheet, FINDING_ROW, columns + 1 + CHART_COLUMNS, findingOf(report), 'finding');
  sheet.getRow(FINDING_ROW).height = FINDING_HEIGHT;
  const heads = steps.map((step) => stepHeading(report, step));
  line(sheet, HEADING, [t('workbook.heading.area'), ...heads, t('workbook.wholeArea')], 'heading', 'headingRight');
  sheet.getRow(HEADING).height = 44;
  instrument.areas.forEach(({ key }, at) => {
    const scores = steps.map((step) => shown(now && cellOf(now.analysis, key, step)?.score));
    const whole = shown(now?.analysis.areas.find(({ area }) => area === key)?.score);
    line(sheet, HEADING + 1 + at, [areaWord(instrument, key, language), ...scores, whole], 'strong', 'score');
  });
  const next = HEADING + 1 + instrument.areas.length;
  const stepScores = steps.map((step) => now?.analysis.steps.find((one) => one.step === step));
  line(
    sheet,
    next,
    [t('workbook.stepMean'), ...stepScores.map((one) => shown(one?.mean)), ''],
    'strong',
    'scoreStrong',
  );
  const reached = stepScores.map((one) => t(`workbook.reached.${reachedWord(one)}`));
  line(sheet, next + 1, [t('workbook.stepReached'), ...reached, ''], 'strong', 'scoreStrong');
  const sentences = [
    ruleSentence(report.rule, language),
    t('workbook.means'),
    countSentence(report),
    ...(report.sees.plan ? [aboutPlan(report)] : []),
  ];
  const width = FIRST_WIDTH + (columns - 1) * SCORE_WIDTH;
  sentences.forEach((text, at) => {
    sentence(sheet, next + 3 + at, columns, text, 'about');
    sheet.getRow(next + 3 + at).height = heightFor([{ text, width, ...STYLES.about }]);
  });
  const link = sheet.getCell(next + 3 + sentences.length, 1);
  link.value = { text: t('card.result.open'), hyperlink: report.link };
  link.style = STYLES.link;
  if (chart) addChart(book, sheet, chart, columns + 1);
  printed(sheet, { headingRow: null, footer: footerOf(report) });
}

function stepHeading({ instrument, language }: UnitReport, step: number): string {
  const name = textIn(instrument.stepNames[String(step)] ?? {}, language);
  const word = textsIn(language)('workbook.step', { step });
  return name === '' ? word : `${word}\n${name}`;
}

/** A step with nothing relevant, or without an assessment, is neither. */
function reachedWord(step: StepScore | undefined): 'yes' | 'no' | 'none' {
  if (!step || step.reached === null) return 'none';
  return step.reached ? 'yes' : 'no';
}

function line(
  sheet: Worksheet,
  row: number,
  values: readonly (string | number)[],
  first: StyleName,
  others: StyleName,
): void {
  values.forEach((value, at) => {
    const cell = sheet.getCell(row, at + 1);
    cell.value = textCell(value);
    cell.style = STYLES[at === 0 ? first : others];
  });
}

/** A text over several columns. */
function sentence(sheet: Worksheet, row: number, columns: number, text: string, style: StyleName): void {
  sheet.mergeCells(row, 1, row, columns);
  const cell = sheet.getCell(row, 1);
  cell.value = textCell(text);
  cell.style = STYLES[style];
}

function addChart(book: Workbook, sheet: Worksheet, png: Buffer, column: number): void {
  // exceljs asks for its own Buffer, from before Node's carried the kind of its memory.
  const image = book.addImage({ buffer: png as never, extension: 'png' });
  sheet.addImage(image, { tl: { col: column, row: HEADING - 1 }, ext: CHART_SIZE });
}
