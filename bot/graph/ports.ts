/**
 * What the rest of the service asks of Microsoft Graph, in its own words. Only this folder knows the SDKs behind it.
 */

/** A person in Microsoft 365: Entra tenant id and object id. */
export interface PersonKey {
  readonly tenant: string;
  readonly person: string;
}

export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly jobTitle: string | null;
  readonly userPrincipalName: string | null;
}

/** Holds people's live single-sign-on tokens in memory and changes them for Graph tokens. */
export interface TokenSource {
  /** Keeps a verified token until it expires; never written anywhere. */
  remember(person: PersonKey, token: string, expires: Date): void;
  /** Loads what the first exchange needs, so that the first person doesn't wait for it. */
  warmUp(): Promise<void>;
  /** Is there a token that Graph can be called with now? */
  isAlive(person: PersonKey): boolean;
  /**
   * A Graph token for the person.
   * @throws GraphFault `person-away` when their token has expired, `consent-needed` when Entra asks for consent.
   */
  graphToken(person: PersonKey): Promise<string>;
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

  constructor(cause: GraphCause, options: { message?: string; code?: string | null; retryAfterSeconds?: number } = {}) {
    super(options.message ?? cause);
    this.name = 'GraphFault';
    this.reason = cause;
    this.code = options.code ?? null;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}
