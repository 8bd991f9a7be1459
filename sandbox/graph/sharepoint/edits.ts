import { withComment, withEntry } from './zip.ts';

const escaped = (text: string) => text.replace(/[&<>]/g, (letter) => `&#${String(letter.charCodeAt(0))};`);

/** A paragraph more at the end of a Word document, before what says how its pages look. */
const inWord = (line: string) => (xml: string) => {
  const paragraph = `<w:p><w:r><w:t xml:space="preserve">${escaped(line)}</w:t></w:r></w:p>`;
  const body = xml.lastIndexOf('</w:body>');
  const section = xml.lastIndexOf('<w:sectPr', body);
  const isLast = section >= 0 && !xml.slice(section, body).includes('</w:p>');
  const at = isLast ? section : body;
  return body < 0 ? xml : xml.slice(0, at) + paragraph + xml.slice(at);
};

/** A row more at the end of a workbook's first sheet. */
const inExcel = (line: string) => (xml: string) => {
  const rows = [...xml.matchAll(/<row [^>]*?\br="(\d+)"/g)].map(([, number]) => Number(number));
  const row = String(Math.max(0, ...rows) + 1);
  const cell = `<row r="${row}"><c r="A${row}" t="inlineStr"><is><t xml:space="preserve">${escaped(line)}</t></is></c></row>`;
  return xml.includes('<sheetData/>')
    ? xml.replace('<sheetData/>', () => `<sheetData>${cell}</sheetData>`)
    : xml.replace('</sheetData>', () => `${cell}</sheetData>`);
};

/**
 * A file as somebody leaves it who has written a line into it: a paragraph in Word, a row in Excel, a line in a text.
 * Any other file differs by a remark that no program reads; it opens as before.
 */
export function withLine(name: string, bytes: Buffer, line: string): Buffer {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  if (ending === 'txt' || ending === 'csv') return Buffer.concat([bytes, Buffer.from(`\n${line}`)]);
  const written =
    ending === 'docx'
      ? withEntry(bytes, 'word/document.xml', inWord(line))
      : ending === 'xlsx'
        ? withEntry(bytes, 'xl/worksheets/sheet1.xml', inExcel(line))
        : null;
  return written ?? withComment(bytes, line);
}
