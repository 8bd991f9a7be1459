import type { Locator } from 'playwright-core';
import type { Assessment, AssessmentList } from '../../../bot/api/schemas/assessments.ts';
import type { Me } from '../../../bot/api/schemas/units.ts';
import { placedIndicators, textIn } from '../../../lika/instrument/instrument.ts';
import type { Indicator, Instrument, PlacedIndicator } from '../../../lika/instrument/instrument.ts';
import type { World } from '../world.ts';
import type { Teams } from './host.ts';

/** The unit that a person leads or works in; the first one. */
export async function unitOf(world: World, person: string): Promise<string> {
  const { units } = (await world.api(person, 'GET', '/api/me')).body as Me;
  const [unit] = units;
  if (!unit) throw new Error(`${person} has no unit`);
  return unit.id;
}

/** The school's questions, in the language that the tab shows them in. */
export async function questions(world: World, person: string, language = 'sv'): Promise<Instrument> {
  return (await world.api(person, 'GET', `/api/instruments/lika-skola/1?language=${language}`)).body as Instrument;
}

/** The person's open assessment, begun when there is none. */
export async function begin(world: World, person: string, kind: 'unit' | 'own' = 'unit'): Promise<Assessment> {
  const unit = await unitOf(world, person);
  return (await world.api(person, 'POST', `/api/units/${unit}/assessments`, { body: { kind } })).body as Assessment;
}

/** The unit's newest assessment that the person may see. */
export async function newest(world: World, person: string): Promise<Assessment> {
  const unit = await unitOf(world, person);
  const list = (await world.api(person, 'GET', `/api/units/${unit}/assessments`)).body as AssessmentList;
  const [assessment] = list.assessments;
  if (!assessment) throw new Error(`${person} sees no assessment`);
  return assessment;
}

/** Gives an answer straight to the service, as another window would. */
export async function answer(
  world: World,
  person: string,
  assessment: string,
  indicator: string,
  { option, comment = null, version = 0 }: { option: string | null; comment?: string | null; version?: number },
): Promise<void> {
  const path = `/api/assessments/${assessment}/answers/${indicator}`;
  const { status, body } = await world.api(person, 'PUT', path, { body: { option, comment, version } });
  if (status !== 200) throw new Error(`${path} said ${String(status)} ${JSON.stringify(body)}`);
}

/** Levels in turn, so that something is strong, something weak and one thing isn't relevant. */
const LEVELS = ['achieved', 'nearly', 'started', 'planned', 'achieved', 'nearly', 'not-planned'] as const;

/** Answers all the given indicators straight to the service. */
export async function answerAll(
  world: World,
  person: string,
  assessment: string,
  indicators: readonly PlacedIndicator[],
): Promise<void> {
  for (const [at, { indicator }] of indicators.entries())
    await answer(world, person, assessment, indicator.id, { option: LEVELS[at % LEVELS.length] ?? 'started' });
}

/** The indicators of some areas. */
export function indicatorsOf(instrument: Instrument, isWanted: (area: string) => boolean): PlacedIndicator[] {
  return placedIndicators(instrument).filter(({ area }) => isWanted(area.key));
}

/** One area's page in Skatta. */
export function areaPage({ tab, t, language }: Teams, instrument: Instrument) {
  const labelOf = (key: string): string => {
    const option = instrument.scale.find((each) => each.key === key);
    if (!option) throw new Error(`there is no level ${key}`);
    return textIn(option.label, language);
  };
  const group = (indicator: Indicator): Locator =>
    tab.getByRole('radiogroup', { name: textIn(indicator.statement, language), exact: true });
  const block = (indicator: Indicator): Locator =>
    tab
      .locator('section')
      .filter({ has: group(indicator) })
      .last();
  const level = (indicator: Indicator, key: string): Locator =>
    group(indicator).getByRole('radio', { name: labelOf(key), exact: true });
  return {
    labelOf,
    group,
    /** The statement with all that belongs to it. */
    block,
    level,
    chosen: (indicator: Indicator): Locator => group(indicator).getByRole('radio', { checked: true }),
    /** The key of the chosen level, `nothing` when there is none. */
    async choice(indicator: Indicator): Promise<string> {
      const chosen = group(indicator).getByRole('radio', { checked: true });
      return (await chosen.count()) === 0 ? 'nothing' : chosen.inputValue();
    },
    /** Puts focus in the row, as Tab does when nothing is chosen there. */
    enter: (indicator: Indicator): Promise<void> => group(indicator).getByRole('radio').first().focus(),
    hasFocus: async (indicator: Indicator): Promise<boolean> => (await group(indicator).locator(':focus').count()) > 0,
    choose: (indicator: Indicator, key: string): Promise<void> => level(indicator, key).click(),
    openComment: (indicator: Indicator): Promise<void> =>
      block(indicator)
        .getByRole('button', { name: t('assess.comment.open') })
        .click(),
    comment: (indicator: Indicator): Locator =>
      block(indicator).getByRole('textbox', { name: t('assess.comment.label') }),
    /** "9 av 14": the page's title says how far one has come. */
    title: (area: string, answered: number, total: number): Locator =>
      tab.getByRole('heading', { level: 1, name: t('assess.areaTitle', { area, answered, total }), exact: true }),
    /** The quiet sign, as it is read out. */
    sign: (): Locator => tab.getByRole('banner').getByRole('status'),
  };
}
