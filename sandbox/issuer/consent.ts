/**
 * What has been consented to for the app in every tenant of the sandbox: exactly what the app registration asks for
 * (infra/entra.manifest.json, held by a test). Asking for anything else is refused as Entra refuses it (AADSTS65001), so
 * that a forgotten permission is seen here and not in the first real tenant.
 */
export const DELEGATED_SCOPES: readonly string[] = [
  'Channel.ReadBasic.All',
  'GroupMember.Read.All',
  'Tasks.ReadWrite',
  'TeamMember.Read.All',
  'User.Read',
  'User.ReadBasic.All',
];

/** Application permissions consented to, for calls without a person: none, the app only ever acts as somebody. */
export const APPLICATION_ROLES: readonly string[] = [];

/** Scopes about signing in itself: always allowed, never part of a resource's `scp`. */
export const SIGN_IN_SCOPES = ['openid', 'profile', 'email', 'offline_access'] as const;

export const GRAPH_AUDIENCE = 'https://graph.microsoft.com';
export const BOT_AUDIENCE = 'https://api.botframework.com';
/** The scope that the tab's API exposes; Teams asks for it. */
export const TAB_SCOPE = 'access_as_user';
/** Teams' own client ids, pre-authorised by the app: azp of the tab's tokens. */
export const TEAMS_WEB_CLIENT = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';
