import { GraphError } from '../errors.ts';
import { LIBRARY_FOLDER } from './places.ts';
import type { Library } from './places.ts';

/** https://support.microsoft.com/office/64883a5d-228e-48f5-b3d2-eb39e07630fa: restrictions and limitations in SharePoint. */
const FORBIDDEN = /["*:<>?/\\|\u0000-\u001f\u007f]/;
const RESERVED = /^(\.lock|con|prn|aux|nul|com\d|lpt\d|desktop\.ini)$/i;
const LONGEST_NAME = 255;
const LONGEST_PATH = 400;

const invalid = (inner: string, message: string) => new GraphError(400, 'invalidRequest', message, {}, inner);

/**
 * Lets a name pass that SharePoint takes.
 * @param atRoot whether it is to stand at the top of the library
 * @throws GraphError 400 invalidRequest
 */
export function demandName(name: string, atRoot = false): void {
  if (name === '' || FORBIDDEN.test(name) || name.trim() !== name || name.endsWith('.')) {
    throw invalid('nameContainsInvalidCharacters', 'The provided name cannot contain any illegal characters.');
  }
  if (RESERVED.test(name) || name.startsWith('~$') || /_vti_/i.test(name)) {
    throw invalid('invalidFileName', 'The provided name is reserved.');
  }
  if (atRoot && name.toLowerCase() === 'forms')
    throw invalid('invalidFileName', 'Name is reserved for list forms folder.');
  if (name.length > LONGEST_NAME) throw tooLong();
}

const tooLong = () =>
  invalid('pathIsTooLong', 'Path exceeds maximum length. This can happen if the file or folder name is too long.');

/** @throws GraphError 400 for a path (names from the library's root on) that is longer than SharePoint allows. */
export function demandPathLength(library: Library, names: readonly string[]): void {
  const site = new URL(library.url).pathname.slice(1);
  if ([site, LIBRARY_FOLDER, ...names].join('/').length > LONGEST_PATH) throw tooLong();
}

/** Names are the same whatever the case of their letters. */
export const sameName = (one: string, other: string): boolean =>
  one.normalize('NFC').toLocaleLowerCase('sv') === other.normalize('NFC').toLocaleLowerCase('sv');

/** `Plan.docx` → `Plan 1.docx`, `Plan 2.docx` … until one is free, as `rename` does. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let number = 1; ; number += 1) {
    const wanted = `${stem} ${number}${ending}`;
    if (!isTaken(wanted)) return wanted;
  }
}

const TYPES: Record<string, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  csv: 'text/csv',
  html: 'text/html',
  json: 'application/json',
  zip: 'application/zip',
};

const endingOf = (name: string) => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** SharePoint goes by the name's ending, whatever a client says that it sends. */
export const mimeTypeOf = (name: string): string => TYPES[endingOf(name)] ?? 'application/octet-stream';

/** Whether SharePoint opens it in Word, Excel or PowerPoint, and writes the library's properties into it. */
export const isOffice = (name: string): boolean => ['docx', 'xlsx', 'pptx'].includes(endingOf(name));
