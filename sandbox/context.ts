import type { RequestHandler } from 'express';

/** Addresses, identity and folders of the local Microsoft 365; read from the environment in settings.ts. */
export interface SandboxSettings {
  /** Port of http: host page, Graph, connector, issuer. */
  readonly port: number;
  /** Port of https: the issuer alone (Microsoft's libraries refuse an issuer over http). */
  readonly tlsPort: number;
  /** Absolute folder of what is kept between starts: `<dataDir>/sandbox`. Exists when the context does. */
  readonly folder: string;
  /** The service, without a trailing slash, e.g. `http://localhost:3978`. */
  readonly serviceUrl: string;
  /** `http://localhost:<port>` without a trailing slash. */
  readonly origin: string;
  /** `https://localhost:<tlsPort>` without a trailing slash: the host of every token's issuer. */
  readonly authority: string;
  /** The app registration: audience of the tab's tokens and the bot's id. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Id of the Teams app (manifest id). */
  readonly teamsAppId: string;
  /** Folder with the host page's bundle (page.js, page.css). */
  readonly pageFolder: string;
  /** Absolute path of the demo data: who is there, in which teams and chats. */
  readonly peopleFile: string;
  /** Absolute path of the app registration: what the app asks for, and where people may be sent back to. */
  readonly registrationFile: string;
  /** Absolute path of the Teams app's manifest, with its languages beside it. */
  readonly manifestFile: string;
}

export interface Tenant {
  /** Entra tenant id. */
  readonly id: string;
  readonly key: string;
  readonly name: string;
  /** Mail domain of the tenant, e.g. `mittkoping.example`. */
  readonly domain: string;
  /** Whether everybody there has the app for themselves from the start. */
  readonly personalApp: boolean;
}

/** A person of a tenant. `role` and `unit` come from the demo data; Microsoft 365 itself knows only team membership. */
export interface Person {
  /** Entra object id. */
  readonly id: string;
  /** Readable key, e.g. `rektor-sjoskolan`. */
  readonly key: string;
  readonly name: string;
  readonly role: string;
  /** Name of the unit the person works at, null for those of the whole area or municipality. */
  readonly unit: string | null;
  readonly userPrincipalName: string;
  /** Tenant id. */
  readonly tenant: string;
  /** Ids of the teams (groups) the person is in. */
  readonly teams: readonly string[];
  /** Ids of the teams that the person owns (heads own their school's). */
  readonly owns: readonly string[];
  /** Whether the person is of another organisation and invited to this one. */
  readonly guest: boolean;
  /** False when the account has been disabled, as for those who have left: no token is given. */
  readonly enabled: boolean;
}

export interface Channel {
  /** Thread id `19:…@thread.tacv2`. */
  readonly id: string;
  readonly name: string;
}

/** A private or shared channel: it has members of its own, some of the team's or, when shared, others as well. */
export interface OwnChannel extends Channel {
  readonly kind: 'private' | 'shared';
  /** Object ids of members, owners included. */
  readonly members: readonly string[];
  readonly owners: readonly string[];
}

export interface Team {
  /** Id of the team, which is that of its Microsoft 365 group. */
  readonly id: string;
  readonly key: string;
  readonly name: string;
  /** Tenant id. */
  readonly tenant: string;
  /** Id of the demo unit whose team this is. */
  readonly unit: string;
  /** The instrument that the unit uses, null while it has none: only teams with one have the app. */
  readonly instrument: string | null;
  /** The channels that every member is in, the general one first. */
  readonly channels: readonly Channel[];
  /** Private and shared channels; the app's bot is in none of them. */
  readonly ownChannels: readonly OwnChannel[];
  /** Object ids of members, owners included. */
  readonly members: readonly string[];
  readonly owners: readonly string[];
}

/** A chat of several people. */
export interface Chat {
  /** Thread id `19:…@thread.v2`. */
  readonly id: string;
  readonly key: string;
  readonly name: string;
  /** Tenant id. */
  readonly tenant: string;
  /** Whether the app is there from the start. */
  readonly app: boolean;
  /** Object ids. */
  readonly members: readonly string[];
}

/** Who is there: the demo data, and who has come and gone since. A reset makes it as it was. */
export interface Directory {
  readonly tenants: readonly Tenant[];
  readonly people: readonly Person[];
  readonly teams: readonly Team[];
  readonly chats: readonly Chat[];
  tenant(id: string): Tenant | undefined;
  /** By object id, readable key or userPrincipalName (case-insensitive). */
  person(idOrKeyOrName: string): Person | undefined;
  /** By team id or key. */
  team(idOrKey: string): Team | undefined;
  /** The team whose channel carries this thread id. */
  teamOfChannel(channelId: string): Team | undefined;
  /** A private or shared channel by its thread id. */
  ownChannel(id: string): OwnChannel | undefined;
  /** By chat id or key. */
  chat(idOrKey: string): Chat | undefined;
  /** The group chats that a person is in, by object id. */
  chatsOf(person: string): readonly Chat[];
  /** Whether a person (object id) is in a team, chat, or private or shared channel (id). */
  isMember(place: string, person: string): boolean;
  /** Lets a person into a team, chat, or private or shared channel, or out of it. @returns whether anything changed. */
  changeMember(place: string, person: string, action: 'add' | 'remove'): boolean;
  /** Disables a person's account or enables it again. @returns whether anything changed. */
  setEnabled(person: string, enabled: boolean): boolean;
}

