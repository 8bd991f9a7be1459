import type { CardAction } from './cards.ts';
import { drawCard } from './cards.ts';
import type { Message, Sent } from './conversation.ts';
import { h, initials, mark } from './dom.ts';
import { menuButton } from './menu.ts';
import { t, timeOfDay } from './texts.ts';
import { toast } from './toast.ts';

const CARD = 'application/vnd.microsoft.card.adaptive';
const MESSAGE = 'application/vnd.microsoft.activity.message';
/** In a conversation of no more people a card refreshes for all when it doesn't say for whom. */
const MOST_REFRESHED = 60;

export interface PostParts {
  message: Message;
  lang: string;
  openUrl: (url: string) => void;
  /** Sends what the person did with the message; null when that failed (which has been said). */
  act: (what: Record<string, unknown>) => Promise<Sent | null>;
}

interface Refresh {
  action: CardAction;
  userIds?: unknown;
}

/** A message with its head, text and cards. A card that can be refreshed has that in the message's menu. */
export function drawPost(parts: PostParts, heading: string): HTMLElement {
  const { message } = parts;
  const { from } = message;
  const time = timeOfDay(new Date(message.at));
  const refresh = refreshOf(message);
  const head = h(
    'p',
    { class: 'post-head', id: heading },
    h('strong', {}, from.name),
    ' ',
    h('time', { datetime: message.at }, time),
    message.edited ? h('span', { class: 'edited' }, t('posts.edited')) : null,
  );
  const again = { label: t('posts.refresh'), run: () => void press(parts, refresh?.action ?? null) };
  const menu = refresh && menuButton(t('posts.more', { name: from.name, time }), [again]);
  const cards = message.attachments.filter((each) => each.contentType === CARD);
  return h(
    'div',
    { class: 'message', 'data-message': message.id },
    from.kind === 'bot' ? mark() : initials(from.name),
    h(
      'div',
      { class: 'said' },
      h('div', { class: 'post-top' }, head, menu),
      message.text ? h('p', { class: 'said-text' }, withoutTags(message.text)) : null,
      ...cards.map((each) => card(parts, each.content)),
    ),
  );
}

function card(parts: PostParts, content: unknown): HTMLElement {
  const send = async (action: CardAction) => {
    if (action.type === 'Action.Execute') await press(parts, action);
    else reportFailure(await parts.act({ value: action.data ?? {} }));
  };
  try {
    return drawCard(content, { openUrl: parts.openUrl, send }, parts.lang);
  } catch {
    return h('p', { class: 'note' }, t('posts.badCard'));
  }
}

/** An Action.Execute: a card in the answer is the connector's to show; a message is said, and so is what went wrong. */
async function press(parts: PostParts, action: CardAction | null): Promise<void> {
  if (!action) return;
  const sent = await parts.act({ invoke: { action: withoutNothing(action), trigger: 'manual' } });
  if (!sent || reportFailure(sent)) return;
  const { type, value } = sent.body ?? {};
  if (type === MESSAGE) toast(typeof value === 'string' ? value : t('posts.wrong'));
  else if (type?.startsWith('application/vnd.microsoft.error')) toast(reasonIn(value) || t('posts.wrong'));
}

/** @returns whether it failed, which is then said. */
function reportFailure(sent: Sent | null): boolean {
  if (!sent || (sent.status >= 200 && sent.status <= 299)) return sent === null;
  toast(t(sent.status === 0 ? 'posts.silent' : 'posts.wrong'));
  return true;
}

/** What refreshes the message's card, as it is shown; null when nothing does. */
export function refreshOf(message: Message): Refresh | null {
  const content = message.attachments.find((each) => each.contentType === CARD)?.content;
  const { refresh } = (content ?? {}) as { refresh?: Partial<Refresh> };
  return refresh?.action ? { ...refresh, action: refresh.action } : null;
}

/** Whether the card refreshes by itself for a viewer: one whom it names, or anybody where few are when it names none. */
export function refreshesFor(refresh: Refresh, viewer: string, members: number): boolean {
  if (refresh.userIds === undefined) return members <= MOST_REFRESHED;
  return Array.isArray(refresh.userIds) && refresh.userIds.includes(viewer);
}

/** The fields of an action that a bot is sent. */
export function withoutNothing({ verb, data, id }: CardAction): Record<string, unknown> {
  const fields = Object.entries({ type: 'Action.Execute', verb, data, id });
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

/** A mention arrives as `<at>LIKA</at>`; other tags in a text are shown as text. */
const withoutTags = (text: string) => text.replace(/<\/?at[^>]*>/g, '');

const reasonIn = (value: unknown) =>
  typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string'
    ? value.message
    : '';
