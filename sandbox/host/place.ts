import type { Choices } from './choices.ts';
import { writeChoices } from './choices.ts';
import { h } from './dom.ts';

/** Where one is, and how one goes elsewhere. */
export interface Going {
  choices: Choices;
  go: (change: Partial<Choices>) => void;
}

/** What a fresh place starts without. */
export const FRESH = { sub: null, task: null, folder: null } as const;

/** A link to some choices, taken without loading the page anew. */
export function place(
  { choices, go }: Going,
  id: string,
  change: Partial<Choices>,
  current: boolean,
  ...children: (Node | string | null)[]
): HTMLElement {
  const link = h(
    'a',
    { id, href: writeChoices({ ...choices, ...change }), 'aria-current': current ? 'page' : null },
    ...children,
  );
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(change);
  });
  return link;
}

/** The sign that says how many posts are new; empty until `fillBadge`. */
export const badge = () => h('span', { class: 'badge', hidden: true });
