/**
 * What the rest of the service asks of Microsoft Graph, in its own words. Only this folder knows the SDKs behind it.
 */
import type { Standing } from '../../lika/access/team-roles.ts';
import type { Right } from './rights.ts';

export type { Right } from './rights.ts';

/** A person in Microsoft 365: Entra tenant id and object id. */
export interface PersonKey {
  readonly tenant: string;
  readonly person: string;
}

/** The app on its own in a tenant, where the tenant has granted that. */
export interface AppKey {
  readonly tenant: string;
  readonly person: null;
}

/** As whom Graph is called. */
export type Acting = PersonKey | AppKey;

export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly jobTitle: string | null;
  readonly userPrincipalName: string | null;
}

/** Holds people's live single-sign-on tokens in memory and changes them for Graph tokens, one for each right. */
export interface TokenSource {
  /** Keeps a verified token until it expires; never written anywhere. */
  remember(person: PersonKey, token: string, expires: Date): void;
  /** Loads what the first exchange needs, so that the first person doesn't wait for it. */
  warmUp(): Promise<void>;
  /** Is there a token that Graph can be called with now? */
  isAlive(person: PersonKey): boolean;
  /**
   * A Graph token with the right, and for a person no more than the right's scopes asked for.
   * @throws GraphFault `person-away` when their sign-in has expired or Entra no longer lets them in, `consent-needed`
   * (with `right`) when nobody has given the right, `unreachable`, or `app-refused` when the app itself is turned away.
   */
  graphToken(as: Acting, right: Right): Promise<string>;
  /**
   * Whether the tenant lets the app do this on its own; known for some minutes, false when it can't be asked. A right
   * that comes with the app's installation counts as granted: only the call itself can tell.
   */
  grantedToApp(tenant: string, right: Right): Promise<boolean>;
  /**
   * Forgets what is known of the right: a token that Graph has turned away, or that consent was missing a moment ago.
   * @param token only if this is the token that is kept
   */
  forget(as: Acting, right: Right, token?: string): void;
}

export interface TeamPeople {
  readonly people: KnownPerson[];
  /** `known` when Graph can't be asked now. */
  readonly source: 'live' | 'known';
  /** The right that nobody has given, when it is for want of it that Graph can't be asked. */
  readonly needs: Right | null;
}

/** People and teams, asked as the person signed in. */
export interface Directory {
  /** The team's members by name. */
  people(as: PersonKey, team: string): Promise<TeamPeople>;
  /** Names by id, of those Graph will tell; the rest are absent. */
  names(as: Acting, people: readonly string[]): Promise<ReadonlyMap<string, string>>;
  isTeamMember(as: PersonKey, team: string): Promise<boolean>;
  /** Whether the channel is one of the team's, and the person may see it. @throws GraphFault when Graph can't say. */
  hasChannel(as: PersonKey, team: string, channel: string): Promise<boolean>;
  channelName(as: PersonKey, team: string, channel: string): Promise<string | null>;
}

/** Somebody in a team or channel who is at home in the tenant, or its guest. */
export interface ChannelMember {
  readonly person: string;
  readonly name: string;
  readonly standing: Standing;
  /** Of their address, in lower case; null when they have none. */
  readonly domain: string | null;
}

/** Who is where, asked as the person signed in. All functions throw GraphFault. */
export interface Membership {
  /**
   * Everybody in the channel: of a private or shared one its own members, else the team's. Those who are at home in
   * another tenant are left out. `not-allowed` or `not-found` when the person isn't in it.
   */
  membersOf(as: PersonKey, place: { readonly team: string; readonly channel: string }): Promise<ChannelMember[]>;
  /** Ids of the groups that the person is in, teams among them. */
  teamsOf(as: PersonKey): Promise<string[]>;
}

/** A task as Planner lists it. Days are Swedish calendar days. */
export interface SeenTask {
  readonly id: string;
  readonly etag: string;
  readonly title: string;
  readonly bucket: string | null;
  /** 0–100. */
  readonly percent: number;
  readonly start: string | null;
  readonly due: string | null;
  readonly assignees: readonly string[];
  /** The app that made it; ours is the client id. */
  readonly madeBy: string | null;
}

/** What stands in a task's details, which have an ETag of their own. */
export interface SeenDetails {
  readonly etag: string;
  readonly notes: string;
  /** As Planner shows them; `key` is Planner's own, `hint` what it orders them by. */
  readonly steps: readonly {
    readonly key: string;
    readonly text: string;
    readonly done: boolean;
    readonly hint: string;
  }[];
  /** As Planner writes addresses: see `referenceKey`. */
  readonly links: readonly string[];
}

/** A task to be made. */
export interface NewTask {
  readonly plan: string;
  readonly bucket: string | null;
  /** `category1` … */
  readonly label: string | null;
  readonly title: string;
  readonly assignees: readonly string[];
  readonly start: string | null;
  readonly due: string | null;
  readonly percent: number;
}

/** What is to be changed in a task; what is absent stays. */
export interface TaskChange {
  readonly title?: string;
  readonly percent?: number;
  readonly start?: string | null;
  readonly due?: string | null;
  readonly assign?: readonly string[];
  readonly unassign?: readonly string[];
}

export interface DetailsChange {
  /** What the card on the board shows of it. */
  readonly preview?: 'checklist';
  readonly notes?: string;
  /** By Planner's key; null takes the step away. A new one says where it goes: see `wishesFor`. */
  readonly steps?: Readonly<
    Record<string, { readonly text: string; readonly done: boolean; readonly hint?: string } | null>
  >;
  /** What a link is called, by its address; null takes the link away. */
  readonly links?: Readonly<Record<string, string | null>>;
}

