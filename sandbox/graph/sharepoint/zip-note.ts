/** Where a zip's end record begins: the last `PK\5\6`. */
const END = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const COMMENT_LENGTH_AT = 20;
const LONGEST_COMMENT = 0xffff;

/**
 * The same zip with a comment in its end record, so that the bytes differ and every reader reads it as before; what is
 * no zip has the comment at its end. An earlier comment is replaced.
 */
export function withComment(bytes: Buffer, comment: string): Buffer {
  const said = Buffer.from(comment, 'utf8').subarray(0, LONGEST_COMMENT);
  const end = bytes.lastIndexOf(END);
  if (end < 0) return Buffer.concat([bytes, said]);
  const record = Buffer.from(bytes.subarray(end, end + COMMENT_LENGTH_AT));
  const length = Buffer.alloc(2);
  length.writeUInt16LE(said.length);
  return Buffer.concat([bytes.subarray(0, end), record, length, said]);
}

/** What stands for the library's properties in a file: where SharePoint has it. */
export const withProperties = (bytes: Buffer, guid: string): Buffer =>
  withComment(bytes, `ContentTypeId 0x0101; UniqueId {${guid.toUpperCase()}}`);
