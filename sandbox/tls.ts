import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import type { SandboxClock } from './context.ts';

/** Certificate and key for the issuer's https, PEM. The authority's certificate is in `<folder>/ca.pem`. */
export interface ServerCertificate {
  cert: string;
  key: string;
}

const DAY = 86_400_000;
const VALID_DAYS = 730;

/** Takes the kept certificate for localhost, or makes one, with an authority of its own, when there is none or it nears its end. */
export async function serverCertificate(folder: string, clock: SandboxClock): Promise<ServerCertificate> {
  const files = { ca: join(folder, 'ca.pem'), cert: join(folder, 'tls-cert.pem'), key: join(folder, 'tls-key.pem') };
  if (Object.values(files).every((file) => existsSync(file))) {
    const cert = readFileSync(files.cert, 'utf8');
    const until = new Date(new X509Certificate(cert).validTo).getTime();
    if (until - clock.real() > 30 * DAY) return { cert, key: readFileSync(files.key, 'utf8') };
  }
  const made = await makeCertificates(clock);
  writeFileSync(files.key, made.key, { mode: 0o600 });
  writeFileSync(files.cert, made.cert);
  writeFileSync(files.ca, made.ca);
  return { cert: made.cert, key: made.key };
}

async function makeCertificates(clock: SandboxClock): Promise<ServerCertificate & { ca: string }> {
  const dates = {
    notBeforeDate: new Date(clock.real() - DAY),
    notAfterDate: new Date(clock.real() + VALID_DAYS * DAY),
    keySize: 2048,
    algorithm: 'sha256',
  };
  // The authority's key is thrown away: nobody can sign another certificate that this machine would trust.
  const authority = await generate([{ name: 'commonName', value: 'LIKA sandbox authority' }], {
    ...dates,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...dates,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { ca: authority.cert, cert: server.cert, key: server.private };
}
