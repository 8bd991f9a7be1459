import { textsIn } from '../../texts.ts';
import type { ServiceLanguage } from '../../texts.ts';
import type { Card } from '../ports.ts';
import { dayAndMonth } from './days.ts';
import { cardOf, column, columnSet, heading, note, openUrl, overline, present, text } from './parts.ts';
import type { Part } from './parts.ts';
import { pills } from './picture.ts';
import { quietChoices } from './reminder.ts';

/** A place on the scale: its label, and level of how many; null for Ej relevant. */
export interface Standing {
  readonly label: string;
  readonly level: number | null;
  readonly top: number;
}

/** One of the three indicators. `now` is null until its talk has shown its answers. */
export interface TemperatureLine {
  readonly area: string;
  readonly step: number;
  readonly statement: string;
  /** Where the published assessment stood; null when it had no answer. */
  readonly before: Standing | null;
  readonly now: Standing | null;
}

export interface TemperatureView {
  readonly unit: string;
  /** The day on which the plan was confirmed, `YYYY-MM-DD`. */
  readonly planOf: string;
  readonly today: string;
  readonly lines: readonly TemperatureLine[];
  readonly trendUrl: string;
  readonly nudge: string;
}

function standingRow(what: 'before' | 'now', columns: readonly Part[], language: ServiceLanguage): Part {
  const label = note(textsIn(language)(`card.temperature.${what}`));
  return columnSet([column('44px', [label]), ...columns], { spacing: 'small' });
}

function standing(what: 'before' | 'now', { label, level, top }: Standing, language: ServiceLanguage): Part {
  const alt = textsIn(language)('card.discussion.level', { level, top });
  return standingRow(
    what,
    present([
      level !== null && column('auto', [pills(level, top, alt)], { spacing: 'none' }),
      column('stretch', [text(label, { size: 'small', ...(what === 'now' ? { weight: 'bolder' } : {}) })], {
        spacing: level === null ? 'none' : 'default',
      }),
    ]),
    language,
  );
}

function line({ area, step, statement, before, now }: TemperatureLine, language: ServiceLanguage): Part {
  const t = textsIn(language);
  return {
    type: 'Container',
    separator: true,
    spacing: 'large',
    items: present([
      note(t('card.place', { area, step })),
      text(statement, { weight: 'bolder', spacing: 'none', maxLines: 4 }),
      before && standing('before', before, language),
      now
        ? standing('now', now, language)
        : standingRow('now', [column('stretch', [note(t('card.temperature.waits'))], { spacing: 'none' })], language),
    ]),
  };
}

/** Half a year after a plan: three indicators again. Their talks follow as cards of their own below this one. */
export function temperatureCard(view: TemperatureView, language: ServiceLanguage): Card {
  const t = textsIn(language);
  const done = view.lines.length > 0 && view.lines.every(({ now }) => now !== null);
  const title = t(done ? 'card.temperature.doneTitle' : 'card.temperature.title');
  const day = dayAndMonth(view.planOf, language, view.today);
  return cardOf({
    fallbackText: title,
    body: present([
      overline(t('card.temperature.about', { unit: view.unit })),
      heading(title),
      text(
        done
          ? t('card.temperature.doneText')
          : t('card.temperature.text', {
              day,
              count: view.lines.length,
              number: t(`card.number.${view.lines.length}`),
            }),
        {
          spacing: 'small',
        },
      ),
      ...view.lines.map((each) => line(each, language)),
      {
        type: 'ActionSet',
        spacing: 'medium',
        actions: [openUrl(t('card.temperature.trend'), view.trendUrl, done ? { style: 'positive' } : {})],
      },
      !done && quietChoices(view.nudge, language),
    ]),
  });
}
