import { createHash, randomBytes } from 'node:crypto';
import type { Right } from './ports.ts';
import { RIGHTS, scopesOf } from './rights.ts';

/** What the addresses of Entra's consent pages are made of. */
export interface ConsentSettings {
  readonly signInHost: string;
  readonly clientId: string;
  readonly publicUrl: string;
}

/** The page of ours that Entra's pages lead back to; the app registration names it. */
export const CONSENT_END = '/tab/consent-end.html';

/**
 * Entra's page on which a person gives the right for themselves. What comes back is a code that is never redeemed (its
 * verifier is thrown away here): the consent itself is what is wanted, and the next exchange on behalf of the person
 * finds it.
 * Source: learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 * @param hint who is signed in to Teams, so that the page doesn't ask
 */
export function consentUrl(
  settings: ConsentSettings,
  ask: { readonly tenant: string; readonly right: Right; readonly state: string; readonly hint: string | null },
): string {
  const url = new URL(`${settings.signInHost}/${ask.tenant}/oauth2/v2.0/authorize`);
  url.search = new URLSearchParams({
    client_id: settings.clientId,
    response_type: 'code',
    // The answer stays in the browser: a fragment reaches no server and no log.
    response_mode: 'fragment',
    redirect_uri: settings.publicUrl + CONSENT_END,
    scope: scopesOf(ask.right).join(' '),
    state: ask.state,
    code_challenge: createHash('sha256').update(randomBytes(32).toString('base64url')).digest('base64url'),
    code_challenge_method: 'S256',
    ...(ask.hint !== null && { login_hint: ask.hint }),
  }).toString();
  return url.href;
}

/**
 * Entra's page on which an administrator gives the right to everybody in the tenant; null for a right without scopes.
 * Source: learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export function adminConsentUrl(settings: ConsentSettings, tenant: string, right: Right): string | null {
  if (RIGHTS[right].delegated.length === 0) return null;
  const url = new URL(`${settings.signInHost}/${tenant}/v2.0/adminconsent`);
  url.search = new URLSearchParams({
    client_id: settings.clientId,
    scope: scopesOf(right).join(' '),
    redirect_uri: settings.publicUrl + CONSENT_END,
    state: right,
  }).toString();
  return url.href;
}
