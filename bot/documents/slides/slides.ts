import PptxGenJS from 'pptxgenjs';
import type { ServiceLanguage } from '../../texts.ts';
import type { FactTable } from '../facts.ts';
import { onePage } from '../one-page.ts';
import type { OnePage } from '../one-page.ts';
import { escapeMarkup, oneLine } from '../plain-text.ts';
import { chartAlt } from '../report-chart.ts';
import type { UnitReport } from '../report.ts';
import { addRadar, radarSeries } from './radar.ts';
import { mended } from './mend.ts';
import { wordsIn } from '../words.ts';

/** Inches, on a page of 13.33 × 7.5. */
const COLUMNS = { is: { x: 0.6, w: 3.9 }, was: { x: 4.75, w: 3.1 }, does: { x: 8.2, w: 4.55 } } as const;
/** Where nothing stands to the right of it. */
const WAS_ALONE = { x: COLUMNS.was.x, w: 4.9 };
const WIDTH = 12.15;
const TOP = 2.05;
const LAST = 6.2;

type Column = Readonly<Record<'x' | 'w', number>>;

const FONT = 'Calibri';
const [BLACK, QUIET, HAIRLINE] = ['000000', '404040', 'BFBFBF'];
const PLAIN = { margin: 0, fontFace: FONT, color: BLACK, valign: 'top' } as const;

const LOCALES: Readonly<Record<ServiceLanguage, string>> = { sv: 'sv-SE', en: 'en-GB' };

/** One page for politicians as a PowerPoint presentation, black on white, its chart and tables PowerPoint's own. */
export async function makeSlides(report: UnitReport): Promise<Buffer> {
  const { language, municipality } = report;
  const t = wordsIn(language);
  const page = onePage(report);
  const presentation = new PptxGenJS();
  presentation.layout = 'LAYOUT_WIDE';
  presentation.title = page.kicker;
  presentation.subject = t('document.word.title');
  presentation.author = oneLine(municipality);
  // The library escapes the others, but not this one.
  presentation.company = escapeMarkup(oneLine(municipality));
  presentation.theme = { headFontFace: FONT, bodyFontFace: FONT };
  presentation.defineSlideMaster({
    title: 'LIKA',
    background: { color: 'FFFFFF' },
    objects: [
      {
        placeholder: {
          text: '',
          options: {
            ...{ ...PLAIN, name: 'title', type: 'title', x: 0.6, y: 0.82, w: WIDTH, h: 0.95 },
            ...{ fontSize: 28, bold: true, align: 'left' },
          },
        },
      },
    ],
  });
  const slide = presentation.addSlide({ masterName: 'LIKA' });
  slide.addText(page.title, { placeholder: 'title' });
  write(slide, page.kicker, { x: 0.6, y: 0.42, w: WIDTH, h: 0.3 }, { fontSize: 13, color: QUIET });
  const series = radarSeries(report);
  const chart = { ...CHART, name: t('document.chart.name') };
  addIs(slide, page, series && (() => addRadar(presentation, slide, series, chart)));
  addPart(slide, page.was, page.does ? COLUMNS.was : WAS_ALONE, [9, 4, 6, 6]);
  if (page.does) addPart(slide, page.does, COLUMNS.does, [10, 5, 4]);
  write(slide, page.source, { x: 0.6, y: 6.95, w: WIDTH, h: 0.25 }, { fontSize: 10.5, color: QUIET });
  const written = await presentation.write({ outputType: 'nodebuffer', compression: false });
  const tables = [page.was.table, page.does?.table].flatMap((table) => table?.caption ?? []);
  const alts = new Map([[chart.name, chartAlt(report)], ...tables.map((caption) => [caption, caption] as const)]);
  return mended(written as Buffer, { locale: LOCALES[language], alts, series: series ?? [], day: report.day });
}

const CHART = { x: COLUMNS.is.x - 0.1, y: TOP + 0.4, w: COLUMNS.is.w, h: 3.6 };

type Place = Readonly<Record<'x' | 'y' | 'w' | 'h', number>>;

function write(slide: PptxGenJS.Slide, text: string, place: Place, look: PptxGenJS.TextPropsOptions): void {
  slide.addText(text, { ...PLAIN, ...place, ...look });
}

const heading = (slide: PptxGenJS.Slide, text: string, { x, w }: Column) =>
  write(slide, text, { x, y: TOP, w, h: 0.35 }, { fontSize: 17, bold: true });

/** Where the unit is: the chart, and under it what it has reached. */
function addIs(slide: PptxGenJS.Slide, { is }: OnePage, addChart: (() => void) | null): void {
  heading(slide, is.heading, COLUMNS.is);
  addChart?.();
  addSentence(slide, is.sentences, COLUMNS.is, addChart !== null);
}

/** What a column says after its picture or table; all of them on one line across the page, or at the top when alone. */
function addSentence(slide: PptxGenJS.Slide, sentences: readonly string[], { x, w }: Column, isLast: boolean): void {
  if (sentences.length === 0) return;
  write(slide, sentences.join(' '), { x, y: isLast ? LAST : TOP + 0.5, w, h: 0.6 }, { fontSize: 14 });
}

/** A heading, a table with what it says, and a sentence after it. */
function addPart(
  slide: PptxGenJS.Slide,
  { heading: words, table, sentences }: OnePage['was'],
  column: Column,
  shares: readonly number[],
): void {
  heading(slide, words, column);
  if (table) addTable(slide, table, column, shares);
  addSentence(slide, sentences, column, table !== null);
}

function addTable(
  slide: PptxGenJS.Slide,
  { caption, columns, rows }: FactTable,
  { x, w }: Column,
  shares: readonly number[],
): void {
  const used = columns.map((_, at) => shares[at] ?? 1);
  const whole = used.reduce((sum, share) => sum + share, 0);
  const none = { type: 'none' } as const;
  const cell = (text: string, at: number, isHeader: boolean): PptxGenJS.TableCell => ({
    text: oneLine(text),
    options: {
      ...{ bold: isHeader, align: columns[at]?.isFigure ? 'right' : 'left', valign: isHeader ? 'bottom' : 'top' },
      border: [none, none, { type: 'solid', pt: isHeader ? 1 : 0.5, color: isHeader ? BLACK : HAIRLINE }, none],
    },
  });
  slide.addTable(
    [
      columns.map(({ text }, at) => cell(text, at, true)),
      ...rows.map((texts) => texts.map((text, at) => cell(text, at, false))),
    ],
    {
      ...{ x, y: TOP + 0.45, w, colW: used.map((share) => (share / whole) * w), objectName: caption },
      ...{ fontFace: FONT, fontSize: 12, color: BLACK, margin: [0.05, 0.08, 0.05, 0], autoPage: false },
    },
  );
}
