import { decodeJwt } from 'jose';
import type { Directory, Person, SandboxClock, SandboxSettings } from '../context.ts';
import type { AppCertificate } from './certificate.ts';
import { clientFault } from './clients.ts';
import type { GrantForm } from './clients.ts';
import type { Codes } from './codes.ts';
import { BOT_AUDIENCE, GRAPH_AUDIENCE, SIGN_IN_SCOPES, TAB_SCOPE } from './consent.ts';
import type { Consent } from './consent.ts';
import type { EntraError } from './entra-errors.ts';
import { refusals } from './entra-errors.ts';
import type { ManagedIdentity } from './federated.ts';
import type { Registration } from './registration.ts';
import { LIFETIME } from './tokens.ts';
import type { TokenMaker } from './tokens.ts';

export type GrantAnswer = { ok: Record<string, unknown> } | { refused: EntraError };

export interface GrantParts {
  settings: SandboxSettings;
  directory: Directory;
  clock: SandboxClock;
  tokens: TokenMaker;
  registration: Registration;
  consent: Consent;
  codes: Codes;
  certificate: AppCertificate | null;
  identity: ManagedIdentity;
}

const ON_BEHALF_OF = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const refused = (error: EntraError): GrantAnswer => ({ refused: error });

/** Answers a token request in a tenant as Entra's v2 token address does: on-behalf-of, authorization code and client credentials. */
export async function answerGrant(parts: GrantParts, tenant: string, form: GrantForm): Promise<GrantAnswer> {
  const wrong = await clientFault(parts, tenant, form);
  if (wrong) return refused(wrong);
  const place = tenant.toLowerCase();
  if (form['grant_type'] === ON_BEHALF_OF) return onBehalfOf(parts, place, form);
  if (form['grant_type'] === 'client_credentials') return appOnly(parts, place, form);
  if (form['grant_type'] === 'authorization_code') return byCode(parts, place, form);
  return refused(refusals.badGrantType(form['grant_type'] ?? ''));
}

async function onBehalfOf(parts: GrantParts, tenant: string, form: GrantForm): Promise<GrantAnswer> {
  const { tokens, directory, clock } = parts;
  if (!form['assertion']) return refused(refusals.noField('assertion'));
  if (form['requested_token_use'] !== 'on_behalf_of') return refused(refusals.noField('requested_token_use'));
  if (!form['scope']) return refused(refusals.noField('scope'));
  const claims = await tokens.readAssertion(form['assertion']);
  if (!claims) return refused(isOld(form['assertion'], clock) ? refusals.oldAssertion() : refusals.badAssertion());
  const person = directory.person(String(claims['oid']));
  const scoped = String(claims['scp']).split(' ').includes(TAB_SCOPE);
  if (!person || !scoped || person.tenant !== tenant || claims['tid'] !== tenant)
    return refused(refusals.badAssertion());
  return delegated(parts, person, form['scope'].split(' ').filter(Boolean), form);
}

/** Whether the assertion says itself that its time is over (its signature is not looked at). */
function isOld(assertion: string, clock: SandboxClock): boolean {
  try {
    const { exp } = decodeJwt(assertion);
    return exp !== undefined && exp * 1000 < clock.real();
  } catch {
    return false;
  }
}

/** Redeems a code that the authorize page gave out: once, soon, for the same address, with the verifier that goes with it. */
async function byCode(parts: GrantParts, tenant: string, form: GrantForm): Promise<GrantAnswer> {
  if (!form['code']) return refused(refusals.noField('code'));
  const redeemed = parts.codes.redeem({
    code: form['code'],
    tenant,
    redirectUri: form['redirect_uri'] ?? '',
    verifier: form['code_verifier'] ?? null,
  });
  if ('refused' in redeemed) return refused(redeemed.refused);
  const { person, scopes } = redeemed;
  return delegated(parts, person, scopes, form);
}

/**
 * A token for a person with every scope that holds for them. What is asked for by name must be among them; `.default`
 * is content with any (Entra asks anew only where nothing at all has been consented to).
 */
async function delegated(
  { tokens, settings, registration, consent }: GrantParts,
  person: Person,
  asked: readonly string[],
  form: GrantForm,
): Promise<GrantAnswer> {
  if (!person.enabled) return refused(refusals.disabledAccount());
  const signIn: readonly string[] = SIGN_IN_SCOPES;
  const consented = consent.delegatedTo(person);
  const names = asked
    .filter((scope) => !signIn.includes(scope))
    .map((scope) => scope.replace(`${GRAPH_AUDIENCE}/`, ''));
  const elsewhere = names.find((name) => name.includes('://'));
  if (elsewhere) return refused(refusals.noResource(elsewhere.replace(/\/[^/]*$/, '')));
  if (names.length === 0) return refused(refusals.badScope(asked.join(' ')));
  const known = new Set(consented.map((scope) => scope.toLowerCase()));
  const missing = names.some((name) => name !== '.default' && !known.has(name.toLowerCase()));
  if (missing || consented.length === 0)
    return refused(refusals.noConsent({ id: settings.clientId, name: registration.name }));
  return {
    ok: {
      token_type: 'Bearer',
      scope: grantedScopes(consented, asked),
      expires_in: LIFETIME,
      ext_expires_in: LIFETIME,
      access_token: await tokens.graphToken(person, consented),
      ...(asked.includes('openid') ? { id_token: await tokens.idToken(person) } : {}),
      ...(form['client_info'] === '1' ? { client_info: clientInfo(person) } : {}),
    },
  };
}

/**
 * Entra gives every scope consented to for the resource, not only those asked for, spelled in the way of the request,
 * and repeats `.default` (by which msal finds the token in its cache again).
 */
function grantedScopes(consented: readonly string[], asked: readonly string[]): string {
  const isLong = asked.some((scope) => scope.startsWith(GRAPH_AUDIENCE));
  const spelled = consented.map((name) => (isLong ? `${GRAPH_AUDIENCE}/${name}` : name));
  return [...spelled, 'openid', 'profile', 'email', ...asked.filter((scope) => scope.endsWith('.default'))].join(' ');
}

const clientInfo = (person: Person) =>
  Buffer.from(JSON.stringify({ uid: person.id, utid: person.tenant })).toString('base64url');

async function appOnly({ tokens, consent }: GrantParts, tenant: string, form: GrantForm): Promise<GrantAnswer> {
  const scope = (form['scope'] ?? '')
    .split(' ')
    .filter((name) => !(SIGN_IN_SCOPES as readonly string[]).includes(name));
  const [wanted] = scope;
  if (!wanted) return refused(refusals.noField('scope'));
  if (scope.length > 1 || !wanted.endsWith('/.default')) return refused(refusals.notDefaultScope(scope.join(' ')));
  const audience = wanted.slice(0, -'/.default'.length);
  if (audience !== GRAPH_AUDIENCE && audience !== BOT_AUDIENCE) return refused(refusals.noResource(audience));
  const roles = audience === GRAPH_AUDIENCE ? consent.of(tenant).application : [];
  const access = await tokens.appToken(tenant, audience, roles);
  return { ok: { token_type: 'Bearer', expires_in: LIFETIME, ext_expires_in: LIFETIME, access_token: access } };
}
