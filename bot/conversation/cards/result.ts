import type { Card } from '../ports.ts';

/** One line of the card's table: an area and its score per step, already written in the reader's language. */
export interface ResultRow {
  readonly area: string;
  readonly scores: readonly string[];
}

export interface ResultCard {
  readonly title: string;
  /** The finding, in a sentence. */
  readonly finding: string;
  readonly picture: { readonly url: string; readonly alt: string };
  readonly areaHeading: string;
  readonly stepHeadings: readonly string[];
  readonly rows: readonly ResultRow[];
  /** Which steps are reached, and by which rule. */
  readonly steps: string;
  readonly open: { readonly label: string; readonly url: string };
  readonly plan: { readonly label: string; readonly url: string };
}

const text = (content: string, more: Record<string, unknown> = {}) => ({
  type: 'TextBlock',
  text: escapeMarkdown(content),
  wrap: true,
  ...more,
});

/** A card's text is Markdown in Teams: a school's name must not turn into a link or a heading. */
export function escapeMarkdown(content: string): string {
  return content.replace(/[\\`*_[\]<>#]/g, (sign) => `\\${sign}`);
}

const cell = (content: string, alignment: 'left' | 'right', more: Record<string, unknown> = {}) => ({
  type: 'TableCell',
  items: [text(content, { horizontalAlignment: alignment, ...more })],
});

const row = (cells: object[]) => ({ type: 'TableRow', cells });

/**
 * The card that a publishing posts in the channel: chart, table, and where to go on. Adaptive Card 1.5; no names in it.
 */
export function resultCard(card: ResultCard): Card {
  const heading = row([
    cell(card.areaHeading, 'left', { isSubtle: true, size: 'small' }),
    ...card.stepHeadings.map((step) => cell(step, 'right', { isSubtle: true, size: 'small' })),
  ]);
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    msteams: { width: 'Default' },
    body: [
      text(card.title, { size: 'medium', weight: 'bolder', style: 'heading' }),
      text(card.finding, { spacing: 'small' }),
      { type: 'Image', url: card.picture.url, altText: card.picture.alt, size: 'stretch', spacing: 'medium' },
      {
        type: 'Table',
        firstRowAsHeaders: true,
        showGridLines: false,
        columns: [{ width: 2 }, ...card.stepHeadings.map(() => ({ width: 1 }))],
        rows: [
          heading,
          ...card.rows.map(({ area, scores }) =>
            row([cell(area, 'left'), ...scores.map((score) => cell(score, 'right'))]),
          ),
        ],
      },
      text(card.steps, { isSubtle: true, size: 'small', spacing: 'medium' }),
    ],
    actions: [
      { type: 'Action.OpenUrl', title: card.open.label, url: card.open.url, style: 'positive' },
      { type: 'Action.OpenUrl', title: card.plan.label, url: card.plan.url },
    ],
  };
}
