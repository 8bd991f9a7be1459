import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type { ServiceLanguage } from '../../../bot/texts.ts';
import type { Sample } from './filling.ts';

export const THEMES = ['default', 'dark', 'contrast'] as const;

/** The conversation's ground and nothing of the page around it. */
const GROUND = 'body { display: block; padding: 16px; background: var(--page); overflow: auto; }';

/** A page that draws cards as the local Teams does: its code, its style sheet. */
export async function openCardPage(browser: Browser, width: number): Promise<Page> {
  const { outputFiles } = await build({
    entryPoints: ['tests/support/cards/page.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'warning',
  });
  const page = await browser.newPage({ viewport: { width, height: 900 }, deviceScaleFactor: 2 });
  const style = ['page', 'cards'].map((name) => readFileSync(`sandbox/host/${name}.css`, 'utf8')).join('\n');
  await page.setContent(
    `<!doctype html><html lang="sv"><head><title>LIKA</title><style>${style}${GROUND}</style></head>
     <body><header><h1 class="only-read-aloud">LIKA</h1></header><main></main></body></html>`,
  );
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
  return page;
}

/** Shows cards below each other in the place of those before, with their pictures there. */
export async function show(
  page: Page,
  cards: readonly Sample[],
  language: ServiceLanguage,
  theme: (typeof THEMES)[number],
): Promise<void> {
  await page.evaluate(([all, lang, look]) => window.showCards(all, lang, look), [cards, language, theme] as const);
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
}

/** What sticks out of its card to the side. */
export const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.card')].flatMap((card) => {
      const edge = card.getBoundingClientRect();
      return [...card.querySelectorAll('*')]
        .filter((part) => {
          const box = part.getBoundingClientRect();
          return box.width > 0 && (box.right > edge.right + 0.5 || box.left < edge.left - 0.5);
        })
        .map((part) => `${card.closest('section')?.dataset['card'] ?? ''}: ${part.textContent.slice(0, 40)}`);
    }),
  );
