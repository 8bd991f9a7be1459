import { ZipFault } from '../zip.ts';
import { XmlFault } from './xml.ts';

/** The largest file that is taken in, in bytes. */
export const FILE_MAX = 10 * 1024 * 1024;
/** How much of it is unpacked at most, all parts together. */
export const UNPACKED_MAX = 64 * 1024 * 1024;
/** How many parts a workbook may consist of. */
export const PARTS_MAX = 2_000;
export const ROWS_MAX = 20_000;
export const COLUMNS_MAX = 200;

/** Why a file cannot be read. What it means for a person stands in the texts, `import.file.<code>`. */
export const FILE_FAULTS = [
  'empty',
  'too-large',
  'unpacks-too-large',
  'too-many-rows',
  'too-many-columns',
  'macros',
  'password',
  'xls',
  'xlsb',
  'ods',
  'picture',
  'pdf',
  'web-page',
  'not-a-table',
  'broken',
  'not-allowed',
  'no-rows',
] as const;
export type FileFaultCode = (typeof FILE_FAULTS)[number];

/** A file that cannot be read, or not safely. `sheet` is which one has too much in it. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
  constructor(
    readonly code: FileFaultCode,
    readonly sheet: string | null = null,
  ) {
    super(code);
  }
}

/** What the parts' own errors mean for the file; anything else is not ours to explain. */
export function fileFault(error: unknown): FileFault | null {
  if (error instanceof FileFault) return error;
  if (error instanceof ZipFault) return new FileFault(error.code === 'broken' ? 'broken' : 'unpacks-too-large');
  return error instanceof XmlFault ? new FileFault(error.code) : null;
}
