import { PERMISSIONS as may } from '../permissions.ts';
import { none, query, route } from '../route.ts';
import type { Route } from '../route.ts';
import { getContent, putContent } from './content.ts';
import * as items from './items.ts';
import { checkIn, checkOut } from './locks.ts';
import { createUploadSession } from './sessions.ts';
import { DRIVE, DRIVE_ITEM, SITE } from './shapes.ts';
import { getSite, getSiteOfGroup, listDrives } from './sites.ts';

const CONFLICT = '@microsoft.graph.conflictBehavior';
const item = query('driveItem', DRIVE_ITEM, ['$select']);
const children = query('driveItem', DRIVE_ITEM, ['$select', '$top', '$orderby', '$count']);
const content = query('driveItem', DRIVE_ITEM, ['$format']);
const put = query('driveItem', DRIVE_ITEM, [CONFLICT]);
const drive = query('drive', DRIVE, ['$select']);
const site = query('site', SITE, ['$select']);

/** The ways to a drive: its own address, its group's and its site's. */
const DRIVES = ['/drives/{drive}', '/groups/{group}/drive', '/sites/{site}/drive'];

const empty = (one: Route): Route => ({ ...one, mayBeEmpty: true });

/** What may be asked of a file or folder, by id or by path (address.ts makes one of the two), the root being one. */
const ofItem = (at: string): Route[] => [
  route(`GET ${at}`, may.fileRead, item, items.getItem),
  route(`PATCH ${at}`, may.fileWrite, none, items.patchItem),
  route(`DELETE ${at}`, may.fileWrite, none, items.deleteItem),
  route(`GET ${at}/children`, may.fileRead, children, items.listChildren),
  route(`POST ${at}/children`, may.fileWrite, none, items.createFolder),
  route(`GET ${at}/content`, may.fileRead, content, getContent),
  empty(route(`PUT ${at}/content`, may.fileWrite, put, putContent)),
  empty(route(`POST ${at}/createUploadSession`, may.fileSession, none, createUploadSession)),
  empty(route(`POST ${at}/checkout`, may.fileWrite, none, checkOut)),
  empty(route(`POST ${at}/checkin`, may.fileWrite, none, checkIn)),
  empty(route(`POST ${at}/permanentDelete`, may.fileWrite, none, items.deleteForGood)),
];

/** Drives, what is in them, and a channel's folder. */
export const FILE_ROUTES: readonly Route[] = [
  route('GET /teams/{id}/channels/{channel}/filesFolder', may.filesFolder, item, items.getFilesFolder),
  ...DRIVES.map((at) => route(`GET ${at}`, may.fileRead, drive, items.getDrive)),
  route('GET /sites/{site}', may.site, site, getSite),
  route('GET /sites/{site}/drives', may.fileRead, drive, listDrives),
  route('GET /groups/{group}/sites/{which}', may.site, site, getSiteOfGroup),
  ...DRIVES.flatMap((at) => ofItem(`${at}/items/{item}`)),
];
