import { formatChange } from '../../../lika/analysis/fraction.ts';
import type { Fraction } from '../../../lika/analysis/fraction.ts';
import { textsIn } from '../../texts.ts';
import type { ServiceLanguage } from '../../texts.ts';
import type { Card } from '../ports.ts';
import { cardOf, execute, heading, note, openUrl, present, text } from './parts.ts';
import type { Part } from './parts.ts';

/** How an area's figure moved since the earlier assessment. `by` is without a sign: 4,2. */
export interface ResultChange {
  readonly direction: 'up' | 'down' | 'same';
  readonly by: string;
}

/** One line of the card's table: an area and its score per step, already written in the reader's language. */
export interface ResultRow {
  readonly area: string;
  readonly scores: readonly string[];
  /** Null when there is nothing to compare with. */
  readonly change: ResultChange | null;
}

export interface ResultView {
  readonly unit: string;
  /** Somebody has asked for it; else it has just been published. */
  readonly asked?: boolean;
  /** The finding, in a sentence. */
  readonly finding: string;
  readonly picture: { readonly url: string; readonly alt: string };
  /** What the earlier assessment is called, such as `2025`; null when this is the first. */
  readonly earlier: string | null;
  /** Step numbers, as the scores of the rows stand. */
  readonly steps: readonly number[];
  readonly rows: readonly ResultRow[];
  readonly reached: readonly number[];
  /** The rule by which a step is reached: all Uppnådd (null), or a mean of at least so many percent. */
  readonly reachedAtMean: string | number | null;
  /** The indicator that the talk begins with: the weakest, or one that fell. Null where nothing is to talk about. */
  readonly discuss: string | null;
  readonly openUrl: string;
  readonly planUrl: string;
}

/** An area's change as the card tells it; null when it can't be compared. A change that rounds to nothing is none. */
export function resultChange(change: Fraction | null, language: ServiceLanguage): ResultChange | null {
  if (change === null) return null;
  const written = formatChange(change, language);
  const direction = written.startsWith('+') ? 'up' : written.startsWith('−') ? 'down' : 'same';
  return { direction, by: written.slice(1) };
}

const cell = (items: Part[]) => ({ type: 'TableCell', items });
const row = (cells: Part[]) => ({ type: 'TableRow', cells });

function table({ earlier, steps, rows }: ResultView, language: ServiceLanguage): Part {
  const t = textsIn(language);
  const figure = { horizontalAlignment: 'right' };
  const small = { isSubtle: true, size: 'small' };
  const changed = ({ change }: ResultRow) =>
    change && earlier !== null
      ? [note(t(`card.result.change.${change.direction}`, { by: change.by, earlier }), { spacing: 'none' })]
      : [];
  return {
    type: 'Table',
    // The first row is the heading by default; its property is called one thing in the schema and another in clients.
    showGridLines: false,
    verticalCellContentAlignment: 'center',
    columns: [{ width: 5 }, ...steps.map(() => ({ width: 2 }))],
    rows: [
      row([
        cell([text(t('card.result.means'), small)]),
        ...steps.map((step) => cell([text(t('card.step', { step }), { ...figure, ...small })])),
      ]),
      ...rows.map((line) =>
        row([cell([text(line.area), ...changed(line)]), ...line.scores.map((score) => cell([text(score, figure)]))]),
      ),
    ],
  };
}

function stepsReached({ reached, reachedAtMean }: ResultView, language: ServiceLanguage): string {
  const t = textsIn(language);
  const which =
    reached.length > 0
      ? t('card.result.reached', { count: reached.length, steps: listOf(reached.map(String), language) })
      : t('card.result.noneReached');
  const how = reachedAtMean === null ? t('card.result.ruleAll') : t('card.result.ruleMean', { percent: reachedAtMean });
  return `${which} ${how}`;
}

const listOf = (items: readonly string[], language: ServiceLanguage) =>
  new Intl.ListFormat(language === 'en' ? 'en-GB' : 'sv-SE', { type: 'conjunction' }).format(items);

/** "Ekskolans skattning är publicerad": what the card says where only a line fits. */
export const resultTitle = ({ unit, asked }: Pick<ResultView, 'unit' | 'asked'>, language: ServiceLanguage): string =>
  textsIn(language)(asked ? 'card.result.asked' : 'card.result.title', { unit });

/** What a publishing posts in the channel: chart, table with changes, steps reached, and where to go on. No names. */
export function resultCard(view: ResultView, language: ServiceLanguage): Card {
  const t = textsIn(language);
  const title = resultTitle(view, language);
  return cardOf({
    fallbackText: title,
    body: present([
      heading(title),
      text(view.finding, { spacing: 'small' }),
      { type: 'Image', url: view.picture.url, altText: view.picture.alt, size: 'stretch', spacing: 'medium' },
      view.earlier !== null &&
        note(t('card.result.legend', { earlier: view.earlier }), { horizontalAlignment: 'center', spacing: 'small' }),
      table(view, language),
      note(stepsReached(view, language), { spacing: 'medium' }),
    ]),
    actions: present([
      openUrl(t('card.result.open'), view.openUrl, { style: 'positive' }),
      view.discuss !== null && execute(t('card.result.discuss'), 'discuss.start', { indicator: view.discuss }),
      openUrl(t('card.result.plan'), view.planUrl),
    ]),
  });
}
