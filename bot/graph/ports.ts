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
   * (with `right`) when nobody has given the right, `unreachable`, or `refused` when the app itself is turned away.
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

/** People and teams, asked as the person signed in. */
export interface Directory {
  /** The team's members by name; `known` when Graph can't be asked now. */
  people(as: PersonKey, team: string): Promise<{ people: KnownPerson[]; source: 'live' | 'known' }>;
  /** Names by id, of those Graph will tell; the rest are absent. */
  names(as: PersonKey, people: readonly string[]): Promise<ReadonlyMap<string, string>>;
  isTeamMember(as: PersonKey, team: string): Promise<boolean>;
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

/** A task as LIKA wants it to be in Planner. Dates are calendar days. */
export interface WantedTask {
  /** Our action's id: also the marker by which a task is found again after an unclear answer. */
  readonly action: string;
  readonly title: string;
  readonly area: string;
  readonly assignees: readonly string[];
  readonly start: string | null;
  readonly due: string | null;
  /** 0, 50 or 100. */
  readonly percent: number;
  readonly checklist: readonly { readonly id: string; readonly text: string; readonly done: boolean }[];
  readonly description: string;
  readonly link: { readonly url: string; readonly label: string };
}

/** Where a plan's tasks live; plain JSON, kept between calls. */
export interface PlannerPlace {
  readonly group: string;
  readonly plan: string;
  /** Bucket ids by area key. */
  readonly buckets: Readonly<Record<string, string>>;
}

/** What we know of a task after a call; plain JSON. */
export interface TaskLink {
  readonly task: string;
  readonly etag: string;
  readonly detailsEtag: string;
}

export interface Planner {
  /** Finds or makes the plan in the group, with a bucket per area in the given order. */
  place(
    as: PersonKey,
    wanted: { group: string; title: string; buckets: readonly { area: string; name: string }[] },
    known: PlannerPlace | null,
  ): Promise<PlannerPlace>;
  /** Makes the task or brings it in line with what is wanted. Safe to repeat. */
  task(as: PersonKey, place: PlannerPlace, wanted: WantedTask, known: TaskLink | null): Promise<TaskLink>;
}

/** Why a call to Graph did not do what was asked; the words for people stand in the text files under `cause`. */
export type GraphCause =
  | 'person-away'
  | 'consent-needed'
  | 'not-allowed'
  | 'not-team-member'
  | 'not-found'
  | 'too-busy'
  | 'unclear'
  | 'unreachable'
  | 'planner-limit'
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
