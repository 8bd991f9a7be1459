/** What a unit's documents say of its figures, already in words, so that every document says it alike. */
import type { CellScore, StepRule, StepScore } from '../../lika/analysis/cells.ts';
import { cellOf } from '../../lika/analysis/cells.ts';
import { compare, finding } from '../../lika/analysis/compare.ts';
import { formatChange, formatScore, subtract } from '../../lika/analysis/fraction.ts';
import type { Fraction } from '../../lika/analysis/fraction.ts';
import { stepNumbers, textIn } from '../../lika/instrument/instrument.ts';
import type { ServiceLanguage } from '../texts.ts';
import { monthAndYear } from './days.ts';
import { findingSentence } from './finding-sentence.ts';
import { lastTime } from './report-chart.ts';
import type { ReportAssessment, UnitReport } from './report.ts';
import { wordsIn } from './words.ts';

/** A table in words. Every cell says something: what has no value is `–`. */
export interface FactTable {
  readonly caption: string;
  /** `isFigure`: written to the right. The first column names its row. */
  readonly columns: readonly { readonly text: string; readonly isFigure: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

const words = (text: string) => ({ text, isFigure: false });
const figures = (text: string) => ({ text, isFigure: true });

/** `Steg 1`, with the step's name where there is room for it. */
export function stepName({ instrument, language }: UnitReport, step: number, named = false): string {
  const number = wordsIn(language)('document.step', { step });
  const name = textIn(instrument.stepNames[String(step)] ?? {}, language);
  return named && name !== '' ? `${number} ${name}` : number;
}

/** `Sedan oktober 2025`, or null when there is nothing to compare with. */
function sinceWords(report: UnitReport): string | null {
  const before = lastTime(report);
  const { language } = report;
  return before && wordsIn(language)('document.since', { when: monthAndYear(before.day, language) });
}

/** Area × step, the area as a whole and its change since last time. Null before the first assessment. */
export function scoreTable(report: UnitReport): FactTable | null {
  const { now, instrument, language } = report;
  if (!now) return null;
  const t = wordsIn(language);
  const before = lastTime(report);
  const changes = before && compare(now.analysis, before.analysis).areas;
  const since = sinceWords(report);
  const steps = stepNumbers(instrument);
  return {
    caption: t('document.scores.caption'),
    columns: [
      words(t('document.area')),
      ...steps.map((step) => figures(stepName(report, step))),
      figures(t('document.scores.whole')),
      ...(since === null ? [] : [figures(since)]),
    ],
    rows: instrument.areas.map(({ key, name }) => [
      textIn(name, language),
      ...steps.map((step) => cellWords(cellOf(now.analysis, key, step), language)),
      formatScore(now.analysis.areas.find(({ area }) => area === key)?.score ?? null, language),
      ...(changes ? [formatChange(changes.find(({ area }) => area === key)?.change ?? null, language)] : []),
    ]),
  };
}

const cellWords = (cell: CellScore | undefined, language: ServiceLanguage): string =>
  formatScore(cell?.score ?? null, language);

/** The steps: mean, how many indicators are achieved, whether it is reached by the rule, and its change. */
export function stepTable(report: UnitReport): FactTable | null {
  const { now, language } = report;
  if (!now) return null;
  const t = wordsIn(language);
  const since = sinceWords(report);
  const before = lastTime(report);
  return {
    caption: t('document.steps.caption'),
    columns: [
      words(t('document.steps.step')),
      words(t('document.steps.reached')),
      figures(t('document.steps.mean')),
      figures(t('document.steps.achieved')),
      ...(since === null ? [] : [figures(since)]),
    ],
    rows: now.analysis.steps.map((step) => [
      stepName(report, step.step, true),
      reachedWords(step, language),
      formatScore(step.mean, language),
      t('document.steps.of', { part: step.achieved, whole: step.relevant }),
      ...(since === null ? [] : [formatChange(stepChange(step, before), language)]),
    ]),
  };
}

function reachedWords({ reached, missing, relevant, achieved }: StepScore, language: ServiceLanguage): string {
  const t = wordsIn(language);
  if (reached === null) return t('document.steps.notRelevant');
  if (reached) return t('document.steps.yes');
  if (missing) return t('document.steps.missing', { points: formatScore(missing, language) });
  return t('document.steps.left', { count: relevant - achieved });
}

function stepChange({ step, mean }: StepScore, before: ReportAssessment | null): Fraction | null {
  const then = before?.analysis.steps.find((other) => other.step === step)?.mean ?? null;
  return mean === null || then === null ? null : subtract(mean, then);
}

/** What the figures say first: against last time, or as a first picture. */
export function findingOf(report: UnitReport): string {
  const { now, instrument, language } = report;
  if (!now) return wordsIn(language)('document.notAssessed');
  const before = lastTime(report);
  return findingSentence(finding(instrument, before ? compare(now.analysis, before.analysis) : now.analysis), language);
}

/** Which steps are reached. Empty before the first assessment. */
export function reachedSentence({ now, language }: UnitReport): string {
  if (!now) return '';
  const t = wordsIn(language);
  const reached = now.analysis.steps.filter((step) => step.reached === true).map(({ step }) => String(step));
  if (reached.length === 0) return t('card.result.noneReached');
  return t('card.result.reached', { count: reached.length, steps: listOf(reached, language) });
}

/** The rule by which a step is reached, said wherever it is told that one is. */
export function ruleSentence(rule: StepRule, language: ServiceLanguage): string {
  const t = wordsIn(language);
  if (rule.kind === 'all-achieved') return t('card.result.ruleAll');
  return t('card.result.ruleMean', { percent: new Intl.NumberFormat(language).format(rule.percent) });
}

/** `a, b och c`. */
export const listOf = (items: readonly string[], language: ServiceLanguage): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(items);
