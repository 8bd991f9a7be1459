import type { Workbook } from 'exceljs';
import { findOption, placedIndicators, textIn } from '../../../lika/instrument/instrument.ts';
import type { PlacedIndicator } from '../../../lika/instrument/instrument.ts';
import { textsIn } from '../../texts.ts';
import type { UnitReport } from '../report.ts';
import { areaWord } from './lists.ts';
import { footerOf } from './sentences.ts';
import { addTableSheet } from './table-sheet.ts';

interface Line {
  readonly placed: PlacedIndicator;
  readonly kind: 'activity' | 'goal';
  readonly text: string;
  /** The answers that an activity is for; a goal is for any. */
  readonly fits: readonly string[];
}

/** All that the instrument suggests, in its own order: an indicator's activities and then its goals. */
function linesOf({ instrument, language }: UnitReport): Line[] {
  return placedIndicators(instrument).flatMap((placed): Line[] => [
    ...placed.indicator.activities.map(({ text, fits }) => ({
      ...{ placed, kind: 'activity' as const, text: textIn(text, language), fits },
    })),
    ...placed.indicator.goals.map(({ text }) => ({
      ...{ placed, kind: 'goal' as const, text: textIn(text, language), fits: [] },
    })),
  ]);
}

/** *Aktivitetsförslag*: every suggestion of the instrument, whatever was answered, and which fit the answers given. */
export function addSuggestionsSheet(book: Workbook, report: UnitReport): void {
  const { instrument, language, now } = report;
  const t = textsIn(language);
  const heading = (name: string) => t(`workbook.heading.${name}`);
  const label = (option: string) => textIn(findOption(instrument, option)?.label ?? {}, language);
  const answerTo = ({ placed }: Line) => now?.answers.get(placed.indicator.id)?.option ?? '';
  addTableSheet<Line>(book, {
    ...{ name: t('workbook.sheets.suggestions'), table: 'Suggestions', fixed: 0, printed: 8 },
    title: t('workbook.title.suggestions'),
    about: t('workbook.about.suggestions'),
    ...{ footer: footerOf(report), total: t('workbook.total'), items: linesOf(report) },
    columns: [
      {
        ...{ heading: heading('area'), width: 14, style: 'text' },
        value: ({ placed }) => areaWord(instrument, placed.area.key, language),
      },
      { heading: heading('step'), width: 7, style: 'number', value: ({ placed }) => placed.step },
      {
        ...{ heading: heading('indicator'), width: 40, style: 'quiet' },
        value: ({ placed }) => textIn(placed.indicator.statement, language),
      },
      { heading: heading('answer'), width: 13, style: 'text', value: (line) => label(answerTo(line)) },
      { heading: heading('kind'), width: 11, style: 'text', value: ({ kind }) => t(`workbook.kind.${kind}`) },
      { heading: heading('suggestion'), width: 64, style: 'text', value: ({ text }) => text },
      { heading: heading('fits'), width: 22, style: 'quiet', value: ({ fits }) => fits.map(label).join(', ') },
      {
        ...{ heading: heading('fitsNow'), width: 10, style: 'text' },
        value: (line) => (line.fits.includes(answerTo(line)) ? t('workbook.yes') : null),
      },
    ],
  });
}
