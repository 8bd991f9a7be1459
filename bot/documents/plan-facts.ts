/** What a unit's documents say of its plan, already in words, so that every document says it alike. */
import { NO_SCORE } from '../../lika/analysis/fraction.ts';
import { findIndicator, textIn } from '../../lika/instrument/instrument.ts';
import { schoolYearName, schoolYearOf } from '../../lika/plan/decide.ts';
import type { Action, ActionState } from '../../lika/plan/plan.ts';
import { fullDay } from './days.ts';
import { listOf } from './facts.ts';
import type { FactTable } from './facts.ts';
import { linesOf, oneLine } from './plain-text.ts';
import type { UnitReport } from './report.ts';
import { wordsIn } from './words.ts';

/** What is decided, and what has come of it; in the order in which a reader wants it. */
const DECIDED: readonly ActionState[] = ['ongoing', 'decided', 'done'];

/** The plan's actions in its own order. */
function inState(report: UnitReport, states: readonly ActionState[]): Action[] {
  const actions = report.plan?.actions ?? [];
  return actions.filter(({ state }) => states.includes(state)).sort((a, b) => a.position - b.position);
}

export const decidedActions = (report: UnitReport): Action[] => inState(report, DECIDED);
export const proposedActions = (report: UnitReport): Action[] => inState(report, ['proposed']);
export const closedActions = (report: UnitReport): Action[] => inState(report, ['closed']);

/** `2026/27`: the plan's, or the one that the report was read in. */
export const schoolYear = ({ plan, day }: UnitReport): string => schoolYearName(plan?.schoolYear ?? schoolYearOf(day));

/** A person's name, or words that say that it cannot be told. */
export const personName = ({ names, language }: UnitReport, person: string): string =>
  oneLine(names.get(person) ?? '') || wordsIn(language)('document.nameless');

/** The names of the unit's heads as one text; empty when it has none. */
export const headNames = (report: UnitReport): string =>
  listOf(
    report.heads.map((head) => personName(report, head)),
    report.language,
  );

/** The name of an area; what is of no area, or of one that the instrument no longer has, is the whole school's. */
export function areaName({ instrument, language }: UnitReport, key: string | null): string {
  const area = instrument.areas.find((one) => one.key === key);
  return area ? textIn(area.name, language) : wordsIn(language)('document.overall');
}

/** `Ledning, steg 1`. */
export function placeName(report: UnitReport, area: string | null, step: number | null): string {
  const name = areaName(report, area);
  return step === null ? name : `${name}, ${wordsIn(report.language)('document.stepInLine')} ${String(step)}`;
}

/** The indicators that the action grew from, each with its place. */
export function indicatorLines(report: UnitReport, { indicators }: Action): string[] {
  const { instrument, language } = report;
  return indicators.flatMap((id) => {
    const found = findIndicator(instrument, id);
    if (!found) return [];
    const place = placeName(report, found.area.key, found.step);
    return `${place}: ${oneLine(textIn(found.indicator.statement, language))}`;
  });
}

/** `Pågår`; a closed one with its reason. */
export function stateName({ language }: UnitReport, { state, reason }: Action): string {
  const name = wordsIn(language)(`card.state.${state}`);
  const why = oneLine(reason ?? '');
  return state === 'closed' && why !== '' ? `${name}: ${why}` : name;
}

/** The days between which it is done, in words; empty when neither is decided. */
export function timeWords({ language }: UnitReport, { start, due }: Action): string {
  const t = wordsIn(language);
  const days = [start, due].flatMap((day) => (day ? [fullDay(day, language)] : []));
  if (days.length === 2) return days.join(` ${t('document.time.to')} `);
  return days.map((day) => `${t(due ? 'document.time.due' : 'document.time.start')} ${day}`).join('');
}

/** When and how it is followed up, a line each; none when neither is decided. */
export function followUpLines({ language }: UnitReport, { followUp }: Action): string[] {
  return [...(followUp.on ? [fullDay(followUp.on, language)] : []), ...linesOf(followUp.how ?? '')];
}

/** How far the plan has come, in a sentence; empty without anything decided. */
export function planSentence(report: UnitReport): string {
  const decided = decidedActions(report);
  if (decided.length === 0) return '';
  const t = wordsIn(report.language);
  const counts = DECIDED.map((state) => ({ state, count: inState(report, [state]).length }));
  const states = counts.flatMap(({ state, count }) => (count > 0 ? t(`document.planCounts.${state}`, { count }) : []));
  return t('document.planCounts.all', { count: decided.length, states: listOf(states, report.language) });
}

/** What a table can say of an action besides its name. */
export type ActionColumn = 'area' | 'responsible' | 'due' | 'state';

/** Actions as a table: their names, and the columns wished. */
export function actionTable(
  report: UnitReport,
  actions: readonly Action[],
  caption: string,
  columns: readonly ActionColumn[],
): FactTable {
  const { language } = report;
  const t = wordsIn(language);
  const says: Record<ActionColumn, (action: Action) => string> = {
    area: ({ area }) => areaName(report, area),
    responsible: ({ responsible }) => (responsible === null ? NO_SCORE : personName(report, responsible)),
    due: ({ due }) => (due === null ? NO_SCORE : fullDay(due, language)),
    state: ({ state }) => t(`card.state.${state}`),
  };
  return {
    caption,
    columns: [t('document.action'), ...columns.map((column) => t(`document.${column}`))].map((text) => ({
      ...{ text, isFigure: false },
    })),
    rows: actions.map((action) => [
      oneLine(action.title) || NO_SCORE,
      ...columns.map((column) => says[column](action)),
    ]),
  };
}
