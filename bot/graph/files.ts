import { ResponseType } from '@microsoft/microsoft-graph-client';
import type { Client, GraphRequest } from '@microsoft/microsoft-graph-client';
import type { DriveItem } from '@microsoft/microsoft-graph-types';
import { asGraphFault, errorIn, graphAs, RETRY_UNREAD } from './client.ts';
import { GraphFault } from './ports.ts';
import type { Acting, FileContent, Files, FolderPlace, SeenItem, TokenSource } from './ports.ts';
import { uploadInRanges } from './upload.ts';

/** Above this a file goes in ranges. Source: learn.microsoft.com/graph/api/driveitem-put-content */
const AT_ONCE_MAX = 4 * 1024 * 1024;
const DOWNLOAD_TIMEOUT_MS = 60_000;
const CONFLICT = '@microsoft.graph.conflictBehavior';

/** Files of a channel through Graph, as whoever may. */
export function createFiles(tokens: TokenSource, graphUrl: string): Files {
  const as = (acting: Acting): Promise<Client> => graphAs(acting, 'files', tokens, graphUrl);
  return {
    async folderOfChannel(acting, { team, channel }) {
      // No application permission as narrow as a single site lets an app on its own ask for it.
      if (acting.person === null)
        throw new GraphFault('person-away', { message: 'asked for in a person’s name alone' });
      const path = `/teams/${encodeURIComponent(team)}/channels/${encodeURIComponent(channel)}/filesFolder`;
      return seen(await read((await as(acting)).api(path)));
    },
    async item(acting, drive, id) {
      return orNull(async () => seen(await read((await as(acting)).api(itemPath(drive, id)))));
    },
    async itemAt(acting, place, path) {
      return orNull(async () => seen(await read((await as(acting)).api(below(place, path)))));
    },
    async makeFolder(acting, { drive, folder }, name) {
      const request = (await as(acting)).api(`${itemPath(drive, folder)}/children`).middlewareOptions([RETRY_UNREAD]);
      return seen(await written(() => request.post({ name, folder: {}, [CONFLICT]: 'fail' }) as Promise<DriveItem>));
    },
    create: async (acting, place, name, content) => created(await as(acting), place, name, content),
    replace: async (acting, item, content) => replaced(await as(acting), item, content),
    content: async (acting, drive, id) => downloaded((await as(acting)).api(`${itemPath(drive, id)}/content`)),
  };
}

const itemPath = (drive: string, id: string): string =>
  `/drives/${encodeURIComponent(drive)}/items/${encodeURIComponent(id)}`;

const below = ({ drive, folder }: FolderPlace, path: string): string =>
  `${itemPath(drive, folder)}:/${path.split('/').map(encodeURIComponent).join('/')}`;

async function created(client: Client, place: FolderPlace, name: string, content: FileContent): Promise<SeenItem> {
  const path = below(place, name);
  if (content.bytes.length > AT_ONCE_MAX) {
    const session = { path: `${path}:/createUploadSession`, item: { [CONFLICT]: 'fail', name }, etag: null };
    return seen(await written(() => uploadInRanges(client, session, content)));
  }
  return seen(await written(() => put(client.api(`${path}:/content?${CONFLICT}=fail`), content)));
}

async function replaced(
  client: Client,
  { drive, id, etag }: Pick<SeenItem, 'drive' | 'id' | 'etag'>,
  content: FileContent,
): Promise<SeenItem> {
  const path = itemPath(drive, id);
  if (content.bytes.length > AT_ONCE_MAX) {
    const session = { path: `${path}/createUploadSession`, item: { [CONFLICT]: 'replace' }, etag };
    return seen(await written(() => uploadInRanges(client, session, content)));
  }
  return seen(await written(() => put(client.api(`${path}/content`).header('If-Match', etag), content)));
}

const put = (request: GraphRequest, { bytes, contentType }: FileContent): Promise<DriveItem> =>
  request.header('Content-Type', contentType).middlewareOptions([RETRY_UNREAD]).put(bytes) as Promise<DriveItem>;

async function read(request: GraphRequest): Promise<DriveItem> {
  try {
    return (await request.get()) as DriveItem;
  } catch (error) {
    throw asGraphFault(error);
  }
}

/** Whoever may see the library but not write in it is told so: it is closed for writing, or they only read there. */
async function written(write: () => Promise<DriveItem>): Promise<DriveItem> {
  try {
    return await write();
  } catch (error) {
    const fault = asGraphFault(error, true);
    const { message, code } = fault;
    if (fault.reason === 'not-allowed') throw new GraphFault('read-only', { message, code });
    if (/too.?long/i.test(code ?? '')) throw new GraphFault('path-too-long', { message, code });
    throw fault;
  }
}

async function orNull(look: () => Promise<SeenItem>): Promise<SeenItem | null> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof GraphFault && error.reason === 'not-found') return null;
    throw error;
  }
}

/** Graph answers with where the content is to be fetched, at an address that is its own key: it gets no token of ours. */
async function downloaded(request: GraphRequest): Promise<Buffer> {
  try {
    const answer = (await request.responseType(ResponseType.RAW).option('redirect', 'manual').get()) as Response;
    const location = answer.headers.get('location');
    if (answer.status >= 400) throw await errorIn(answer);
    const response = location ? await fetch(location, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) }) : answer;
    if (!response.ok) throw await errorIn(response);
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    throw asGraphFault(error);
  }
}

function seen(item: DriveItem): SeenItem {
  const drive = item.parentReference?.driveId;
  if (!item.id || !drive || !item.webUrl)
    throw new GraphFault('unclear', { message: 'Graph tells of a file without saying which, or where' });
  return {
    ...{ id: item.id, drive, name: item.name ?? '', url: item.webUrl },
    ...{ etag: item.eTag ?? '', ctag: item.cTag ?? null, size: item.size ?? 0 },
    isFolder: item.folder !== undefined && item.folder !== null,
    madeBy: item.createdBy?.application?.id ?? null,
    changedBy: item.lastModifiedBy?.application?.id ?? null,
  };
}
