/** Reminders to one person, the week's digest, and small joys. Each can be put off and turned off where it stands. */
import { textsIn } from '../../texts.ts';
import type { ServiceLanguage } from '../../texts.ts';
import type { Card } from '../ports.ts';
import { dayAndMonth, weekdayAndDay } from './days.ts';
import { clamp } from './escape.ts';
import {
  SHORT,
  cardOf,
  column,
  columnSet,
  execute,
  heading,
  note,
  openUrl,
  overline,
  present,
  quietRow,
  text,
} from './parts.ts';
import type { Part } from './parts.ts';
import { actionMark } from './picture.ts';

/** What is left of an assessment: indicators, and about how many minutes by earlier answers (null: not known). */
export interface Left {
  readonly left: number;
  readonly of: number;
  readonly minutes: number | null;
}

interface Nudged {
  readonly unit: string;
  readonly url: string;
  readonly nudge: string;
}

export type ReminderView =
  | (Nudged & Left & { readonly kind: 'unfinished' })
  | (Nudged & Left & { readonly kind: 'deadline'; readonly days: number; readonly on: string })
  | (Nudged & {
      readonly kind: 'review';
      /** The day of the review, `YYYY-MM-DD`. */
      readonly on: string;
      /** Actions that are not done yet. */
      readonly open: number;
    });

/** Put off, or never again. */
export function quietChoices(nudge: string, language: ServiceLanguage): Part {
  const t = textsIn(language);
  return quietRow([
    execute(t('card.later'), 'nudge.later', { nudge }),
    execute(t('card.stop'), 'nudge.stop', { nudge }),
  ]);
}

function leftWords({ left, of, minutes }: Left, language: ServiceLanguage): string {
  const t = textsIn(language);
  const what = left === of ? t('card.reminder.notBegun', { count: of }) : t('card.reminder.left', { count: left, of });
  return minutes === null ? what : `${what} ${t('card.reminder.minutes', { count: minutes })}`;
}

function reminderWords(view: ReminderView, language: ServiceLanguage): { title: string; line: string; button: string } {
  const t = textsIn(language);
  switch (view.kind) {
    case 'unfinished':
      return { title: t('card.reminder.unfinished'), line: leftWords(view, language), button: t('card.reminder.goOn') };
    case 'deadline':
      return {
        title: t('card.reminder.deadline', { count: view.days, day: dayAndMonth(view.on, language) }),
        line: [t('card.reminder.deadlineWhy'), leftWords(view, language)].join(' '),
        button: t('card.reminder.goOn'),
      };
    case 'review':
      return {
        title: t('card.reminder.review'),
        line: [
          t('card.reminder.reviewOn', { day: weekdayAndDay(view.on, language) }),
          t('card.reminder.reviewOpen', { count: view.open }),
        ].join(' '),
        button: t('card.reminder.openPlan'),
      };
  }
}

/** One thing that waits for this person. */
export function reminderCard(view: ReminderView, language: ServiceLanguage): Card {
  const { title, line, button } = reminderWords(view, language);
  const t = textsIn(language);
  return cardOf({
    fallbackText: title,
    body: [
      overline(t('card.reminder.about', { unit: view.unit })),
      heading(title),
      text(line, { spacing: 'small' }),
      { type: 'ActionSet', spacing: 'medium', actions: [openUrl(button, view.url, { style: 'positive' })] },
      quietChoices(view.nudge, language),
    ],
  });
}

/** A line of the week: what it is, when, and where it is done. */
export type DigestLine = { readonly url: string } & (
  | ({ readonly kind: 'assessment'; readonly unit: string } & Left)
  | { readonly kind: 'follow-up'; readonly title: string; readonly on: string }
  | { readonly kind: 'due'; readonly title: string; readonly on: string }
  | { readonly kind: 'late'; readonly title: string; readonly on: string }
  | { readonly kind: 'discussion'; readonly statement: string }
  | { readonly kind: 'review'; readonly unit: string; readonly on: string; readonly open: number }
);

export interface DigestView {
  readonly lines: readonly DigestLine[];
  readonly url: string;
  /** Null when it was asked for: then there is nothing to put off. */
  readonly nudge: string | null;
  /** A whole team's, not one person's. */
  readonly team?: boolean;
}

