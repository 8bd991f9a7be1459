import type { Locator, Page, WebSocket } from 'playwright-core';
import type { Playground, Standing } from '../playground.ts';
import { until } from '../until.ts';

/** What the bot has said, as it stands now. */
export interface Said extends Standing {
  readonly text: string;
  /** The Adaptive Card as it was sent last, null for a text. */
  readonly card: Readonly<Record<string, unknown>> | null;
}

/** What can be chosen under "Mock an Activity". */
export type Mock = 'Install application' | 'Uninstall application' | 'Add application' | 'Remove application';

/** The Playground in a browser, as the one person who writes in it. */
export interface PlaygroundPage {
  readonly page: Page;
  /** Goes to a conversation. The first time, the Playground tells the bot that it has been installed there. */
  open(place: 'personal' | 'group' | 'channel'): Promise<void>;
  /** Writes in the open conversation: in the channel a new post. Where others read it mentions LIKA, who else hears nothing. */
  write(text: string): Promise<void>;
  /** Mentions LIKA in the channel's newest thread that has these words. */
  reply(words: string, text: string): Promise<void>;
  /** All that the bot has said since the page was opened, oldest first, each at its latest. */
  all(): readonly Said[];
  /** Waits for something that the bot says. `place` is the beginning of a conversation's id. */
  said(what: string, fits: (said: Said) => boolean): Promise<Said>;
  /** The newest card with these words in the open conversation. */
  card(words: string): Locator;
  /** Presses a button of that card, by its name. Inputs are filled in before, through `card`. */
  press(words: string, button: string): Promise<void>;
  /** Waits for what the foot of a card tells after a press: the bot’s words, or that the answer was sent. */
  answered(told: string): Promise<void>;
  /** Sends what Teams would, in the open conversation. */
  mock(activity: Mock): Promise<void>;
}

/** What the Playground's page is told: something that the bot says, or a line of the log. */
interface Frame {
  readonly log?: { readonly conversationId?: string; readonly activityName?: string };
  readonly action?: string;
  readonly actionConversationId?: string;
  readonly message?: {
    readonly messageId: string;
    /** The thread that it begins; told once. */
    readonly postConversationId?: string;
    readonly text?: string;
    readonly attachments?: readonly { readonly content?: Readonly<Record<string, unknown>> }[];
  };
}

/** Places in the list to the left. */
const PLACES = { personal: /^Personal Chat/, group: /, ledningsgruppen/, channel: /General/ } as const;

/** Opens the Playground in a page of a profile; the chat between LIKA and the person is open then. */
export async function openPlayground(playground: Playground, page: Page): Promise<PlaygroundPage> {
  const said = new Map<string, Said>();
  const installed = new Set<string>();
  page.on('websocket', (socket) => keepWhatIsTold(socket, said, installed));
  await page.goto(playground.url);
  let place: keyof typeof PLACES = 'personal';
  const isInstalled = () =>
    until(`LIKA knows of being in ${place}`, async () => installed.has(playground.conversations[place]));
  const composers = page.locator('[role="textbox"][contenteditable="true"]');
  await composers.first().waitFor();
  await isInstalled();
  // The newest thread stands first in a channel, the newest message last in a thread and in a chat.
  const posting = page.getByRole('button', { name: 'Post', exact: true });
  const thread = (words: string) => page.locator('.fui-Card').filter({ hasText: words, hasNot: posting }).first();
  const card = (words: string) =>
    (place === 'channel' ? thread(words) : page).locator('.ac-adaptiveCard').filter({ hasText: words }).last();

  return {
    page,
    async open(next) {
      place = next;
      await page.getByRole('treeitem', { name: PLACES[next] }).click();
      await page
        .getByText(next === 'channel' ? 'Start a new post' : 'Type a message...')
        .first()
        .waitFor();
    },
    async write(text) {
      await type(page, composers.first(), text, place !== 'personal');
      if (place === 'channel') await posting.click();
      else await page.keyboard.press('Enter');
    },
    async reply(words, text) {
      await type(page, thread(words).locator(composers).last(), text, true);
      await page.keyboard.press('Enter');
    },
    all: () => [...said.values()],
    said: (what, fits) => until(`LIKA says ${what}`, async () => [...said.values()].findLast(fits)),
    card,
    async press(words, button) {
      await card(words).getByRole('button', { name: button, exact: true }).last().click();
    },
    async answered(told) {
      await page.getByText(told).last().waitFor();
    },
    async mock(activity) {
      await page.getByRole('button', { name: 'Mock an Activity' }).click();
      await page
        .getByRole('menuitem')
        .filter({ has: page.getByText(activity, { exact: true }) })
        .click();
      await page.getByRole('button', { name: 'Send activity' }).click();
    },
  };
}

async function type(page: Page, composer: Locator, text: string, mention: boolean): Promise<void> {
  await composer.click();
  if (mention) {
    await page.keyboard.type('@LI');
    await page.getByRole('menuitem', { name: 'LIKA' }).click();
  }
  await page.keyboard.type(mention ? ` ${text}` : text);
}

/** Everything that the bot says comes with the ids that a press needs; an installation when the bot has answered it. */
function keepWhatIsTold(socket: WebSocket, said: Map<string, Said>, installed: Set<string>): void {
  socket.on('framereceived', ({ payload }) => {
    const { action, actionConversationId, message, log } = JSON.parse(String(payload)) as Frame;
    if (log?.activityName === 'installationUpdate' && log.conversationId) installed.add(log.conversationId);
    if (!message || !actionConversationId || !/^(create|update)Message$/.test(action ?? '')) return;
    const { messageId: id, postConversationId, text = '', attachments } = message;
    // In a thread that it began itself the Playground calls a message by its channel.
    const conversation = postConversationId ?? said.get(id)?.conversation ?? actionConversationId;
    said.set(id, { conversation, id, text, card: attachments?.[0]?.content ?? null });
  });
}
