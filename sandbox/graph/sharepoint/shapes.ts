import type { Json } from '../call.ts';
import { mimeTypeOf, isOffice } from './names.ts';
import { LIBRARY_FOLDER, LIBRARY_NAME } from './places.ts';
import type { Library } from './places.ts';
import type { Item, SharePoint } from './store.ts';

/** Changes with any change of the item. */
export const eTagOf = ({ guid, version }: Item): string => `"{${guid.toUpperCase()}},${version}"`;
/** Changes with the content alone. */
export const cTagOf = ({ guid, contentVersion }: Item): string => `"c:{${guid.toUpperCase()}},${contentVersion}"`;

const encoded = (names: readonly string[]) => names.map(encodeURIComponent).join('/');

/** Where a person sees the item in a browser: an Office file in its app, the rest by its path. */
export function webUrlOf(sharePoint: SharePoint, library: Library, item: Item): string {
  if (item.file && isOffice(item.name)) {
    const guid = encodeURIComponent(`{${item.guid.toUpperCase()}}`);
    return `${library.url}/_layouts/15/Doc.aspx?sourcedoc=${guid}&file=${encodeURIComponent(item.name)}&action=default&mobileredirect=true`;
  }
  return [`${library.url}/${encodeURIComponent(LIBRARY_FOLDER)}`, encoded(namesOf(sharePoint, item))]
    .filter(Boolean)
    .join('/');
}

const namesOf = (sharePoint: SharePoint, item: Item) => sharePoint.pathOf(item).map(({ name }) => name);

/**
 * A driveItem as Graph answers it.
 * @param downloadUrl makes the address by which the bytes can be had for a while without a token
 */
export function driveItem(
  sharePoint: SharePoint,
  library: Library,
  item: Item,
  downloadUrl: (item: Item) => string,
): Json {
  return {
    ...(item.file ? { '@microsoft.graph.downloadUrl': downloadUrl(item) } : {}),
    createdDateTime: item.createdAt,
    eTag: eTagOf(item),
    id: item.id,
    lastModifiedDateTime: item.modifiedAt,
    name: item.name,
    webUrl: webUrlOf(sharePoint, library, item),
    ...(item.file ? { cTag: cTagOf(item) } : {}),
    size: sharePoint.sizeOf(item),
    createdBy: item.createdBy,
    lastModifiedBy: item.modifiedBy,
    parentReference: parentOf(sharePoint, library, item),
    fileSystemInfo: { ...item.fileSystem },
    ...facets(sharePoint, item),
  };
}

function parentOf(sharePoint: SharePoint, library: Library, item: Item): Json {
  const place = { driveType: 'documentLibrary', driveId: library.drive };
  const parent = item.parent === null ? undefined : sharePoint.state.items[item.parent];
  if (!parent) return place;
  const path = encoded(namesOf(sharePoint, parent));
  return {
    ...place,
    id: parent.id,
    name: parent.parent === null ? LIBRARY_FOLDER : parent.name,
    path: `/drives/${library.drive}/root:${path === '' ? '' : `/${path}`}`,
    siteId: library.site.split(',')[1],
  };
}

function facets(sharePoint: SharePoint, item: Item): Json {
  if (item.file) return { file: { mimeType: mimeTypeOf(item.name), hashes: { quickXorHash: item.file.quickXorHash } } };
  const folder = { folder: { childCount: sharePoint.children(item).length } };
  return item.parent === null ? { root: {}, ...folder } : folder;
}

/** What GET …/filesFolder answers: less than other addresses tell of the folder ("Get filesFolder" in the reference). */
export function filesFolder(sharePoint: SharePoint, library: Library, item: Item): Json {
  return {
    id: item.id,
    createdDateTime: '0001-01-01T00:00:00Z',
    lastModifiedDateTime: item.modifiedAt,
    name: item.name,
    webUrl: webUrlOf(sharePoint, library, item),
    size: sharePoint.sizeOf(item),
    parentReference: { driveId: library.drive, driveType: 'documentLibrary' },
    fileSystemInfo: { ...item.fileSystem },
    folder: { childCount: sharePoint.children(item).length },
  };
}

/** A library as Graph's drive. */
export function drive(sharePoint: SharePoint, library: Library): Json {
  const quota = sharePoint.quota(library);
  const { team, channel } = library;
  return {
    createdDateTime: '2021-08-16T06:00:00Z',
    description: '',
    id: library.drive,
    lastModifiedDateTime: '2021-08-16T06:00:00Z',
    name: LIBRARY_NAME,
    webUrl: `${library.url}/${encodeURIComponent(LIBRARY_FOLDER)}`,
    driveType: 'documentLibrary',
    owner: { [channel ? 'application' : 'group']: { id: team.id, displayName: library.title } },
    quota: { ...quota, state: quota.remaining === 0 ? 'exceeded' : 'normal' },
  };
}

/** A site. */
export const site = (library: Library): Json => ({
  createdDateTime: '2021-08-16T06:00:00Z',
  description: '',
  id: library.site,
  lastModifiedDateTime: '2021-08-16T06:00:00Z',
  name: library.url.split('/').at(-1),
  webUrl: library.url,
  displayName: library.title,
  root: {},
  siteCollection: { hostname: new URL(library.url).hostname },
});

/** The properties that may be selected of each: Microsoft Graph v1.0, metadata of August 2026. */
const words = (text: string) => text.trim().split(/\s+/);
export const DRIVE_ITEM = words(`
  id createdBy createdDateTime description eTag lastModifiedBy lastModifiedDateTime name parentReference webUrl audio
  bundle content cTag deleted file fileSystemInfo folder image location malware package pendingOperations photo
  publication remoteItem root searchResult shared sharepointIds size specialFolder video webDavUrl
  @microsoft.graph.downloadUrl @content.downloadUrl`);
export const DRIVE = words(`
  id createdBy createdDateTime description eTag lastModifiedBy lastModifiedDateTime name parentReference webUrl driveType
  owner quota sharePointIds system`);
export const SITE = words(`
  id createdBy createdDateTime description eTag lastModifiedBy lastModifiedDateTime name parentReference webUrl
  displayName error isPersonalSite root sharepointIds siteCollection`);
