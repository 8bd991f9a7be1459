import { z } from 'zod';

/** The only file of the service that reads the environment: everything is checked before anything starts. */

/** Settings that are wrong or missing, one line for each, in the words of whoever runs the service. */
export class SettingsFault extends Error {
  override readonly name = 'SettingsFault';
  constructor(readonly faults: readonly string[]) {
    super(`The settings can't be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/**
 * How the app proves to Entra that it is itself, best first: nothing that can leak (a managed identity, or a token that
 * the platform writes to a file, trusted by a federated credential), a certificate, or as the last choice a secret.
 */
export type AppIdentity =
  | { readonly kind: 'managed-identity'; readonly clientId: string }
  | { readonly kind: 'token-file'; readonly path: string }
  | { readonly kind: 'certificate'; readonly path: string }
  | { readonly kind: 'secret'; readonly secret: string };

export interface Settings {
  readonly mode: 'sandbox' | 'production';
  readonly port: number;
  readonly dataDir: string;
  /** A login that the municipality wall holds: no superuser, no BYPASSRLS, no owner of tables. */
  readonly databaseUrl: string;
  /** The sandbox's clock; null is real time. */
  readonly clockUrl: string | null;
  readonly botAnonymous: boolean;
  /** Where people and Teams reach the service, without a trailing slash. */
  readonly publicUrl: string;
  /** The app registration: audience of the tab's tokens and the bot's id. */
  readonly clientId: string;
  /** How the app proves to Entra that it is itself. */
  readonly identity: AppIdentity;
  /** Home tenant of the app registration. */
  readonly tenantId: string;
  readonly authorityHost: string;
  /** Where people's browsers find Entra's pages; the same host, but for the sandbox's certificate. */
  readonly signInHost: string;
  readonly graphUrl: string;
  readonly teamsAppId: string;
  readonly botServiceUrl: string;
  /** Hosts that the bot may send to; empty means Microsoft's own. */
  readonly botServiceHosts: readonly string[];
  readonly botOpenIdMetadata: string;
  readonly botTokenIssuer: string;
  /** Origins beside Microsoft's that may frame the tab. */
  readonly hostOrigins: readonly string[];
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** How many calls one person may make to the API in a minute. */
  readonly requestsPerMinute: number;
  /** How long a job may take before it counts as left behind by a killed worker. */
  readonly jobSeconds: number;
  /** How long a plan rests after a change before its documents are made anew. */
  readonly documentsRestSeconds: number;
  /** How long what was seen of a team's members is good. */
  readonly membershipSeconds: number;
}

/** What the operator's tool needs beside the service's own settings. */
export interface OperatorSettings {
  readonly ownerUrl: string;
  /** The login name that gets the service's privileges. */
  readonly serviceLogin: string;
  readonly dataDir: string;
  /** What links into Teams are made of; null where it isn't given. */
  readonly tab: { readonly teamsAppId: string; readonly publicUrl: string } | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const portNumber = z.coerce.number().int().min(1).max(65535);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);
const database = z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address');

const Variables = z.object({
  LIKA_MODE: z.enum(['sandbox', 'production']).default('production'),
  PORT: portNumber.default(3978),
  LIKA_DATA_DIR: z.string().default('.lika'),
  DATABASE_URL: database,
  LIKA_CLOCK_URL: address.optional(),
  LIKA_BOT_ANONYMOUS: z.enum(['0', '1']).default('0'),
  LIKA_PUBLIC_URL: address.optional(),
  M365_CLIENT_ID: z.guid(),
  M365_FEDERATED_IDENTITY: z.guid().optional(),
  M365_FEDERATED_TOKEN_FILE: z.string().optional(),
  M365_CERTIFICATE_PATH: z.string().optional(),
  M365_CLIENT_SECRET: z.string().optional(),
  M365_TENANT_ID: z.guid(),
  M365_AUTHORITY_HOST: address.default('https://login.microsoftonline.com'),
  M365_SIGN_IN_HOST: address.optional(),
  GRAPH_URL: address.default('https://graph.microsoft.com'),
  TEAMS_APP_ID: z.guid(),
  BOT_SERVICE_URL: z.url().default('https://smba.trafficmanager.net/teams/'),
  BOT_SERVICE_HOSTS: list.default([]),
  BOT_OPENID_METADATA: z.url().default('https://login.botframework.com/v1/.well-known/openidconfiguration'),
  BOT_TOKEN_ISSUER: z.url().default('https://api.botframework.com'),
  LIKA_HOST_ORIGINS: list.default([]),
  LIKA_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  LIKA_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(600),
  LIKA_JOB_SECONDS: z.coerce.number().int().min(5).max(3600).default(90),
  LIKA_DOCUMENTS_REST_SECONDS: z.coerce.number().int().min(0).max(3600).default(60),
  LIKA_MEMBERSHIP_SECONDS: z.coerce.number().int().min(1).max(3600).default(600),
});
type Variables = z.infer<typeof Variables>;

/** The settings that each say how the app proves itself, best first; there is to be one. */
const IDENTITIES = [
  'M365_FEDERATED_IDENTITY',
  'M365_FEDERATED_TOKEN_FILE',
  'M365_CERTIFICATE_PATH',
  'M365_CLIENT_SECRET',
] as const;

const MUST_BE_HTTPS = [
  'LIKA_PUBLIC_URL',
  'M365_AUTHORITY_HOST',
  'M365_SIGN_IN_HOST',
  'GRAPH_URL',
  'BOT_SERVICE_URL',
  'BOT_OPENID_METADATA',
  'BOT_TOKEN_ISSUER',
];

/** An empty variable counts as one that isn't set, as deployment files often have it. */
function given(environment: Environment): Record<string, string> {
  const entries = Object.entries(environment).filter((entry): entry is [string, string] => !!entry[1]?.trim());
  return Object.fromEntries(entries);
}

function missingOrWrong(error: z.ZodError, variables: Record<string, string>): string[] {
  return error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return name in variables ? `${name} is wrong: ${issue.message}` : `${name} is missing`;
  });
}

/** What production refuses beside a missing value: all that belongs to the sandbox, and what isn't encrypted. */
function productionFaults(variables: Record<string, string>): string[] {
  const faults: string[] = [];
  const doubled = IDENTITIES.filter((name) => name in variables);
  if (doubled.length > 1)
    faults.push(`${doubled.join(' and ')} are set: the app proves itself in one way, so take away all but one`);
  if (!('LIKA_PUBLIC_URL' in variables)) faults.push('LIKA_PUBLIC_URL is missing');
  if ('LIKA_CLOCK_URL' in variables) faults.push('LIKA_CLOCK_URL belongs to the sandbox and is refused in production');
  if (variables['LIKA_BOT_ANONYMOUS'] === '1')
    faults.push('LIKA_BOT_ANONYMOUS=1 lets in a bot client without a token and is refused in production');
  for (const name of MUST_BE_HTTPS)
    if (variables[name]?.startsWith('http:')) faults.push(`${name} must be https in production`);
  for (const origin of list.parse(variables['LIKA_HOST_ORIGINS'] ?? ''))
    if (!origin.startsWith('https://'))
      faults.push(`LIKA_HOST_ORIGINS holds ${origin}, which must be https in production`);
  return faults;
}

/** Why nothing says how the app proves itself. */
function identityFaults(variables: Record<string, string>): string[] {
  if (IDENTITIES.some((name) => name in variables)) return [];
  return [`${IDENTITIES.slice(0, -1).join(', ')} or ${IDENTITIES.at(-1) ?? ''} is missing`];
}

/** In production no part of the identity may be missing, so that a forgotten variable never opens the service. */
export function readSettings(environment: Environment): Settings {
  const variables = given(environment);
  const read = Variables.safeParse(variables);
  const isSandbox = variables['LIKA_MODE'] === 'sandbox';
  const faults = [
    ...(read.success ? [] : missingOrWrong(read.error, variables)),
    ...identityFaults(variables),
    ...(isSandbox ? [] : productionFaults(variables)),
  ];
  if (!read.success || faults.length > 0) throw new SettingsFault(faults);
  return named(read.data);
}

function identityOf(read: Variables): AppIdentity {
  if (read.M365_FEDERATED_IDENTITY !== undefined)
    return { kind: 'managed-identity', clientId: read.M365_FEDERATED_IDENTITY };
  if (read.M365_FEDERATED_TOKEN_FILE !== undefined) return { kind: 'token-file', path: read.M365_FEDERATED_TOKEN_FILE };
  if (read.M365_CERTIFICATE_PATH !== undefined) return { kind: 'certificate', path: read.M365_CERTIFICATE_PATH };
  return { kind: 'secret', secret: read.M365_CLIENT_SECRET ?? '' };
}

function named(read: Variables): Settings {
  return {
    mode: read.LIKA_MODE,
    port: read.PORT,
    dataDir: read.LIKA_DATA_DIR,
    databaseUrl: read.DATABASE_URL,
    clockUrl: read.LIKA_CLOCK_URL ?? null,
    botAnonymous: read.LIKA_BOT_ANONYMOUS === '1',
    publicUrl: read.LIKA_PUBLIC_URL ?? `http://localhost:${read.PORT}`,
    clientId: read.M365_CLIENT_ID,
    identity: identityOf(read),
    tenantId: read.M365_TENANT_ID,
    authorityHost: read.M365_AUTHORITY_HOST,
    signInHost: read.M365_SIGN_IN_HOST ?? read.M365_AUTHORITY_HOST,
    graphUrl: read.GRAPH_URL,
    teamsAppId: read.TEAMS_APP_ID,
    botServiceUrl: read.BOT_SERVICE_URL,
    botServiceHosts: read.BOT_SERVICE_HOSTS,
    botOpenIdMetadata: read.BOT_OPENID_METADATA,
    botTokenIssuer: read.BOT_TOKEN_ISSUER,
    hostOrigins: read.LIKA_HOST_ORIGINS,
    logLevel: read.LIKA_LOG_LEVEL,
    requestsPerMinute: read.LIKA_REQUESTS_PER_MINUTE,
    jobSeconds: read.LIKA_JOB_SECONDS,
    documentsRestSeconds: read.LIKA_DOCUMENTS_REST_SECONDS,
    membershipSeconds: read.LIKA_MEMBERSHIP_SECONDS,
  };
}

/** The owner's login, for migrations and the operator's tool. Throws SettingsFault when there is none. */
export function readOperatorSettings(environment: Environment): OperatorSettings {
  const variables = given(environment);
  const owner = database.safeParse(variables['DATABASE_OWNER_URL']);
  if (!owner.success)
    throw new SettingsFault([
      'DATABASE_OWNER_URL is missing or wrong: the address of the database with the owner’s login',
    ]);
  const service = database.safeParse(variables['DATABASE_URL']);
  const tab = z
    .object({ TEAMS_APP_ID: z.guid(), LIKA_PUBLIC_URL: address })
    .transform(({ TEAMS_APP_ID, LIKA_PUBLIC_URL }) => ({ teamsAppId: TEAMS_APP_ID, publicUrl: LIKA_PUBLIC_URL }))
    .safeParse(variables);
  return {
    ownerUrl: owner.data,
    serviceLogin: service.success ? decodeURIComponent(new URL(service.data).username) : 'lika_service',
    dataDir: variables['LIKA_DATA_DIR'] ?? '.lika',
    tab: tab.success ? tab.data : null,
  };
}

/** The environment of this process. */
export function environment(): Environment {
  return process.env;
}