const DIGEST_LINES = 6;

function digestWords(line: DigestLine, language: ServiceLanguage): { first: string; second: string } {
  const t = textsIn(language);
  switch (line.kind) {
    case 'assessment':
      return { first: t('card.digest.assessment', { unit: line.unit }), second: leftWords(line, language) };
    case 'follow-up':
    case 'due':
    case 'late':
      return { first: line.title, second: t(`card.digest.${line.kind}`, { day: weekdayAndDay(line.on, language) }) };
    case 'discussion':
      return { first: line.statement, second: t('card.digest.discussion') };
    case 'review':
      return { first: t('card.digest.review', { unit: line.unit }), second: weekdayAndDay(line.on, language) };
  }
}

/** What one line of a list says, and what pressing it does: `press` gets the words that name it. */
export interface Line {
  readonly first: string;
  readonly second: string;
  readonly press: (name: string) => Part;
  readonly sign?: Part;
}

/**
 * Lines below each other, each pressed as a whole: choices on a ground of their own, other lists between rules. The space
 * after the first words keeps them apart where a client strings the texts of what is pressed together.
 */
export function lines(all: readonly Line[], look: 'choices' | 'list'): Part[] {
  return all.map(({ first, second, press, sign }, index) => ({
    type: 'Container',
    ...(look === 'choices'
      ? { style: 'emphasis', spacing: index === 0 ? 'medium' : 'small' }
      : { separator: true, spacing: 'large' }),
    selectAction: press(`${clamp(first, SHORT)} ${second}`),
    items: [
      columnSet(
        present([
          sign && column('auto', [sign], { verticalContentAlignment: 'top' }),
          column('stretch', [
            text(`${clamp(first, SHORT)} `, { weight: look === 'choices' ? 'default' : 'bolder', maxLines: 3 }),
            note(second, { spacing: 'none', maxLines: 2 }),
          ]),
        ]),
      ),
    ],
  }));
}

/** What concerns a person this week, six lines at most. */
export function digestCard(view: DigestView, language: ServiceLanguage): Card {
  const t = textsIn(language);
  const title = t(view.team ? 'card.digest.teamTitle' : 'card.digest.title', { count: view.lines.length });
  const more = view.lines.length - DIGEST_LINES;
  return cardOf({
    fallbackText: title,
    body: present([
      overline(t(view.team ? 'card.digest.teamAbout' : 'card.digest.about')),
      heading(title),
      ...lines(
        view.lines.slice(0, DIGEST_LINES).map((line) => {
          const words = digestWords(line, language);
          return { ...words, press: (name: string) => openUrl(name, line.url) };
        }),
        'list',
      ),
      more > 0 && note(t('card.more', { count: more }), { spacing: 'small' }),
      {
        type: 'ActionSet',
        spacing: 'medium',
        actions: [openUrl(t('card.digest.open'), view.url, { style: 'positive' })],
      },
      view.nudge !== null && quietChoices(view.nudge, language),
    ]),
  });
}

export type JoyView = {
  readonly unitId: string;
  readonly unit: string;
  readonly url: string;
} & ({ readonly kind: 'step'; readonly step: number } | { readonly kind: 'done'; readonly title: string });

/** A step reached or an action done, in one quiet line. */
export function joyCard(view: JoyView, language: ServiceLanguage): Card {
  const t = textsIn(language);
  const about = t(`card.joy.about.${view.kind}`);
  const title = view.kind === 'step' ? t('card.joy.step', { unit: view.unit, step: view.step }) : view.title;
  return cardOf({
    fallbackText: title,
    body: [
      columnSet([
        column('auto', [actionMark('done', t('card.state.done'))], { verticalContentAlignment: 'top' }),
        column('stretch', [overline(`${about} `), heading(title, { spacing: 'none' })], {
          spacing: 'small',
          selectAction: openUrl(`${about} ${clamp(title, 300)}`, view.url),
        }),
      ]),
      quietRow([execute(t('card.joy.off'), 'joys.off', { unit: view.unitId })]),
    ],
  });
}