export type FaultTarget = 'graph' | 'connector' | 'token';

/** One fault to play: as many `times` as it says, on calls that fit `match`. */
export interface Fault {
  readonly id: string;
  readonly target: FaultTarget;
  /** `METHOD path-pattern`; `*` stands for anything, METHOD may be `*`. The path is as the target's log names it. */
  readonly match: string;
  readonly status: number;
  /** Seconds for the Retry-After header; null sends none. */
  readonly retryAfter: number | null;
  /** How often it is still to happen. */
  readonly left: number;
  /** It plays on every so many'th call that fits: 1 for each. */
  readonly every: number;
  /** refuse: nothing is done. after-commit: it is done, but the answer is the fault. hang: nothing is done and no answer comes. */
  readonly mode: 'refuse' | 'after-commit' | 'hang';
}

export interface Faults {
  /** Takes the first fault that fits and counts it down; null when none fits. */
  take(target: FaultTarget, method: string, path: string): Fault | null;
  /**
   * Express middleware that plays the target's faults on `request.path` as the router sees it: refuse answers with
   * `body(fault)`; hang never answers; after-commit lets the route run and replaces its answer with the fault's.
   */
  middleware(target: FaultTarget, body: (fault: Fault) => unknown): RequestHandler;
}

/** The service's clock, moved by POST /clock. Tokens and their expiry use real time. */
export interface SandboxClock {
  /** The moved time. */
  now(): Date;
  /** The real time in milliseconds: for tokens, rate limits and logs. */
  real(): number;
  readonly offsetMs: number;
}

/** One call in a log; never with a token in it. */
export interface LogEntry {
  /** ISO time in UTC. */
  readonly at: string;
  readonly method: string;
  /** As the real service would see it: without /graph or /connector, e.g. `/v1.0/planner/tasks`. */
  readonly path: string;
  readonly query: Record<string, string | string[]>;
  readonly headers: Record<string, string>;
  readonly body: unknown;
  readonly status: number;
  readonly response: unknown;
}

/** A log of calls, newest last; the last 20,000 are kept in memory, a reset empties it. */
export interface CallLog {
  /** Adds an entry; Authorization, cookies and anything that looks like a token are taken out. */
  record(entry: LogEntry): void;
  /**
   * Express middleware that records every call passing it: path = `request.path` at the place it is mounted, body =
   * `request.body` as parsed by then or later (a Buffer becomes `{ bytes: n }`), response = what was sent (JSON parsed).
   * A call that is hung is recorded with status 0.
   */
  middleware(): RequestHandler;
  /** Answers with the log as JSON lines (application/x-ndjson); `?last=n` with its end alone. */
  handler(): RequestHandler;
  entries(): readonly LogEntry[];
}

/** What a Graph token says, once its signature, audience, issuer and times are checked. */
export interface GraphCaller {
  /** Tenant id. */
  readonly tenant: string;
  /** Object id of the person, null for an app-only token. */
  readonly person: string | null;
  /** Client id of the app. */
  readonly app: string;
  /** Delegated scopes (`scp`) or, app-only, application roles (`roles`). */
  readonly scopes: readonly string[];
}

/** What a bot's token for the connector says, once checked. */
export interface BotCaller {
  /** The bot's app id. */
  readonly app: string;
  /** Tenant id of the issuer. */
  readonly tenant: string;
}

export interface Issuer {
  /** The caller behind an Authorization header's value; null when missing, malformed, expired, foreign or for another audience. */
  verifyGraphToken(authorization: string | undefined): Promise<GraphCaller | null>;
  /** The bot behind a connector call (audience https://api.botframework.com); null as above. */
  verifyBotToken(authorization: string | undefined): Promise<BotCaller | null>;
  /**
   * A token by which the connector proves itself to the bot: iss https://api.botframework.com, aud the bot, claim
   * `serviceurl`, signed with the connector's own key (see `botKeys`). `claims` override or add.
   */
  signBotToken(input: { serviceUrl: string; audience?: string; claims?: Record<string, unknown> }): Promise<string>;
  /** The connector's OpenID configuration, its keys at `keysUrl`. */
  botConfiguration(keysUrl: string): Record<string, unknown>;
  /** The connector's key set, endorsed for `msteams`. */
  botKeys(): { keys: Record<string, unknown>[] };
  /** A single-sign-on token for the tab's API, as getAuthToken gives it. */
  signTabToken(person: Person): Promise<string>;
  /** A delegated Graph token for a person with the scopes that the app registration lists, as the host page uses it. */
  signGraphToken(person: Person): Promise<string>;
}

/** State kept in `<dataDir>/sandbox/state.json` between starts. */
export interface SandboxState {
  /**
   * The section `name`, made by `initial()` when absent and again after a reset. `value` is plain JSON to be changed in
   * place (or replaced by assigning `section.value`); call `changed()` after a change, and it is written soon and at exit.
   */
  section<T>(name: string, initial: () => T): StateSection<T>;
}

export interface StateSection<T> {
  value: T;
  changed(): void;
}

/** What every part of the local Microsoft 365 is given. */
export interface SandboxContext {
  readonly settings: SandboxSettings;
  readonly directory: Directory;
  readonly faults: Faults;
  readonly clock: SandboxClock;
  readonly issuer: Issuer;
  readonly state: SandboxState;
  log(kind: 'graph' | 'sharepoint' | 'connector'): CallLog;
  /** Called on POST /reset, after the state's sections were made anew. */
  onReset(listener: () => void): void;
}
