import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** An RS256 key pair; `jwk` is the public half as a key set shows it. */
export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  jwk: Record<string, unknown>;
}

/** The issuer's key, the connector's, the managed identity's, and one that no key set shows, for tokens that must be refused. */
export interface SigningKeys {
  entra: SigningKey;
  bot: SigningKey;
  identity: SigningKey;
  foreign: SigningKey;
}

const pair = z.object({ kid: z.string(), pem: z.string() });
// A folder from before there was a managed identity gets its key now.
const kept = z.object({ entra: pair, bot: pair, identity: pair.default(makePair), foreign: pair });
type Kept = z.infer<typeof kept>;

/** Reads `<folder>/keys.json` or makes it: tokens given out before a restart stay good after it. */
export function openKeys(folder: string): SigningKeys {
  const file = join(folder, 'keys.json');
  const pairs = readKept(file) ?? { entra: makePair(), bot: makePair(), identity: makePair(), foreign: makePair() };
  writeFileSync(file, JSON.stringify(pairs), { mode: 0o600 });
  return {
    entra: toKey(pairs.entra),
    bot: toKey(pairs.bot),
    identity: toKey(pairs.identity),
    foreign: toKey(pairs.foreign),
  };
}

function readKept(file: string): Kept | null {
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

function makePair(): z.infer<typeof pair> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid: randomUUID().replaceAll('-', ''), pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

function toKey({ kid, pem }: z.infer<typeof pair>): SigningKey {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const { n, e } = publicKey.export({ format: 'jwk' });
  return { kid, privateKey, publicKey, jwk: { kty: 'RSA', use: 'sig', kid, x5t: kid, n, e } };
}
