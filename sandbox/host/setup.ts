/** What the server hands the host page at its start, as JSON in the page. */
export interface HostSetup {
  serviceUrl: string;
  clientId: string;
  teamsAppId: string;
  people: HostPerson[];
  teams: HostTeam[];
  chats: HostChat[];
  tenants: { id: string; name: string }[];
  /** Tabs that the config surface has set up, by channel id. */
  tabs: Record<string, ConfiguredTab>;
  /** What the sandbox's clock says, ISO. */
  now: string;
  /** How far that is from real time, in milliseconds. */
  offsetMs: number;
}

export interface HostPerson {
  id: string;
  key: string;
  name: string;
  role: string;
  unit: string | null;
  userPrincipalName: string;
  tenant: string;
  teams: readonly string[];
}

export interface HostTeam {
  id: string;
  key: string;
  name: string;
  tenant: string;
  unit: string;
  channels: readonly { id: string; name: string }[];
  /** Private and shared channels; the bot is in none of them. */
  ownChannels: readonly HostChannel[];
  members: readonly string[];
}

/** A private or shared channel, with members of its own. */
export interface HostChannel {
  id: string;
  name: string;
  kind: 'private' | 'shared';
  members: readonly string[];
}

/** A chat of several people. */
export interface HostChat {
  id: string;
  key: string;
  name: string;
  tenant: string;
  members: readonly string[];
}

/** A tab's configuration as pages.config.setConfig gives it. */
export interface ConfiguredTab {
  entityId: string;
  contentUrl: string;
  websiteUrl?: string | undefined;
  removeUrl?: string | undefined;
  suggestedDisplayName?: string | undefined;
}
