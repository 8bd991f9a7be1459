/** How an action goes, asked when the plan says; and to the head, in private, when somebody needs help. */
import { textsIn } from '../../texts.ts';
import type { ServiceLanguage } from '../../texts.ts';
import type { Card } from '../ports.ts';
import { clockTime, dayAndMonth, weekdayAndDay } from './days.ts';
import {
  SHORT,
  actionSet,
  cardOf,
  choiceSet,
  column,
  columnSet,
  execute,
  heading,
  note,
  openUrl,
  overline,
  present,
  refreshing,
  runs,
  showCard,
  text,
} from './parts.ts';
import type { Part, Refresh } from './parts.ts';
import { actionMark, actionMarkUrl } from './picture.ts';
import type { ActionMark } from './picture.ts';
import { clamp } from './escape.ts';
import { quietChoices } from './reminder.ts';

/** What is answered, as `followup.answer` carries it: done, well, late, help. */
export type FollowUpHow = 'well' | 'late' | 'done' | 'help';

interface Followed {
  readonly action: string;
  /** The follow-up that is asked about, `YYYY-MM-DD`: with the action's id the key of the question. */
  readonly due: string;
  readonly title: string;
  readonly state: ActionMark;
  readonly responsible: string | null;
  /** The day on which the action is to be done; null while it has none. */
  readonly doneBy: string | null;
  /** Today in Sweden. */
  readonly today: string;
  readonly url: string;
  readonly refresh?: Refresh;
}

export interface AskedFollowUp extends Followed {
  readonly stage: 'asked';
  /** Whom it may be given to; empty when the reader may not, or there is nobody. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly nudge: string;
}

export interface AnsweredFollowUp extends Followed {
  readonly stage: 'answered';
  readonly answer: {
    readonly how: FollowUpHow;
    readonly by: string;
    /** Day and time in Sweden: `YYYY-MM-DD` and `HH:MM`. */
    readonly on: string;
    readonly at: string;
    readonly line: string | null;
  };
  /** The head has been told that help is needed. */
  readonly headTold: boolean;
}

/** The action is gone, or not for this reader. */
export interface NoFollowUp {
  readonly stage: 'unavailable';
}

export type FollowUpView = AskedFollowUp | AnsweredFollowUp | NoFollowUp;

const LINE_MAX = 300;
/** A list longer than this is chosen from in the tab: the card has to stay small. */
const PEOPLE_MAX = 40;

/** "How is it going?" about one action, or what was answered and how the action stands now. */
export function followUpCard(view: FollowUpView, language: ServiceLanguage): Card {
  const t = textsIn(language);
  if (view.stage === 'unavailable') {
    const title = t('card.followUp.gone');
    return cardOf({ fallbackText: title, body: [heading(title), text(t('card.followUp.goneWhy'))] });
  }
  return cardOf({
    fallbackText: t('card.followUp.summary', { title: view.title }),
    body: [
      overline(t('card.followUp.about', { day: weekdayAndDay(view.due, language, view.today) })),
      heading(view.title),
      owner(view, language),
      ...(view.stage === 'asked' ? question(view, language) : answer(view, language)),
    ],
    actions: view.stage === 'asked' ? [] : [openUrl(t('card.followUp.undo'), view.url)],
    more: refreshing('followup.refresh', { action: view.action, due: view.due }, view.refresh),
  });
}

function owner(
  { responsible, doneBy, today, state }: AskedFollowUp | AnsweredFollowUp,
  language: ServiceLanguage,
): Part {
  const t = textsIn(language);
  const open = state !== 'done' && state !== 'closed';
  const late = doneBy !== null && doneBy < today && open;
  const day =
    doneBy === null || !open
      ? []
      : [t(late ? 'card.wasDue' : 'card.dueBy', { day: dayAndMonth(doneBy, language, today) })];
  return columnSet(
    [
      column('auto', [actionMark(state, t(`card.state.${state}`), 24)]),
      column('stretch', [
        text(responsible ?? t('card.nobody'), { weight: 'bolder', maxLines: 2 }),
        note([t(`card.state.${state}`), ...day].join(' · '), {
          spacing: 'none',
          ...(late ? { color: 'attention', isSubtle: false } : {}),
        }),
      ]),
    ],
    { spacing: 'medium' },
  );
}

