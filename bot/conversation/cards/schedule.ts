/** When the bot speaks on its own in a team: the schedule, and the suggestion to turn it on. */
import type { Schedule } from '../../../lika/schedule/schedule.ts';
import { textsIn } from '../../texts.ts';
import type { ServiceLanguage } from '../../texts.ts';
import type { Card } from '../ports.ts';
import { clockTime, weekdayAndDay, weekdayName } from './days.ts';
import { actionSet, cardOf, choiceSet, execute, heading, note, overline, present, showCard, text } from './parts.ts';
import type { Part } from './parts.ts';
import { quietChoices } from './reminder.ts';

/** A team's schedule without its switch. */
export type Rhythm = Omit<Schedule, 'on'>;

export interface ScheduleView {
  readonly unitId: string;
  readonly unit: string;
  readonly on: boolean;
  /** What is in force, or what the form begins with while it is off. */
  readonly rhythm: Rhythm;
  /** The next day on which something may be said; null when none is near. */
  readonly next: string | null;
  readonly mayChange: boolean;
}

export interface ScheduleSuggestionView {
  readonly unitId: string;
  readonly unit: string;
  readonly rhythm: Rhythm;
  readonly nudge: string;
}

const EVERY = ['week', 'fortnight', 'month'] as const;
const WEEKDAYS = [1, 2, 3, 4, 5] as const;
const TOGGLES = ['discussions', 'followUps', 'joys'] as const;
const FIRST_HALF_HOUR = 15;
const LAST_HALF_HOUR = 33;

/** Every half hour from 07:30 to 16:30, outside which the bot is quiet; and the time that is set, wherever it lies. */
function times(set: string): string[] {
  const halves = Array.from({ length: LAST_HALF_HOUR - FIRST_HALF_HOUR + 1 }, (_, index) => FIRST_HALF_HOUR + index);
  const usual = halves.map(
    (half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`,
  );
  return [...new Set([...usual, set])].sort();
}

/** "Varannan torsdag klockan 08.00." */
export function rhythmWords(
  { every, weekday, time }: Pick<Rhythm, 'every' | 'weekday' | 'time'>,
  language: ServiceLanguage,
): string {
  return textsIn(language)(`card.schedule.rhythm.${every}`, {
    weekday: weekdayName(weekday, language),
    time: clockTime(time, language),
  });
}

function form(
  { unitId, rhythm, on }: Pick<ScheduleView, 'unitId' | 'rhythm' | 'on'>,
  language: ServiceLanguage,
): { body: Part[]; save: Part } {
  const t = textsIn(language);
  const pick = (id: 'every' | 'weekday' | 'time', choices: readonly { title: string; value: string }[]) =>
    choiceSet(id, t(`card.schedule.${id}`), choices, {
      value: String(rhythm[id]),
      spacing: id === 'every' ? 'medium' : 'small',
    });
  return {
    body: [
      pick(
        'every',
        EVERY.map((every) => ({ title: t(`card.schedule.weeks.${every}`), value: every })),
      ),
      pick(
        'weekday',
        WEEKDAYS.map((day) => ({ title: weekdayName(day, language), value: String(day) })),
      ),
      pick(
        'time',
        times(rhythm.time).map((time) => ({ title: clockTime(time, language), value: time })),
      ),
      ...TOGGLES.map((id, index) => ({
        type: 'Input.Toggle',
        id,
        title: t(`card.schedule.toggle.${id}`),
        value: String(rhythm[id]),
        wrap: true,
        spacing: index === 0 ? 'medium' : 'small',
      })),
    ],
    save: execute(
      t(on ? 'card.save' : 'card.schedule.turnOn'),
      'schedule.save',
      { unit: unitId },
      { inputs: true, style: 'positive' },
    ),
  };
}

function saying(rhythm: Rhythm, language: ServiceLanguage): string {
  const t = textsIn(language);
  const chosen = TOGGLES.filter((id) => rhythm[id]).map((id) => t(`card.schedule.kind.${id}`));
  if (chosen.length === 0) return t('card.schedule.silent');
  const list = new Intl.ListFormat(language === 'en' ? 'en-GB' : 'sv-SE', { type: 'conjunction' }).format(chosen);
  return t('card.schedule.says', { list });
}

/** The team's schedule: what is in force, and the form for who may change it. */
export function scheduleCard(view: ScheduleView, language: ServiceLanguage): Card {
  const t = textsIn(language);
  const title = view.on ? rhythmWords(view.rhythm, language) : t('card.schedule.off');
  const { body, save } = form(view, language);
  const off = execute(t('card.schedule.turnOff'), 'schedule.off', { unit: view.unitId });
  return cardOf({
    fallbackText: title,
    body: present([
      overline(t('card.schedule.about', { unit: view.unit })),
      heading(title),
      text(view.on ? saying(view.rhythm, language) : t('card.schedule.offText'), { spacing: 'small' }),
      view.on &&
        view.next !== null &&
        note(t('card.schedule.next', { day: weekdayAndDay(view.next, language) }), { spacing: 'small' }),
      note(t('card.schedule.quiet'), { spacing: 'small' }),
      !view.mayChange && note(t('card.schedule.whoMay'), { spacing: 'small' }),
      ...(view.mayChange && !view.on ? [...body, actionSet([save], { spacing: 'medium' })] : []),
    ]),
    actions: view.mayChange && view.on ? [showCard(t('card.schedule.change'), body, [save]), off] : [],
  });
}

/** Said once, when there is something to keep alive: shall the bot follow up the plan? */
export function scheduleSuggestionCard(
  { unitId, unit, rhythm, nudge }: ScheduleSuggestionView,
  language: ServiceLanguage,
): Card {
  const t = textsIn(language);
  const title = t('card.schedule.suggest');
  const { every, weekday, time, discussions, followUps, joys } = rhythm;
  const data = {
    unit: unitId,
    every,
    weekday: String(weekday),
    time,
    discussions: String(discussions),
    followUps: String(followUps),
    joys: String(joys),
  };
  const { body, save } = form({ unitId, rhythm, on: false }, language);
  return cardOf({
    fallbackText: title,
    body: [
      overline(t('card.schedule.about', { unit })),
      heading(title),
      text(`${rhythmWords(rhythm, language)}. ${saying(rhythm, language)}`, { spacing: 'small' }),
      note(t('card.schedule.quiet'), { spacing: 'small' }),
      actionSet(
        [
          execute(t('card.schedule.turnOn'), 'schedule.save', data, { style: 'positive' }),
          showCard(t('card.schedule.choose'), body, [save]),
        ],
        { spacing: 'medium' },
      ),
      quietChoices(nudge, language),
    ],
  });
}
