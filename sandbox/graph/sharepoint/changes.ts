import { GraphError } from '../errors.ts';
import { quickXorHash } from './hashes.ts';
import { demandName, demandPathLength, freeName, isOffice } from './names.ts';
import type { Library } from './places.ts';
import { denied } from './store.ts';
import type { Actor, FileContent, Item, SharePoint } from './store.ts';
import { withProperties } from './zip.ts';

/** What is to happen when a name is taken. */
export type OnConflict = 'fail' | 'replace' | 'rename';

export interface Work {
  readonly sharePoint: SharePoint;
  readonly library: Library;
  readonly actor: Actor;
}

const nameTaken = () =>
  new GraphError(409, 'nameAlreadyExists', 'An item with the same name already exists under the parent.');

const full = () => new GraphError(507, 'quotaLimitReached', 'Insufficient Space Available');

/** @throws GraphError 403 when nobody may write in the library. */
export function demandWritable({ sharePoint, library }: Work): void {
  if (sharePoint.library(library.drive).readOnly) throw denied();
}

const isSame = (one: Actor, other: Actor) =>
  one.person === other.person && (one.person !== null || one.app === other.app);

/**
 * Whoever has a file open keeps others from writing it, even their own apps; whoever has checked it out, others alone.
 * @throws GraphError 423, in the two spellings that Graph has for it
 */
export function demandUnlocked(
  { sharePoint, actor }: Work,
  item: Item,
  spelling: 'resourceLocked' | 'notAllowed',
): void {
  for (const { openBy, checkedOutBy } of sharePoint.withAllIn(item)) {
    const isOpen = openBy !== null && !(actor.app === null && actor.person === openBy);
    const isOut = checkedOutBy !== null && !isSame(checkedOutBy, actor);
    if (isOpen || isOut) throw locked(spelling);
  }
}

/** What a write of the content answers has `resourceLocked` inside, what other changes answer has it outside. */
function locked(spelling: 'resourceLocked' | 'notAllowed'): GraphError {
  const message = 'The resource you are attempting to access is locked';
  return new GraphError(423, spelling, message, {}, spelling === 'notAllowed' ? 'resourceLocked' : undefined);
}

/** @throws GraphError 507 when so many bytes don't go into the library any more. */
export function demandRoom({ sharePoint, library }: Work, bytes: number): void {
  if (bytes > sharePoint.quota(library).remaining) throw full();
}

function touched({ sharePoint, actor }: Work, item: Item): void {
  item.version += 1;
  item.modifiedAt = sharePoint.now();
  item.modifiedBy = sharePoint.identities(actor);
  sharePoint.save();
}

/** The bytes, kept. */
export const kept = ({ sharePoint }: Work, bytes: Buffer): FileContent => ({
  content: sharePoint.contents.put(bytes),
  size: bytes.length,
  quickXorHash: quickXorHash(bytes),
});

/** Gives a file other bytes. @throws GraphError 403, 423, 507 */
export function replaceContent(work: Work, item: Item, bytes: Buffer): void {
  demandWritable(work);
  demandUnlocked(work, item, 'notAllowed');
  demandRoom(work, bytes.length - (item.file?.size ?? 0));
  item.file = kept(work, bytes);
  item.contentVersion += 1;
  touched(work, item);
  item.fileSystem.lastModifiedDateTime = item.modifiedAt;
}

/**
 * Puts a file into a folder. @returns the file, and whether it is new
 * @throws GraphError 400, 403, 409, 423, 507
 */
export function putFile(
  work: Work,
  { parent, name, bytes }: { parent: Item; name: string; bytes: Buffer },
  onConflict: OnConflict,
): { item: Item; isNew: boolean } {
  const known = work.sharePoint.child(parent, name);
  if (known && onConflict === 'replace') {
    if (!known.file) throw nameTaken();
    replaceContent(work, known, bytes);
    return { item: known, isNew: false };
  }
  demandWritable(work);
  const free = freeNameIn(work, parent, name, onConflict);
  demandRoom(work, bytes.length);
  return {
    item: work.sharePoint.add(work.library, { parent, name: free, file: kept(work, bytes) }, work.actor),
    isNew: true,
  };
}

function freeNameIn(work: Work, parent: Item, name: string, onConflict: OnConflict): string {
  const { sharePoint, library } = work;
  demandName(name, parent.parent === null);
  demandPathLength(library, [...sharePoint.pathOf(parent).map((each) => each.name), name]);
  const isTaken = (wanted: string) => sharePoint.child(parent, wanted) !== undefined;
  if (!isTaken(name)) return name;
  if (onConflict !== 'rename') throw nameTaken();
  return freeName(name, isTaken);
}

