import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { SandboxSettings } from '../context.ts';

/** What Entra knows of the app: as infra/entra.manifest.json asks for it. */
export interface Registration {
  readonly name: string;
  /** Delegated scopes of Microsoft Graph that the registration lists. */
  readonly delegated: readonly string[];
  /** Application permissions of Microsoft Graph that it lists. */
  readonly application: readonly string[];
  /** Addresses that people may be sent back to, to the letter. */
  readonly redirectUris: readonly string[];
  /** Whether access tokens are to say who is a guest (the optional claim `acct`). */
  readonly tellsGuests: boolean;
}

const manifest = z.object({
  displayName: z.string(),
  web: z.object({ redirectUris: z.array(z.string()).default([]) }).default({ redirectUris: [] }),
  optionalClaims: z
    .object({ accessToken: z.array(z.object({ name: z.string() })).default([]) })
    .default({ accessToken: [] }),
  requiredResourceAccess: z.array(
    z.object({ resourceAccess: z.array(z.object({ id: z.string(), type: z.enum(['Scope', 'Role']) })) }),
  ),
});

/** In a tenant the service has an https address of its own; here it is wherever it runs. */
const OUR_DOMAIN = /https:\/\/\$\{\{LIKA_DOMAIN\}\}/g;

/**
 * Reads the app registration with its gaps filled for the service that is running.
 * @throws when the file is missing or is no registration.
 */
export function readRegistration({ registrationFile, serviceUrl }: SandboxSettings): Registration {
  const read = manifest.parse(JSON.parse(readFileSync(registrationFile, 'utf8')));
  const asked = read.requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess);
  const ofType = (wanted: 'Scope' | 'Role') => asked.flatMap(({ id, type }) => (type === wanted ? [id] : [])).sort();
  return {
    name: read.displayName.replace(/\$\{\{\w+\}\}/g, '').trim(),
    delegated: ofType('Scope'),
    application: ofType('Role'),
    redirectUris: read.web.redirectUris.map((uri) => uri.replace(OUR_DOMAIN, serviceUrl)),
    tellsGuests: read.optionalClaims.accessToken.some(({ name }) => name === 'acct'),
  };
}
