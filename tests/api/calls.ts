import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPrivateKey } from 'node:crypto';
import { decodeJwt, SignJWT } from 'jose';
import type { JWTPayload } from 'jose';
import type { Problem } from '../../bot/api/schemas/common.ts';
import type { World } from '../support/world.ts';

export interface Answered<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** Calls the service with a token as it is; a stream is not read. */
export async function send(
  world: World,
  token: string | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answered> {
  const leave = new AbortController();
  const response = await fetch(world.serviceUrl + path, {
    method,
    signal: leave.signal,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const { status, headers } = response;
  if (headers.get('content-type')?.startsWith('text/event-stream')) {
    leave.abort();
    return { status, headers, body: null };
  }
  const text = await response.text();
  return { status, headers, body: text.startsWith('{') ? JSON.parse(text) : text };
}

/** Calls as a person and expects the status; gives the body. */
export async function done<T>(world: World, person: string, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await world.api(person, method, path, body === undefined ? {} : { body });
  if (answer.status >= 300)
    throw new Error(`${method} ${path} as ${person}: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
  return answer.body as T;
}

/** Calls as a person and expects a problem; gives its status, its code and where the faults are. */
export async function refused(
  world: World,
  person: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; code: string; pointers: string[]; current: unknown }> {
  const answer = await world.api(person, method, path, body === undefined ? {} : { body });
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json'))
    throw new Error(`${method} ${path} as ${person} gave no problem: ${String(answer.status)}`);
  const problem = answer.body as Problem;
  return {
    status: answer.status,
    code: problem.type.replace('urn:lika:problem:', ''),
    pointers: problem.errors?.map(({ pointer }) => pointer) ?? [],
    current: problem.current,
  };
}

/** A token as the sandbox's issuer would make it with other claims, signed by its key or by one that nobody knows. */
export async function forged(
  world: World,
  person: string,
  change: JWTPayload,
  signedBy: 'entra' | 'foreign' = 'entra',
): Promise<string> {
  const keys = JSON.parse(readFileSync(join(world.dataDir, 'sandbox', 'keys.json'), 'utf8')) as Record<
    'entra' | 'foreign',
    { kid: string; pem: string }
  >;
  const claims = { ...decodeJwt(await world.token(person)), ...change };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keys.entra.kid })
    .sign(createPrivateKey(keys[signedBy].pem));
}
