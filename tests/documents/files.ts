/** Files as people bring them, and as they should not be: made byte by byte, so that each is wrong in one way. */
import { crc32, deflateRawSync } from 'node:zlib';

interface Part {
  readonly name: string;
  readonly content: Buffer | string;
  /** What the directory declares instead of what is true. */
  readonly declared?: { readonly size?: number; readonly crc?: number; readonly flags?: number } | undefined;
}

/** A zip of the parts, packed; what is declared of them may be a lie. */
export function zipOf(parts: readonly Part[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, declared = {} } of parts) {
    const bytes = Buffer.from(content);
    const data = deflateRawSync(bytes);
    const facts = {
      flags: declared.flags ?? 0,
      crc: declared.crc ?? crc32(bytes),
      size: declared.size ?? bytes.length,
    };
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(facts.flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(facts.crc, 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(facts.size, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    bodies.push(Buffer.from('PK\x03\x04'), common, Buffer.from(name), data);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + data.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, listed, end]);
}

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relationships = (...all: readonly (readonly [id: string, type: string, target: string])[]) =>
  `<Relationships>${all.map(([id, type, target]) => `<Relationship Id="${id}" Type="${REL}/${type}" Target="${target}"/>`).join('')}</Relationships>`;

/** The parts of the smallest workbook, with the rows of its one sheet as XML. */
export function xlsxParts(rows: string, { strings = '', styles = '', workbookPr = '' } = {}): Part[] {
  return [
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: '_rels/.rels', content: relationships(['rId1', 'officeDocument', 'xl/workbook.xml']) },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns:r="${REL}">${workbookPr}<sheets><sheet name="Blad &amp; 1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', content: relationships(['rId1', 'worksheet', 'worksheets/sheet1.xml']) },
    { name: 'xl/sharedStrings.xml', content: `<sst>${strings}</sst>` },
    { name: 'xl/styles.xml', content: styles || '<styleSheet/>' },
    { name: 'xl/worksheets/sheet1.xml', content: `<worksheet><sheetData>${rows}</sheetData></worksheet>` },
  ];
}

export const xlsxOf = (...of: Parameters<typeof xlsxParts>): Buffer => zipOf(xlsxParts(...of));

/** An OLE compound file's beginning with the names of its streams, in UTF-16 as they stand in its directory. */
export const compoundFile = (...streams: readonly string[]): Buffer =>
  Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(512),
    ...streams.map((stream) => Buffer.from(stream, 'utf16le')),
  ]);
