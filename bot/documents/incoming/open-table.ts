import type { Sheet } from '../../../lika/import/table.ts';
import { csvRows, decodedText } from './csv.ts';
import { FILE_MAX, FileFault, fileFault } from './faults.ts';
import { xlsxSheets } from './xlsx.ts';

/** A file that somebody brought, as its sheets; or why not. A text file has one sheet without a name. */
export type OpenedTable =
  | { readonly ok: true; readonly kind: 'xlsx' | 'csv'; readonly sheets: readonly Sheet[] }
  | { readonly ok: false; readonly fault: FileFault };

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const PDF = [0x25, 0x50, 0x44, 0x46];
const PICTURES = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x42, 0x4d],
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
];
/** RIFF….WEBP, and `ftyp` with a brand of HEIC or AVIF. */
const WEBP = /^RIFF.{4}WEBP/s;
const HEIF = /^.{4}ftyp(heic|heix|mif1|avif)/s;

/**
 * Opens a table from its bytes alone: a name says nothing of what is in a file. Never runs or counts anything in it, and
 * unpacks no more than a limit.
 */
export async function openTable(bytes: Buffer): Promise<OpenedTable> {
  try {
    const kind = kindOf(bytes);
    const sheets =
      kind === 'xlsx' ? await xlsxSheets(bytes) : [{ name: '', hidden: false, rows: csvRows(textIn(bytes)) }];
    if (!sheets.some(({ rows }) => rows.length > 0)) throw new FileFault('no-rows');
    return { ok: true, kind, sheets };
  } catch (error) {
    const fault = fileFault(error);
    if (!fault) throw error;
    return { ok: false, fault };
  }
}

/** By how the file begins. Text is what nothing else is. */
function kindOf(bytes: Buffer): 'xlsx' | 'csv' {
  if (bytes.length === 0) throw new FileFault('empty');
  if (bytes.length > FILE_MAX) throw new FileFault('too-large');
  const begins = (with_: readonly number[]) => with_.every((byte, at) => bytes[at] === byte);
  if (begins(ZIP)) return 'xlsx';
  if (begins(OLE)) throw new FileFault(compoundFault(bytes));
  if (begins(PDF)) throw new FileFault('pdf');
  const start = bytes.toString('latin1', 0, 16);
  if (PICTURES.some(begins) || WEBP.test(start) || HEIF.test(start)) throw new FileFault('picture');
  return 'csv';
}

/** An OLE compound file: a workbook with a password, an old one, or something else. Streams are named in UTF-16. */
function compoundFault(bytes: Buffer): 'password' | 'xls' | 'not-a-table' {
  const has = (stream: string) => bytes.includes(Buffer.from(stream, 'utf16le'));
  if (has('EncryptedPackage')) return 'password';
  return has('Workbook') || has('Book') ? 'xls' : 'not-a-table';
}

function textIn(bytes: Buffer): string {
  const text = decodedText(bytes);
  if (text === null) throw new FileFault('not-a-table');
  const start = text.slice(0, 1000).trimStart();
  if (/^(<!doctype|<html|<table|<\?xml|<meta|<head|<body|mime-version:)/i.test(start)) throw new FileFault('web-page');
  return text;
}
