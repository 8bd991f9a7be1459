import { Router, json } from 'express';
import type { Response } from 'express';
import type { JWTPayload } from 'jose';
import { SignJWT, UnsecuredJWT } from 'jose';
import { z } from 'zod';
import type { Directory, Faults, Person } from '../context.ts';
import { badRequest, problem } from '../problems.ts';
import { faultError, refusals } from './entra-errors.ts';
import type { SigningKeys } from './keys.ts';
import type { TokenMaker } from './tokens.ts';

interface Parts {
  directory: Directory;
  faults: Faults;
  keys: SigningKeys;
  tokens: TokenMaker;
}

const wanted = z.strictObject({ person: z.string().min(1) });
const account = z.strictObject({ person: z.string().min(1), enabled: z.boolean() });
const odd = z.strictObject({
  person: z.string().min(1),
  /** Claims that differ from a right token's; null leaves one out. */
  claims: z.record(z.string(), z.unknown()).default({}),
  /** foreign: signed by a key that no key set shows. none: unsigned. hmac: HS256 with the public key as the secret. */
  key: z.enum(['right', 'foreign', 'none', 'hmac']).default('right'),
});

/**
 * GET /people, POST /people `{person, enabled}` (disables an account, as when somebody leaves, or enables it again),
 * POST /token (as Teams' getAuthToken) and POST /token/odd (tokens that a service must refuse, and those of accounts
 * that were disabled after the token was given).
 */
export function peopleRouter({ directory, faults, keys, tokens }: Parts): Router {
  const router = Router();
  router.get('/people', (_request, response) => {
    response.json(directory.people.map(shown));
  });
  router.post('/people', json(), (request, response) => {
    const body = account.safeParse(request.body);
    if (!body.success) return badRequest(response, body.error);
    const person = known(response, body.data.person);
    if (person) response.json({ changed: directory.setEnabled(person.id, body.data.enabled), ...shown(person) });
  });
  const known = (response: Response, name: string): Person | null => {
    const person = directory.person(name);
    if (!person) problem(response, 404, 'No such person', { detail: 'GET /people lists who there is' });
    return person ?? null;
  };
  const faulty = faults.middleware('token', (fault) => {
    const { error, text } = faultError(fault);
    return { type: 'about:blank', title: error, status: fault.status, detail: text };
  });
  router.post('/token', faulty, json(), async (request, response) => {
    const body = wanted.safeParse(request.body);
    if (!body.success) return badRequest(response, body.error);
    const person = known(response, body.data.person);
    if (!person) return;
    if (!person.enabled) {
      const { error, code, text } = refusals.disabledAccount();
      return problem(response, 403, error, { detail: `AADSTS${String(code)}: ${text}` });
    }
    response.set('Cache-Control', 'no-store').json({ access_token: await tokens.signTabToken(person) });
  });
  router.post('/token/odd', json(), async (request, response) => {
    const body = odd.safeParse(request.body);
    if (!body.success) return badRequest(response, body.error);
    const person = known(response, body.data.person);
    if (!person) return;
    const merged = Object.entries({ ...tokens.tabClaims(person), ...body.data.claims }).filter(
      ([, value]) => value !== null,
    );
    response.json({ access_token: await oddToken(tokens, keys, Object.fromEntries(merged), body.data.key) });
  });
  return router;
}

function oddToken(
  tokens: TokenMaker,
  keys: SigningKeys,
  claims: JWTPayload,
  key: z.infer<typeof odd>['key'],
): Promise<string> | string {
  if (key === 'none') return new UnsecuredJWT(claims).encode();
  if (key === 'hmac') {
    const secret = Buffer.from(keys.entra.publicKey.export({ type: 'spki', format: 'pem' }));
    return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'HS256', kid: keys.entra.kid }).sign(secret);
  }
  return tokens.sign(claims, key === 'foreign' ? 'foreign' : 'entra');
}

const shown = ({ id, name, role, unit, userPrincipalName, key, tenant, guest, enabled }: Person) => ({
  id,
  name,
  role,
  unit,
  userPrincipalName,
  key,
  tenant,
  ...(guest ? { guest } : {}),
  ...(enabled ? {} : { enabled }),
});
