import { decodeJwt } from 'jose';
import type { Directory, Person, SandboxClock, SandboxSettings } from '../context.ts';
import { BOT_AUDIENCE, DELEGATED_SCOPES, GRAPH_AUDIENCE, SIGN_IN_SCOPES, TAB_SCOPE } from './consent.ts';
import type { EntraError } from './entra-errors.ts';
import { refusals } from './entra-errors.ts';
import { LIFETIME } from './tokens.ts';
import type { TokenMaker } from './tokens.ts';

/** A request to the token address: the form's fields, with a client's Basic header already taken in. */
export type GrantForm = Record<string, string | undefined>;

export type GrantAnswer = { ok: Record<string, unknown> } | { refused: EntraError };

interface Parts {
  settings: SandboxSettings;
  directory: Directory;
  clock: SandboxClock;
  tokens: TokenMaker;
}

const ON_BEHALF_OF = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const refused = (error: EntraError): GrantAnswer => ({ refused: error });

/** Answers a token request in a tenant as Entra's v2 token address does: on-behalf-of and client credentials. */
export async function answerGrant(parts: Parts, tenant: string, form: GrantForm): Promise<GrantAnswer> {
  const wrong = clientFault(parts, tenant, form);
  if (wrong) return refused(wrong);
  if (form['grant_type'] === ON_BEHALF_OF) return onBehalfOf(parts, tenant.toLowerCase(), form);
  if (form['grant_type'] === 'client_credentials') return appOnly(parts, tenant.toLowerCase(), form);
  return refused(refusals.badGrantType(form['grant_type'] ?? ''));
}

function clientFault({ settings, directory }: Parts, tenant: string, form: GrantForm): EntraError | null {
  if (!directory.tenant(tenant)) return refusals.noTenant(tenant);
  if (!form['grant_type']) return refusals.noField('grant_type');
  if (!form['client_id']) return refusals.noField('client_id');
  if (form['client_id'] !== settings.clientId) return refusals.noApp(form['client_id']);
  if (form['client_assertion']) return refusals.badCertificate();
  if (!form['client_secret']) return refusals.noCredential();
  return form['client_secret'] === settings.clientSecret ? null : refusals.badSecret();
}

async function onBehalfOf(parts: Parts, tenant: string, form: GrantForm): Promise<GrantAnswer> {
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

async function delegated({ tokens }: Parts, person: Person, asked: string[], form: GrantForm): Promise<GrantAnswer> {
  const signIn: readonly string[] = SIGN_IN_SCOPES;
  const consented: readonly string[] = DELEGATED_SCOPES;
  const names = asked
    .filter((scope) => !signIn.includes(scope))
    .map((scope) => scope.replace(`${GRAPH_AUDIENCE}/`, ''));
  const elsewhere = names.find((name) => name.includes('://'));
  if (elsewhere) return refused(refusals.noResource(elsewhere.replace(/\/[^/]*$/, '')));
  if (names.length === 0) return refused(refusals.badScope(asked.join(' ')));
  const spelled = (name: string) => consented.find((scope) => scope.toLowerCase() === name.toLowerCase());
  const missing = names.filter((name) => name !== '.default' && !spelled(name));
  if (missing.length > 0) return refused(refusals.noConsent(missing));
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

async function appOnly({ tokens }: Parts, tenant: string, form: GrantForm): Promise<GrantAnswer> {
  const scope = (form['scope'] ?? '')
    .split(' ')
    .filter((name) => !(SIGN_IN_SCOPES as readonly string[]).includes(name));
  const [wanted] = scope;
  if (!wanted) return refused(refusals.noField('scope'));
  if (scope.length > 1 || !wanted.endsWith('/.default')) return refused(refusals.notDefaultScope(scope.join(' ')));
  const audience = wanted.slice(0, -'/.default'.length);
  if (audience !== GRAPH_AUDIENCE && audience !== BOT_AUDIENCE) return refused(refusals.noResource(audience));
  const access = await tokens.appToken(tenant, audience);
  return { ok: { token_type: 'Bearer', expires_in: LIFETIME, ext_expires_in: LIFETIME, access_token: access } };
}
