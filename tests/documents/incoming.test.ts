/** A file that somebody brings: read by its bytes, or refused with what is wrong; never run, never unpacked without end. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FILE_FAULTS } from '../../bot/documents/incoming/faults.ts';
import { fileSentence } from '../../bot/documents/incoming/fault-sentence.ts';
import { openTable } from '../../bot/documents/incoming/open-table.ts';
import type { Row, Sheet } from '../../lika/import/table.ts';
import { compoundFile, xlsxOf, xlsxParts, zipOf } from './files.ts';

async function sheetsOf(bytes: Buffer): Promise<readonly Sheet[]> {
  const opened = await openTable(bytes);
  if (!opened.ok) throw opened.fault;
  return opened.sheets;
}
const rowsOf = async (bytes: Buffer): Promise<readonly Row[]> => (await sheetsOf(bytes))[0]?.rows ?? [];
const faultOf = async (bytes: Buffer): Promise<string> => {
  const opened = await openTable(bytes);
  return opened.ok ? 'none' : opened.fault.code;
};
const cell = (address: string, inner: string, attributes = '') => `<c r="${address}" ${attributes}>${inner}</c>`;
const row = (number: number, ...cells: readonly string[]) => `<row r="${number}">${cells.join('')}</row>`;
const one = row(1, cell('A1', '<v>1</v>'));

describe('a file', () => {
  it('gives each kind of cell, and of a formula what it last came to', async () => {
    const rows = [
      row(1, cell('A1', '<v>0</v>', 't="s"'), cell('C1', '<v>1</v>', 't="s"')),
      row(3, cell('A3', '<v>12.5</v>'), cell('B3', '<v>1</v>', 't="b"'), cell('C3', '<v>#N/A</v>', 't="e"')),
      row(4, cell('A4', '<f>HYPERLINK("http://x")</f><v>svar</v>', 't="str"'), cell('B4', '<f>1+1</f><v>2</v>')),
      row(5, cell('A5', '<is><r><t>in</t></r><r><t xml:space="preserve"> rad</t></r></is>', 't="inlineStr"')),
      row(
        6,
        cell('A6', '<v>46315</v>', 's="1"'),
        cell('B6', '<v>0.792</v>', 's="2"'),
        cell('C6', '<v>46315.4</v>', 's="3"'),
      ),
      row(7, cell('A7', '<f>NOW()</f>')),
    ].join('');
    const strings =
      '<si><t>a _x0001_ &lt;b&gt; &#229;</t></si><si><r><t>tv</t></r><r><t>å</t></r><rPh><t>x</t></rPh></si>';
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="&quot;den &quot;d mmmm yyyy"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="170"/></cellXfs></styleSheet>';
    expect(await sheetsOf(xlsxOf(rows, { strings, styles }))).toEqual([
      {
        name: 'Blad & 1',
        hidden: false,
        rows: [
          ['a \x01 <b> å', null, 'två'],
          [],
          [12.5, true, { error: '#N/A' }],
          ['svar', 2],
          ['in rad'],
          [{ date: '2026-10-20' }, { percent: 79.2 }, { date: '2026-10-20' }],
        ],
      },
    ]);
  });

  it('counts days from 1904 where the workbook does', async () => {
    const styles = '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>';
    const bytes = xlsxOf(row(1, cell('A1', '<v>44853</v>')), { styles, workbookPr: '<workbookPr date1904="1"/>' });
    expect(await rowsOf(bytes)).toEqual([[{ date: '2026-10-20' }]]);
  });

  it('is refused with more than 20,000 rows or 200 columns, and not for empty cells out there', async () => {
    expect(await faultOf(xlsxOf(row(20_001, cell('A20001', '<v>1</v>'))))).toBe('too-many-rows');
    expect(await faultOf(xlsxOf(row(1, cell('GS1', '<v>1</v>'))))).toBe('too-many-columns');
    expect(await rowsOf(xlsxOf(one + row(1_048_576, cell('XFD1048576', ''))))).toEqual([[1]]);
    const many = Array.from({ length: 100_000 }, (_, at) => row(at + 1, cell(`A${at + 1}`, '<v>1</v>'))).join('');
    expect(await faultOf(xlsxOf(many))).toBe('too-many-rows');
  });

  it.each([
    ['with a macro project', 'macros', zipOf([...xlsxParts(one), { name: 'xl/vbaProject.bin', content: 'x' }])],
    [
      'that says it has macros',
      'macros',
      zipOf([
        {
          name: '[Content_Types].xml',
          content: '<Types><Default ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>',
        },
      ]),
    ],
    [
      'in binary form',
      'xlsb',
      zipOf([
        { name: '[Content_Types].xml', content: '<Types/>' },
        { name: 'xl/workbook.bin', content: 'x' },
      ]),
    ],
    [
      'of OpenDocument',
      'ods',
      zipOf([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' }]),
    ],
    ['that is a zip of something else', 'not-a-table', zipOf([{ name: 'hej.txt', content: 'hej' }])],
    [
      'whose parts are encrypted',
      'password',
      zipOf(xlsxParts(one).map((part) => ({ ...part, declared: { flags: 1 } }))),
    ],
    ['with a password', 'password', compoundFile('Root Entry', 'EncryptionInfo', 'EncryptedPackage')],
    ['of Excel 97', 'xls', compoundFile('Root Entry', 'Workbook')],
    ['that is an old Word file', 'not-a-table', compoundFile('Root Entry', 'WordDocument')],
    ['without anything', 'empty', Buffer.alloc(0)],
    ['of more than 10 MiB', 'too-large', Buffer.alloc(10 * 1024 * 1024 + 1, 'a')],
    ['that is a PDF', 'pdf', Buffer.from('%PDF-1.7\n1 0 obj')],
    ['that is a PNG', 'picture', Buffer.from('\x89PNG\r\n\x1a\n....', 'latin1')],
    ['that is a JPEG', 'picture', Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF', 'latin1')],
    ['that is a HEIC', 'picture', Buffer.from('\0\0\0\x18ftypheic\0\0', 'latin1')],
    ['that is a web page', 'web-page', Buffer.from('<html><table><tr><td>1</td></tr></table></html>')],
    ['of random bytes', 'not-a-table', Buffer.from([1, 2, 3, 4, 0, 0, 7, 8])],
    ['of blank lines', 'no-rows', Buffer.from(' \n\n')],
    ['with an empty sheet', 'no-rows', xlsxOf('')],
    ['cut off', 'broken', xlsxOf(one).subarray(0, 400)],
    ['with a damaged part', 'broken', zipOf(xlsxParts(one).map((part) => ({ ...part, declared: { crc: 7 } })))],
    ['with a part twice', 'broken', zipOf([...xlsxParts(one), { name: 'XL/workbook.xml', content: '<workbook/>' }])],
    ['with an element left open', 'broken', xlsxOf('<row r="1"><c r="A1"><v>1</v></row>')],
    ['with a cell in another row', 'broken', xlsxOf(row(2, cell('A1', '<v>1</v>')))],
    ['with a number that is none', 'broken', xlsxOf(row(1, cell('A1', '<v>NaN</v>')))],
  ])('%s is refused as %s', async (_, code, bytes) => expect(await faultOf(bytes)).toBe(code));

  it('is refused when its XML declares entities, whichever they are', async () => {
    const with_ = (head: string, text: string) =>
      zipOf(
        xlsxParts(one).map((part) =>
          part.name === 'xl/sharedStrings.xml'
            ? { ...part, content: `${head}<sst><si><t>${text}</t></si></sst>` }
            : part,
        ),
      );
    const laughs = '<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>';
    expect(await faultOf(with_(laughs, '&b;'))).toBe('not-allowed');
    expect(await faultOf(with_('<!DOCTYPE sst SYSTEM "file:///etc/passwd">', 'x'))).toBe('not-allowed');
    expect(await faultOf(with_('', '&nbsp;'))).toBe('not-allowed');
    expect(await faultOf(with_('<?xml version="1.0"?><!-- ok -->', '<![CDATA[<b>]]>'))).toBe('none');
  });

  it('is refused when it unpacks to more than it may, whatever it declares', async () => {
    const bomb = `<row r="1">${' '.repeat(70 * 1024 * 1024)}</row>`;
    const parts = xlsxParts(bomb).map((part) => ({ ...part, declared: { size: 100 } }));
    const bytes = zipOf(parts);
    expect(bytes.length).toBeLessThan(1024 * 1024);
    const before = process.memoryUsage().rss;
    expect(await faultOf(bytes)).toBe('unpacks-too-large');
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
    const entries = Array.from({ length: 3000 }, (_, at) => ({ name: `xl/${at}.xml`, content: '' }));
    expect(await faultOf(zipOf([...xlsxParts(one), ...entries]))).toBe('unpacks-too-large');
  });

  it('never unpacks what it doesn’t read: a zip within the zip is nothing', async () => {
    const inner = zipOf([{ name: 'a', content: Buffer.alloc(1024 * 1024) }]);
    expect(await rowsOf(zipOf([...xlsxParts(one), { name: 'xl/media/inner.zip', content: inner }]))).toEqual([[1]]);
  });
});

describe('a text file', () => {
  const ROWS = [
    ['Område', 'Svar', 'Tal'],
    ['Användning', 'Nästan; där', 2.5],
    ['a "b"\nc', null, { percent: 75 }],
  ];
  const semicolons = 'Område;Svar;Tal\r\nAnvändning;"Nästan; där";2,5\r\n"a ""b""\nc";;75 %\r\n';

  it.each([
    ['UTF-8', Buffer.from(semicolons)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${semicolons}`)],
    ['UTF-16', Buffer.from(`\ufeff${semicolons}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(semicolons, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${semicolons}`, 'utf16le').swap16()],
    ['Windows-1252', Buffer.from(semicolons, 'latin1')],
    ['tabs', Buffer.from('Område\tSvar\tTal\nAnvändning\tNästan; där\t2,5\n"a ""b""\nc"\t\t75 %')],
    ['commas', Buffer.from('Område,Svar,Tal\nAnvändning,Nästan; där,"2,5"\n"a ""b""\nc",,75%\n')],
    ['a said separator', Buffer.from('sep=|\nOmråde|Svar|Tal\nAnvändning|Nästan; där|2.5\n"a ""b""\nc"||75 %')],
  ])('is read in %s', async (_, bytes) => expect(await rowsOf(bytes)).toEqual(ROWS));

  it('keeps as text what only looks like a number, and counts no formula', async () => {
    expect(await rowsOf(Buffer.from('007;=1+1;+46 8;-3;1e5'))).toEqual([['007', '=1+1', '+46 8', -3, '1e5']]);
  });

  it('is refused with too many rows or columns', async () => {
    expect(await faultOf(Buffer.from('a;b\n'.repeat(20_001)))).toBe('too-many-rows');
    expect(await faultOf(Buffer.from(`${'a;'.repeat(201)}b`))).toBe('too-many-columns');
  });
});

describe('any file at all', () => {
  it('is opened or refused, never more than that', async () => {
    const whole = xlsxOf(one, { strings: '<si><t>å</t></si>' });
    const spoilt = fc
      .array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 })
      .map((changes) => changes.reduce((bytes, [at, byte]) => bytes.fill(byte, at, at + 1), Buffer.from(whole)));
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      spoilt,
    );
    await fc.assert(
      fc.asyncProperty(anything, async (bytes) => void (await openTable(bytes))),
      { numRuns: 500 },
    );
  });

  it('is refused in words that say what to do, in both languages', () => {
    for (const code of FILE_FAULTS)
      for (const language of ['sv', 'en'] as const) expect(fileSentence({ code }, language)).toMatch(/^[A-ZÅÄÖ].+\.$/);
  });
});