/** Makes a folder, or with `replace` takes the one that is there. */
export function putFolder(
  work: Work,
  parent: Item,
  name: string,
  onConflict: OnConflict,
): { item: Item; isNew: boolean } {
  demandWritable(work);
  const known = work.sharePoint.child(parent, name);
  if (known && !known.file && onConflict === 'replace') return { item: known, isNew: false };
  const free = freeNameIn(work, parent, name, onConflict);
  return { item: work.sharePoint.add(work.library, { parent, name: free, file: null }, work.actor), isNew: true };
}

/** Gives an item another name or another folder. A move leaves who changed it last and when. */
export function relocate(work: Work, item: Item, to: { name?: string; parent?: Item }, onConflict: OnConflict): void {
  const { sharePoint } = work;
  demandWritable(work);
  demandUnlocked(work, item, 'resourceLocked');
  const parent = to.parent ?? parentOf(sharePoint, item);
  const name = to.name ?? item.name;
  if (parent.file) throw new GraphError(400, 'invalidRequest', 'The parent is not a folder.');
  if (sharePoint.withAllIn(item).includes(parent))
    throw new GraphError(400, 'invalidRequest', 'The item cannot be moved into itself.');
  const known = sharePoint.child(parent, name);
  const isTaken = known !== undefined && known !== item;
  if (isTaken && onConflict === 'replace') remove(work, known);
  item.name = !isTaken && known === item ? checkedName(parent, name) : freeNameIn(work, parent, name, onConflict);
  const isMoved = item.parent !== parent.id;
  item.parent = parent.id;
  if (isMoved && to.name === undefined) item.version += 1;
  else touched(work, item);
  sharePoint.save();
}

/** The same name in other letters: `plan.docx` for `Plan.docx`. */
function checkedName(parent: Item, name: string): string {
  demandName(name, parent.parent === null);
  return name;
}

export function parentOf(sharePoint: SharePoint, item: Item): Item {
  const parent = item.parent === null ? undefined : sharePoint.state.items[item.parent];
  if (!parent) throw new GraphError(400, 'invalidRequest', 'The root of a drive cannot be changed.');
  return parent;
}

/** Puts an item and all that is in it into the recycle bin. @throws GraphError 403, 423 */
export function remove(work: Work, item: Item): void {
  parentOf(work.sharePoint, item);
  demandWritable(work);
  demandUnlocked(work, item, 'resourceLocked');
  const now = work.sharePoint.now();
  for (const each of work.sharePoint.withAllIn(item)) each.deletedAt = now;
  work.sharePoint.save();
}

/** Takes out of SharePoint for good. */
export function removeForGood(work: Work, item: Item): void {
  const all = work.sharePoint.withAllIn(item);
  remove(work, item);
  for (const { id } of all) delete work.sharePoint.state.items[id];
  work.sharePoint.save();
}

/** Takes an item out of the recycle bin, with what went into it at the same time. */
export function restore(work: Work, item: Item): void {
  const { sharePoint } = work;
  const { deletedAt } = item;
  const parent = parentOf(sharePoint, item);
  if (parent.deletedAt !== null) throw new GraphError(400, 'invalidRequest', 'The folder it was in is deleted.');
  item.name = freeNameIn(work, parent, item.name, 'rename');
  const back = (each: Item) => {
    each.deletedAt = null;
    for (const inside of Object.values(sharePoint.state.items))
      if (inside.parent === each.id && inside.deletedAt === deletedAt) back(inside);
  };
  back(item);
  item.version += 1;
  sharePoint.save();
}

/**
 * What SharePoint does with an Office file that was uploaded, where it is set to: it writes the library's properties
 * into it, so that its bytes, size and tags change, and nobody is named for it
 * (https://github.com/OneDrive/onedrive-api-docs/issues/935).
 */
export function writeProperties({ sharePoint }: Work, item: Item): void {
  if (!sharePoint.state.writesProperties || !item.file || !isOffice(item.name)) return;
  const bytes = withProperties(sharePoint.contents.get(item.file.content), item.guid);
  item.file = { content: sharePoint.contents.put(bytes), size: bytes.length, quickXorHash: quickXorHash(bytes) };
  item.version += 1;
  item.contentVersion += 1;
  sharePoint.save();
}
