import { randomUUID } from 'node:crypto';
import { Router, urlencoded } from 'express';
import type { Request, Response } from 'express';
import type { Person } from '../context.ts';
import { readChallenge, readRequest, readScope } from './authorize-request.ts';
import type { AuthorizeRequest } from './authorize-request.ts';
import { needsAdministrator } from './consent.ts';
import { refusals } from './entra-errors.ts';
import type { GrantParts } from './grants.ts';
import { askAdministrator, askForConsent, showAccounts, showFault, showWaiting } from './pages.ts';
import type { Asked } from './pages.ts';

/** A request to a page by somebody who is signed in, and what it asks for. */
interface Asking extends AuthorizeRequest {
  readonly person: Person;
  readonly asked: Asked;
}

type Decision = 'accept' | 'cancel' | null;

const isAdministrator = ({ role }: Person) => role === 'administrator';

/**
 * The pages on which people consent: GET and POST /{tenant}/oauth2/v2.0/authorize (authorization code, with PKCE) and
 * /{tenant}/v2.0/adminconsent. Who is signed in is said by `login_hint` or `person`, or by the host page's cookie.
 * Sources: learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow and v2-admin-consent
 */
export function authorizeRouter(parts: GrantParts): Router {
  const router = Router();
  const form = urlencoded({ extended: false });
  const page = (path: string, withRoles: boolean, show: typeof authorize) => {
    const handle = (request: Request, response: Response) => {
      const asking = open(parts, request, response, withRoles);
      if (asking) show(parts, asking, request, response);
    };
    router.get(path, handle);
    router.post(path, form, handle);
  };
  page('/:tenant/oauth2/v2.0/authorize', false, authorize);
  page('/:tenant/v2.0/adminconsent', true, adminConsent);
  return router;
}

/** Reads a request as far as both pages have it in common; null when it has been answered. */
function open(parts: GrantParts, request: Request, response: Response, withRoles: boolean): Asking | null {
  const leadsTo = new URL(parts.settings.serviceUrl).origin;
  const read = readRequest(parts, request);
  if ('fault' in read) {
    showFault({ response, leadsTo, ...read }, read.fault);
    return null;
  }
  const asked = readScope(parts, read.query['scope'] ?? '', withRoles);
  if ('fault' in asked) {
    response.redirect(read.refusedBack(asked.fault));
    return null;
  }
  const { person, tenant } = read;
  if (person) return { ...read, person, asked };
  const accounts = parts.directory.people
    .filter((each) => each.tenant === tenant.id && each.enabled)
    .map(({ name, userPrincipalName }) => ({
      name,
      userPrincipalName,
      href: `?${new URLSearchParams({ ...read.query, login_hint: userPrincipalName }).toString()}`,
    }));
  showAccounts({ response, leadsTo, ...read }, accounts);
  return null;
}

function decisionOf(request: Request): Decision {
  const { decision } = (request.body ?? {}) as { decision?: unknown };
  return decision === 'accept' || decision === 'cancel' ? decision : null;
}

/** What the pages are drawn from. */
const drawn = ({ settings, registration }: GrantParts, asking: Asking, asked: Asked, response: Response) => ({
  response,
  say: asking.say,
  language: asking.language,
  leadsTo: new URL(settings.serviceUrl).origin,
  app: registration.name,
  tenant: asking.tenant.name,
  account: asking.person,
  asked,
});

function authorize(parts: GrantParts, asking: Asking, request: Request, response: Response): void {
  const { query, person, asked, redirectUri, tenant } = asking;
  const { consent, codes, registration } = parts;
  if (query['response_type'] !== 'code')
    return response.redirect(asking.refusedBack(refusals.badResponseType(query['response_type'] ?? '')));
  const mode = query['response_mode'] ?? 'query';
  if (mode !== 'query' && mode !== 'fragment')
    return response.redirect(asking.refusedBack(refusals.badResponseMode(mode)));
  const give = () => {
    const scopes = (query['scope'] ?? '').split(' ').filter(Boolean);
    const code = codes.give({ tenant: tenant.id, person, redirectUri, scopes, challenge: readChallenge(query) });
    response.redirect(asking.back({ code, session_state: randomUUID() }));
  };
  const held = consent.delegatedTo(person);
  const missing = asked.delegated.filter((scope) => !held.includes(scope));
  const isForced = query['prompt'] === 'consent';
  if (missing.length === 0 && !isForced) return give();
  if (query['prompt'] === 'none') return response.redirect(asking.refusedBack(refusals.promptNeeded()));

  const decision = decisionOf(request);
  // Asked to prompt, Entra weighs everything anew: what an administrator has long granted waits for one again.
  const shown = { delegated: isForced ? asked.delegated : missing, application: [] };
  if (!isAdministrator(person) && shown.delegated.some(needsAdministrator)) {
    if (decision === 'cancel')
      return response.redirect(asking.refusedBack(refusals.administratorNeeded(registration.name)));
    return showWaiting({ ...drawn(parts, asking, shown, response), needs: needsAdministrator });
  }
  if (decision === 'cancel')
    return response.redirect(asking.refusedBack(refusals.declined('access_denied'), { error_subcode: 'cancel' }));
  if (decision === 'accept') {
    const { for_all: forAll } = (request.body ?? {}) as { for_all?: unknown };
    if (isAdministrator(person) && forAll === '1') consent.grantTenant(tenant.id, shown);
    else consent.grantPerson(person, shown.delegated);
    return give();
  }
  askForConsent({ ...drawn(parts, asking, shown, response), mayGrantAll: isAdministrator(person) });
}

function adminConsent(parts: GrantParts, asking: Asking, request: Request, response: Response): void {
  const { query, person, asked, tenant } = asking;
  const { consent, registration } = parts;
  const decision = decisionOf(request);
  const always = { admin_consent: 'True' };
  if (!isAdministrator(person)) {
    if (decision === 'cancel')
      return response.redirect(asking.refusedBack(refusals.administratorNeeded(registration.name), always));
    return showWaiting({ ...drawn(parts, asking, asked, response), needs: needsAdministrator });
  }
  if (decision === 'cancel')
    return response.redirect(asking.refusedBack(refusals.declined('consent_required'), always));
  if (decision === 'accept') {
    consent.grantTenant(tenant.id, asked);
    return response.redirect(asking.back({ ...always, tenant: tenant.id, scope: query['scope'] ?? '' }));
  }
  askAdministrator(drawn(parts, asking, asked, response));
}
