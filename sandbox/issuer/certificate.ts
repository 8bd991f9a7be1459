import { createHash, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import type { SandboxClock } from '../context.ts';

/** A certificate that is registered on the app: by it an assertion of the app's own is checked. */
export interface AppCertificate {
  readonly publicKey: KeyObject;
  /** Thumbprints of its DER encoding, base64url: SHA-256 (`x5t#S256`) and SHA-1 (`x5t`). */
  readonly sha256: string;
  readonly sha1: string;
  /** The DER encoding, base64, as `x5c` carries it. */
  readonly der: string;
  /** When it ends, in milliseconds. */
  readonly until: number;
}

const DAY = 86_400_000;
const VALID_DAYS = 730;

/**
 * Takes the app's certificate from `<folder>/app-certificate.pem`, or makes it when there is none or it nears its end.
 * The file has the certificate and its private key, as the service reads them (M365_CERTIFICATE_PATH).
 */
export async function openAppCertificate(folder: string, clock: SandboxClock): Promise<AppCertificate> {
  const file = join(folder, 'app-certificate.pem');
  const kept = existsSync(file) ? readCertificate(readFileSync(file, 'utf8')) : null;
  if (kept && kept.until - clock.real() > 30 * DAY) return kept;
  const made = await generate([{ name: 'commonName', value: 'LIKA' }], {
    notBeforeDate: new Date(clock.real() - DAY),
    notAfterDate: new Date(clock.real() + VALID_DAYS * DAY),
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [{ name: 'keyUsage', digitalSignature: true, critical: true }],
  });
  const pem = `${made.cert.trim()}\n${made.private.trim()}\n`;
  writeFileSync(file, pem, { mode: 0o600 });
  return readCertificate(pem);
}

/** @throws when the text has no certificate. */
function readCertificate(pem: string): AppCertificate {
  const certificate = new X509Certificate(pem);
  const thumbprint = (hash: string) => createHash(hash).update(certificate.raw).digest('base64url');
  return {
    publicKey: certificate.publicKey,
    sha256: thumbprint('sha256'),
    sha1: thumbprint('sha1'),
    der: certificate.raw.toString('base64'),
    until: new Date(certificate.validTo).getTime(),
  };
}
