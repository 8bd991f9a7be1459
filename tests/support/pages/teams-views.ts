import type { Locator } from 'playwright-core';
import type { Teams } from './host.ts';

/** The channel's conversation, as Teams draws it. */
export function posts({ page, host }: Pick<Teams, 'page' | 'host'>) {
  const conversation = page.getByRole('region', { name: host('posts.label') });
  return {
    conversation,
    /** The post that carries these words. */
    post: (words: string): Locator => conversation.getByRole('article').filter({ hasText: words }),
    /** A picture is drawn when the browser has got it and could read it. */
    isDrawn: (picture: Locator): Promise<boolean> =>
      picture.evaluate(
        (element) => element instanceof HTMLImageElement && element.complete && element.naturalWidth > 0,
      ),
  };
}

/** The team's Planner, as Teams shows it. */
export function planner({ page, host }: Pick<Teams, 'page' | 'host'>) {
  const board = page.getByRole('region', { name: host('planner.label') });
  return {
    board,
    task: (title: string): Locator =>
      board.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) }),
  };
}
