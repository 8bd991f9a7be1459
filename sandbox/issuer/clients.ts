import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JWTHeaderParameters, JWTPayload } from 'jose';
import type { Directory, SandboxClock, SandboxSettings } from '../context.ts';
import type { AppCertificate } from './certificate.ts';
import type { EntraError } from './entra-errors.ts';
import { refusals } from './entra-errors.ts';
import type { ManagedIdentity } from './federated.ts';

/** A request to the token address: the form's fields, with a client's Basic header already taken in. */
export type GrantForm = Record<string, string | undefined>;

interface Parts {
  settings: SandboxSettings;
  directory: Directory;
  clock: SandboxClock;
  /** Null where the app has no certificate. */
  certificate: AppCertificate | null;
  identity: ManagedIdentity;
}

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** How far clocks may differ, in seconds. */
const SKEW = 300;

/**
 * Why a request to the token address is not from the app: no such tenant or app, no credential, or one that doesn't
 * hold. The app proves itself by its secret, by an assertion signed with its certificate (private_key_jwt), or by a
 * managed identity's token that its federated credential trusts.
 * @returns null when it is the app
 */
export async function clientFault(parts: Parts, tenant: string, form: GrantForm): Promise<EntraError | null> {
  const { settings, directory } = parts;
  if (!directory.tenant(tenant)) return refusals.noTenant(tenant);
  if (!form['grant_type']) return refusals.noField('grant_type');
  if (!form['client_id']) return refusals.noField('client_id');
  if (form['client_id'] !== settings.clientId) return refusals.noApp(form['client_id']);
  if (form['client_assertion']) {
    if (form['client_assertion_type'] !== JWT_BEARER) return refusals.noField('client_assertion_type');
    return assertionFault(parts, tenant, form['client_assertion']);
  }
  if (!form['client_secret']) return refusals.noCredential();
  return form['client_secret'] === settings.clientSecret ? null : refusals.badSecret();
}

async function assertionFault(parts: Parts, tenant: string, assertion: string): Promise<EntraError | null> {
  const { settings, identity, clock } = parts;
  let header: JWTHeaderParameters;
  let claims: JWTPayload;
  try {
    header = decodeProtectedHeader(assertion) as JWTHeaderParameters;
    claims = decodeJwt(assertion);
  } catch {
    return refusals.malformedAssertion('it cannot be decoded');
  }
  if (claims.iss === settings.clientId) return certificateFault(parts, tenant, assertion, header, claims);
  const { subject, issuer, audience } = identity.trusted;
  if (claims.iss !== issuer || claims.sub !== subject || claims.aud !== audience)
    return refusals.noFederation(String(claims.sub));
  if (!isTimely(claims, clock)) return refusals.untimelyAssertion();
  return (await isSigned(assertion, identity.publicKey, clock)) ? null : refusals.badFederatedSignature();
}

/**
 * Checks an assertion of the app's own.
 * Source: learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
async function certificateFault(
  { settings, certificate, clock }: Parts,
  tenant: string,
  assertion: string,
  header: JWTHeaderParameters,
  claims: JWTPayload,
): Promise<EntraError | null> {
  if (claims.sub !== settings.clientId) return refusals.otherClient();
  const addresses = [settings.authority, settings.origin].map((host) => `${host}/${tenant}/oauth2/v2.0/token`);
  if (typeof claims.aud !== 'string' || !addresses.includes(claims.aud)) return refusals.otherAudience();
  if (claims.exp === undefined) return refusals.malformedAssertion('it has no exp');
  if (typeof claims.jti !== 'string') return refusals.malformedAssertion('it has no jti');
  if (!isTimely(claims, clock)) return refusals.untimelyAssertion();
  if (!certificate || !names(header, certificate)) return refusals.unknownCertificate();
  if (certificate.until < clock.real()) return refusals.oldCertificate();
  return (await isSigned(assertion, certificate.publicKey, clock)) ? null : refusals.badSignature();
}

/** A header names the certificate by a thumbprint; a certificate that it brings along must be the same. */
function names(header: JWTHeaderParameters, { sha256, sha1, der }: AppCertificate): boolean {
  const thumbprint = header['x5t#S256'] === undefined ? header.x5t === sha1 : header['x5t#S256'] === sha256;
  return thumbprint && (header.x5c === undefined || header.x5c[0] === der);
}

function isTimely({ exp, nbf }: JWTPayload, clock: SandboxClock): boolean {
  const now = clock.real() / 1000;
  return (exp === undefined || exp > now - SKEW) && (nbf === undefined || nbf <= now + SKEW);
}

async function isSigned(assertion: string, key: AppCertificate['publicKey'], clock: SandboxClock): Promise<boolean> {
  try {
    const options = { algorithms: ['PS256', 'RS256'], clockTolerance: SKEW, currentDate: new Date(clock.real()) };
    await jwtVerify(assertion, key, options);
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}
