import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { accessSync, constants, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { AppIdentity } from '../settings.ts';

/** The app registration, as far as tokens are concerned. */
export interface TokenSettings {
  readonly authorityHost: string;
  readonly clientId: string;
  readonly identity: AppIdentity;
}

/** What a managed identity's token must be for, to stand for the app. Source: Entra, workload identity federation. */
const EXCHANGE = 'api://AzureADTokenExchange';

/**
 * How the app proves who it is towards Entra, in the words of msal's settings; the bot proves itself in the same way.
 * A certificate's file is read here; the assertions of the federated ways are fetched anew whenever msal wants one.
 */
export function appCredential({ identity }: Pick<TokenSettings, 'identity'>) {
  switch (identity.kind) {
    case 'managed-identity':
      return { clientAssertion: managedIdentity(identity.clientId) };
    case 'token-file':
      // The platform renews the file before its token ends, so it is read at each use.
      return { clientAssertion: async () => (await readFile(identity.path, 'utf8')).trim() };
    case 'certificate': {
      const pem = readFileSync(identity.path, 'utf8');
      return {
        clientCertificate: {
          thumbprintSha256: createHash('sha256').update(new X509Certificate(pem).raw).digest('hex'),
          privateKey: privateKeyIn(pem),
          x5c: pem,
        },
      };
    }
    case 'secret':
      return { clientSecret: identity.secret };
  }
}

/** Fetches the managed identity's token where Azure gives it out: App Service's own address or the machine's metadata. */
function managedIdentity(clientId: string): () => Promise<string> {
  let loaded: Promise<{ acquireToken(asked: { resource: string }): Promise<{ accessToken: string }> }> | null = null;
  return async () => {
    loaded ??= import('@azure/msal-node').then(
      ({ ManagedIdentityApplication }) =>
        new ManagedIdentityApplication({ managedIdentityIdParams: { userAssignedClientId: clientId } }),
    );
    return (await (await loaded).acquireToken({ resource: EXCHANGE })).accessToken;
  };
}

const privateKeyIn = (pem: string): string =>
  /-----BEGIN ([A-Z]+ )?PRIVATE KEY-----[\s\S]+?-----END ([A-Z]+ )?PRIVATE KEY-----/.exec(pem)?.[0] ?? '';

/** Why the app can't prove itself as the settings say, in the words of whoever runs the service; null when it can. */
export function identityFault(identity: AppIdentity): string | null {
  if (identity.kind === 'token-file') return fileFault('M365_FEDERATED_TOKEN_FILE', identity.path);
  if (identity.kind !== 'certificate') return null;
  const name = 'M365_CERTIFICATE_PATH';
  const unread = fileFault(name, identity.path);
  if (unread !== null) return unread;
  const pem = readFileSync(identity.path, 'utf8');
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) return `${name} names a file without a certificate`;
  if (privateKeyIn(pem) === '') return `${name} names a file without the certificate’s private key`;
  try {
    if (new X509Certificate(pem).checkPrivateKey(createPrivateKey(privateKeyIn(pem)))) return null;
    return `${name} names a file whose private key belongs to another certificate`;
  } catch {
    return `${name} names a file whose certificate or key can’t be read; the key must stand there without a password`;
  }
}

function fileFault(name: string, path: string): string | null {
  try {
    accessSync(path, constants.R_OK);
    return null;
  } catch {
    return `${name} names a file that can’t be read: ${path}`;
  }
}

/** How long before its end a certificate is warned of, and from when it is an alarm, in days. */
export const WARN_DAYS = 60;
export const ALARM_DAYS = 14;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What the app proves itself with and how long that holds. */
export interface IdentityStanding {
  readonly kind: AppIdentity['kind'];
  /** When the certificate ends. Null for what doesn't end, and for a secret, whose end only Entra knows. */
  readonly expires: Date | null;
  /** `soon` from 60 days before the end, `alarm` from 14, `ended` after it. */
  readonly warning: 'soon' | 'alarm' | 'ended' | null;
}

/** Reads the certificate's own date. A file that can't be read any more tells nothing; the start has checked it. */
export function identityStanding(identity: AppIdentity, now: Date): IdentityStanding {
  const expires = identity.kind === 'certificate' ? certificateEnd(identity.path) : null;
  return { kind: identity.kind, expires, warning: expires && warningFor(expires, now) };
}

function warningFor(expires: Date, now: Date): IdentityStanding['warning'] {
  const days = (expires.getTime() - now.getTime()) / DAY_MS;
  if (days <= 0) return 'ended';
  if (days <= ALARM_DAYS) return 'alarm';
  return days <= WARN_DAYS ? 'soon' : null;
}

function certificateEnd(path: string): Date | null {
  try {
    return new Date(new X509Certificate(readFileSync(path, 'utf8')).validTo);
  } catch {
    return null;
  }
}
