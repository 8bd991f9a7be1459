/** What the bot answers to a question: how it stands, the actions, and which indicators a word fits. */
import { textsIn } from '../../texts.ts';
import type { ServiceLanguage } from '../../texts.ts';
import type { Card } from '../ports.ts';
import { dayAndMonth, weekdayAndDay } from './days.ts';
import { clamp } from './escape.ts';
import {
  SHORT,
  actionSet,
  cardOf,
  column,
  columnSet,
  execute,
  heading,
  note,
  openUrl,
  overline,
  present,
  text,
} from './parts.ts';
import type { Part } from './parts.ts';
import { actionMark } from './picture.ts';
import type { ActionMark } from './picture.ts';
import { lines } from './reminder.ts';

/** How the unit stands, as far as everyone who reads may know. */
export interface StatusView {
  readonly unit: string;
  readonly today: string;
  /** The latest published assessment. `score` is already written in the reader's language. */
  readonly published: {
    readonly on: string;
    readonly finding: string;
    readonly areas: readonly { readonly area: string; readonly score: string }[];
  } | null;
  /** The assessment under way. */
  readonly draft: { readonly left: number; readonly of: number } | null;
  /** Numbers of actions, by state. */
  readonly plan: {
    readonly decided: number;
    readonly ongoing: number;
    readonly done: number;
    readonly late: number;
  } | null;
  readonly next: { readonly title: string; readonly on: string } | null;
  readonly url: string;
  readonly planUrl: string;
  /** The indicator to talk about next. */
  readonly discuss: string | null;
}

function figures(areas: readonly { area: string; score: string }[]): Part {
  return columnSet(
    areas.map(({ area, score }) =>
      column(
        1,
        [
          note(area, { maxLines: 1, spacing: 'none' }),
          text(score, { size: 'medium', weight: 'bolder', spacing: 'none' }),
        ],
        {
          verticalContentAlignment: 'top',
        },
      ),
    ),
    { spacing: 'medium' },
  );
}

/** Two by two: four names don't stand beside each other on a phone. */
const pairs = <T>(items: readonly T[]): T[][] =>
  items.flatMap((_, index) => (index % 2 === 0 ? [items.slice(index, index + 2)] : []));

/** Where the unit stands, what is under way, what comes next. */
export function statusCard(view: StatusView, language: ServiceLanguage): Card {
  const t = textsIn(language);
  const { published, draft, plan, next, today } = view;
  const title = t('card.status.title', { unit: view.unit });
  const planWords =
    plan &&
    (['ongoing', 'decided', 'done', 'late'] as const)
      .filter((state) => plan[state] > 0)
      .map((state) => t(`card.status.plan.${state}`, { count: plan[state] }));
  const section = (label: string, line: string): Part => ({
    type: 'Container',
    separator: true,
    spacing: 'large',
    items: [note(label), text(line, { spacing: 'none', maxLines: 4 })],
  });
  return cardOf({
    fallbackText: title,
    body: present([
      published
        ? overline(t('card.status.published', { day: dayAndMonth(published.on, language, today) }))
        : overline(t('card.status.about')),
      heading(title),
      text(published ? published.finding : t('card.status.nothing'), { spacing: 'small' }),
      ...(published ? pairs(published.areas).map(figures) : []),
      draft && section(t('card.status.draft'), t('card.status.left', { count: draft.of - draft.left, of: draft.of })),
      planWords &&
        section(t('card.status.planLabel'), planWords.length > 0 ? planWords.join(', ') : t('card.status.planEmpty')),
      next && section(t('card.status.next', { day: weekdayAndDay(next.on, language, today) }), next.title),
    ]),
    actions: present([
      openUrl(t('card.result.open'), view.url, { style: 'positive' }),
      view.discuss !== null && execute(t('card.result.discuss'), 'discuss.start', { indicator: view.discuss }),
      plan && openUrl(t('card.result.plan'), view.planUrl),
    ]),
  });
}

export interface ActionLine {
  readonly title: string;
  readonly state: ActionMark;
  /** Left out in a list of one's own. */
  readonly responsible: string | null;
  /** `YYYY-MM-DD` */
  readonly doneBy: string | null;
  readonly url: string;
}

export interface ActionsView {
  readonly scope: 'unit' | 'mine';
  readonly unit: string;
  readonly actions: readonly ActionLine[];
  readonly today: string;
  readonly planUrl: string;
}

const ACTIONS_MAX = 8;

function actionWords(
  { state, responsible, doneBy }: ActionLine,
  scope: 'unit' | 'mine',
  today: string,
  language: ServiceLanguage,
): string {
  const t = textsIn(language);
  const open = state !== 'done' && state !== 'closed';
  return [
    t(`card.state.${state}`),
    ...(scope === 'mine' || !open ? [] : [responsible === null ? t('card.nobody') : clamp(responsible, 60)]),
    ...(doneBy === null || !open
      ? []
      : [t(doneBy < today ? 'card.wasDue' : 'card.dueBy', { day: dayAndMonth(doneBy, language, today) })]),
  ].join(' · ');
}

/** The plan's actions, or one's own: eight at most, each leading to itself. */
export function actionsCard({ scope, unit, actions, today, planUrl }: ActionsView, language: ServiceLanguage): Card {
  const t = textsIn(language);
  const more = actions.length - ACTIONS_MAX;
  const title = t(`card.actions.${scope}`, { count: actions.length });
  return cardOf({
    fallbackText: title,
    body: present([
      overline(unit),
      heading(title),
      actions.length === 0 && text(t(`card.actions.none.${scope}`), { spacing: 'small' }),
      ...lines(
        actions.slice(0, ACTIONS_MAX).map((action) => ({
          first: clamp(action.title, 140),
          second: actionWords(action, scope, today, language),
          press: (name: string) => openUrl(name, action.url),
          sign: actionMark(action.state, t(`card.state.${action.state}`)),
        })),
        'list',
      ),
      more > 0 && note(t('card.more', { count: more }), { spacing: 'small' }),
    ]),
    actions: [openUrl(t('card.result.plan'), planUrl, { style: 'positive' })],
  });
}

export interface TopicsView {
  /** What was asked for, as it was written; null when nothing was. */
  readonly asked: string | null;
  readonly topics: readonly {
    readonly indicator: string;
    readonly area: string;
    readonly step: number;
    readonly statement: string;
  }[];
  readonly url: string;
}

const TOPICS_MAX = 6;

/** Several indicators fit, or none: which one shall the talk be about? */
export function topicsCard({ asked, topics, url }: TopicsView, language: ServiceLanguage): Card {
  const t = textsIn(language);
  const none = topics.length === 0;
  const title = t(none ? 'card.topics.none' : 'card.topics.title');
  const words = asked === null ? null : clamp(asked, 80);
  return cardOf({
    fallbackText: title,
    body: present([
      words !== null && overline(t('card.topics.asked', { asked: words })),
      heading(title),
      none && text(t('card.topics.noneText'), { spacing: 'small' }),
      ...lines(
        topics.slice(0, TOPICS_MAX).map(({ indicator, area, step, statement }) => ({
          first: clamp(statement, SHORT),
          second: t('card.place', { area, step }),
          press: (name: string) => execute(name, 'discuss.start', { indicator }),
        })),
        'choices',
      ),
      actionSet([openUrl(t('card.topics.all'), url)], { spacing: 'medium' }),
    ]),
  });
}