function question(view: AskedFollowUp, language: ServiceLanguage): Part[] {
  const t = textsIn(language);
  const data = { action: view.action, due: view.due };
  const button = (how: FollowUpHow, icon?: ActionMark) =>
    execute(
      t(`card.followUp.how.${how}`),
      'followup.answer',
      { ...data, how },
      {
        inputs: true,
        ...(icon ? { iconUrl: actionMarkUrl(icon) } : {}),
      },
    );
  return [
    {
      type: 'Input.Text',
      id: 'line',
      label: t('card.followUp.ask'),
      placeholder: t('card.followUp.line'),
      maxLength: LINE_MAX,
      spacing: 'medium',
    },
    actionSet(
      present([
        button('done', 'done'),
        button('well', 'ongoing'),
        button('late'),
        button('help'),
        view.people.length > 0 && reassign(view, language),
      ]),
      { spacing: 'default' },
    ),
    quietChoices(view.nudge, language),
  ];
}

function reassign({ people, action, due }: AskedFollowUp, language: ServiceLanguage): Part {
  const t = textsIn(language);
  const choices = people.slice(0, PEOPLE_MAX).map(({ id, name }) => ({ title: clamp(name, 60), value: id }));
  return showCard(
    t('card.followUp.reassign'),
    [choiceSet('person', t('card.followUp.person'), choices, { placeholder: t('card.followUp.choose') })],
    [execute(t('card.followUp.give'), 'followup.reassign', { action, due }, { inputs: true, style: 'positive' })],
  );
}

function answer({ answer, headTold, today }: AnsweredFollowUp, language: ServiceLanguage): Part[] {
  const t = textsIn(language);
  const when = { day: weekdayAndDay(answer.on, language, today), time: clockTime(answer.at, language) };
  return present([
    {
      type: 'Container',
      style: 'emphasis',
      spacing: 'medium',
      items: present([
        runs([{ text: t(`card.followUp.how.${answer.how}`), strong: true }]),
        answer.line !== null && text(answer.line, { spacing: 'small', maxLines: 8 }),
        note(t('card.followUp.said', { by: clamp(answer.by, 80), ...when }), { spacing: 'small' }),
      ]),
    },
    headTold && note(t('card.followUp.headTold'), { spacing: 'medium' }),
  ]);
}

export interface HelpNeededView {
  readonly unit: string;
  readonly title: string;
  /** Who needs help. */
  readonly by: string;
  readonly line: string | null;
  readonly responsible: string | null;
  readonly doneBy: string | null;
  readonly today: string;
  readonly url: string;
}

/** To the head in private: who needs help with what. */
export function helpNeededCard(view: HelpNeededView, language: ServiceLanguage): Card {
  const t = textsIn(language);
  const facts = present([
    view.responsible !== null && note(t('card.help.responsible', { name: view.responsible }), { spacing: 'medium' }),
    view.doneBy !== null &&
      note(
        t(view.doneBy < view.today ? 'card.wasDue' : 'card.dueBy', {
          day: dayAndMonth(view.doneBy, language, view.today),
        }),
        {
          spacing: view.responsible === null ? 'medium' : 'none',
        },
      ),
  ]);
  const title = t('card.help.title', { by: clamp(view.by, 80) });
  return cardOf({
    fallbackText: clamp(`${title}: ${view.title}`, SHORT),
    body: present([
      overline(t('card.help.about', { unit: view.unit })),
      heading(title),
      text(view.title, { spacing: 'small', maxLines: 4 }),
      view.line !== null && {
        type: 'Container',
        style: 'emphasis',
        spacing: 'medium',
        items: [text(view.line, { maxLines: 8 })],
      },
      ...facts,
    ]),
    actions: [openUrl(t('card.help.open'), view.url, { style: 'positive' })],
  });
}
