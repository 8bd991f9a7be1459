import type { Workbook } from 'exceljs';
import type { Answer } from '../../../lika/assessment/assessment.ts';
import { findOption, placedIndicators, textIn } from '../../../lika/instrument/instrument.ts';
import type { PlacedIndicator } from '../../../lika/instrument/instrument.ts';
import { swedishDay } from '../../clock.ts';
import { textsIn } from '../../texts.ts';
import type { UnitReport } from '../report.ts';
import { areaWord, chosenFrom } from './lists.ts';
import type { Lists } from './lists.ts';
import { nameOf } from './people.ts';
import { aboutAssessment, footerOf } from './sentences.ts';
import { addTableSheet, dayCell } from './table-sheet.ts';

interface Line {
  readonly placed: PlacedIndicator;
  readonly answer: Answer | undefined;
}

/** *Värdering*: every indicator with its answer, comment, who and when. Without an assessment it is a form to fill in. */
export function addAnswersSheet(book: Workbook, report: UnitReport, lists: Lists): void {
  const { instrument, language, now } = report;
  const t = textsIn(language);
  const heading = (name: string) => t(`workbook.heading.${name}`);
  addTableSheet<Line>(book, {
    ...{ name: t('workbook.sheets.assessment'), table: 'Answers', fixed: 3, printed: 8 },
    title: t('workbook.title.assessment', { unit: report.unit.name }),
    about: aboutAssessment(report),
    footer: footerOf(report),
    total: t('workbook.total'),
    items: placedIndicators(instrument).map((placed) => ({ placed, answer: now?.answers.get(placed.indicator.id) })),
    columns: [
      {
        ...{ heading: heading('area'), width: 14, style: 'text' },
        value: ({ placed }) => areaWord(instrument, placed.area.key, language),
      },
      { heading: heading('step'), width: 7, style: 'number', value: ({ placed }) => placed.step },
      { heading: heading('id'), width: 18, style: 'quiet', value: ({ placed }) => placed.indicator.id },
      {
        ...{ heading: heading('indicator'), width: 50, style: 'text' },
        value: ({ placed }) => textIn(placed.indicator.statement, language),
      },
      {
        ...{ heading: heading('answer'), width: 14, style: 'strong', allowed: chosenFrom(lists, 'scale', language) },
        value: ({ answer }) => textIn(findOption(instrument, answer?.option ?? '')?.label ?? {}, language),
      },
      { heading: heading('comment'), width: 44, style: 'text', value: ({ answer }) => answer?.comment ?? null },
      {
        ...{ heading: heading('by'), width: 18, style: 'text' },
        value: ({ answer }) => answer && nameOf(report, answer.by),
      },
      {
        ...{ heading: heading('at'), width: 12, style: 'day' },
        value: ({ answer }) => dayCell(answer ? swedishDay(new Date(answer.at)) : null),
      },
    ],
  });
}
