import type { GraphCaller } from '../context.ts';
import { GraphError } from './errors.ts';

/** Who may call a resource: one of the delegated scopes, or for an app on its own one of the roles. */
export interface Permission {
  /** The service behind the resource; each says "no" in its own words. */
  readonly area: 'directory' | 'teams' | 'planner' | 'files';
  readonly delegated: readonly string[];
  readonly application: readonly string[];
  /** What the app itself is allowed where it is installed; no token says it, so the resource looks. */
  readonly resourceSpecific?: string;
}

export const DIRECTORY_READERS = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const groupReaders = ['GroupMember.Read.All', 'Group.Read.All', 'Group.ReadWrite.All'];
const memberReaders = [...groupReaders, 'GroupMember.ReadWrite.All', 'Directory.Read.All'];
const teamReaders = ['Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All'];
const channelReaders = ['Channel.ReadBasic.All', 'ChannelSettings.Read.All', 'ChannelSettings.ReadWrite.All'];
/**
 * `Files.Read` and `Files.ReadWrite` are listed with these addresses too, but they reach a person's own OneDrive alone
 * ("the signed-in user's files" in the permissions reference), and no drive here is one.
 */
const fileReaders = ['Files.Read.All', 'Files.ReadWrite.All', 'Group.Read.All', 'Group.ReadWrite.All'];
const siteReaders = ['Sites.Read.All', 'Sites.ReadWrite.All'];
const allGroups = ['Group.Read.All', 'Group.ReadWrite.All', ...DIRECTORY_READERS];

/**
 * Permissions per resource, the least privileged first, as the page of each in Microsoft Graph's reference v1.0 lists
 * them. Resource-specific consent (`….Group`) is in no token here.
 */
export const PERMISSIONS = {
  me: {
    area: 'directory',
    delegated: [
      'User.Read',
      'User.ReadBasic.All',
      'User.ReadWrite',
      'User.Read.All',
      'User.ReadWrite.All',
      ...DIRECTORY_READERS,
    ],
    application: [],
  },
  user: {
    area: 'directory',
    delegated: ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', ...DIRECTORY_READERS],
    application: ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', ...DIRECTORY_READERS],
  },
  group: {
    area: 'directory',
    delegated: [...groupReaders, ...DIRECTORY_READERS],
    application: [...groupReaders, ...DIRECTORY_READERS],
  },
  groupMember: { area: 'directory', delegated: memberReaders, application: memberReaders },
  /** One's own memberships; an app on its own has none. */
  ownMemberOf: {
    area: 'directory',
    delegated: ['User.Read', 'GroupMember.Read.All', ...DIRECTORY_READERS],
    application: [],
  },
  memberOf: {
    area: 'directory',
    delegated: ['GroupMember.Read.All', ...DIRECTORY_READERS],
    application: ['GroupMember.Read.All', ...DIRECTORY_READERS],
  },
  joinedTeams: {
    area: 'teams',
    delegated: [...teamReaders, 'User.Read.All', 'User.ReadWrite.All', ...DIRECTORY_READERS],
    application: [...teamReaders, 'User.Read.All', 'User.ReadWrite.All', ...DIRECTORY_READERS],
  },
  team: { area: 'teams', delegated: [...teamReaders, ...allGroups], application: [...teamReaders, ...allGroups] },
  channel: {
    area: 'teams',
    delegated: [...channelReaders, ...allGroups],
    application: [...channelReaders, ...allGroups],
  },
  teamMember: {
    area: 'teams',
    delegated: ['TeamMember.Read.All', 'TeamMember.ReadWrite.All'],
    application: ['TeamMember.Read.All', 'TeamMember.ReadWrite.All'],
  },
  channelMember: {
    area: 'teams',
    delegated: ['ChannelMember.Read.All', 'ChannelMember.ReadWrite.All', 'Group.Read.All'],
    application: ['ChannelMember.Read.All', 'ChannelMember.ReadWrite.All'],
  },
  activityFeed: {
    area: 'teams',
    delegated: ['TeamsActivity.Send'],
    application: ['TeamsActivity.Send'],
    resourceSpecific: 'TeamsActivity.Send.User',
  },
  plannerRead: {
    area: 'planner',
    delegated: ['Tasks.Read', 'Tasks.ReadWrite', 'Group.Read.All', 'Group.ReadWrite.All'],
    application: ['Tasks.Read.All', 'Tasks.ReadWrite.All'],
  },
  plannerWrite: {
    area: 'planner',
    delegated: ['Tasks.ReadWrite', 'Group.ReadWrite.All'],
    application: ['Tasks.ReadWrite.All'],
  },
  filesFolder: {
    area: 'teams',
    delegated: fileReaders,
    application: fileReaders,
  },
  fileRead: {
    area: 'files',
    delegated: [...fileReaders, ...siteReaders],
    application: [...fileReaders, ...siteReaders, 'Sites.Selected'],
  },
  fileWrite: {
    area: 'files',
    delegated: ['Files.ReadWrite.All', 'Sites.ReadWrite.All'],
    application: ['Files.ReadWrite.All', 'Sites.ReadWrite.All', 'Sites.Selected'],
  },
  /** The page of `createUploadSession` lists less for an app on its own than those of the other writes. */
  fileSession: {
    area: 'files',
    delegated: ['Files.ReadWrite.All', 'Sites.ReadWrite.All'],
    application: ['Sites.ReadWrite.All', 'Sites.Selected'],
  },
  site: {
    area: 'files',
    delegated: siteReaders,
    application: [...siteReaders, 'Sites.Selected'],
  },
} as const satisfies Record<string, Permission>;

/** Every delegated scope that Graph has here; an app that asks for another is told that it does not exist. */
export const DELEGATED_NAMES: readonly string[] = [
  ...new Set([
    ...Object.values(PERMISSIONS).flatMap(({ delegated }) => delegated),
    ...['Mail.Read', 'TeamsActivity.Send', 'Files.Read', 'Files.ReadWrite'],
  ]),
];

/**
 * Lets a caller pass whose token carries one of the permissions.
 * @throws GraphError 403 in the words of the service behind the resource.
 */
export function demand(permission: Permission, caller: GraphCaller): void {
  const wanted = caller.person === null ? permission.application : permission.delegated;
  if (wanted.some((name) => caller.scopes.includes(name))) return;
  if (caller.person === null && permission.resourceSpecific !== undefined) return;
  if (permission.area === 'directory') {
    throw new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
  }
  if (permission.area === 'files') throw new GraphError(403, 'accessDenied', 'Access denied');
  if (permission.area === 'planner') {
    throw new GraphError(403, 'accessDenied', 'You do not have the required permissions to access this item.');
  }
  const kind = caller.person === null ? 'role' : 'scope';
  throw new GraphError(
    403,
    'Forbidden',
    `Missing ${kind} permissions on the request. API requires one of '${wanted.join(', ')}'. ${kind === 'role' ? 'Roles' : 'Scopes'} on the request '${caller.scopes.join(', ')}'.`,
  );
}
