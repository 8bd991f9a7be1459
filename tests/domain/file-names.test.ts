import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fileName, NAME_MAX, PATH_MAX, safeName, yearFolder } from '../../bot/documents/file-names.ts';

/** Text with everything that SharePoint refuses, more often than chance would have it. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('"', '*', ':', '<', '>', '?', '/', '\\', '|', '~$', '~', ' ', '.', '..', '_vti_', '\u0000', '\n'),
      fc.constantFrom('CON', 'nul', 'COM1', '.lock', 'desktop.ini', 'Ekskolan', 'Åsö', '–', '\u202E', '\uD800', '😀'),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
const anyExtension = fc.constantFrom('docx', 'xlsx', 'pptx', 'png', '');

/** What SharePoint says no to, written once more from its own page. */
function refusals(name: string): string[] {
  const base = name.replace(/\.(docx|xlsx|pptx|png)$/, '');
  return [
    ...(/["*:<>?/\\|]/.test(name) ? ['a sign'] : []),
    ...([...name].some((sign) => (sign.codePointAt(0) ?? 0) < 32) ? ['a control character'] : []),
    ...(/\p{Cs}/u.test(name) ? ['half a character'] : []),
    ...(name.startsWith('~$') ? ['~$'] : []),
    ...(/^\s|\s$|\.$/.test(name) || /[\s.]$/.test(base) ? ['spaces or full stops at an end'] : []),
    ...(/_vti_/i.test(name) ? ['_vti_'] : []),
    ...(/^(\.lock|con|prn|aux|nul|com\d|lpt\d|desktop\.ini)(\.|$)/i.test(name) ? ['a reserved name'] : []),
    ...(base === '' ? ['nothing'] : []),
    ...(name.length > NAME_MAX ? ['too long'] : []),
  ];
}

describe('a file’s name', () => {
  test('is one that SharePoint takes, whatever the unit is called', () => {
    fc.assert(
      fc.property(anyText, anyExtension, (wished, extension) => {
        const name = safeName(wished, extension);
        expect({ name, refusals: refusals(name) }).toEqual({ name, refusals: [] });
        expect(name.endsWith(extension)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('stays as it is when nothing is wrong with it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Ekskolan', 'Åsö förskola', 'Läroverket – hus B', "S:t Olofs 'gamla' #1 & 100 %"),
        (name) => {
          expect(safeName(name, 'docx')).toBe(`${name.replace(':', ' ')}.docx`);
        },
      ),
    );
  });

  test('made twice is the same', () => {
    fc.assert(
      fc.property(anyText, (wished) => {
        const once = safeName(wished, '');
        expect(safeName(once, '')).toBe(once);
      }),
    );
  });
});

describe('the whole way to a file', () => {
  const compose = (about: string): string => `${about} – handlingsplan 2026-27`;
  const wish = (about: string, folder: number) => ({
    ...{ about, compose, extension: 'docx' },
    folderPath: 'x'.repeat(folder),
  });

  test('is never longer than SharePoint takes, and still says what the document is', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyText, fc.string({ minLength: 200, maxLength: 600 })),
        fc.nat({ max: 420 }),
        (about, folder) => {
          const name = fileName(wish(about, folder));
          if (name === null) return expect(folder).toBeGreaterThan(PATH_MAX - 60);
          expect(folder + 1 + name.length).toBeLessThanOrEqual(PATH_MAX);
          expect(refusals(name)).toEqual([]);
          expect(name).toMatch(/handlingsplan 2026-27\.docx$/);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('shortens the unit’s name and nothing else', () => {
    expect(fileName(wish('Ekskolan', 40))).toBe('Ekskolan – handlingsplan 2026-27.docx');
    expect(fileName(wish('Ekskolan', 368))).toBe('E… – handlingsplan 2026-27.docx');
    expect(fileName(wish('Ekskolan', 390))).toBeNull();
  });

  test('leads through a folder that has a school year’s two calendar years', () => {
    expect(yearFolder(2026)).toBe('2026-2027');
  });
});
