import { textIn } from '../../../lika/instrument/instrument.ts';
import { textsIn } from '../../texts.ts';
import type { UnitReport } from '../report.ts';
import { nameOf } from './people.ts';

/** The sentences of the workbook, in the report's language. */

/** What the assessment is: instrument, municipality, and when it was published. */
export function aboutAssessment(report: UnitReport): string {
  const { instrument, language, municipality, now } = report;
  const t = textsIn(language);
  const name = textIn(instrument.name, language);
  if (!now) return t('workbook.about.none', { instrument: name, municipality });
  const isOpen = now.state === 'draft' || now.state === 'shared';
  return t(isOpen ? 'workbook.about.open' : 'workbook.about.published', {
    ...{ instrument: name, municipality, day: now.day },
  });
}

/** How many indicators are answered, and how many of those don't count. */
export function countSentence({ now, instrument, language }: UnitReport): string {
  const t = textsIn(language);
  const areas = now?.analysis.areas ?? [];
  const total = instrument.areas.flatMap(({ steps }) => steps.flatMap(({ indicators }) => indicators)).length;
  const answered = areas.reduce((sum, area) => sum + area.answered, 0);
  const aside = areas.reduce((sum, area) => sum + area.total - area.relevant, 0);
  const sentence = t('workbook.answered', { answered, total });
  return aside === 0 ? sentence : `${sentence} ${t('workbook.notRelevant', { count: aside })}`;
}

/** The school year as it is said: 2026/27. */
export const schoolYearWord = (year: number) => `${year}/${String((year + 1) % 100).padStart(2, '0')}`;

/** How large the plan is, how far it has come, and when it was confirmed. */
export function aboutPlan(report: UnitReport): string {
  const { plan, language } = report;
  const t = textsIn(language);
  if (!plan) return t('workbook.plan.none');
  const count = plan.actions.filter(({ state }) => state === 'done').length;
  const done = t('workbook.plan.done', { count });
  const goals = t('workbook.plan.goals', { count: plan.goals.length });
  const actions = t('workbook.plan.actions', { count: plan.actions.length });
  const size = t('workbook.plan.size', { year: schoolYearWord(plan.schoolYear), goals, actions, done });
  const { confirmed } = plan;
  if (!confirmed) return `${size} ${t('workbook.plan.notConfirmed')}`;
  return `${size} ${t('workbook.plan.confirmed', { day: confirmed.day, name: nameOf(report, confirmed.by) })}`;
}

/** What stands at the foot of every page. */
export function footerOf({ unit, municipality, day, language }: UnitReport): { name: string; page: string } {
  const t = textsIn(language);
  return {
    name: t('workbook.footer.name', { unit: unit.name, municipality, day }),
    page: t('workbook.footer.page', { page: '&P', pages: '&N' }),
  };
}
