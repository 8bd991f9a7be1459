import type { ConsentAnswer } from '../parts/teams.ts';

/** Entra's numbers for "only an administrator can give this". Source: Entra's list of error codes. */
const ADMIN_ONLY = /AADSTS(90094|90095|900941)/;

/**
 * What Entra says in the address that it leads back to, after `#` or, from the administrator's page, after `?`.
 * Source: learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow and v2-admin-consent
 */
export function answerOf(address: URL): { readonly answer: ConsentAnswer; readonly state: string } {
  const said = new URLSearchParams(address.hash.length > 1 ? address.hash.slice(1) : address.search);
  const state = said.get('state') ?? '';
  const error = said.get('error');
  if (error === null) {
    const isGiven = said.has('code') || said.get('admin_consent')?.toLowerCase() === 'true';
    return { answer: isGiven ? 'given' : 'failed', state };
  }
  if (ADMIN_ONLY.test(said.get('error_description') ?? '')) return { answer: 'admin-needed', state };
  return { answer: error === 'access_denied' || error === 'consent_required' ? 'declined' : 'failed', state };
}
