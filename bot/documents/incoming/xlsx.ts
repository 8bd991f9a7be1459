import type { Sheet } from '../../../lika/import/table.ts';
import { unzipped, zipEntries } from '../zip.ts';
import type { ZipEntry } from '../zip.ts';
import { fromCellText } from './cell-text.ts';
import { FileFault, PARTS_MAX, UNPACKED_MAX } from './faults.ts';
import { numberKinds } from './number-formats.ts';
import { sheetRows } from './sheet-rows.ts';
import { attributeOf, xmlTokens } from './xml.ts';

const MACROS = /vbaproject\.bin$|\.xlam$|activex\d*\.bin$/i;
const MACRO_TYPE = /macroEnabled/i;

/** The parts of a zip by name, unpacked when they are asked for, and no more than the limit in all. */
class Parts {
  private left = UNPACKED_MAX;
  private readonly entries: ReadonlyMap<string, ZipEntry>;

  constructor(private readonly bytes: Buffer) {
    this.entries = new Map(zipEntries(bytes, PARTS_MAX).map((entry) => [entry.name.toLowerCase(), entry]));
  }

  get names(): string[] {
    return [...this.entries.keys()];
  }

  get isEncrypted(): boolean {
    return [...this.entries.values()].some(({ encrypted }) => encrypted);
  }

  /** The part as text; null when there is none. */
  async text(name: string): Promise<string | null> {
    const entry = this.entries.get(name.toLowerCase());
    if (!entry) return null;
    const content = await unzipped(this.bytes, entry, this.left);
    this.left -= content.length;
    return textOfXml(content);
  }
}

/** UTF-8, or UTF-16 where it begins with its mark. Anything else is refused rather than misread. */
function textOfXml(bytes: Buffer): string {
  const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe;
  const isBig = bytes[0] === 0xfe && bytes[1] === 0xff;
  const encoding = isLittle ? 'utf-16le' : isBig ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new FileFault('broken');
  }
}

/**
 * The sheets of an xlsx file.
 * @throws FileFault, ZipFault, XmlFault
 */
export async function xlsxSheets(bytes: Buffer): Promise<Sheet[]> {
  const parts = new Parts(bytes);
  await refuseWhatIsNoWorkbook(parts);
  const main = await mainPart(parts);
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const xml = await parts.text(main);
  if (xml === null) throw new FileFault('broken');
  const targets = await targetsOf(parts, main);
  const partOf = (type: string) => [...targets.values()].find((target) => target.type === type)?.path;
  const shared = {
    strings: sharedStrings((await parts.text(partOf('sharedStrings') ?? `${folder}sharedStrings.xml`)) ?? ''),
    kinds: numberKinds((await parts.text(partOf('styles') ?? `${folder}styles.xml`)) ?? ''),
    from1904: countsFrom1904(xml),
  };
  const sheets: Sheet[] = [];
  for (const { name, id, hidden } of sheetsOf(xml)) {
    const target = targets.get(id);
    // Charts and macro sheets have no cells.
    if (target?.type !== 'worksheet') continue;
    const rows = await parts.text(target.path);
    if (rows === null) throw new FileFault('broken');
    sheets.push({ name, hidden, rows: await sheetRows(rows, shared, name) });
  }
  return sheets;
}

async function refuseWhatIsNoWorkbook(parts: Parts): Promise<void> {
  const { names } = parts;
  if (parts.isEncrypted) throw new FileFault('password');
  const mimetype = (await parts.text('mimetype')) ?? '';
  if (mimetype.includes('opendocument.spreadsheet')) throw new FileFault('ods');
  const types = await parts.text('[Content_Types].xml');
  if (types === null) throw new FileFault('not-a-table');
  if (names.some((name) => MACROS.test(name)) || MACRO_TYPE.test(types)) throw new FileFault('macros');
  if (names.some((name) => name.endsWith('/workbook.bin'))) throw new FileFault('xlsb');
}

interface Target {
  readonly path: string;
  readonly type: string;
}

/** What a part refers to, by the id of the reference. */
async function targetsOf(parts: Parts, part: string): Promise<Map<string, Target>> {
  const cut = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, cut);
  const xml = await parts.text(`${folder}_rels/${part.slice(cut)}.rels`);
  const targets = new Map<string, Target>();
  for (const token of xmlTokens(xml ?? '')) {
    if (token.kind !== 'open' || token.name !== 'Relationship') continue;
    const attribute = (name: string) => attributeOf(token.attributes, name) ?? '';
    const target = attribute('Target');
    targets.set(attribute('Id'), {
      path: target.startsWith('/') ? target.slice(1) : normalised(folder + target),
      type: attribute('Type').replace(/^.*\//, ''),
    });
  }
  return targets;
}

/** `xl/../xl/workbook.xml` is `xl/workbook.xml`. */
function normalised(path: string): string {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

async function mainPart(parts: Parts): Promise<string> {
  const targets = [...(await targetsOf(parts, '')).values()];
  const main = targets.find(({ type }) => type === 'officeDocument')?.path;
  if (main === undefined) throw new FileFault('broken');
  // A Word file or a presentation is a zip of the same kind.
  if (/\/(document|presentation)\.xml$/.test(main)) throw new FileFault('not-a-table');
  return main;
}

function sheetsOf(xml: string): { name: string; id: string; hidden: boolean }[] {
  return [...xmlTokens(xml)].flatMap((token) => {
    if (token.kind !== 'open' || token.name !== 'sheet') return [];
    const attribute = (name: string) => attributeOf(token.attributes, name) ?? '';
    const state = attribute('state');
    // `r:id` and `sheetId` differ in more than case, so the name without prefix is enough.
    return [
      { name: fromCellText(attribute('name')), id: attribute('id'), hidden: state !== '' && state !== 'visible' },
    ];
  });
}

function countsFrom1904(xml: string): boolean {
  for (const token of xmlTokens(xml)) {
    if (token.kind === 'open' && token.name === 'workbookPr')
      return ['1', 'true'].includes(attributeOf(token.attributes, 'date1904') ?? '');
  }
  return false;
}

/** The texts that cells share, in order; of formatted ones the text alone. */
function sharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let text = '';
  let isText = false;
  let pronounced = false;
  for (const token of xmlTokens(xml)) {
    if (token.kind === 'text') {
      if (isText && !pronounced) text += token.text;
      continue;
    }
    const isOpen = token.kind === 'open';
    if (token.name === 't') isText = isOpen;
    if (token.name === 'rPh') pronounced = isOpen;
    if (token.name !== 'si') continue;
    if (!isOpen) strings.push(fromCellText(text));
    text = '';
  }
  return strings;
}
