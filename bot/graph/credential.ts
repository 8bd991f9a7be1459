import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The app registration, as far as tokens are concerned. */
export interface TokenSettings {
  readonly authorityHost: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  /** A PEM file with the certificate and its private key; preferred to a secret. */
  readonly certificatePath: string | null;
}

/** How the app proves who it is towards Entra: a certificate when there is one, else a secret. */
export function appCredential(settings: TokenSettings) {
  if (!settings.certificatePath) return { clientSecret: settings.clientSecret ?? '' };
  const pem = readFileSync(settings.certificatePath, 'utf8');
  const certificate = new X509Certificate(pem);
  return {
    clientCertificate: {
      thumbprintSha256: createHash('sha256').update(certificate.raw).digest('hex'),
      privateKey: pem.slice(pem.search(/-----BEGIN (RSA )?PRIVATE KEY-----/)),
      x5c: pem,
    },
  };
}
