/** What all cards are put together from: Adaptive Card 1.5 elements as plain JSON. */
import type { Card } from '../ports.ts';
import { clamp, escapeMarkdown } from './escape.ts';

/** An element or an action of a card. */
export type Part = Readonly<Record<string, unknown>>;

/** Ids and plain values that a button sends back; checked as a stranger's when they return. */
export type VerbData = Readonly<Record<string, string | number>>;

/** Whose clients fetch their own view of the card when it comes into sight: Teams' ids, `29:…`. */
export interface Refresh {
  readonly userIds: readonly string[];
}

/** Teams takes no more: learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards. */
export const REFRESH_MAX = 60;

/** Longest texts of people's in a card, in characters; the tab has the whole. */
export const LONG = 600;
export const SHORT = 200;

/** Text of ours or of people's; shown as it is written. Longer than `LONG` is cut. */
export function text(content: string, more: Part = {}): Part {
  return { type: 'TextBlock', text: escapeMarkdown(clamp(content, LONG)), wrap: true, ...more };
}

/** The card's own heading; a screen reader can jump to it. */
export const heading = (content: string, more: Part = {}): Part =>
  text(clamp(content, 300), {
    size: 'medium',
    weight: 'bolder',
    style: 'heading',
    spacing: 'small',
    maxLines: 5,
    ...more,
  });

/** The small line above a heading, or a note below. */
export const note = (content: string, more: Part = {}): Part =>
  text(content, { size: 'small', isSubtle: true, ...more });

/** The small line above a heading that says what the card is about. */
export const overline = (content: string): Part => note(content);

/** Several runs of text in one paragraph, of which some stand out. Not Markdown: nothing to escape. */
export function runs(parts: readonly { readonly text: string; readonly strong?: boolean }[], more: Part = {}): Part {
  return {
    type: 'RichTextBlock',
    inlines: parts.map((part, index) => ({
      type: 'TextRun',
      text: `${index > 0 ? ' ' : ''}${clamp(part.text, LONG)}`,
      ...(part.strong ? { weight: 'bolder' } : {}),
    })),
    ...more,
  };
}

/**
 * A button that the service answers, with Action.Submit for clients that know no other. Takes the card's inputs with it
 * only when `inputs` says so: a required field must not stand in the way of "Påminn senare".
 */
export function execute(
  title: string,
  verb: string,
  data: VerbData,
  { inputs = false, ...more }: { readonly inputs?: boolean } & Part = {},
): Part {
  const shared = { title, ...(inputs ? {} : { associatedInputs: 'none' }), ...more };
  return {
    type: 'Action.Execute',
    ...shared,
    verb,
    data,
    fallback: { type: 'Action.Submit', ...shared, data: { verb, ...data } },
  };
}

/** A button that leads into the tab. */
export const openUrl = (title: string, url: string, more: Part = {}): Part => ({
  type: 'Action.OpenUrl',
  title,
  url,
  ...more,
});

/** A button that says something to the bot, as if the person had written it. */
export const sayPrompt = (words: string): Part => ({
  type: 'Action.Submit',
  title: `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`,
  associatedInputs: 'none',
  data: { msteams: { type: 'messageBack', text: words, displayText: words } },
});

/** A button that unfolds more of the card. */
export const showCard = (title: string, body: readonly Part[], actions: readonly Part[], more: Part = {}): Part => ({
  ...more,
  type: 'Action.ShowCard',
  title,
  card: { type: 'AdaptiveCard', version: '1.5', body, actions },
});

/** Buttons within the card's body. */
export const actionSet = (actions: readonly Part[], more: Part = {}): Part => ({
  type: 'ActionSet',
  actions,
  ...more,
});

/** Columns beside each other. */
export const columnSet = (columns: readonly Part[], more: Part = {}): Part => ({ type: 'ColumnSet', columns, ...more });

/** One column; `width` is `auto`, `stretch`, a weight or `…px`. */
export const column = (width: string | number, items: readonly Part[], more: Part = {}): Part => ({
  type: 'Column',
  width,
  items,
  verticalContentAlignment: 'center',
  ...more,
});

export interface Choice {
  readonly title: string;
  readonly value: string;
}

/** A drop-down list. */
export const choiceSet = (id: string, label: string, choices: readonly Choice[], more: Part = {}): Part => ({
  type: 'Input.ChoiceSet',
  id,
  label,
  style: 'compact',
  choices,
  ...more,
});

/** What quiet choices there are below the line: words to press, no buttons, as they are not what the card is for. */
export function quietRow(actions: readonly Part[]): Part {
  return columnSet(
    actions.map((action) =>
      column(
        'auto',
        [
          text(String(action['title']), {
            size: 'small',
            weight: 'bolder',
            isSubtle: true,
            wrap: true,
            spacing: 'none',
          }),
        ],
        { selectAction: action, minHeight: '32px', spacing: 'medium' },
      ),
    ),
    { separator: true, spacing: 'large' },
  );
}

/** Where several people write, each has its own view of the card through `refresh`. */
export function refreshing(verb: string, data: VerbData, refresh: Refresh | undefined): Part {
  if (!refresh) return {};
  return {
    refresh: { action: { type: 'Action.Execute', verb, data }, userIds: refresh.userIds.slice(0, REFRESH_MAX) },
  };
}

export interface CardParts {
  /** What a client that can't draw the card says instead. */
  readonly fallbackText: string;
  readonly body: readonly Part[];
  readonly actions?: readonly Part[];
  /** What `refreshing` made. */
  readonly more?: Part;
}

/** A whole card, Adaptive Card 1.5. */
export function cardOf({ fallbackText, body, actions = [], more = {} }: CardParts): Card {
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: clamp(fallbackText, SHORT),
    ...more,
    body,
    ...(actions.length > 0 ? { actions } : {}),
  };
}

/** The parts that there are. */
export const present = (parts: readonly (Part | null | false | undefined)[]): Part[] =>
  parts.filter((part): part is Part => Boolean(part));
