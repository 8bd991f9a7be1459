/** A talk about one indicator (samtal): a vote on the instrument's own scale, seen by nobody before it is shown to all. */
import { textsIn } from '../../texts.ts';
import type { ServiceLanguage } from '../../texts.ts';
import type { Card } from '../ports.ts';
import { decided, refused, shown } from './discussion-shown.ts';
import {
  cardOf,
  column,
  columnSet,
  execute,
  heading,
  note,
  openUrl,
  overline,
  present,
  refreshing,
  text,
} from './parts.ts';
import type { Part, Refresh } from './parts.ts';
import { weekdayAndDay } from './days.ts';
import { pills } from './picture.ts';
import { quietChoices } from './reminder.ts';

/** Fewer answers than this are never shown (ux: mode samtal). */
export const ANSWERS_MIN = 3;

/** Why this indicator is asked about; said on the card. */
export type DiscussionReason = 'low' | 'fallen' | 'disputed' | 'plan' | 'asked' | 'unanswered' | 'temperature';

/** An answer on the scale. `level` counts from 0 at the bottom; null for Ej relevant, which stands beside the scale. */
export interface DiscussionOption {
  readonly key: string;
  readonly label: string;
  readonly level: number | null;
}

export interface CountedOption extends DiscussionOption {
  readonly count: number;
}

/** What every state of the card has. No names, whoever reads it. */
interface Indicated {
  readonly discussion: string;
  readonly area: string;
  readonly step: number;
  readonly statement: string;
  readonly reason: DiscussionReason;
  /** 1, and 2 when the group has chosen to vote once more. */
  readonly round: number;
  readonly openUrl: string | null;
  readonly refresh?: Refresh;
}

/** The vote is on. How many have answered may be seen, never how. */
export interface OpenDiscussion extends Indicated {
  readonly state: 'open';
  readonly options: readonly DiscussionOption[];
  /** The reader's own answer; null in the view that all share. */
  readonly own: string | null;
  readonly answered: number;
  /** How many are in the conversation; null when Teams doesn't say. */
  readonly members: number | null;
  /** Who shows the answers, by part and never by name. */
  readonly shownBy: 'head' | 'starter';
  /** The last day of the vote, `YYYY-MM-DD`; null when it stays open until it is shown. */
  readonly closesOn: string | null;
  /** The reader may show the answers. */
  readonly mayReveal: boolean;
  /** What can be put off and turned off, when the bot has brought it up; null when somebody asked. */
  readonly nudge: string | null;
}

/** What both later states tell: how the answers fell. */
export interface Distribution {
  /** In the scale's order, lowest first. */
  readonly options: readonly CountedOption[];
  readonly answers: number;
  /** Levels between the highest and lowest answer and their labels; null when nobody answered on the scale. */
  readonly spread: { readonly levels: number; readonly highest: string; readonly lowest: string } | null;
  /** The label of the median, the two that it lies between, or nothing when nobody answered on the scale. */
  readonly middle: readonly string[];
  /** The label of the head's answer, when it is shared with those who read. */
  readonly headAnswer: string | null;
}

export interface RevealedDiscussion extends Indicated, Distribution {
  readonly state: 'revealed';
  /** The reader may ask for another round, or let it stand. */
  readonly mayDecide: boolean;
}

export interface SettledDiscussion extends Indicated, Distribution {
  readonly state: 'settled';
  readonly conclusion: string | null;
  readonly mayConclude: boolean;
  /** Head only: the keys to choose from are the options'; `preset` is the middle. */
  readonly take: { readonly preset: string | null } | null;
  /** The label that was taken into the draft; null when none was. */
  readonly taken: string | null;
  readonly mayAct: boolean;
  /** The action that came of it. */
  readonly action: { readonly title: string; readonly url: string } | null;
}

/** It closed before enough had answered. */
export interface ThinDiscussion extends Indicated {
  readonly state: 'too-few';
  readonly answers: number;
  readonly mayDecide: boolean;
}

/** There is nothing to show: gone, or not for this reader. */
export interface NoDiscussion {
  readonly state: 'unavailable';
}

