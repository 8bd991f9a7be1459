import { textIn } from '../../../lika/instrument/instrument.ts';
import type { Instrument } from '../../../lika/instrument/instrument.ts';
import { schoolYearName, schoolYearOf } from '../../../lika/plan/decide.ts';
import type { Action, PlanGoal } from '../../../lika/plan/plan.ts';
import { STEPS_MAX } from '../../../lika/plan/task.ts';
import { swedishDay } from '../../clock.ts';
import { tabLink } from '../../conversation/deep-link.ts';
import type { Settings } from '../../settings.ts';
import type { UnitRow } from '../../store/units.ts';
import { textsIn } from '../../texts.ts';

/** What LIKA writes in a team's Planner, in the team's words: Swedish until it can be chosen. */
const LANGUAGE = 'sv';

/** What a plan is called that LIKA makes. */
export function planTitle(unit: UnitRow, now: Date): string {
  return textsIn(LANGUAGE)('planner.planTitle', {
    unit: unit.name,
    year: schoolYearName(schoolYearOf(swedishDay(now))),
  });
}

/** A bucket for each area, in the instrument's order. */
export function bucketNames(instrument: Instrument): { area: string; name: string }[] {
  return instrument.areas.map(({ key, name }) => ({ area: key, name: textIn(name, LANGUAGE) }));
}

/** A category for each step, by step. */
export function labelNames(instrument: Instrument): { step: number; name: string }[] {
  const steps = [...new Set(instrument.areas.flatMap((area) => area.steps.map(({ step }) => step)))].sort();
  return steps.map((step) => ({ step, name: textsIn(LANGUAGE)('planner.step', { step }) }));
}

/** The lowest step of the indicators that the action is about, or null. */
export function stepOf(instrument: Instrument, action: Action): number | null {
  const steps = instrument.areas.flatMap((area) =>
    area.steps
      .filter(({ indicators }) => indicators.some(({ id }) => action.indicators.includes(id)))
      .map(({ step }) => step),
  );
  return steps.length > 0 ? Math.min(...steps) : null;
}

/**
 * What stands above the line in a task's notes: intention, goal, follow-up, and the activities that Planner has no room for.
 * @param checklist what is on the task's own
 */
export function headOf(
  action: Action,
  goal: PlanGoal | undefined,
  checklist: readonly { readonly id: string }[],
): string {
  const t = textsIn(LANGUAGE);
  const { on, how } = action.followUp;
  const isFull = action.activities.length > STEPS_MAX;
  const left = action.activities.filter(({ id }) => isFull && !checklist.some((step) => step.id === id));
  const rest = left.map(({ text }) => `- ${text}`);
  return [
    ...(action.intention ? [action.intention] : []),
    ...(goal ? [t('planner.goal', { goal: goal.text })] : []),
    ...(on ? [how ? t('planner.followUpHow', { on, how }) : t('planner.followUp', { on })] : []),
    ...(rest.length > 0 ? [t('planner.rest'), ...rest] : []),
  ].join('\n');
}

/** The words on the line in a task's notes. */
export const lineWords = (): string => textsIn(LANGUAGE)('planner.line');

/** The link from a task back to its action. Its address is also the mark by which a task is known as ours. */
export function linkOf(
  settings: Settings,
  unit: UnitRow,
  channel: string,
  action: string,
): { url: string; label: string } {
  const path = `/plan?unit=${unit.id}&action=${action}`;
  return {
    url: tabLink({
      ...{ appId: settings.teamsAppId, unit: unit.id, channel, path },
      // A link that stays the same when the action is given another name.
      label: 'LIKA',
      webUrl: `${settings.publicUrl}/tab${path}`,
    }),
    label: textsIn(LANGUAGE)('planner.linkLabel'),
  };
}

/** What the link to the plan's document is called. */
export const documentWords = (): string => textsIn(LANGUAGE)('planner.documentLabel');

const PLANNER = 'https://planner.cloud.microsoft/webui/plan';

/** Where people open the plan. */
export const planUrl = (plan: string, tenant: string): string => `${PLANNER}/${plan}/view/board?tid=${tenant}`;

/** Where people open a task. */
export const taskUrl = (plan: string, task: string, tenant: string): string =>
  `${PLANNER}/${plan}/view/board/task/${task}?tid=${tenant}`;
