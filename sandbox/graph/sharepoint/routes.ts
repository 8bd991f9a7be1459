import { PERMISSIONS as may } from '../permissions.ts';
import { none, query, route } from '../route.ts';
import type { Route } from '../route.ts';
import { getContent, putContent } from './content.ts';
import * as items from './items.ts';
import { DRIVE, DRIVE_ITEM } from './shapes.ts';

const CONFLICT = '@microsoft.graph.conflictBehavior';
const item = query('driveItem', DRIVE_ITEM, ['$select']);
const children = query('driveItem', DRIVE_ITEM, ['$select', '$top', '$orderby', '$count']);
const content = query('driveItem', DRIVE_ITEM, ['$format']);
const put = query('driveItem', DRIVE_ITEM, [CONFLICT]);
const drive = query('drive', DRIVE, ['$select']);

/** The ways to a drive: its own address, its group's and its site's. */
const DRIVES = ['/drives/{drive}', '/groups/{group}/drive', '/sites/{site}/drive'];

/** What may be asked of a file or folder, by id or by path (address.ts makes one of the two), the root being one. */
const ofItem = (at: string): Route[] => [
  route(`GET ${at}`, may.fileRead, item, items.getItem),
  route(`PATCH ${at}`, may.fileWrite, none, items.patchItem),
  route(`DELETE ${at}`, may.fileWrite, none, items.deleteItem),
  route(`GET ${at}/children`, may.fileRead, children, items.listChildren),
  route(`POST ${at}/children`, may.fileWrite, none, items.createFolder),
  route(`GET ${at}/content`, may.fileRead, content, getContent),
  { ...route(`PUT ${at}/content`, may.fileWrite, put, putContent), mayBeEmpty: true },
  { ...route(`POST ${at}/permanentDelete`, may.fileWrite, none, items.deleteForGood), mayBeEmpty: true },
];

/** Drives, what is in them, and a channel's folder. */
export const FILE_ROUTES: readonly Route[] = [
  route('GET /teams/{id}/channels/{channel}/filesFolder', may.filesFolder, item, items.getFilesFolder),
  ...DRIVES.map((at) => route(`GET ${at}`, may.fileRead, drive, items.getDrive)),
  ...DRIVES.flatMap((at) => ofItem(`${at}/items/{item}`)),
];
