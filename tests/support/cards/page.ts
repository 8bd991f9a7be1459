/** Runs in the browser: draws cards as the local Teams does. Bundled by `drawing.ts`. */
import { drawCard } from '../../../sandbox/host/cards.ts';

interface Named {
  readonly name: string;
  readonly card: unknown;
}

declare global {
  interface Window {
    showCards: (cards: readonly Named[], lang: string, theme: string) => void;
  }
}

window.showCards = (cards, lang, theme) => {
  document.documentElement.lang = lang;
  document.documentElement.dataset['theme'] = theme;
  const drawn = cards.map(({ name, card }) => {
    const place = document.createElement('section');
    place.dataset['card'] = name;
    place.append(drawCard(card, { openUrl: () => undefined, send: () => Promise.resolve() }, lang));
    return place;
  });
  document.querySelector('main')?.replaceChildren(...drawn);
};
