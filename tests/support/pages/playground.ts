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
  /** Mentions LIKA in the channel's thread that has these words. */
  reply(thread: string, text: string): Promise<void>;
  /** All that the bot has said since the page was opened, oldest first, each at its latest. */
  all(): readonly Said[];
  /** Waits for something that the bot says. `place` is the beginning of a conversation's id. */
  said(what: string, fits: (said: Said) => boolean): Promise<Said>;
  /** The last card with these words. */
  card(words: string): Locator;
  /** Presses a button of that card, by its name. Inputs are filled in before, through `card`. */
  press(words: string, button: string): Promise<void>;
  /** Waits for what the foot of a card tells after a press: the bot’s words, or that the answer was sent. */
  answered(told: string): Promise<void>;
  /** Sends what Teams would, in the open conversation. */
  mock(activity: Mock): Promise<void>;
}

interface Frame {
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
  page.on('websocket', (socket) => keepWhatIsSaid(socket, said));
  await page.goto(playground.url);
  let place: keyof typeof PLACES = 'personal';
  const composers = page.locator('[role="textbox"][contenteditable="true"]');
  await composers.first().waitFor();
  const card = (words: string) => page.locator('.ac-adaptiveCard').filter({ hasText: words }).last();

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
      if (place === 'channel') await page.getByRole('button', { name: 'Post', exact: true }).click();
      else await page.keyboard.press('Enter');
    },
    async reply(thread, text) {
      const post = page.locator('.fui-Card').filter({ hasText: thread }).last();
      await type(page, post.locator(composers).last(), text, true);
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
      await page.getByRole('menuitem').filter({ hasText: activity }).click();
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

/** The Playground's page is told of everything that the bot says, with the ids that a press needs. */
function keepWhatIsSaid(socket: WebSocket, said: Map<string, Said>): void {
  socket.on('framereceived', ({ payload }) => {
    const { action, actionConversationId, message } = JSON.parse(String(payload)) as Frame;
    if (!message || !actionConversationId || !/^(create|update)Message$/.test(action ?? '')) return;
    const { messageId: id, postConversationId, text = '', attachments } = message;
    // In a thread that it began itself the Playground calls a message by its channel.
    const conversation = postConversationId ?? said.get(id)?.conversation ?? actionConversationId;
    said.set(id, { conversation, id, text, card: attachments?.[0]?.content ?? null });
  });
}
