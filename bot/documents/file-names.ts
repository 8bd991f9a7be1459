/**
 * What a file may be called in SharePoint.
 * Source: support.microsoft.com, "Restrictions and limitations in OneDrive and SharePoint".
 */

/** The whole way from the site's address to the end of the file's name, in characters. */
export const PATH_MAX = 400;
/** A file's or a folder's own name. */
export const NAME_MAX = 255;

/** What SharePoint takes nowhere in a name, what nobody sees, and halves of characters. */
const FORBIDDEN = /["*:<>?/\\|\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const RESERVED = /^(?:\.lock|CON|PRN|AUX|NUL|COM\d|LPT\d|desktop\.ini)(?:\.|$)/i;

/** A name without what SharePoint refuses; what it says stays readable. Never empty. */
export function safeName(wished: string, extension: string, most = NAME_MAX): string {
  const end = extension === '' ? '' : `.${extension}`;
  const room = Math.max(1, Math.min(most, NAME_MAX) - end.length);
  const plain = wished
    .normalize('NFC')
    .replace(FORBIDDEN, ' ')
    // `_vti_` belongs to SharePoint's own pages.
    .replace(/_vti_/gi, '_')
    .replace(/\s+/gu, ' ');
  const name = trimmed(cut(trimmed(plain), room));
  if (name !== '' && !RESERVED.test(name)) return name + end;
  return trimmed(cut(name === '' ? 'LIKA' : `LIKA ${name}`, room)) + end;
}

/** No spaces or full stops at the ends and no `~$` first: SharePoint hides or refuses such a name. */
const trimmed = (name: string): string => name.replace(/^(?:~\$|[\s.~])+/u, '').replace(/[\s.]+$/u, '');

/** At most so many UTF-16 units, never half of a character. */
function cut(name: string, most: number): string {
  let kept = '';
  for (const sign of name) {
    if (kept.length + sign.length > most) break;
    kept += sign;
  }
  return kept;
}

export interface WishedName {
  /** What people know it by, the unit's name; shortened when the whole is too long. */
  readonly about: string;
  /** The rest of the name with `about` filled in. */
  readonly compose: (about: string) => string;
  readonly extension: string;
  /** The way to the folder it lies in, from the site's address: `sites/ekskolan/Delade dokument/General/LIKA/2026-2027`. */
  readonly folderPath: string;
}

/** The name for a file in a folder, its whole way no longer than SharePoint takes; null when the folder leaves no room. */
export function fileName({ about, compose, extension, folderPath }: WishedName): string | null {
  const room = Math.min(NAME_MAX, PATH_MAX - [...folderPath].length - 1);
  for (let length = about.length; length >= 0; length -= 1) {
    const shortened = cut(about, length).trimEnd();
    const whole = compose(shortened === about || shortened === '' ? shortened : `${shortened}…`);
    const name = safeName(whole, extension);
    // A name that was cut short itself would have lost what tells it from the others.
    if (name.length <= room && safeName(whole, '', Infinity).length + extension.length + 1 <= NAME_MAX) return name;
  }
  return null;
}

/** `2026-2027`, the folder of a school year, by its first calendar year. */
export const yearFolder = (schoolYear: number): string => `${String(schoolYear)}-${String(schoolYear + 1)}`;
