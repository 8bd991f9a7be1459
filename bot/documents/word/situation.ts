/** Nuläge: what the figures say first, the chart, the tables, and who answers for the plan. */
import type { Paragraph, Table } from 'docx';
import { textIn } from '../../../lika/instrument/instrument.ts';
import { fullDay, monthAndYear } from '../days.ts';
import { findingOf, reachedSentence, ruleSentence, scoreTable, stepTable } from '../facts.ts';
import type { FactTable } from '../facts.ts';
import { headNames, schoolYear } from '../plan-facts.ts';
import { lastTime } from '../report-chart.ts';
import type { ChartPicture } from '../report-chart.ts';
import type { UnitReport } from '../report.ts';
import { blank, heading, labelled, labelledBlank, paragraph, picture } from './parts.ts';
import { factTable } from './tables.ts';
import { wordsIn } from '../words.ts';

/** How columns share the width: the rows' names get more than a figure. */
const shares = ({ columns }: FactTable): number[] => columns.map(({ isFigure }) => (isFigure ? 2 : 3));

/** The chapter about where the unit stands. `chart` is null where the instrument has too few areas for one. */
export function situation(report: UnitReport, chart: ChartPicture | null): (Paragraph | Table)[] {
  const t = wordsIn(report.language);
  const own = { name: t('document.word.own.name'), hint: t('document.word.own.hint') };
  return [
    heading(1, t('document.word.situation')),
    paragraph([findingOf(report), reachedSentence(report)].join(' '), 'Lead'),
    ...origin(report),
    blank(own),
    ...(chart ? chartWithCaption(report, chart) : []),
    ...figureTables(report),
    paragraph(t('document.word.runs', { year: schoolYear(report) })),
    overall(report),
  ];
}

/** Which assessment the figures come from. */
function origin({ now, language, instrument }: UnitReport): Paragraph[] {
  if (!now) return [];
  const t = wordsIn(language);
  const isOpen = now.state === 'draft' || now.state === 'shared';
  const told = { instrument: textIn(instrument.name, language), day: fullDay(now.day, language) };
  return [paragraph(t(isOpen ? 'document.word.open' : 'document.word.published', told))];
}

function chartWithCaption(report: UnitReport, chart: ChartPicture): Paragraph[] {
  const { language, now } = report;
  const t = wordsIn(language);
  const before = lastTime(report);
  const legend = before
    ? t('document.chart.legendBoth', { before: monthAndYear(before.day, language) })
    : t(now ? 'document.chart.legendNow' : 'document.chart.legendEmpty');
  return [picture(chart, t('document.chart.name')), paragraph(legend, 'Quiet')];
}

function figureTables(report: UnitReport): (Paragraph | Table)[] {
  const [scores, steps] = [scoreTable(report), stepTable(report)];
  if (!scores || !steps) return [];
  const { language, rule } = report;
  return [
    ...factTable(scores, shares(scores)),
    paragraph(wordsIn(language)('document.scores.reading'), 'Quiet'),
    ...factTable(steps, shares(steps)),
    paragraph(ruleSentence(rule, language), 'Quiet'),
  ];
}

/** Övergripande ansvarig: the heads, or a blank where the unit has none that can be named. */
function overall(report: UnitReport): Paragraph {
  const t = wordsIn(report.language);
  const label = t('document.word.overall.label');
  const names = headNames(report);
  if (names !== '') return labelled(label, names);
  return labelledBlank(label, { name: label, hint: t('document.word.overall.hint') });
}
