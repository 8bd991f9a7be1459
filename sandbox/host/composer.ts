import { h, icon } from './dom.ts';
import { t } from './texts.ts';

interface ComposerParts {
  label: string;
  /** The words of a button that opens the line; null for a line that is always open. */
  opener: string | null;
  /** Sends; null when that failed (the text then stays). */
  send: (text: string) => Promise<unknown>;
}

/** A line to write in. */
export function composer({ label, opener, send }: ComposerParts): HTMLElement {
  const input = h('input', {
    type: 'text',
    class: 'write',
    'aria-label': label,
    placeholder: label,
    autocomplete: 'off',
    maxlength: 4000,
  });
  const button = h('button', { type: 'submit', class: 'quiet', 'aria-label': t('posts.send') }, icon('send'));
  const form = h('form', { class: 'composer', hidden: opener !== null }, input, button);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === '') return;
    input.value = '';
    // Focus leaves the line, so that the answer may redraw the thread.
    if (opener !== null) input.blur();
    void send(text).then((sent) => {
      if (sent === null) input.value = text;
    });
  });
  if (opener === null) return form;
  const open = h('button', { type: 'button', class: 'plain' }, opener);
  open.addEventListener('click', () => {
    open.hidden = true;
    form.hidden = false;
    input.focus();
  });
  return h('div', { class: 'answering' }, open, form);
}
