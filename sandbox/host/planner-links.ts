import { h } from './dom.ts';
import type { TaskShown } from './planner-data.ts';
import { t } from './texts.ts';

/** A task's links; those into Teams open where they lead. */
export function linksOf({ links }: TaskShown, openUrl: (url: string) => void): HTMLElement {
  const link = ({ url, name }: TaskShown['links'][number]) => {
    const anchor = h('a', { href: url }, name);
    anchor.addEventListener('click', (event) => {
      event.preventDefault();
      openUrl(url);
    });
    return h('li', {}, anchor);
  };
  return h('ul', { class: 'task-links', 'aria-label': t('planner.links') }, ...links.map(link));
}
