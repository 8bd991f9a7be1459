import { h, icon } from './dom.ts';

export interface MenuItem {
  label: string;
  run: () => void;
}

/** A button with three dots that opens a small menu; arrow keys move in it, Escape and a click elsewhere close it. */
export function menuButton(label: string, items: MenuItem[], id?: string): HTMLElement {
  const button = h(
    'button',
    {
      type: 'button',
      class: 'quiet',
      id,
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'aria-label': label,
      title: label,
    },
    icon('more'),
  );
  const choose = (run: () => void) => () => {
    toggle(false);
    button.focus();
    run();
  };
  const entries = items.map((item) =>
    h('button', { type: 'button', role: 'menuitem', tabindex: -1, onclick: choose(item.run) }, item.label),
  );
  const list = h('div', { class: 'menu-list', role: 'menu', 'aria-label': label, hidden: true }, ...entries);
  const root = h('div', { class: 'menu-root' }, button, list);
  const elsewhere = (event: Event) => {
    if (event.target instanceof Node && !root.contains(event.target)) toggle(false);
  };
  function toggle(open: boolean) {
    list.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (!open) {
      document.removeEventListener('click', elsewhere);
      return;
    }
    document.addEventListener('click', elsewhere);
    entries[0]?.focus();
  }
  button.addEventListener('click', () => {
    toggle(button.getAttribute('aria-expanded') === 'false');
  });
  list.addEventListener('keydown', (event) => {
    const at = entries.findIndex((entry) => entry === document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) entries[(at + step + entries.length) % entries.length]?.focus();
    else if (event.key === 'Escape') button.focus();
    else if (event.key !== 'Tab') return;
    if (event.key !== 'Tab') event.preventDefault();
    if (step === undefined) toggle(false);
  });
  return root;
}
