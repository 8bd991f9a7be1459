import { rezipped } from '../zip.ts';

const DRAWING = 'xl/drawings/drawing1.xml';
const SHEET = /^xl\/worksheets\/sheet\d+\.xml$/;
const PICTURE = '<xdr:cNvPr id="1" name="Picture 1"';

/**
 * What exceljs cannot say: words for who doesn't see the picture, and that a row's height is a proposal, so that Excel
 * makes room when somebody writes more in it. And it gives every file the time of writing, which is taken away here.
 */
export function finished(bytes: Buffer, pictureWords: string): Promise<Buffer> {
  return rezipped(bytes, (name, content) => {
    if (name === DRAWING) return exchanged(content, PICTURE, `${PICTURE} descr="${attribute(pictureWords)}"`);
    return SHEET.test(name) ? exchanged(content, ' customHeight="1"', '') : content;
  });
}

const attribute = (words: string) =>
  words.replace(/[\p{Cc}\p{Cs}]/gu, ' ').replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** In the file's own XML alone: text of people's never holds a bare quotation mark there. */
const exchanged = (xml: Buffer, what: string, by: string) =>
  Buffer.from(
    xml.toString('utf8').replaceAll(what, () => by),
    'utf8',
  );