/** What a plan is divided by. */
export interface Furniture {
  readonly buckets: readonly { readonly id: string; readonly name: string; readonly hint: string }[];
  /** The categories that have a name, by key (`category1` …). */
  readonly labels: Readonly<Record<string, string>>;
  /** Of the plan's details, which hold the categories. */
  readonly etag: string;
}

/** What came of one of many: its value, or why not. */
export type Each<T> =
  { readonly value: T; readonly fault?: never } | { readonly fault: GraphFault; readonly value?: never };

export interface Changed<T> {
  readonly id: string;
  /** The version that was read. */
  readonly etag: string;
  readonly change: T;
}

/**
 * Planner, call by call. Each throws GraphFault; those about many tell of each by itself. Nothing is tried again that may
 * have happened already.
 */
export interface Planner {
  /** The group's plans, in the order that Planner gives. */
  plans(as: Acting, group: string): Promise<{ id: string; title: string }[]>;
  makePlan(as: Acting, group: string, title: string): Promise<string>;
  furniture(as: Acting, plan: string): Promise<Furniture>;
  /** Makes buckets, each after the one before it, the first after `last`; gives their ids in order. */
  makeBuckets(as: Acting, plan: string, names: readonly string[], last: string): Promise<string[]>;
  /** Names categories by key, of the plan whose furniture had this ETag. */
  makeLabels(as: Acting, plan: string, etag: string, names: Readonly<Record<string, string>>): Promise<void>;
  /** Every task of the plan, in one request for each 400. */
  tasks(as: Acting, plan: string): Promise<SeenTask[]>;
  details(as: Acting, tasks: readonly string[]): Promise<Each<SeenDetails>[]>;
  makeTasks(as: Acting, tasks: readonly NewTask[]): Promise<Each<SeenTask>[]>;
  changeTasks(as: Acting, changes: readonly Changed<TaskChange>[]): Promise<Each<SeenTask>[]>;
  changeDetails(as: Acting, changes: readonly Changed<DetailsChange>[]): Promise<Each<SeenDetails>[]>;
  /** One that has gone already counts as removed. */
  removeTasks(as: Acting, tasks: readonly { id: string; etag: string }[]): Promise<Each<null>[]>;
}

/** A folder in a document library. */
export interface FolderPlace {
  readonly drive: string;
  readonly folder: string;
}

/** A file or folder in a document library, as Graph shows it. */
export interface SeenItem {
  readonly id: string;
  readonly drive: string;
  readonly name: string;
  /** Where people open it. */
  readonly url: string;
  /** Changes with anything about it. */
  readonly etag: string;
  /** Changes with its content; null for a folder. */
  readonly ctag: string | null;
  readonly size: number;
  readonly isFolder: boolean;
  /** The apps by which it was made and changed last; null where Graph names none. Ours is the client id. */
  readonly madeBy: string | null;
  readonly changedBy: string | null;
}

/** What is to stand in a file. */
export interface FileContent {
  readonly bytes: Buffer;
  readonly contentType: string;
}

/**
 * Files in a channel's document library, call by call. Each throws GraphFault; what may have happened already isn't tried
 * again: a creation, or a replacement that was never answered, ends in `unclear` or `unreachable`, and is to be looked for.
 */
export interface Files {
  /** The folder where the channel's files lie; of a private or shared channel on a site of its own. Never as the app alone. */
  folderOfChannel(as: Acting, channel: { readonly team: string; readonly channel: string }): Promise<SeenItem>;
  /** Null when it has gone, also when it lies among what was thrown away. */
  item(as: Acting, drive: string, id: string): Promise<SeenItem | null>;
  /** What lies at a path below the folder, `LIKA/2026-2027`; null when nothing does. */
  itemAt(as: Acting, place: FolderPlace, path: string): Promise<SeenItem | null>;
  /** `name-taken` when something is called so there already. */
  makeFolder(as: Acting, place: FolderPlace, name: string): Promise<SeenItem>;
  /** `name-taken` when something is called so there already: nothing is ever written over. */
  create(as: Acting, place: FolderPlace, name: string, content: FileContent): Promise<SeenItem>;
  /** `changed-meanwhile` when it is no longer as it was with this ETag. */
  replace(as: Acting, item: Pick<SeenItem, 'drive' | 'id' | 'etag'>, content: FileContent): Promise<SeenItem>;
  content(as: Acting, drive: string, id: string): Promise<Buffer>;
}

/** Why a call to Graph did not do what was asked; the words for people stand in the text files under `cause`. */
export type GraphCause =
  | 'person-away'
  | 'consent-needed'
  | 'not-allowed'
  | 'not-team-member'
  | 'not-found'
  | 'changed-meanwhile'
  | 'not-linked'
  | 'unforeseen'
  | 'too-busy'
  | 'unclear'
  | 'unreachable'
  | 'planner-limit'
  | 'file-locked'
  | 'drive-full'
  | 'name-taken'
  | 'read-only'
  | 'path-too-long'
  /** Entra turns the app itself away: its certificate or secret has ended, or its registration doesn't know it. */
  | 'app-refused'
  | 'refused';

/** A Graph call that failed, with its cause and, for `too-busy`, how long to wait. */
export class GraphFault extends Error {
  readonly reason: GraphCause;
  readonly retryAfterSeconds: number | null;
  /** Microsoft's own code, for the log. */
  readonly code: string | null;
  /** The right that was missing, for `consent-needed`. */
  readonly right: Right | null;

  constructor(
    cause: GraphCause,
    options: { message?: string; code?: string | null; retryAfterSeconds?: number; right?: Right } = {},
  ) {
    super(options.message ?? cause);
    this.name = 'GraphFault';
    this.reason = cause;
    this.code = options.code ?? null;
    this.right = options.right ?? null;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}
