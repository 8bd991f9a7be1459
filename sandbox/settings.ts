import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { SandboxSettings } from './context.ts';

const port = (fallback: number) => z.coerce.number().int().min(1).max(65535).default(fallback);

const environment = z.object({
  SANDBOX_PORT: port(3979),
  SANDBOX_TLS_PORT: port(3980),
  LIKA_DATA_DIR: z.string().min(1).default('.lika'),
  LIKA_SERVICE_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:3978'),
  M365_CLIENT_ID: z.guid().default('b1d0c0de-0000-4000-8000-00000000a001'),
  M365_CLIENT_SECRET: z.string().min(1).default('sandbox-only'),
  SANDBOX_APP_REGISTRATION: z.string().min(1).default('infra/entra.manifest.json'),
  SANDBOX_PEOPLE: z.string().min(1).default('sandbox/mittkoping.yaml'),
  SANDBOX_MANIFEST: z.string().min(1).default('manifest/manifest.json'),
  TEAMS_APP_ID: z.guid().default('b1d0c0de-0000-4000-8000-00000000a002'),
});

/**
 * Reads the sandbox's settings from the environment and makes its folder.
 * @throws Error naming every setting that is wrong, one a line.
 */
export function readSettings(env: Record<string, string | undefined> = process.env): SandboxSettings {
  const read = environment.safeParse(env);
  if (!read.success) {
    const faults = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The sandbox's settings are wrong:\n${faults.join('\n')}`);
  }
  const values = read.data;
  const folder = resolve(values.LIKA_DATA_DIR, 'sandbox');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    port: values.SANDBOX_PORT,
    tlsPort: values.SANDBOX_TLS_PORT,
    folder,
    serviceUrl: values.LIKA_SERVICE_URL.replace(/\/+$/, ''),
    origin: `http://localhost:${String(values.SANDBOX_PORT)}`,
    authority: `https://localhost:${String(values.SANDBOX_TLS_PORT)}`,
    clientId: values.M365_CLIENT_ID,
    clientSecret: values.M365_CLIENT_SECRET,
    teamsAppId: values.TEAMS_APP_ID,
    pageFolder: join(process.cwd(), 'dist', 'sandbox', 'host'),
    peopleFile: resolve(values.SANDBOX_PEOPLE),
    registrationFile: resolve(values.SANDBOX_APP_REGISTRATION),
    manifestFile: resolve(values.SANDBOX_MANIFEST),
  };
}
