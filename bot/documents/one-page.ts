/** What a page for politicians says, in words: where the unit is, where it was, what it does. The slide and the print say it alike. */
import { compare } from '../../lika/analysis/compare.ts';
import { formatChange, formatScore } from '../../lika/analysis/fraction.ts';
import { textIn } from '../../lika/instrument/instrument.ts';
import type { Action } from '../../lika/plan/plan.ts';
import { fullDay, monthAndYear, monthName } from './days.ts';
import { findingOf, listOf, reachedSentence, ruleSentence } from './facts.ts';
import type { FactTable } from './facts.ts';
import { oneLine } from './plain-text.ts';
import { actionTable, decidedActions, schoolYear } from './plan-facts.ts';
import { lastTime } from './report-chart.ts';
import type { UnitReport } from './report.ts';
import { wordsIn } from './words.ts';

/** More than this is not read. */
const ACTIONS_MAX = 5;
/** A title longer than this, in signs, is cut at a word: the plan has all of it. */
const TITLE_MAX = 80;

interface Part {
  readonly heading: string;
  readonly table: FactTable | null;
  readonly sentences: readonly string[];
}

export interface OnePage {
  /** Whose page it is. */
  readonly kicker: string;
  /** What the figures say first. */
  readonly title: string;
  readonly is: Omit<Part, 'table'>;
  readonly was: Part;
  /** Null where the reader may not see the plan. */
  readonly does: Part | null;
  /** Where the figures come from and how they are read. */
  readonly source: string;
}

export function onePage(report: UnitReport): OnePage {
  const { language, unit, municipality, day, rule, now } = report;
  const t = wordsIn(language);
  const name = { unit: oneLine(unit.name), municipality: oneLine(municipality), year: schoolYear(report) };
  const reading = now ? [t('document.page.reading'), ruleSentence(rule, language)] : [];
  return {
    kicker: t('document.page.kicker', name),
    title: findingOf(report),
    is: {
      heading: t('document.page.is'),
      sentences: [now ? reachedSentence(report) : t('document.chart.legendEmpty')],
    },
    was: { heading: t('document.page.was'), table: areaTable(report), sentences: wasSentences(report) },
    does: report.sees.plan ? does(report) : null,
    source: [t('document.page.source', { day: fullDay(day, language) }), ...reading].join(' '),
  };
}

/** Each area now and last time. */
function areaTable(report: UnitReport): FactTable | null {
  const { now, instrument, language } = report;
  if (!now) return null;
  const t = wordsIn(language);
  const before = lastTime(report);
  const compared = compare(now.analysis, before?.analysis ?? now.analysis).areas;
  const columns = [
    t('document.chart.now'),
    ...(before ? [monthName(before.day, language), t('document.page.change')] : []),
  ];
  return {
    caption: t('document.page.areas'),
    columns: [{ text: t('document.area'), isFigure: false }, ...columns.map((text) => ({ text, isFigure: true }))],
    rows: instrument.areas.map(({ key, name }) => {
      const area = compared.find((one) => one.area === key);
      const was = [formatScore(area?.before ?? null, language), formatChange(area?.change ?? null, language)];
      return [textIn(name, language), formatScore(area?.now ?? null, language), ...(before ? was : [])];
    }),
  };
}

/** Which steps were reached last time; that it is the first time; or nothing before that. */
function wasSentences(report: UnitReport): string[] {
  const { now, language } = report;
  const t = wordsIn(language);
  if (!now) return [t('document.page.nothingYet')];
  const before = lastTime(report);
  if (!before) return [t('document.page.firstTime')];
  const reached = before.analysis.steps.filter((step) => step.reached === true).map(({ step }) => String(step));
  const when = monthAndYear(before.day, language);
  if (reached.length === 0) return [t('document.page.thenNone', { when })];
  return [t('document.page.then', { when, count: reached.length, steps: listOf(reached, language) })];
}

/** What is under way first, then what is decided, then what is done. */
function does(report: UnitReport): Part {
  const t = wordsIn(report.language);
  const order = ['ongoing', 'decided', 'done'];
  const all = decidedActions(report).sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const heading = t('document.page.does');
  if (all.length === 0) return { heading, table: null, sentences: [t('document.page.noActions')] };
  const shown = all.slice(0, ACTIONS_MAX);
  const more = all.length - shown.length;
  return {
    heading,
    table: doesTable(report, shown),
    sentences: more > 0 ? [t('document.page.more', { count: more })] : [],
  };
}

/** What, who and when; what is done says so instead of its day. */
function doesTable(report: UnitReport, actions: readonly Action[]): FactTable {
  const t = wordsIn(report.language);
  const short = actions.map((action) => ({ ...action, title: shortened(oneLine(action.title)) }));
  const { columns, rows, caption } = actionTable(report, short, t('document.page.actions'), ['responsible', 'due']);
  const isDone = (at: number) => actions[at]?.state === 'done';
  return {
    ...{ caption, columns },
    rows: rows.map((cells, at) => (isDone(at) ? [...cells.slice(0, -1), t('card.state.done')] : cells)),
  };
}

/** At most `TITLE_MAX` signs, cut between words. */
function shortened(text: string): string {
  const signs = [...text];
  if (signs.length <= TITLE_MAX) return text;
  const cut = signs.slice(0, TITLE_MAX - 1).join('');
  return `${cut.includes(' ') ? cut.slice(0, cut.lastIndexOf(' ')) : cut}…`;
}
