/** How the service is told to use the sandbox instead of Microsoft 365: settings alone, the code is the same. */
import { join } from 'node:path';

/** The sandbox's app registration; of no use anywhere else. */
export const SANDBOX_IDENTITY = {
  clientId: 'b1d0c0de-0000-4000-8000-00000000a001',
  clientSecret: 'sandbox-only',
  teamsAppId: 'b1d0c0de-0000-4000-8000-00000000a002',
  /** Mittköping, see sandbox/mittkoping.yaml. */
  tenantId: 'fbcbb79c-c935-4f39-80a9-5e82db5a3d4e',
};

/**
 * @param {{port: number, sandboxPort: number, tlsPort: number, dataDir: string, databaseUrl: string, peopleFile?: string}} at where both are to run; `peopleFile` for other people than the demo municipality's
 * @returns {{service: Record<string, string> & {NODE_EXTRA_CA_CERTS: string}, sandbox: Record<string, string>}} the environment of each
 */
export function sandboxSettings({ port, sandboxPort, tlsPort, dataDir, databaseUrl, peopleFile }) {
  const sandboxUrl = `http://localhost:${sandboxPort}`;
  const identity = {
    M365_CLIENT_ID: SANDBOX_IDENTITY.clientId,
    M365_CLIENT_SECRET: SANDBOX_IDENTITY.clientSecret,
    TEAMS_APP_ID: SANDBOX_IDENTITY.teamsAppId,
  };
  return {
    sandbox: {
      ...identity,
      SANDBOX_PORT: String(sandboxPort),
      SANDBOX_TLS_PORT: String(tlsPort),
      LIKA_DATA_DIR: dataDir,
      LIKA_SERVICE_URL: `http://localhost:${port}`,
      ...(peopleFile ? { SANDBOX_PEOPLE: peopleFile } : {}),
    },
    service: {
      ...identity,
      LIKA_MODE: 'sandbox',
      PORT: String(port),
      LIKA_DATA_DIR: dataDir,
      LIKA_PUBLIC_URL: `http://localhost:${port}`,
      LIKA_CLOCK_URL: `${sandboxUrl}/clock`,
      LIKA_HOST_ORIGINS: sandboxUrl,
      DATABASE_URL: databaseUrl,
      // The sandbox makes it: the app proves itself by a certificate here too, and the secret stands behind it.
      M365_CERTIFICATE_PATH: join(dataDir, 'sandbox/app-certificate.pem'),
      M365_TENANT_ID: SANDBOX_IDENTITY.tenantId,
      M365_AUTHORITY_HOST: `https://localhost:${tlsPort}`,
      // A browser knows nothing of the sandbox's certificate, so people see its pages over http.
      M365_SIGN_IN_HOST: sandboxUrl,
      GRAPH_URL: `${sandboxUrl}/graph`,
      BOT_SERVICE_URL: `${sandboxUrl}/connector/`,
      BOT_SERVICE_HOSTS: 'localhost',
      BOT_OPENID_METADATA: `${sandboxUrl}/connector/.well-known/openidconfiguration`,
      // Node reads it when a process begins: the sandbox writes it, so it starts first.
      NODE_EXTRA_CA_CERTS: join(dataDir, 'sandbox/ca.pem'),
    },
  };
}
