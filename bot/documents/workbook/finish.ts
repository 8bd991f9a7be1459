import type { Workbook } from 'exceljs';
import { escapeMarkup, oneLine } from '../plain-text.ts';
import { zipped } from '../zip.ts';

const DRAWING = 'xl/drawings/drawing1.xml';
const SHEET = /^xl\/worksheets\/sheet\d+\.xml$/;
const PICTURE = '<xdr:cNvPr id="1" name="Picture 1"';

/** What exceljs' writer does with the parts of a file, of which its types say nothing. */
interface Writer {
  addContentTypes(zip: Zip, model: unknown): Promise<void>;
  _finalize(zip: Zip): Promise<void>;
}
interface Zip {
  append(data: string | Buffer, part: { readonly name: string }): void;
}

/**
 * The parts of the workbook as exceljs writes them, before they are packed: its packer cuts texts into pieces of 16 KiB,
 * and what stands where it cuts, half an emoji on each side, is lost.
 */
async function partsOf(book: Workbook): Promise<[string, Buffer][]> {
  const parts: [string, Buffer][] = [];
  const writer = book.xlsx as unknown as Writer;
  const first = writer.addContentTypes.bind(writer);
  writer.addContentTypes = (zip, model) => {
    zip.append = (data, { name }) => parts.push([name, typeof data === 'string' ? Buffer.from(data, 'utf8') : data]);
    return first(zip, model);
  };
  writer._finalize = () => Promise.resolve();
  await book.xlsx.writeBuffer();
  return parts;
}

/**
 * The finished file. It is given what exceljs cannot say: words for who doesn't see the picture, and that a row's height
 * is a proposal, so that Excel makes room when somebody writes more in it.
 */
export async function finished(book: Workbook, pictureWords: string): Promise<Buffer> {
  const parts = await partsOf(book);
  return zipped(
    parts.map(([name, content]) => {
      if (name === DRAWING)
        return [name, exchanged(content, PICTURE, `${PICTURE} descr="${escapeMarkup(oneLine(pictureWords))}"`)];
      return [name, SHEET.test(name) ? exchanged(content, ' customHeight="1"', '') : content];
    }),
  );
}

/** In the part's own XML alone: what people have written never holds a bare quotation mark there. */
const exchanged = (xml: Buffer, what: string, by: string) =>
  Buffer.from(
    xml.toString('utf8').replaceAll(what, () => by),
    'utf8',
  );
