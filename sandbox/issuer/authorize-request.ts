import type { Request } from 'express';
import type { Person, Tenant } from '../context.ts';
import { DELEGATED_NAMES } from '../graph/permissions.ts';
import type { Challenge } from './codes.ts';
import { GRAPH_AUDIENCE, SIGN_IN_SCOPES, TAB_SCOPE } from './consent.ts';
import type { EntraError } from './entra-errors.ts';
import { errorBody, refusals } from './entra-errors.ts';
import type { GrantParts } from './grants.ts';
import type { Asked } from './pages.ts';
import { speakerOf } from './texts.ts';
import type { Language, Say } from './texts.ts';

/** The host page's word for who is signed in to the browser. */
const SESSION_COOKIE = /(?:^|;\s*)sandbox-person=([^;]+)/;

/** What is asked of a page of sign-in or consent, once it is known where the answer may go. */
export interface AuthorizeRequest {
  readonly tenant: Tenant;
  readonly query: Readonly<Record<string, string>>;
  readonly say: Say;
  readonly language: Language;
  /** Who is signed in; null when nobody is. */
  readonly person: Person | null;
  readonly redirectUri: string;
  /** The app's address with an answer in it; `state` goes along. */
  back(answer: Readonly<Record<string, string>>): string;
  /** The app's address with an error in it. */
  refusedBack(fault: EntraError, more?: Readonly<Record<string, string>>): string;
}

/** What is wrong with a request in such a way that nobody may be sent on: it is shown instead. */
export type Unanswerable = Pick<AuthorizeRequest, 'say' | 'language'> & { readonly fault: EntraError };

type Parts = Pick<GrantParts, 'settings' | 'directory' | 'clock' | 'registration'>;

function textsOf(request: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.query).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

/** As Entra: what the app asks for, else what the browser reads. */
function languageOf(request: Request, asked: string | undefined): Language {
  const wanted = asked ?? request.headers['accept-language'] ?? 'sv';
  return /^sv\b/i.test(wanted) || !/^en\b/i.test(wanted) ? 'sv' : 'en';
}

/** Reads a request to one of the pages: tenant, app, address to go back to, and who is there. */
export function readRequest(
  { settings, directory, clock, registration }: Parts,
  request: Request,
): AuthorizeRequest | Unanswerable {
  const query = textsOf(request);
  const language = languageOf(request, query['ui_locales']);
  const say = speakerOf(language);
  const wrong = (fault: EntraError): Unanswerable => ({ fault, say, language });
  const name = String(request.params['tenant']);
  const tenant = directory.tenant(name);
  if (!tenant) return wrong(refusals.noTenant(name));
  const { client_id: app, redirect_uri: redirectUri } = query;
  if (!app) return wrong(refusals.noField('client_id'));
  if (app !== settings.clientId) return wrong(refusals.noApp(app));
  if (!redirectUri) return wrong(refusals.noField('redirect_uri'));
  if (!registration.redirectUris.includes(redirectUri)) return wrong(refusals.badReplyAddress(redirectUri, app));
  const session = SESSION_COOKIE.exec(request.headers.cookie ?? '')?.[1];
  const hint = query['login_hint'] ?? query['person'] ?? (session === undefined ? '' : decodeURIComponent(session));
  const person = directory.person(hint) ?? null;
  if (person && person.tenant !== tenant.id)
    return wrong(refusals.noSuchAccount(person.userPrincipalName, tenant.name));
  if (person?.enabled === false) return wrong(refusals.disabledAccount());
  const back: AuthorizeRequest['back'] = (answer) =>
    answered(redirectUri, query['response_mode'], { ...answer, ...(query['state'] ? { state: query['state'] } : {}) });
  return {
    tenant,
    query,
    say,
    language,
    person,
    redirectUri,
    back,
    refusedBack(fault, more = {}) {
      const { error, error_description: text, error_uri: uri } = errorBody(fault, new Date(clock.real()));
      return back({ error: String(error), error_description: String(text), error_uri: String(uri), ...more });
    },
  };
}

function answered(uri: string, mode: string | undefined, answer: Readonly<Record<string, string>>): string {
  const url = new URL(uri);
  if (mode === 'fragment') url.hash = new URLSearchParams(answer).toString();
  else for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  return url.href;
}

/**
 * The permissions that a request's `scope` asks for; `.default` stands for all that the app registration lists.
 * @param withRoles whether application permissions come along with `.default`, as on the administrator's page
 */
export function readScope(
  { registration, settings }: Parts,
  scope: string,
  withRoles: boolean,
): Asked | { fault: EntraError } {
  const signIn: readonly string[] = SIGN_IN_SCOPES;
  const words = scope.split(' ').filter(Boolean);
  if (words.length === 0) return { fault: refusals.noField('scope') };
  const names = words
    .filter((word) => !signIn.includes(word) && !isOurs(word, settings.clientId))
    .map((word) => word.replace(`${GRAPH_AUDIENCE}/`, ''));
  const elsewhere = names.find((name) => name.includes('://'));
  if (elsewhere) return { fault: refusals.noResource(elsewhere.replace(/\/[^/]*$/, '')) };
  const isAll = names.includes('.default');
  const known = [...registration.delegated, ...DELEGATED_NAMES];
  const delegated = isAll ? [...registration.delegated] : [];
  for (const name of names.filter((each) => each !== '.default')) {
    const spelled = known.find((each) => each.toLowerCase() === name.toLowerCase());
    if (spelled === undefined) return { fault: refusals.unknownScope(name, registration.name) };
    delegated.push(spelled);
  }
  return {
    delegated: [...new Set(delegated)],
    application: isAll && withRoles ? [...registration.application] : [],
  };
}

/** The tab's own API, which Teams is allowed to ask for without consent. */
const isOurs = (scope: string, clientId: string) =>
  scope.startsWith('api://') && scope.endsWith(`/${TAB_SCOPE}`) && scope.includes(clientId);

/** The PKCE challenge of a request (RFC 7636); Entra takes `plain` when no method is named. */
export function readChallenge(query: Readonly<Record<string, string>>): Challenge | null {
  const value = query['code_challenge'];
  if (!value) return null;
  return { value, method: query['code_challenge_method'] === 'S256' ? 'S256' : 'plain' };
}
