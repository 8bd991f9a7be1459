/** Runs in the browser: draws a card as the local Teams does. Bundled by `drawing.ts`. */
import { drawCard } from '../../../sandbox/host/cards.ts';

declare global {
  interface Window {
    showCard: (card: unknown, lang: string, theme: string) => void;
  }
}

window.showCard = (card, lang, theme) => {
  document.documentElement.lang = lang;
  document.body.dataset['theme'] = theme;
  document.documentElement.dataset['theme'] = theme;
  const drawn = drawCard(card, { openUrl: () => undefined, send: () => undefined }, lang);
  document.querySelector('#place')?.replaceChildren(drawn);
};
