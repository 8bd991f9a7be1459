import type { Locator } from 'playwright-core';
import type { Action, Plan } from '../../../bot/api/schemas/plan.ts';
import type { Me } from '../../../bot/api/schemas/units.ts';
import type { World } from '../world.ts';
import { unitOf } from './assess.ts';
import type { Teams } from './host.ts';

/** The plan of the person's unit, as the service holds it. */
export async function heldPlan(world: World, person: string): Promise<Plan> {
  return (await world.api(person, 'GET', `/api/units/${await unitOf(world, person)}/plan`)).body as Plan;
}

/** Puts a proposed action of one's own under the plan's first goal, or under a new one. */
export async function addAction(world: World, person: string, title: string): Promise<Action> {
  const goal = (await heldPlan(world, person)).goals[0];
  const given = {
    ...{ title, area: 'ledning', indicators: ['l-vision'], activities: [] },
    goal: goal ? { id: goal.id } : { new: { text: 'Mål', area: 'ledning', step: 1, indicators: ['l-vision'] } },
  };
  const path = `/api/units/${await unitOf(world, person)}/plan/actions`;
  return (await world.api(person, 'POST', path, { body: given })).body as Action;
}

/** A day so many days from now, by the service's clock. */
export async function dayFromNow(world: World, person: string, days: number): Promise<string> {
  const { now } = (await world.api(person, 'GET', '/api/me')).body as Me;
  return new Date(Date.parse(now) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The plan's page. */
export function planPage({ tab, t }: Teams) {
  const dialog = (): Locator => tab.getByRole('dialog');
  return {
    suggestions: (): Locator => tab.getByRole('region', { name: t('plan.suggestions.title') }),
    /** The buttons that take a suggestion; each names what it takes. */
    takers: (): Locator =>
      tab
        .getByRole('region', { name: t('plan.suggestions.title') })
        .getByRole('button', { name: new RegExp(`^${t('plan.suggestions.take')}`) }),
    dialog,
    addToPlan: (): Locator => dialog().getByRole('button', { name: t('plan.take.add'), exact: true }),
    goals: (): Locator => tab.getByRole('region', { name: t('plan.chosenGoals') }),
    action: (title: string): Locator => tab.getByRole('link', { name: title }),
    toPlanner: (): Locator => tab.getByRole('button', { name: t('plan.planner.send'), exact: true }),
    send: (count: number): Locator =>
      dialog().getByRole('button', { name: t('plan.planner.verb', { count }), exact: true }),
  };
}

/** The panel of one action: beside the plan when there is room, else over it. */
export function actionPanel({ tab, t }: Teams) {
  const panel = tab.getByLabel(new RegExp(`^${t('plan.panel.kicker')}: `)).first();
  return {
    panel,
    title: panel.getByRole('textbox', { name: t('plan.field.title') }),
    state: (state: Action['state']): Locator =>
      panel.getByRole('radio', { name: t(`plan.state.${state}`), exact: true }),
    responsible: panel.getByRole('combobox', { name: t('plan.field.responsible') }),
    person: (name: string): Locator => tab.getByRole('listbox').getByRole('option', { name }),
    start: panel.getByLabel(t('plan.field.start'), { exact: true }),
    due: panel.getByRole('textbox', { name: t('plan.field.due'), exact: true }),
    followUp: panel.getByLabel(t('plan.field.followUpOn'), { exact: true }),
    activity: (text: string): Locator => panel.getByRole('checkbox', { name: text, exact: true }),
    close: panel.getByRole('button', { name: t('panel.close'), exact: true }),
  };
}
