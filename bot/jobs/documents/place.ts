import { yearFolder } from '../../documents/file-names.ts';
import { GraphFault } from '../../graph/ports.ts';
import type { FolderPlace, SeenItem } from '../../graph/ports.ts';
import { keepFolder, keepYearFolder } from '../../store/documents-kept.ts';
import { inLook } from './look.ts';
import type { Known, Look } from './look.ts';

/** Where a unit's documents lie: `LIKA/2026-2027` among the files of its channel. */

const OURS = 'LIKA';

/** The school year's folder; found by its name each time, so that one that somebody moved away is made again. Throws GraphFault. */
export async function findYearFolder(look: Look, known: Known): Promise<SeenItem> {
  const { files } = look.deps;
  const channel = await findChannelFolder(look, known);
  const year = yearFolder(known.schoolYear);
  const found =
    asFolder(await files.itemAt(look.as, channel, `${OURS}/${year}`)) ??
    (await findOrMake(look, placeOf(await findOrMake(look, channel, OURS)), year));
  if (found.url !== known.row.year_url) await inLook(look, (tx) => keepYearFolder(tx, look.unit, found.url));
  return found;
}

export const placeOf = ({ drive, id }: SeenItem): FolderPlace => ({ drive, folder: id });

/** A person asks anew; the app alone, which may not ask, knows it from them. */
async function findChannelFolder({ deps, as, ...look }: Look, { row, channel }: Known): Promise<FolderPlace> {
  if (!channel) throw new GraphFault('not-linked');
  if (as.person === null) {
    const isKnown = row.team === channel.team && row.channel === channel.channel;
    if (!isKnown || row.drive === null || row.folder === null) throw new GraphFault('person-away');
    return { drive: row.drive, folder: row.folder };
  }
  const found = await deps.files.folderOfChannel(as, channel);
  if (found.drive !== row.drive || found.id !== row.folder || found.url !== row.folder_url)
    await inLook({ deps, as, ...look }, (tx) =>
      keepFolder(tx, look.unit, { ...channel, drive: found.drive, folder: found.id, url: found.url }),
    );
  return placeOf(found);
}

async function findOrMake({ deps: { files }, as }: Look, place: FolderPlace, name: string): Promise<SeenItem> {
  const there = asFolder(await files.itemAt(as, place, name));
  if (there) return there;
  try {
    return await files.makeFolder(as, place, name);
  } catch (error) {
    if (!(error instanceof GraphFault) || error.reason !== 'name-taken') throw error;
    // Somebody was faster, or it was made by a call whose answer was lost.
    const made = asFolder(await files.itemAt(as, place, name));
    if (!made) throw new GraphFault('changed-meanwhile', { message: `${name} is taken and isn't there` });
    return made;
  }
}

/** A file that is called as the folder should be stands in its way. */
function asFolder(item: SeenItem | null): SeenItem | null {
  if (item && !item.isFolder) throw new GraphFault('name-taken', { message: `${item.name} is no folder` });
  return item;
}
