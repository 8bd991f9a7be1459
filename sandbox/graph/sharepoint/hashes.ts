import { createHash } from 'node:crypto';

const WIDTH = 160;
const SHIFT = 11;

/**
 * SharePoint's hash of a file's bytes, base64: each byte is laid in a ring of 160 bits, 11 bits further than the one
 * before; the length goes into the last eight bytes (https://learn.microsoft.com/onedrive/developer/code-snippets/quickxorhash).
 */
export function quickXorHash(bytes: Uint8Array): string {
  const ring = Buffer.alloc(WIDTH / 8);
  let bit = 0;
  for (const byte of bytes) {
    const at = bit >> 3;
    const over = bit & 7;
    ring[at] = (ring[at] ?? 0) ^ ((byte << over) & 0xff);
    if (over > 0) {
      const next = (at + 1) % ring.length;
      ring[next] = (ring[next] ?? 0) ^ (byte >> (8 - over));
    }
    bit = (bit + SHIFT) % WIDTH;
  }
  const end = ring.length - 8;
  ring.writeBigUInt64LE(ring.readBigUInt64LE(end) ^ BigInt(bytes.length), end);
  return ring.toString('base64');
}

/** The SHA-256 of some bytes, in hexadecimal. */
export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** A GUID that is always the same for the same text. */
export function guidOf(text: string): string {
  const hex = sha256(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A GUID's sixteen bytes. */
export const bytesOfGuid = (guid: string): Buffer => Buffer.from(guid.replaceAll('-', ''), 'hex');

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base 32 in capital letters, without padding, as SharePoint writes GUIDs in an item's id. */
export function base32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((part) => LETTERS[Number.parseInt(part.padEnd(5, '0'), 2)]).join('');
}
