import type { DocumentSpec } from '../../documents/documents.ts';
import type { UnitReport } from '../../documents/report.ts';
import { GraphFault } from '../../graph/ports.ts';
import type { FileContent, SeenItem } from '../../graph/ports.ts';
import type { Beside, Sending } from '../../store/document-tables.ts';
import { noteDocument } from '../../store/kept-documents.ts';
import type { DocumentKey, KeptDocumentRow } from '../../store/kept-documents.ts';
import { shaOf } from './fingerprint.ts';
import { inLook } from './look.ts';
import type { Look } from './look.ts';
import { namesFor } from './names.ts';
import { placeOf } from './place.ts';

/**
 * Brings one document to SharePoint. What somebody has changed there is never written over. What is about to be written is
 * noted first: after a lost answer, or a service killed on the way, the next look finds out how it went.
 */

export interface Bringing {
  readonly look: Look;
  readonly key: DocumentKey;
  readonly row: KeptDocumentRow;
  readonly spec: DocumentSpec;
  readonly report: UnitReport;
  /** The report's fingerprint. */
  readonly shows: string;
  /** How many people in the report can't be named now. */
  readonly unnamed: number;
  /** The school year's folder, found or made when it is needed. */
  readonly folder: () => Promise<SeenItem>;
}

/** @returns `gone` when somebody has taken it away there and is to be asked. Throws GraphFault, LostWork. */
export async function bringDocument(at: Bringing): Promise<'done' | 'gone'> {
  const { look, row } = at;
  if (row.state === 'left') return 'done';
  const settled = await settleCreation(at);
  if (settled.row.item === null || settled.row.drive === null) return create(settled);
  const item = await look.deps.files.item(look.as, settled.row.drive, settled.row.item);
  if (!item) {
    await note(at, { state: 'needs-you', cause: 'document-gone' });
    return 'gone';
  }
  if (isShown(settled)) {
    await note(at, { name: item.name, url: item.url, state: 'kept', cause: null });
    return 'done';
  }
  if (await isTheirs(settled, item)) return create(await putAside(settled, item));
  return replace(settled, item);
}

/** Whether the file shows what it should; names that couldn't be had before are worth another writing. */
export const isShown = ({ row, shows, unnamed }: Pick<Bringing, 'row' | 'shows' | 'unnamed'>): boolean =>
  row.shows === shows && row.unnamed <= unnamed;

type Note = Parameters<typeof noteDocument>[2];

const note = ({ look, key }: Pick<Bringing, 'look' | 'key'>, change: Note): Promise<void> =>
  inLook(look, (tx) => noteDocument(tx, key, change));

/** A file that was being made when its answer was lost is found by its name. */
async function settleCreation(at: Bringing): Promise<Bringing> {
  const { look, row, folder } = at;
  const { item, sending } = row;
  if (item !== null || sending === null || sending.name === null) return at;
  const found = await look.deps.files.itemAt(look.as, placeOf(await folder()), sending.name);
  return found && (await isOurs(at, found, sending)) ? adopt(at, found, sending) : at;
}

async function isOurs(at: Bringing, found: SeenItem, sending: Sending): Promise<boolean> {
  if (found.isFolder) return false;
  return found.madeBy === at.look.deps.settings.clientId || (await holds(at, found, [sending.sha]));
}

/** Takes the file for the one that was being made. What it shows is known only when it is word for word what was sent. */
async function adopt(at: Bringing, found: SeenItem, sending: Sending): Promise<Bringing> {
  const isSame = found.size === sending.size && (await holds(at, found, [sending.sha]));
  const change = {
    ...whereIs(found),
    ...{ ctag: isSame ? found.ctag : null, sha: sending.sha, shows: isSame ? sending.shows : null },
    ...{ unnamed: sending.unnamed, sending: null, written_at: at.look.deps.clock.now() },
  };
  await note(at, change);
  return { ...at, row: { ...at.row, ...change } };
}

const whereIs = ({ drive, id, name, url, etag }: SeenItem) => ({ drive, item: id, name, url, etag });

/**
 * Whether somebody has changed the content since LIKA wrote it. SharePoint itself writes properties into Office files after
 * they have come, in the name of the app that sent them.
 */
async function isTheirs(at: Bringing, item: SeenItem): Promise<boolean> {
  const { row, look } = at;
  if (row.ctag !== null && item.ctag === row.ctag) return false;
  if (item.changedBy === look.deps.settings.clientId) return false;
  return !(await holds(at, item, [row.sha, row.sending?.sha ?? null]));
}

async function holds({ look }: Bringing, { drive, id }: SeenItem, shas: readonly (string | null)[]): Promise<boolean> {
  return shas.includes(shaOf(await look.deps.files.content(look.as, drive, id)));
}

/** Theirs stays as it is, and a new file is made beside it. */
async function putAside(at: Bringing, item: SeenItem): Promise<Bringing> {
  const now = at.look.deps.clock.now().toISOString();
  const beside: Beside = { item: item.id, name: item.name, url: item.url, at: now, told: false };
  const change = { beside, item: null, ctag: null, sending: null };
  await note(at, change);
  return { ...at, row: { ...at.row, ...change } };
}

async function replace(at: Bringing, item: SeenItem): Promise<'done'> {
  const content = await contentOf(at);
  await announce(at, null, content);
  await written(at, await at.look.deps.files.replace(at.look.as, item, content), content);
  return 'done';
}

/** A name that is taken is somebody else's, unless what lies there is what was just being made. */
async function create(at: Bringing): Promise<'done'> {
  const { look, spec } = at;
  const { files } = look.deps;
  const folder = await at.folder();
  const content = await contentOf(at);
  for (const name of namesFor(at, folder)) {
    const there = await files.itemAt(look.as, placeOf(folder), name);
    if (there && (await isBeingMade(at, there, name))) throw justTaken(name);
    if (there) continue;
    await announce(at, name, content);
    const made = await files.create(look.as, placeOf(folder), name, content).catch((error: unknown) => {
      if (error instanceof GraphFault && error.reason === 'name-taken') return null;
      throw error;
    });
    // Asked for again it may be what an earlier call made whose answer was late: that is settled at the next look.
    if (!made) throw justTaken(name);
    await written(at, made, content);
    return 'done';
  }
  throw new GraphFault('name-taken', { message: `no name is left for ${spec.name}` });
}

/** It came while we looked for it. */
async function isBeingMade(at: Bringing, there: SeenItem, name: string): Promise<boolean> {
  const { sending } = at.row;
  return sending?.name === name && (await isOurs(at, there, sending));
}

const justTaken = (name: string): GraphFault =>
  new GraphFault('changed-meanwhile', { message: `${name} has just been taken` });

async function contentOf({ spec, report }: Bringing): Promise<FileContent> {
  return { bytes: await spec.make(report), contentType: spec.contentType };
}

async function announce(at: Bringing, name: string | null, { bytes }: FileContent): Promise<void> {
  const { shows, unnamed } = at;
  await note(at, { sending: { name, sha: shaOf(bytes), size: bytes.length, shows, unnamed } });
}

async function written(at: Bringing, item: SeenItem, { bytes }: FileContent): Promise<void> {
  const { shows, unnamed, look } = at;
  await note(at, {
    ...whereIs(item),
    ...{ ctag: item.ctag, sha: shaOf(bytes), shows, unnamed, sending: null },
    ...{ state: 'kept', cause: null, written_at: look.deps.clock.now() },
  });
}
