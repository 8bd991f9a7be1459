import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import type { Fault } from '../context.ts';

/** An error of the token address, as Entra words it. */
export interface EntraError {
  status: number;
  error: string;
  /** AADSTS number. */
  code: number;
  text: string;
  suberror?: string;
  /** Claims challenge, for interaction_required. */
  claims?: string;
}

const invalidGrant = (code: number, text: string, suberror?: string): EntraError => ({
  status: 400,
  error: 'invalid_grant',
  code,
  text,
  ...(suberror ? { suberror } : {}),
});

const invalidClient = (code: number, text: string): EntraError => ({
  status: 401,
  error: 'invalid_client',
  code,
  text,
});

/** The refusals that this issuer knows, by what is wrong. Codes and words follow Entra's published error codes. */
export const refusals = {
  noTenant: (tenant: string): EntraError => ({
    status: 400,
    error: 'invalid_tenant',
    code: 90002,
    text: `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
  }),
  noApp: (app: string): EntraError => ({
    status: 400,
    error: 'unauthorized_client',
    code: 700016,
    text: `Application with identifier '${app}' was not found in the directory.`,
  }),
  noField: (name: string): EntraError => ({
    status: 400,
    error: 'invalid_request',
    code: 900144,
    text: `The request body must contain the following parameter: '${name}'.`,
  }),
  badSecret: () =>
    invalidClient(
      7000215,
      'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.',
    ),
  unknownCertificate: () =>
    invalidClient(
      700027,
      'The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found.]',
    ),
  badSignature: () =>
    invalidClient(
      700027,
      'Client assertion contains an invalid signature. [Reason - The key was found, but use of the key to verify the signature failed.]',
    ),
  oldCertificate: () =>
    invalidClient(700027, 'Client assertion contains an invalid signature. [Reason - The key used is expired.]'),
  malformedAssertion: (why: string) => invalidClient(50027, `JWT token is invalid or malformed: ${why}.`),
  otherAudience: () => invalidClient(700023, 'Client assertion audience claim does not match Realm issuer.'),
  otherClient: () =>
    invalidClient(700021, "Client assertion application identifier doesn't match 'client_id' parameter."),
  untimelyAssertion: () => invalidClient(700024, 'Client assertion is not within its valid time range.'),
  noFederation: (subject: string) =>
    invalidClient(
      700213,
      `No matching federated identity record found for presented assertion subject '${subject}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
    ),
  badFederatedSignature: () =>
    invalidClient(50013, 'Assertion failed signature validation. [Reason - The key was not found.]'),
  noCredential: () =>
    invalidClient(
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    ),
  badGrantType: (grant: string): EntraError => ({
    status: 400,
    error: 'unsupported_grant_type',
    code: 70003,
    text: `The app requested an unsupported grant type '${grant}'.`,
  }),
  badAssertion: () => invalidGrant(50013, 'Assertion failed signature validation.'),
  oldAssertion: () =>
    invalidGrant(500133, 'Assertion is not within its valid time range. Ensure that the access token is not expired.'),
  disabledAccount: () => invalidGrant(50057, 'The user account is disabled.'),
  noSuchAccount: (name: string, tenant: string) =>
    invalidGrant(50020, `User account '${name}' from identity provider does not exist in tenant '${tenant}'.`),
  noConsent: (app: { id: string; name: string }) =>
    invalidGrant(
      65001,
      `The user or administrator has not consented to use the application with ID '${app.id}' named '${app.name}'. Send an interactive authorization request for this user and resource.`,
      'consent_required',
    ),
  redeemedCode: () =>
    invalidGrant(54005, 'OAuth2 Authorization code was already redeemed, please retry with a new valid code.'),
  badCode: () => invalidGrant(9002313, 'Invalid request. Request is malformed or invalid.'),
  oldCode: () => invalidGrant(70008, 'The provided authorization code or refresh token has expired.'),
  otherReplyAddress: () =>
    invalidGrant(
      500112,
      'The reply address does not match the reply address provided when requesting Authorization code.',
    ),
  badVerifier: () =>
    invalidGrant(501481, 'The Code_Verifier does not match the code_challenge supplied in the authorization request.'),
  badReplyAddress: (uri: string, app: string): EntraError => ({
    status: 400,
    error: 'invalid_request',
    code: 50011,
    text: `The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${app}'.`,
  }),
  badResponseType: (type: string): EntraError => ({
    status: 400,
    error: 'unsupported_response_type',
    code: 70005,
    text: `The app requested an unsupported response type '${type}'.`,
  }),
  badResponseMode: (mode: string): EntraError => ({
    status: 400,
    error: 'invalid_request',
    code: 70007,
    text: `'${mode}' is not a supported value for 'response_mode'.`,
  }),
  unknownScope: (scope: string, app: string): EntraError => ({
    status: 400,
    error: 'invalid_client',
    code: 650053,
    text: `The application '${app}' asked for scope '${scope}' that doesn't exist on the resource '00000003-0000-0000-c000-000000000000'.`,
  }),
  declined: (error: 'access_denied' | 'consent_required'): EntraError => ({
    status: 400,
    error,
    code: 65004,
    text: 'User declined to consent to access the app.',
  }),
  administratorNeeded: (app: string): EntraError => ({
    status: 400,
    error: 'access_denied',
    code: 90094,
    text: `${app} needs permission to access resources in your organization that only an admin can grant.`,
  }),
  promptNeeded: (): EntraError => ({
    status: 400,
    error: 'interaction_required',
    code: 65001,
    text: 'The user or administrator has not consented to use the application. Send an interactive authorization request for this user and resource.',
  }),
  badScope: (scope: string): EntraError => ({
    status: 400,
    error: 'invalid_scope',
    code: 70011,
    text: `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
  }),
  notDefaultScope: (scope: string): EntraError => ({
    status: 400,
    error: 'invalid_scope',
    code: 1002012,
    text: `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier.`,
  }),
  noResource: (resource: string): EntraError => ({
    status: 400,
    error: 'invalid_resource',
    code: 500011,
    text: `The resource principal named ${resource} was not found in the tenant.`,
  }),
} as const;

/** What the token address says for an ordered fault: by its status, the error that Entra answers with it. */
export function faultError(fault: Fault): EntraError {
  if (fault.status === 401) return refusals.badSecret();
  if (fault.status === 400)
    return {
      status: 400,
      error: 'interaction_required',
      code: 50076,
      text: 'Due to a configuration change made by your administrator, you must use multi-factor authentication.',
      suberror: 'basic_action',
      claims: '{"access_token":{"capolids":{"essential":true,"values":["sandbox"]}}}',
    };
  return {
    status: fault.status,
    error: 'temporarily_unavailable',
    code: 90033,
    text: 'A transient error has occurred. Please try again.',
  };
}

/** The body of an error, with the ids that a support case would ask for. */
export function errorBody(fault: EntraError, at: Date): Record<string, unknown> {
  const trace = randomUUID();
  const correlation = randomUUID();
  const timestamp = at.toISOString().replace('T', ' ').replace(/\.\d+/, '');
  return {
    error: fault.error,
    error_description: `AADSTS${String(fault.code)}: ${fault.text} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
    error_codes: [fault.code],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
    error_uri: `https://login.microsoftonline.com/error?code=${String(fault.code)}`,
    ...(fault.suberror ? { suberror: fault.suberror } : {}),
    ...(fault.claims ? { claims: fault.claims } : {}),
  };
}

/** Answers with an error of the token address. */
export function refuse(response: Response, fault: EntraError, at: Date): void {
  response.status(fault.status).set('Cache-Control', 'no-store').json(errorBody(fault, at));
}
