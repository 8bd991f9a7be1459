import type { GraphCaller } from '../context.ts';
import { GraphError } from './errors.ts';

/** Who may call a resource: one of the delegated scopes, or for an app on its own one of the roles. */
export interface Permission {
  /** The service behind the resource; each says "no" in its own words. */
  readonly area: 'directory' | 'teams' | 'planner';
  readonly delegated: readonly string[];
  readonly application: readonly string[];
  /** What the app itself is allowed where it is installed; no token says it, so the resource looks. */
  readonly resourceSpecific?: string;
}

const directoryReaders = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const groupReaders = ['GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'Group.Read.All', 'Group.ReadWrite.All'];

/** Permissions per resource, as Microsoft's reference pages list them. */
export const PERMISSIONS = {
  me: {
    area: 'directory',
    delegated: ['User.Read', 'User.ReadWrite', 'User.Read.All', 'User.ReadWrite.All', ...directoryReaders],
    application: [],
  },
  user: {
    area: 'directory',
    delegated: ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', ...directoryReaders],
    application: ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', ...directoryReaders],
  },
  group: {
    area: 'directory',
    delegated: [...groupReaders, ...directoryReaders],
    application: [...groupReaders, ...directoryReaders],
  },
  memberOf: {
    area: 'directory',
    delegated: ['User.Read', 'User.Read.All', 'GroupMember.Read.All', 'Group.Read.All', ...directoryReaders],
    application: ['User.Read.All', 'GroupMember.Read.All', 'Group.Read.All', ...directoryReaders],
  },
  joinedTeams: {
    area: 'teams',
    delegated: [
      'Team.ReadBasic.All',
      'TeamSettings.Read.All',
      'TeamSettings.ReadWrite.All',
      'User.Read.All',
      ...directoryReaders,
    ],
    application: [
      'Team.ReadBasic.All',
      'TeamSettings.Read.All',
      'TeamSettings.ReadWrite.All',
      'User.Read.All',
      ...directoryReaders,
    ],
  },
  team: {
    area: 'teams',
    delegated: [
      'Team.ReadBasic.All',
      'TeamSettings.Read.All',
      'TeamSettings.ReadWrite.All',
      'Group.Read.All',
      'Group.ReadWrite.All',
      ...directoryReaders,
    ],
    application: [
      'Team.ReadBasic.All',
      'TeamSettings.Read.All',
      'TeamSettings.ReadWrite.All',
      'Group.Read.All',
      'Group.ReadWrite.All',
      ...directoryReaders,
    ],
  },
  channel: {
    area: 'teams',
    delegated: [
      'Channel.ReadBasic.All',
      'ChannelSettings.Read.All',
      'ChannelSettings.ReadWrite.All',
      'Group.Read.All',
      'Group.ReadWrite.All',
      ...directoryReaders,
    ],
    application: [
      'Channel.ReadBasic.All',
      'ChannelSettings.Read.All',
      'ChannelSettings.ReadWrite.All',
      'Group.Read.All',
      'Group.ReadWrite.All',
      ...directoryReaders,
    ],
  },
  teamMember: {
    area: 'teams',
    delegated: ['TeamMember.Read.All', 'TeamMember.ReadWrite.All'],
    application: ['TeamMember.Read.All', 'TeamMember.ReadWrite.All'],
  },
  channelMember: {
    area: 'teams',
    delegated: ['ChannelMember.Read.All', 'ChannelMember.ReadWrite.All'],
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
} as const satisfies Record<string, Permission>;

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
