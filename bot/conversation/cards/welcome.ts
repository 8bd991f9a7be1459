/** Being there: the welcome, the choice of unit, what one can ask, and the language. */
import { textsIn } from '../../texts.ts';
import type { ServiceLanguage } from '../../texts.ts';
import type { Card } from '../ports.ts';
import { clamp } from './escape.ts';
import { actionSet, cardOf, choiceSet, execute, heading, note, openUrl, present, sayPrompt, text } from './parts.ts';
import type { Part } from './parts.ts';

export type ChatPlace = 'team' | 'group' | 'personal';

export interface UnitChoice {
  readonly id: string;
  readonly name: string;
}

export interface WelcomeView {
  readonly place: ChatPlace;
  /** Who installed the app, in a team or group chat; null when Teams doesn't say. */
  readonly installedBy: string | null;
  /** The unit that the conversation is linked to, or the person's own. */
  readonly unit: string | null;
  /** Those the installer may choose, when no unit is linked. */
  readonly choose: readonly UnitChoice[];
  readonly url: string | null;
}

/** More than a list on a phone can carry: the rest is linked in the tab. */
const UNITS_MAX = 60;

function chooser(units: readonly UnitChoice[], language: ServiceLanguage): Part[] {
  const t = textsIn(language);
  const choices = units.slice(0, UNITS_MAX).map(({ id, name }) => ({ title: clamp(name, 80), value: id }));
  return present([
    choiceSet('unit', t('card.unit.label'), choices, {
      spacing: 'medium',
      isRequired: true,
      errorMessage: t('card.unit.required'),
      ...(units.length === 1 && units[0] ? { value: units[0].id } : { placeholder: t('card.unit.placeholder') }),
    }),
    actionSet([execute(t('card.unit.save'), 'unit.choose', {}, { inputs: true, style: 'positive' })]),
  ]);
}

function prompts(keys: readonly string[], language: ServiceLanguage): Part[] {
  const t = textsIn(language);
  return keys.map((key) => sayPrompt(t(`card.prompt.${key}`)));
}

/** Says why the bot is here, what it does and what comes next; once per conversation. */
export function welcomeCard(view: WelcomeView, language: ServiceLanguage): Card {
  const t = textsIn(language);
  const { place, unit, choose, installedBy } = view;
  const title = place === 'personal' ? t('card.welcome.personal') : t('card.welcome.shared');
  const by =
    installedBy === null
      ? []
      : [t(`card.welcome.by.${place === 'group' ? 'group' : 'team'}`, { name: clamp(installedBy, 80) })];
  const linked = unit === null ? [] : [t(`card.welcome.linked.${place}`, { unit })];
  const asks = place === 'personal' ? ['mine', 'status', 'help'] : ['status', 'discuss', 'help'];
  return cardOf({
    fallbackText: title,
    body: present([
      heading(title),
      text([...(place === 'personal' ? [] : by), t(`card.welcome.why.${place}`)].join(' '), { spacing: 'small' }),
      text([...linked, t(`card.welcome.what.${place}`)].join(' '), { spacing: 'medium' }),
      note(t('card.welcome.quiet'), { spacing: 'medium' }),
      unit === null && choose.length === 0 && text(t(`card.welcome.unlinked.${place}`), { spacing: 'medium' }),
      ...(unit === null && choose.length > 0 ? chooser(choose, language) : []),
    ]),
    actions: present([
      view.url !== null && openUrl(t('card.result.open'), view.url, unit === null ? {} : { style: 'positive' }),
      ...(unit !== null ? prompts(asks, language) : choose.length === 0 ? prompts(['help'], language) : []),
    ]),
  });
}

/** Which unit is this conversation about? Only those the reader may choose. */
export function chooseUnitCard(
  { place, units }: { readonly place: ChatPlace; readonly units: readonly UnitChoice[] },
  language: ServiceLanguage,
): Card {
  const t = textsIn(language);
  const title = t('card.unit.title');
  return cardOf({
    fallbackText: title,
    body: [
      heading(title),
      text(t(units.length > 0 ? `card.unit.why.${place}` : 'card.unit.none'), { spacing: 'small' }),
      ...(units.length > 0 ? chooser(units, language) : []),
    ],
  });
}

/** What one can ask, with examples to press. `unknown`: it is said because the bot didn't understand. */
export function commandsCard(
  { place, unknown, url }: { readonly place: ChatPlace; readonly unknown: boolean; readonly url: string | null },
  language: ServiceLanguage,
): Card {
  const t = textsIn(language);
  const title = t(unknown ? 'card.commands.unknown' : 'card.commands.title');
  const asks =
    place === 'personal' ? ['status', 'mine', 'actions', 'language'] : ['status', 'discuss', 'actions', 'schedule'];
  const lines = [...asks, ...(place === 'personal' ? [] : ['mine', 'language'])];
  return cardOf({
    fallbackText: title,
    body: [
      heading(title),
      ...lines.map((key) => ({
        type: 'ColumnSet',
        spacing: 'small',
        columns: [
          { type: 'Column', width: '104px', items: [text(t(`card.prompt.${key}`), { weight: 'bolder' })] },
          { type: 'Column', width: 'stretch', spacing: 'small', items: [text(t(`card.commands.${key}`))] },
        ],
      })),
      ...(place === 'personal' ? [] : [note(t('card.commands.seen'), { spacing: 'medium' })]),
    ],
    actions: present([...prompts(asks, language), url !== null && openUrl(t('card.result.open'), url)]),
  });
}

/** In which language the bot speaks: to a person, or in a team. Each language is written in its own. */
export function languageCard({ scope }: { readonly scope: 'person' | 'team' }, language: ServiceLanguage): Card {
  const t = textsIn(language);
  const title = t('card.language.title');
  return cardOf({
    fallbackText: title,
    body: [heading(title), text(t(`card.language.${scope}`), { spacing: 'small' })],
    actions: (['sv', 'en'] as const).map((each) =>
      execute(
        textsIn(each)('card.language.name'),
        'language.set',
        { language: each },
        each === language ? { style: 'positive' } : {},
      ),
    ),
  });
}
