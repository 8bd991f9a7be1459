/**
 * What pptxgenjs leaves undone, put right in the file it has written: the language of every text, header rows of tables, ids
 * of shapes that are used once, alt texts of tables, how the chart's lines differ without colour, and its figures' gaps and
 * zeros, which its workbook would lose.
 */
import JSZip from 'jszip';
import { escapeMarkup } from '../plain-text.ts';
import type { RadarSeries } from './radar.ts';

interface Mending {
  /** Such as `sv-SE`. */
  readonly locale: string;
  /** Alt texts by the names of their objects. */
  readonly alts: ReadonlyMap<string, string>;
  readonly series: readonly RadarSeries[];
}

/** The presentation put right, compressed. */
export async function mended(presentation: Uint8Array, mending: Mending): Promise<Buffer> {
  const zip = await JSZip.loadAsync(presentation);
  const mend = async (pattern: RegExp, change: (xml: string) => string): Promise<void> => {
    for (const file of zip.file(pattern)) zip.file(file.name, change(await file.async('string')), FIXED);
  };
  await mend(/^ppt\/.*\.xml$/, (xml) => xml.replaceAll('lang="en-US"', `lang="${mending.locale}"`));
  await mend(/^ppt\/slides\/slide\d+\.xml$/, (xml) => mendedSlide(xml, mending.alts));
  await mend(/^ppt\/charts\/chart\d+\.xml$/, mendedChart);
  for (const file of zip.file(/^ppt\/embeddings\/.*\.xlsx$/))
    zip.file(file.name, await mendedWorkbook(await file.async('uint8array'), mending.series), FIXED);
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}

/** No folders of their own in the zip, which PowerPoint doesn't expect. */
const FIXED = { createFolders: false } as const;

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

/** The workbook behind the chart: the library writes nothing for a 0. */
async function mendedWorkbook(workbook: Uint8Array, series: readonly RadarSeries[]): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(workbook);
  for (const file of zip.file(/^xl\/worksheets\/sheet\d+\.xml$/)) {
    const xml = await file.async('string');
    const whole = xml.replace(/<c r="([A-Z])(\d+)"><v><\/v><\/c>/g, (_, column: string, row: string) => {
      const values = series[column.charCodeAt(0) - 'B'.charCodeAt(0)]?.values;
      return values?.[Number(row) - 2] === 0 ? `<c r="${column}${row}"><v>0</v></c>` : '';
    });
    zip.file(file.name, whole, FIXED);
  }
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}
