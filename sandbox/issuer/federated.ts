import type { KeyObject } from 'node:crypto';
import { Router, json } from 'express';
import type { Response } from 'express';
import { SignJWT } from 'jose';
import { z } from 'zod';
import type { SandboxClock, SandboxSettings } from '../context.ts';
import { badRequest } from '../problems.ts';
import type { SigningKeys } from './keys.ts';

/** The resource that a managed identity asks a token for when the token is to prove an app. */
const EXCHANGE = 'api://AzureADTokenExchange';
/** Object id of the managed identity that the service would run under in Azure. */
const PRINCIPAL = 'b1d0c0de-0000-4000-8000-00000000a003';
/** Managed identities' tokens live a day. */
const LIFETIME = 86_400;

/** A managed identity, which the app registration trusts by a federated credential. */
export interface ManagedIdentity {
  /** The federated credential: what a token must say to prove the app. */
  readonly trusted: { readonly issuer: string; readonly subject: string; readonly audience: string };
  readonly publicKey: KeyObject;
  /** A token of the identity's; `claims` override. */
  token(claims?: Record<string, unknown>): Promise<string>;
}

export function managedIdentity(
  settings: SandboxSettings,
  keys: Pick<SigningKeys, 'identity'>,
  clock: SandboxClock,
): ManagedIdentity {
  const trusted = { issuer: `${settings.authority}/managed-identity`, subject: PRINCIPAL, audience: EXCHANGE };
  const { kid, privateKey, publicKey } = keys.identity;
  return {
    trusted,
    publicKey,
    token(claims = {}) {
      const now = Math.floor(clock.real() / 1000);
      const usual = { iss: trusted.issuer, sub: trusted.subject, aud: trusted.audience, oid: PRINCIPAL };
      return new SignJWT({ ...usual, iat: now, nbf: now, exp: now + LIFETIME, ...claims })
        .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid })
        .sign(privateKey);
    },
  };
}

const odd = z.strictObject({ claims: z.record(z.string(), z.unknown()).default({}) });

/**
 * Where a managed identity fetches its token: GET /metadata/identity/oauth2/token as the metadata service of a machine in
 * Azure has it, and POST /federated/token `{claims?}` for tokens that say otherwise than the federated credential wants.
 * Source: learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
 */
export function federatedRouter(identity: ManagedIdentity, clock: SandboxClock): Router {
  const router = Router();
  const answer = async (response: Response, claims: Record<string, unknown> = {}) => {
    const until = Math.floor(clock.real() / 1000) + LIFETIME;
    response.set('Cache-Control', 'no-store').json({
      access_token: await identity.token(claims),
      expires_in: String(LIFETIME),
      expires_on: String(until),
      resource: EXCHANGE,
      token_type: 'Bearer',
    });
  };
  router.get('/metadata/identity/oauth2/token', async (request, response) => {
    const refuse = (text: string) => response.status(400).json({ error: 'invalid_request', error_description: text });
    if (request.headers['metadata'] !== 'true') return refuse('Required metadata header not specified');
    if (request.query['api-version'] === undefined) return refuse('Required query variable api-version is missing');
    if (request.query['resource'] !== EXCHANGE) return refuse('The resource is not one that is known here');
    await answer(response);
  });
  router.post('/federated/token', json(), async (request, response) => {
    const body = odd.safeParse(request.body ?? {});
    if (!body.success) return badRequest(response, body.error);
    await answer(response, body.data.claims);
  });
  return router;
}
