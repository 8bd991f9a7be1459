import { h, icon } from './dom.ts';
import { t } from './texts.ts';

const SHOWN_MS = 8_000;

/** Says something at the bottom of the page, politely; an action beside it is optional. It goes away by itself. */
export function toast(text: string, action?: { label: string; run: () => void }): void {
  const place =
    document.getElementById('toasts') ?? document.body.appendChild(h('div', { id: 'toasts', role: 'status' }));
  const gone = () => {
    note.remove();
  };
  const note = h(
    'div',
    { class: 'toast' },
    h('span', { class: 'toast-text' }, text),
    action && h('button', { type: 'button', class: 'plain', onclick: action.run }, action.label),
    h('button', { type: 'button', class: 'quiet', 'aria-label': t('dialog.close'), onclick: gone }, icon('close')),
  );
  place.append(note);
  setTimeout(gone, SHOWN_MS);
}
