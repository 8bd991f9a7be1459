import type { Channel, SandboxContext } from '../../context.ts';
import type { Work } from './changes.ts';
import { mimeTypeOf } from './names.ts';
import { webUrlOf } from './shapes.ts';
import type { Identities, Item, SharePoint } from './store.ts';

/** A file or folder as a person sees it in a channel's files. */
export interface SeenItem {
  id: string;
  name: string;
  isFolder: boolean;
  /** Bytes. */
  size: number;
  mimeType: string | null;
  /** ISO time in UTC. */
  modifiedAt: string;
  /** Name of who changed it last, an app's for an app on its own, null for SharePoint. */
  modifiedBy: string | null;
  /** The app through which it was changed, null when it was changed in SharePoint itself. */
  through: string | null;
  /** Name and id of who has it open. */
  openBy: { id: string; name: string } | null;
  isCheckedOut: boolean;
  webUrl: string;
}

/** A folder of a channel's files. */
export interface SeenFolder {
  drive: string;
  /** False while nobody has opened the channel's files for the first time. */
  wasReady: boolean;
  isReadOnly: boolean;
  isFull: boolean;
  /** From the channel's folder to this one. */
  path: { id: string; name: string }[];
  items: SeenItem[];
  /** Every folder of the channel, for moving: names from the channel's on. */
  folders: { id: string; path: string }[];
  bin: { id: string; name: string; deletedAt: string }[];
}

/**
 * What a folder of a channel holds; the channel's own without `id`. Looking at a channel's files for the first time is
 * what makes its folder.
 */
export function viewOf(context: SandboxContext, work: Work, channel: Channel, id: string): SeenFolder {
  const { sharePoint, library } = work;
  const top = sharePoint.channelFolder(library, channel);
  const wasReady = sharePoint.isReady(channel.id);
  if (!wasReady) {
    sharePoint.state.notReady = sharePoint.state.notReady.filter((each) => each !== channel.id);
    sharePoint.save();
  }
  const all = sharePoint.withAllIn(top);
  const asked = all.find((each) => each.id === id);
  const folder = asked && !asked.file ? asked : (all.find((each) => each.id === asked?.parent) ?? top);
  const below = (item: Item) => sharePoint.pathOf(item).slice(1);
  return {
    drive: library.drive,
    wasReady,
    isReadOnly: sharePoint.library(library.drive).readOnly,
    isFull: sharePoint.quota(library).remaining === 0,
    path: [top, ...below(folder)].map((each) => ({ id: each.id, name: each.name })),
    items: sharePoint.children(folder).map((each) => seen(context, work, each)),
    folders: all
      .filter(({ file }) => !file)
      .map((each) => ({ id: each.id, path: [top, ...below(each)].map(({ name }) => name).join(' / ') })),
    bin: binned(sharePoint, new Set(all.map((each) => each.id))),
  };
}

/** What was deleted out of a folder that is still there. */
const binned = (sharePoint: SharePoint, folders: ReadonlySet<string>): SeenFolder['bin'] =>
  Object.values(sharePoint.state.items).flatMap(({ id, name, parent, deletedAt }) =>
    deletedAt !== null && parent !== null && folders.has(parent) ? [{ id, name, deletedAt }] : [],
  );

function seen(context: SandboxContext, { sharePoint, library }: Work, item: Item): SeenItem {
  const open = item.openBy === null ? undefined : context.directory.person(item.openBy);
  const by: Identities = item.modifiedBy;
  return {
    id: item.id,
    name: item.name,
    isFolder: item.file === null,
    size: sharePoint.sizeOf(item),
    mimeType: item.file ? mimeTypeOf(item.name) : null,
    modifiedAt: item.modifiedAt,
    modifiedBy: by.user?.displayName ?? by.application?.displayName ?? null,
    through: by.application?.displayName ?? null,
    openBy: open ? { id: open.id, name: open.name } : null,
    isCheckedOut: item.checkedOutBy !== null,
    webUrl: webUrlOf(sharePoint, library, item),
  };
}
