import { CallFailed } from './api.ts';
import { h } from './dom.ts';
import type { FilesPlace, SeenFolder, SeenItem } from './files-data.ts';
import { filesOf, whyNot } from './files-data.ts';
import { fileRow } from './files-rows.ts';
import type { FilesActs } from './files-tools.ts';
import { folderTools, itemMenu } from './files-tools.ts';
import { KeptNodes, setChildren } from './keep-nodes.ts';
import { place } from './place.ts';
import type { Going } from './place.ts';
import { t } from './texts.ts';

interface FilesParts extends Going, FilesPlace {
  /** The person's name, as it stands in what they write. */
  name: string;
}

/** SharePoint has no feed here: the page looks again after so long. */
const LOOK_EVERY_MS = 1_500;

/** A channel's files as Teams shows them: folders to go into, and files that one can open, change, move and delete. */
export function filesView(parts: FilesParts): { element: HTMLElement } {
  const files = filesOf({ person: parts.person, channel: parts.channel });
  const sheet = fileSheet(parts);
  let seen: SeenFolder | null = null;
  let latest: Promise<unknown> | null = null;

  const load = async () => {
    const mine = Promise.all([files.read(parts.choices.folder), files.habits()]);
    latest = mine;
    try {
      const [folder, { writesProperties }] = await mine;
      if (latest !== mine) return;
      seen = folder;
      sheet.show(folder, writesProperties, acts);
    } finally {
      if (latest === mine) latest = null;
    }
  };
  const refresh = () =>
    load().catch((error: unknown) => {
      // What passes by itself need not be shown to somebody who has the files before them.
      const passes = error instanceof CallFailed && (error.status === 0 || error.status >= 500);
      if (!passes || !seen) sheet.fail(t('files.unreachable', { reason: whyNot(error) }));
    });
  const change: FilesActs['change'] = async (what) => {
    await files.change(what);
    await refresh();
  };
  const acts: FilesActs = { files, person: parts.person, name: parts.name, change, refresh, seen: () => seen };
  const follow = setInterval(() => {
    if (!sheet.element.isConnected) clearInterval(follow);
    else if (!document.hidden && latest === null) void refresh();
  }, LOOK_EVERY_MS);
  void refresh();
  return { element: sheet.element };
}

/** What is drawn, kept from one reading to the next where it is the same. */
function fileSheet(parts: FilesParts) {
  const kept = new KeptNodes();
  const bar = h('div', {});
  const notes = h('div', {});
  const body = h('tbody', {});
  const table = fileTable(body);
  const rest = h('div', { class: 'files-rest' });
  const element = h(
    'div',
    { class: 'files', tabindex: 0, role: 'region', 'aria-label': t('files.label') },
    ...[bar, notes, table, rest],
  );
  table.hidden = true;
  const note = (text: string) => kept.get(`note ${text}`, text, () => h('p', { class: 'files-note' }, text));
  return {
    element,
    show(folder: SeenFolder, writes: boolean, acts: FilesActs) {
      const { path, isFull, isReadOnly, items } = folder;
      const head = () =>
        h('div', { class: 'files-head' }, breadcrumbs(folder, parts), folderTools(folder, writes, acts));
      setChildren(bar, [kept.get('bar', { path, isFull, isReadOnly, writes }, head)]);
      setChildren(
        notes,
        [isReadOnly ? [t('files.isReadOnly')] : [], isFull ? [t('files.isFull')] : []].flat().map(note),
      );
      const menu = (item: SeenItem) => itemMenu(item, acts);
      const row = { ...parts, menu, address: acts.files.address };
      setChildren(
        body,
        items.map((item) => kept.get(`item ${item.id}`, item, () => fileRow(item, row))),
      );
      table.hidden = items.length === 0;
      setChildren(rest, items.length === 0 ? [kept.get('empty', null, nothing)] : []);
      kept.sweep();
    },
    fail(text: string) {
      table.hidden = true;
      setChildren(rest, [kept.get('unreachable', text, () => h('p', { class: 'note' }, text))]);
    },
  };
}

function breadcrumbs({ path }: SeenFolder, parts: FilesParts): HTMLElement {
  const steps = path.map(({ id, name }, index) => {
    if (index === path.length - 1) return h('li', {}, h('span', { 'aria-current': 'page' }, name));
    return h('li', {}, place(parts, `path-${id}`, { folder: index === 0 ? null : id }, false, name));
  });
  return h('nav', { class: 'files-path', 'aria-label': t('files.path') }, h('ol', {}, ...steps));
}

function fileTable(body: HTMLElement): HTMLElement {
  const column = (...children: (string | Node)[]) => h('th', { scope: 'col' }, ...children);
  const actions = h('span', { class: 'only-read-aloud' }, t('files.actions'));
  return h(
    'table',
    { class: 'files-table' },
    h('caption', { class: 'only-read-aloud' }, t('files.label')),
    h(
      'thead',
      {},
      h('tr', {}, column(t('files.name')), column(t('files.modified')), column(t('files.by')), column(actions)),
    ),
    body,
  );
}

const nothing = () => h('div', { class: 'empty' }, h('h2', {}, t('files.empty')), h('p', {}, t('files.emptyText')));
