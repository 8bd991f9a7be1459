/**
 * Every right that LIKA asks Microsoft Graph for, one table: what it is for, the least scopes that do it, and who may
 * give it. What is asked for at the token address, what the app registration and the manifest declare, the pages that
 * ask people for a right and the administrators' list are all made from it or held against it by tests.
 * Least scopes by call: learn.microsoft.com/graph/permissions-reference and each call's own page.
 */

export type Right = 'self' | 'people' | 'members' | 'channels' | 'channel-members' | 'planner' | 'files' | 'notices';

export interface RightSpec {
  /** Scopes asked for on behalf of a person, by their short names in Graph. Empty: never in a person's name. */
  readonly delegated: readonly string[];
  /** Application permissions by which the app may do the same on its own. Empty: it never does. */
  readonly application: readonly string[];
  /** Resource-specific permissions, given with the app where it is installed; they stand in no token. */
  readonly resourceSpecific: readonly string[];
  /** Whether only an administrator may give the delegated scopes. */
  readonly adminOnly: boolean;
  /** The Graph calls it covers, for administrators. */
  readonly calls: readonly string[];
  /** Those of them that the app makes on its own, where it doesn't make them all. */
  readonly callsOnItsOwn?: readonly string[];
  /** What it is for, in a few words of English, for the administrators' list; the tab has its own texts by key. */
  readonly purpose: string;
}

export const RIGHTS: Readonly<Record<Right, RightSpec>> = {
  self: {
    delegated: ['User.Read'],
    application: [],
    resourceSpecific: [],
    adminOnly: false,
    calls: ['GET /me/memberOf'],
    purpose: 'signing in, and in which teams the person is',
  },
  people: {
    delegated: ['User.ReadBasic.All'],
    application: ['User.ReadBasic.All'],
    resourceSpecific: [],
    adminOnly: false,
    calls: ['GET /users/{id}'],
    purpose: 'names of those who are responsible for something',
  },
  members: {
    delegated: ['TeamMember.Read.All'],
    application: [],
    resourceSpecific: [],
    adminOnly: true,
    calls: ['GET /teams/{id}/members'],
    purpose: 'whether a person is in the school’s team, and whom an action can be given to',
  },
  channels: {
    delegated: ['Channel.ReadBasic.All'],
    application: [],
    resourceSpecific: [],
    adminOnly: true,
    calls: ['GET /teams/{id}/channels/{channel}'],
    purpose: 'whether a channel that a tab is linked to is the team’s, and its name',
  },
  'channel-members': {
    delegated: ['ChannelMember.Read.All'],
    application: [],
    resourceSpecific: [],
    adminOnly: true,
    calls: ['GET /teams/{id}/channels/{channel}/members'],
    purpose: 'who is in the unit’s channel, where the municipality lets that give roles',
  },
  planner: {
    delegated: ['Tasks.ReadWrite'],
    application: ['Tasks.ReadWrite.All'],
    resourceSpecific: [],
    adminOnly: false,
    calls: ['/planner/plans, buckets and tasks', 'GET /groups/{id}/planner/plans'],
    purpose: 'the plan’s actions as tasks in the team’s Planner',
  },
  files: {
    // The narrower Files.ReadWrite reaches a person's own OneDrive alone. It is never more than the person's own reach.
    delegated: ['Files.ReadWrite.All'],
    application: ['Sites.Selected'],
    resourceSpecific: [],
    // Since August 2025 a tenant leaves it to its administrators unless it says otherwise (message MC1097272).
    adminOnly: true,
    calls: ['GET /teams/{id}/channels/{channel}/filesFolder', '/drives/{id}/items: files and folders below it'],
    callsOnItsOwn: ['/drives/{id}/items: files and folders below it'],
    purpose: 'the unit’s documents, kept current among the channel’s own files',
  },
  notices: {
    delegated: [],
    application: [],
    resourceSpecific: ['TeamsActivity.Send.User'],
    adminOnly: false,
    calls: ['POST /users/{id}/teamwork/sendActivityNotification'],
    purpose: 'a notice in the activity feed of someone who has been given an action',
  },
};

export const RIGHT_KEYS = Object.keys(RIGHTS) as readonly Right[];

const GRAPH = 'https://graph.microsoft.com';

/** The scopes as the token address wants them, each whole: never `.default`, which asks for everything at once. */
export const scopesOf = (right: Right): string[] => RIGHTS[right].delegated.map((scope) => `${GRAPH}/${scope}`);

/** What the app asks for on its own; Entra knows no narrower form for it than all that the tenant has granted. */
export const APP_SCOPE = `${GRAPH}/.default`;
