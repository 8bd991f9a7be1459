import { crc32, deflateRaw, inflateRaw } from 'node:zlib';
import { promisify } from 'node:util';

/**
 * Zip files as Office writes them: read by their central directory and never further than a limit, and written again.
 * Format: APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16.
 */

const inflating = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw);
const deflating = promisify<Buffer, Buffer>(deflateRaw);

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const COMMENT_MAX = 0xffff;
const COUNT_MAX = 0xffff;
const SIZE_MAX = 0xffff_ffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const UTF8_NAME = 0x800;
/** 1980-01-01, the first day that a zip can say: the same contents always make the same bytes. */
const NO_DATE = 0x21;

export interface ZipEntry {
  readonly name: string;
  readonly encrypted: boolean;
  readonly method: number;
  readonly crc: number;
  readonly compressed: number;
  /** As declared; what comes out may be more, and is counted. */
  readonly size: number;
  readonly offset: number;
}

/** `broken`: this isn't a whole zip file. `too-large`: what it holds is more than may be read. */
export class ZipFault extends Error {
  override readonly name = 'ZipFault';
  constructor(
    readonly code: 'broken' | 'too-large',
    detail: string,
  ) {
    super(`${code}: ${detail}`);
  }
}

const broken = (detail: string) => new ZipFault('broken', detail);

/**
 * The files in the zip, in its own order.
 * @throws ZipFault `broken`, or `too-large` when there are more than `most`
 */
export function zipEntries(bytes: Buffer, most: number): ZipEntry[] {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > most) throw new ZipFault('too-large', `${count} entries`);
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let read = 0; read < count; read += 1) {
    if (at + ENTRY_SIZE > end || bytes.readUInt32LE(at) !== ENTRY) throw broken('the directory');
    const nameEnd = at + ENTRY_SIZE + bytes.readUInt16LE(at + 28);
    if (nameEnd > end) throw broken('a name');
    entries.push({
      name: bytes.toString('utf8', at + ENTRY_SIZE, nameEnd).replaceAll('\\', '/'),
      encrypted: (bytes.readUInt16LE(at + 8) & ENCRYPTED) !== 0,
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      compressed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  // Two files of one name are read differently by different programs.
  if (new Set(entries.map(({ name }) => name.toLowerCase())).size !== entries.length) throw broken('a name twice');
  return entries;
}

/** Where the end record begins: the last one whose comment ends with the file. */
function endOf(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_SIZE - COMMENT_MAX);
  for (let at = bytes.length - END_SIZE; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) !== END) continue;
    if (at + END_SIZE + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  }
  throw broken('no end');
}

/** The entry's bytes as they lie in the file. */
function packed(bytes: Buffer, { offset, compressed }: ZipEntry): Buffer {
  if (offset + LOCAL_SIZE > bytes.length || bytes.readUInt32LE(offset) !== LOCAL) throw broken('an entry');
  const start = offset + LOCAL_SIZE + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (start + compressed > bytes.length) throw broken('an entry');
  return bytes.subarray(start, start + compressed);
}

/**
 * What the entry holds, at most so many bytes: counted as they come out, whatever the file declares.
 * @throws ZipFault
 */
export async function unzipped(bytes: Buffer, entry: ZipEntry, most: number): Promise<Buffer> {
  const data = packed(bytes, entry);
  const content = entry.method === STORED ? data : await inflated(data, entry, most);
  if (content.length > most) throw new ZipFault('too-large', entry.name);
  if (crc32(content) !== entry.crc) throw broken(`${entry.name} is damaged`);
  return content;
}

async function inflated(data: Buffer, { method, name }: ZipEntry, most: number): Promise<Buffer> {
  if (method !== DEFLATED) throw broken(`${name} is packed in another way`);
  try {
    return await inflating(data, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    const isLarge = error instanceof RangeError || (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    throw isLarge ? new ZipFault('too-large', name) : broken(`${name} cannot be unpacked`);
  }
}

/** A zip of the files, in their order and without dates. */
export async function zipped(files: readonly (readonly [name: string, content: Buffer])[]): Promise<Buffer> {
  const entries = await Promise.all(
    files.map(async ([name, content]) => {
      const data = await deflating(content);
      const facts = { crc: crc32(content), size: content.length, compressed: data.length };
      return { facts, name: Buffer.from(name, 'utf8'), data };
    }),
  );
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { facts, name, data } of entries) {
    directory.push(headerOf({ ...facts, offset }, name, ENTRY), name);
    bodies.push(headerOf(facts, name, LOCAL), name, data);
    offset += LOCAL_SIZE + name.length + data.length;
  }
  const listed = Buffer.concat(directory);
  return Buffer.concat([...bodies, listed, endRecord(entries.length, listed.length, offset)]);
}

/**
 * The zip with each file's contents as `change` gives them, packed anew and without dates; folders are left out, as Office
 * does, and `renamed` may give files other names. What comes in is our own: the limit is the format's.
 * @throws ZipFault
 */
export async function rezipped(
  bytes: Buffer,
  change: (name: string, content: Buffer) => Buffer,
  renamed: (name: string) => string = (name) => name,
): Promise<Buffer> {
  const entries = zipEntries(bytes, COUNT_MAX).filter(({ name }) => !name.endsWith('/'));
  const files = entries.map(async (entry) => {
    const content = await unzipped(bytes, entry, SIZE_MAX);
    return [renamed(entry.name), change(entry.name, content)] as const;
  });
  return zipped(await Promise.all(files));
}

type Packed = Pick<ZipEntry, 'crc' | 'size' | 'compressed'> & { readonly offset?: number };

function headerOf(entry: Packed, name: Buffer, kind: typeof ENTRY | typeof LOCAL): Buffer {
  const isLocal = kind === LOCAL;
  const header = Buffer.alloc(isLocal ? LOCAL_SIZE : ENTRY_SIZE);
  header.writeUInt32LE(kind, 0);
  if (!isLocal) header.writeUInt16LE(20, 4);
  // From the version needed on, the local header and the directory's have the same fields, two bytes apart.
  const at = isLocal ? 4 : 6;
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(UTF8_NAME, at + 2);
  header.writeUInt16LE(DEFLATED, at + 4);
  header.writeUInt16LE(NO_DATE, at + 8);
  header.writeUInt32LE(entry.crc, at + 10);
  header.writeUInt32LE(entry.compressed, at + 14);
  header.writeUInt32LE(entry.size, at + 18);
  header.writeUInt16LE(name.length, at + 22);
  if (!isLocal) header.writeUInt32LE(entry.offset ?? 0, 42);
  return header;
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(END_SIZE);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