export type DiscussionView = OpenDiscussion | RevealedDiscussion | SettledDiscussion | ThinDiscussion | NoDiscussion;

/** The card of a talk, in the state that it is in. */
export function discussionCard(view: DiscussionView, language: ServiceLanguage): Card {
  const t = textsIn(language);
  if (view.state === 'unavailable') {
    const title = t('card.discussion.gone');
    return cardOf({ fallbackText: title, body: [heading(title), text(t('card.discussion.goneWhy'))] });
  }
  const { body, actions } = contentOf(view, language);
  return cardOf({
    fallbackText: t('card.discussion.summary', { statement: view.statement }),
    body: [...intro(view, language), ...body],
    actions: present([
      ...actions,
      view.openUrl !== null && actions.length < 2 && openUrl(t('card.discussion.open'), view.openUrl),
    ]),
    more: refreshing('discussion.refresh', { discussion: view.discussion }, view.refresh),
  });
}

function contentOf(view: Exclude<DiscussionView, NoDiscussion>, language: ServiceLanguage) {
  switch (view.state) {
    case 'open':
      return open(view, language);
    case 'revealed':
      return shown(view, language);
    case 'settled':
      return decided(view, language);
    case 'too-few':
      return refused(view, language);
  }
}

function intro(view: Exclude<DiscussionView, NoDiscussion>, language: ServiceLanguage): Part[] {
  const t = textsIn(language);
  return present([
    overline(t('card.discussion.about', { area: view.area, step: view.step })),
    heading(view.statement),
    view.state === 'open' &&
      note(t(view.round > 1 ? 'card.discussion.again' : `card.discussion.reason.${view.reason}`), { spacing: 'small' }),
  ]);
}

/** One answer to press, with its level in pills; the reader's own by ground, check and weight. */
function optionRow(view: OpenDiscussion, option: DiscussionOption, language: ServiceLanguage, first: boolean): Part {
  const t = textsIn(language);
  const top = Math.max(...view.options.map(({ level }) => level ?? 0));
  const own = option.key === view.own;
  const data = { discussion: view.discussion, round: view.round, option: option.key };
  return {
    type: 'Container',
    style: own ? 'accent' : 'emphasis',
    spacing: first ? 'medium' : 'small',
    selectAction: execute(
      t(own ? 'card.discussion.yours' : 'card.discussion.choose', { option: option.label }),
      'discussion.vote',
      data,
    ),
    items: [
      columnSet(
        present([
          option.level !== null &&
            column('auto', [pills(option.level, top, t('card.discussion.level', { level: option.level, top }))]),
          column('stretch', [text(option.label, own ? { weight: 'bolder' } : {})]),
          own && column('auto', [text('✓', { weight: 'bolder', size: 'medium' })]),
        ]),
      ),
    ],
  };
}

function open(view: OpenDiscussion, language: ServiceLanguage): { body: Part[]; actions: Part[] } {
  const t = textsIn(language);
  const missing = Math.max(0, ANSWERS_MIN - view.answered);
  const answered =
    view.members === null
      ? t('card.discussion.answered', { count: view.answered })
      : t('card.discussion.answeredOf', { count: view.answered, members: view.members });
  const closing =
    view.closesOn === null ? [] : [t('card.discussion.closes', { day: weekdayAndDay(view.closesOn, language) })];
  return {
    body: present([
      ...view.options.map((option, index) => optionRow(view, option, language, index === 0)),
      note([answered, t(`card.discussion.hidden.${view.shownBy}`), ...closing, t('card.discussion.talk')].join(' '), {
        spacing: 'medium',
      }),
      view.mayReveal && missing > 0 && note(t('card.discussion.missing', { count: missing }), { spacing: 'small' }),
      view.nudge !== null && quietChoices(view.nudge, language),
    ]),
    actions: view.mayReveal
      ? [
          execute(
            t('card.discussion.reveal'),
            'discussion.reveal',
            { discussion: view.discussion },
            {
              ...(missing > 0 ? { isEnabled: false } : { style: 'positive' }),
            },
          ),
        ]
      : [],
  };
}
