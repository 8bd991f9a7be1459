import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** Where a zip's end record begins: the last `PK\5\6`. */
const END = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const END_LENGTH = 22;
const CENTRAL = 0x02014b50;
const CENTRAL_LENGTH = 46;
const LOCAL = 0x04034b50;
const LOCAL_LENGTH = 30;
const DEFLATED = 8;
const LONGEST_COMMENT = 0xffff;

interface Entry {
  readonly name: string;
  /** The entry's record in the list at the end, with its name, without what follows the name. */
  readonly record: Buffer;
  readonly method: number;
  readonly packed: Buffer;
}

/**
 * The same zip with a comment in its end record, so that the bytes differ and every reader reads it as before; what is
 * no zip has the comment at its end. An earlier comment is replaced.
 */
export function withComment(bytes: Buffer, comment: string): Buffer {
  const said = Buffer.from(comment, 'utf8').subarray(0, LONGEST_COMMENT);
  const end = bytes.lastIndexOf(END);
  if (end < 0) return Buffer.concat([bytes, said]);
  const length = Buffer.alloc(2);
  length.writeUInt16LE(said.length);
  return Buffer.concat([bytes.subarray(0, end + END_LENGTH - 2), length, said]);
}

/** What stands for the library's properties in a file: where SharePoint has it. */
export const withProperties = (bytes: Buffer, guid: string): Buffer =>
  withComment(bytes, `ContentTypeId 0x0101; UniqueId {${guid.toUpperCase()}}`);

function entriesOf(bytes: Buffer): Entry[] {
  const end = bytes.lastIndexOf(END);
  if (end < 0) throw new RangeError('no zip');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new RangeError('no entry where one should be');
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const data = local + LOCAL_LENGTH + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    entries.push({
      name: bytes.toString('utf8', at + CENTRAL_LENGTH, at + CENTRAL_LENGTH + nameLength),
      record: Buffer.from(bytes.subarray(at, at + CENTRAL_LENGTH + nameLength)),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.subarray(data, data + bytes.readUInt32LE(at + 20)),
    });
    at += CENTRAL_LENGTH + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

const unpacked = ({ method, packed }: Entry) => (method === DEFLATED ? inflateRawSync(packed) : packed);

function repacked(entry: Entry, text: string): Entry {
  const plain = Buffer.from(text, 'utf8');
  const packed = deflateRawSync(plain);
  const record = Buffer.from(entry.record);
  record.writeUInt16LE(DEFLATED, 10);
  record.writeUInt32LE(crc32(plain), 16);
  record.writeUInt32LE(packed.length, 20);
  record.writeUInt32LE(plain.length, 24);
  return { ...entry, record, method: DEFLATED, packed };
}

function zipOf(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const records: Buffer[] = [];
  let at = 0;
  for (const { record, packed } of entries) {
    const fresh = Buffer.from(record);
    // The sizes stand before the data, not after it; nothing follows the name.
    fresh.writeUInt16LE(fresh.readUInt16LE(8) & ~8, 8);
    fresh.fill(0, 30, 34);
    fresh.writeUInt32LE(at, 42);
    records.push(fresh);
    const local = Buffer.alloc(LOCAL_LENGTH);
    local.writeUInt32LE(LOCAL);
    fresh.copy(local, 4, 6, 30);
    parts.push(local, fresh.subarray(CENTRAL_LENGTH), packed);
    at += LOCAL_LENGTH + fresh.length - CENTRAL_LENGTH + packed.length;
  }
  const list = Buffer.concat(records);
  const end = Buffer.alloc(END_LENGTH);
  END.copy(end);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, list, end]);
}

/**
 * A zip with one of its texts changed, the others as they were.
 * @returns null when it is no zip that can be read, has no such entry, or the change leaves the text as it is
 */
export function withEntry(bytes: Buffer, name: string, change: (text: string) => string): Buffer | null {
  try {
    const entries = entriesOf(bytes);
    const entry = entries.find((each) => each.name === name);
    if (!entry) return null;
    const before = unpacked(entry).toString('utf8');
    const after = change(before);
    return after === before ? null : zipOf(entries.map((each) => (each === entry ? repacked(each, after) : each)));
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && 'code' in error)) return null;
    throw error;
  }
}
