/**
 * What pptxgenjs leaves undone, put right in the file it has written: the language of every text, header rows of tables, ids
 * of shapes that are used once, alt texts of tables, how the chart's lines differ without colour, its figures' gaps and
 * zeros, which its workbook would lose, and that the same page always makes the same bytes.
 */
import { CORE, madeOn } from '../made-on.ts';
import { escapeMarkup } from '../plain-text.ts';
import { rezipped, unzipped, zipEntries } from '../zip.ts';
import type { RadarSeries } from './radar.ts';

interface Mending {
  /** Such as `sv-SE`. */
  readonly locale: string;
  /** Alt texts by the names of their objects. */
  readonly alts: ReadonlyMap<string, string>;
  readonly series: readonly RadarSeries[];
  /** When it is said to be made, `YYYY-MM-DD`. */
  readonly day: string;
}

/** More files than a page has, and more bytes than any of them: what comes in is our own. */
const [FILES_MAX, BYTES_MAX] = [1000, 50_000_000];

/** Charts are numbered on from presentation to presentation while the service runs; a page has one. */
const NUMBERED = /\b(chart|Microsoft_Excel_Worksheet)\d+(?=\.(?:xml|xlsx)\b)/g;
const renamed = (text: string) => text.replace(NUMBERED, '$11');

/** The presentation put right, compressed. */
export async function mended(presentation: Buffer, mending: Mending): Promise<Buffer> {
  const workbooks = await mendedWorkbooks(presentation, mending);
  const change = (name: string, content: Buffer): Buffer => {
    const workbook = workbooks.get(name);
    if (workbook) return workbook;
    if (name === CORE) return madeOn(content, mending.day);
    return /\.(xml|rels)$/.test(name) ? Buffer.from(mendedXml(name, content.toString('utf8'), mending)) : content;
  };
  return rezipped(presentation, change, renamed);
}

function mendedXml(name: string, xml: string, { locale, alts }: Mending): string {
  if (name === '[Content_Types].xml' || name.endsWith('.rels')) return renamed(xml);
  const said = xml.replaceAll('lang="en-US"', `lang="${locale}"`);
  if (/^ppt\/slides\//.test(name)) return mendedSlide(said, alts);
  return /^ppt\/charts\//.test(name) ? mendedChart(said) : said;
}

/** Tables say that their first row is a header; every shape has an id of its own and, where it needs one, an alt text. */
function mendedSlide(xml: string, alts: ReadonlyMap<string, string>): string {
  let id = 0;
  return xml
    .replaceAll('<a:tblPr/>', '<a:tblPr firstRow="1"/>')
    .replace(/<p:cNvPr id="\d+" name="([^"]*)"(?: descr="[^"]*")?/g, (_, name: string) => {
      const alt = [...alts].find(([object]) => escaped(object) === name)?.[1];
      return `<p:cNvPr id="${(id += 1)}" name="${name}"${alt === undefined ? '' : ` descr="${escapeMarkup(alt)}"`}`;
    });
}

/** As pptxgenjs escapes a name. */
const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');

/** The second line is dashed with hollow squares, as everywhere else; what is no figure is a gap, not an empty one. */
function mendedChart(xml: string): string {
  let place = -1;
  return xml
    .replace(/<c:ser>[^]*?<\/c:ser>/g, (series) => {
      place += 1;
      if (place === 0) return series;
      return series
        .replace('<a:prstDash val="solid"/>', '<a:prstDash val="dash"/>')
        .replace(/<c:symbol val="\w+"\/>/, '<c:symbol val="square"/>')
        .replace(/(<c:marker>[^]*?<a:srgbClr val=")\w{6}/, '$1FFFFFF');
    })
    .replace(/\s*<c:invertIfNegative val="\d"\/>/g, '')
    .replace(/<c:pt idx="\d+"><c:v><\/c:v><\/c:pt>/g, '');
}

/** The workbook behind the chart, by its name in the presentation: the library writes nothing in it for a 0. */
async function mendedWorkbooks(presentation: Buffer, { series, day }: Mending): Promise<ReadonlyMap<string, Buffer>> {
  const files = zipEntries(presentation, FILES_MAX).filter(({ name }) => name.endsWith('.xlsx'));
  const whole = (name: string, content: Buffer): Buffer => {
    if (name === CORE) return madeOn(content, day);
    if (!/^xl\/worksheets\//.test(name)) return content;
    return Buffer.from(
      content
        .toString('utf8')
        .replace(EMPTY_CELL, (_, column: string, row: string) => cellOf(series, column, Number(row))),
    );
  };
  const mending = files.map(async (file) => {
    const workbook = await unzipped(presentation, file, BYTES_MAX);
    return [file.name, await rezipped(workbook, whole)] as const;
  });
  return new Map(await Promise.all(mending));
}

const EMPTY_CELL = /<c r="([A-Z])(\d+)"><v><\/v><\/c>/g;

/** A cell that the library left empty: the series stand in B, C …, under their names. */
function cellOf(series: readonly RadarSeries[], column: string, row: number): string {
  const values = series[column.charCodeAt(0) - 'B'.charCodeAt(0)]?.values;
  return values?.[row - 2] === 0 ? `<c r="${column}${row}"><v>0</v></c>` : '';
}
