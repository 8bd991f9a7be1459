import type { Workbook, Worksheet } from 'exceljs';
import type { Analysis } from '../../../lika/analysis/cells.ts';
import { cellOf } from '../../../lika/analysis/cells.ts';
import { formatChange, NO_SCORE, subtract, toNumber } from '../../../lika/analysis/fraction.ts';
import type { Fraction } from '../../../lika/analysis/fraction.ts';
import { textsIn } from '../../texts.ts';
import { lastTime } from '../report-chart.ts';
import type { ReportAssessment, UnitReport } from '../report.ts';
import { areaWord } from './lists.ts';
import { printed, STYLES } from './look.ts';
import type { StyleName } from './look.ts';
import { footerOf } from './sentences.ts';
import { addTitle, HEADING_ROW, textCell } from './table-sheet.ts';

/** A line of the comparison: a cell, a whole area, or a step's mean. */
interface Line {
  readonly name: string;
  readonly step: number | string;
  readonly isWhole: boolean;
  readonly score: (analysis: Analysis) => Fraction | null;
}

function linesOf({ instrument, language }: UnitReport): Line[] {
  const t = textsIn(language);
  const areas = instrument.areas.flatMap((area): Line[] => {
    const name = areaWord(instrument, area.key, language);
    return [
      ...area.steps.map(({ step }) => ({
        ...{ name, step, isWhole: false },
        score: (analysis: Analysis) => cellOf(analysis, area.key, step)?.score ?? null,
      })),
      {
        ...{ name, step: t('workbook.wholeArea'), isWhole: true },
        score: (analysis: Analysis) => analysis.areas.find((one) => one.area === area.key)?.score ?? null,
      },
    ];
  });
  const numbers = [...new Set(instrument.areas.flatMap(({ steps }) => steps.map(({ step }) => step)))].sort();
  const steps = numbers.map((step): Line => ({
    ...{ name: t('workbook.allAreas'), step, isWhole: true },
    score: (analysis) => analysis.steps.find((one) => one.step === step)?.mean ?? null,
  }));
  return [...areas, ...steps];
}

/** *Jämförelse*: now beside every earlier assessment, cell by cell, and the change since the latest of them. */
export function addComparisonSheet(book: Workbook, report: UnitReport): void {
  const { language, now, earlier } = report;
  const t = textsIn(language);
  const sheet = book.addWorksheet(t('workbook.sheets.comparison'), {
    views: [{ state: 'frozen', xSplit: 2, ySplit: HEADING_ROW, zoomScale: 100 }],
  });
  const shown = [now, ...earlier].filter((assessment) => assessment !== null);
  addTitle(sheet, t('workbook.title.comparison', { unit: report.unit.name }), aboutComparison(report));
  sheet.columns = [{ width: 22 }, { width: 16 }, ...shown.map(() => ({ width: 16 })), { width: 20 }];
  const before = lastTime(report);
  const change = now && before ? [t('workbook.heading.change', { day: before.day })] : [];
  const headings = shown.map((assessment) => headingOf(assessment, report));
  write(sheet, HEADING_ROW, [t('workbook.heading.area'), t('workbook.heading.step'), ...headings, ...change], (at) =>
    at < 2 ? 'heading' : 'headingRight',
  );
  sheet.getRow(HEADING_ROW).height = 30;
  linesOf(report).forEach((line, at) => {
    const scores = shown.map(({ analysis }) => line.score(analysis));
    const changed = now && before ? [changeOf(line, now, before)] : [];
    const cells = [...scores.map((score) => (score ? toNumber(score) : NO_SCORE)), ...changed];
    const [name, score]: [StyleName, StyleName] = line.isWhole ? ['strong', 'scoreStrong'] : ['text', 'score'];
    write(sheet, HEADING_ROW + 1 + at, [line.name, line.step, ...cells], (column) =>
      column < 2 ? name : column === 2 + shown.length ? 'change' : score,
    );
  });
  printed(sheet, { headingRow: HEADING_ROW, footer: footerOf(report) });
}

function aboutComparison({ now, earlier, language }: UnitReport): string {
  const t = textsIn(language);
  if (!now || earlier.length === 0) return t('workbook.about.nothingToCompare');
  const isSame = earlier.every(({ instrument }) => instrument.version === now.instrument.version);
  return isSame ? t('workbook.about.comparison') : t('workbook.about.otherVersion');
}

function headingOf({ day, instrument }: ReportAssessment, { now, language }: UnitReport): string {
  const isOther = now !== null && instrument.version !== now.instrument.version;
  return isOther ? textsIn(language)('workbook.heading.otherVersion', { day, version: instrument.version }) : day;
}

/** In tenths, as it is shown: a change that rounds to nothing is none. */
function changeOf(line: Line, now: ReportAssessment, before: ReportAssessment): number | string {
  const [score, earlier] = [line.score(now.analysis), line.score(before.analysis)];
  if (!score || !earlier) return NO_SCORE;
  return Number(formatChange(subtract(score, earlier), 'en').replace('−', '-').replace('±', ''));
}

function write(
  sheet: Worksheet,
  row: number,
  values: readonly (string | number)[],
  styleOf: (column: number) => StyleName,
): void {
  const cells = sheet.getRow(row);
  values.forEach((value, at) => {
    const cell = cells.getCell(at + 1);
    cell.value = textCell(value);
    cell.style = STYLES[styleOf(at)];
  });
}
