import type { Locator } from 'playwright-core';
import type { Teams } from './host.ts';
import type { Say } from './texts.ts';

type View = Pick<Teams, 'page' | 'host'>;

/** A conversation, as Teams draws it: a channel's, a group chat's, or the person's own with the bot. */
export function posts({ page, host }: View) {
  const conversation = page.getByRole('region', { name: host('posts.label') });
  /** The message that carries these words, alone: without its thread. */
  const message = (words: string | RegExp): Locator =>
    conversation.locator('[data-message]').filter({ hasText: words }).last();
  return {
    conversation,
    /** The post that carries these words, with its replies. */
    post: (words: string | RegExp): Locator => conversation.getByRole('article').filter({ hasText: words }),
    message,
    /** A picture is drawn when the browser has got it and could read it. */
    isDrawn: (picture: Locator): Promise<boolean> =>
      picture.evaluate(
        (element) => element instanceof HTMLImageElement && element.complete && element.naturalWidth > 0,
      ),
    /** Writes in the conversation; with others about, the bot hears what mentions @LIKA. */
    async write(text: string): Promise<void> {
      const line = page.locator('.posts-foot .write');
      await line.fill(text);
      await line.press('Enter');
    },
    /** Answers in the thread of the post that carries these words. */
    async reply(words: string | RegExp, text: string): Promise<void> {
      const thread = conversation.getByRole('article').filter({ hasText: words });
      await thread.getByRole('button', { name: host('posts.reply'), exact: true }).click();
      const line = thread.getByRole('textbox', { name: host('posts.writeReply') });
      await line.fill(text);
      await line.press('Enter');
    },
  };
}

/** The card on the last message that carries these words. */
export function card(view: View, words: string | RegExp) {
  const { page, host } = view;
  const message = posts(view).message(words);
  const body = message.locator('.card');
  return {
    message,
    body,
    /** A button, or what can be pressed as a whole, by its title. */
    button: (title: string | RegExp): Locator =>
      typeof title === 'string'
        ? body.getByRole('button', { name: title, exact: true })
        : body.getByRole('button', { name: title }),
    field: (label: string | RegExp): Locator => body.getByLabel(label),
    /** Presses and waits until the bot has answered. */
    async press(title: string | RegExp): Promise<void> {
      const button =
        typeof title === 'string'
          ? body.getByRole('button', { name: title, exact: true })
          : body.getByRole('button', { name: title });
      await button.click();
      await isIdle(message);
    },
    /** Refreshes the card from the message's menu. */
    async refresh(): Promise<void> {
      await message.getByRole('button', { name: menuName(host) }).click();
      await page.getByRole('menuitem', { name: host('posts.refresh') }).click();
      await isIdle(message);
    },
  };
}

/** While the bot works, the card says that it is busy. */
const isIdle = (message: Locator): Promise<void> =>
  message.locator('.card[aria-busy="true"]').waitFor({ state: 'detached' });

/** The menu's name, whoever wrote and whenever. */
function menuName(host: Say): RegExp {
  const [before = ''] = host('posts.more', { name: '#', time: '#' }).split('#');
  return new RegExp(`^${before}`);
}

/** What Teams says at the bottom of the page, such as a bot's answer to a press. */
export const toastSaying = ({ page }: Pick<Teams, 'page'>, words: string | RegExp): Locator =>
  page.locator('#toasts .toast').filter({ hasText: words });

/** The app in the team, group chat or own chat that is open. */
export function app({ page, host }: View) {
  const choose = async (item: string) => {
    await page.getByRole('button', { name: host('app.menu') }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  return {
    async add(): Promise<void> {
      await choose(host('app.add'));
      await toastSaying({ page }, host('app.added')).last().waitFor();
    },
    async remove(): Promise<void> {
      await choose(host('app.remove'));
      await toastSaying({ page }, host('app.removed')).last().waitFor();
    },
  };
}

/** The person's group chats. */
export function chats({ page, host }: View) {
  const list = page.getByRole('navigation', { name: host('chats.label') });
  return {
    list,
    async open(): Promise<void> {
      await page
        .getByRole('navigation', { name: host('rail.label') })
        .getByText(host('rail.chat'))
        .click();
      await list.waitFor();
    },
    chat: (name: string): Locator => list.getByRole('link', { name }),
  };
}

/** The service's clock, in the top bar. */
export function clock({ page, host }: View) {
  const control = page.getByRole('button', { name: new RegExp(`^${host('clock.title')}`) });
  const choose = async (item: string) => {
    await control.click();
    await page.getByRole('dialog').getByRole('button', { name: item }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  return {
    control,
    toMorning: () => choose(host('clock.morning')),
    aWeekOn: () => choose(host('clock.week')),
    back: () => choose(host('clock.back')),
    /** @param at as the field has it, `2027-03-11T08:00`, where the browser is */
    async set(at: string): Promise<void> {
      await control.click();
      await page.getByLabel(host('clock.at')).fill(at);
      await page
        .getByRole('dialog')
        .getByRole('button', { name: host('clock.set') })
        .click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
  };
}

/** The team's Planner, as Teams shows it. */
export function planner({ page, host }: View) {
  const board = page.getByRole('region', { name: host('planner.label') });
  return {
    board,
    task: (title: string): Locator =>
      board.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) }),
  };
}
