import { Router, urlencoded } from 'express';
import type { Request } from 'express';
import type { Faults, SandboxSettings } from '../context.ts';
import { authorizeRouter } from './authorize.ts';
import type { GrantForm } from './clients.ts';
import { errorBody, faultError, refusals, refuse } from './entra-errors.ts';
import { answerGrant } from './grants.ts';
import type { GrantParts } from './grants.ts';
import type { SigningKeys } from './keys.ts';

interface Parts extends GrantParts {
  faults: Faults;
  keys: SigningKeys;
}

/** Tenant names that stand for "any", as Entra has them. */
const ANY = ['common', 'organizations'];

/** The issuer's addresses: configuration, keys, instance discovery, tokens and the pages of consent. Served over https and over http. */
export function issuerRouter(parts: Parts): Router {
  const { settings, directory, faults, clock, keys } = parts;
  const router = Router();
  const home = directory.tenants[0]?.id ?? '';
  const known = (tenant: string) => ANY.includes(tenant) || directory.tenant(tenant) !== undefined;
  const at = () => new Date(clock.real());
  const keySet = (tenant: string) => ({
    keys: [{ ...keys.entra.jwk, issuer: `${settings.authority}/${ANY.includes(tenant) ? '{tenantid}' : tenant}/v2.0` }],
  });

  router.get('/.well-known/openid-configuration', (request, response) => {
    response.json(configuration(settings, request, home));
  });
  router.get('/:tenant/v2.0/.well-known/openid-configuration', (request, response) => {
    const { tenant } = request.params;
    if (!known(tenant)) return refuse(response, refusals.noTenant(tenant), at());
    response.json(configuration(settings, request, tenant));
  });
  router.get('/:tenant/discovery/v2.0/keys', (request, response) => {
    const { tenant } = request.params;
    if (!known(tenant)) return refuse(response, refusals.noTenant(tenant), at());
    response.json(keySet(tenant));
  });
  router.get('/common/discovery/instance', (_request, response) => {
    const host = new URL(settings.authority).host;
    response.json({
      tenant_discovery_endpoint: `${settings.authority}/${home}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    });
  });
  const faulty = faults.middleware('token', (fault) => errorBody(faultError(fault), at()));
  router.post('/:tenant/oauth2/v2.0/token', faulty, urlencoded({ extended: false }), async (request, response) => {
    const answer = await answerGrant(parts, String(request.params['tenant']), formOf(request));
    if ('refused' in answer) return refuse(response, answer.refused, at());
    response.set('Cache-Control', 'no-store').json(answer.ok);
  });
  router.use(authorizeRouter(parts));
  return router;
}

/** OpenID configuration of a tenant. Its addresses are on the host that was asked, so that http alone is enough to check a token. */
function configuration(settings: SandboxSettings, request: Request, tenant: string): Record<string, unknown> {
  const here = request.protocol === 'https' ? settings.authority : settings.origin;
  return {
    issuer: `${settings.authority}/${ANY.includes(tenant) ? '{tenantid}' : tenant}/v2.0`,
    authorization_endpoint: `${here}/${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${here}/${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${here}/${tenant}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    response_types_supported: ['code', 'id_token'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'nbf',
      'azp',
      'name',
      'oid',
      'preferred_username',
      'tid',
      'ver',
    ],
    cloud_instance_name: new URL(settings.authority).host,
    tenant_region_scope: 'EU',
  };
}

function formOf(request: Request): GrantForm {
  const form = (request.body ?? {}) as GrantForm;
  const basic = /^Basic (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!basic) return form;
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':').map(decodeURIComponent);
  return { client_id: id, client_secret: secret, ...form };
}
