import { h, icon } from './dom.ts';
import type { SeenItem } from './files-data.ts';
import { menuButton } from './menu.ts';
import type { MenuItem } from './menu.ts';
import { place } from './place.ts';
import type { Going } from './place.ts';
import { shortDate, t, timeOfDay } from './texts.ts';

export interface RowParts extends Going {
  /** Where the browser has a file's bytes from. */
  address: (item: SeenItem) => string;
  /** What may be done with it. */
  menu: (item: SeenItem) => MenuItem[];
}

/** A file or folder: its name, when and by whom it was changed, and what may be done with it. */
export function fileRow(item: SeenItem, parts: RowParts): HTMLElement {
  const at = new Date(item.modifiedAt);
  const when = h('time', { datetime: item.modifiedAt }, `${shortDate(at)} ${timeOfDay(at)}`);
  const signs = [
    item.openBy && t('files.openBy', { name: item.openBy.name }),
    item.isCheckedOut && t('files.checkedOut'),
  ].map((sign) => (sign ? h('span', { class: 'files-sign' }, sign) : null));
  const name = h(
    'span',
    { class: 'files-name' },
    icon(item.isFolder ? 'folder' : 'file'),
    h('span', { class: 'files-words' }, nameOf(item, parts), ...signs),
  );
  return h(
    'tr',
    { 'data-item': item.id },
    h('th', { scope: 'row' }, name),
    h('td', { class: 'files-when' }, when),
    h('td', { class: 'files-by' }, changedBy(item)),
    h('td', { class: 'files-menu' }, menuButton(t('files.more', { name: item.name }), parts.menu(item))),
  );
}

function nameOf(item: SeenItem, parts: RowParts): HTMLElement {
  if (item.isFolder) return place(parts, `file-${item.id}`, { folder: item.id }, false, item.name);
  return h('a', { id: `file-${item.id}`, href: parts.address(item), download: item.name }, item.name);
}

function changedBy({ modifiedBy, through }: SeenItem): string {
  if (modifiedBy === null) return t('files.sharePoint');
  return through !== null && through !== modifiedBy
    ? t('files.through', { name: modifiedBy, app: through })
    : modifiedBy;
}
