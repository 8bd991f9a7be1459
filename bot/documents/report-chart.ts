/** A unit's spider chart for its documents: now and last time, as a drawing, an SVG text, a PNG and a sentence. */
import { formatScore } from '../../lika/analysis/fraction.ts';
import { spiderAxes, spiderValues } from '../../lika/analysis/spider-axes.ts';
import type { SpiderView } from '../../lika/analysis/spider-axes.ts';
import { AXES_MIN, spider } from '../../lika/analysis/spider.ts';
import type { SpiderDrawing, SpiderSize } from '../../lika/analysis/spider.ts';
import { chartSvg } from './chart-svg.ts';
import type { ChartLook } from './chart-svg.ts';
import { fullDay, monthAndYear } from './days.ts';
import { pngOf } from './png.ts';
import type { ReportAssessment, UnitReport } from './report.ts';
import { wordsIn } from './words.ts';

/** In drawing units, which are pixels at 96 to the inch: about 12 × 9 cm. */
export const CHART_SIZE: SpiderSize = { width: 460, height: 340 };

/** The assessment to compare with: the latest earlier one of the same instrument version, whose figures mean the same. */
export function lastTime({ now, earlier }: UnitReport): ReportAssessment | null {
  const isComparable = ({ instrument }: ReportAssessment) =>
    instrument.id === now?.instrument.id && instrument.version === now.instrument.version;
  return earlier.find(isComparable) ?? null;
}

/** What the earlier assessment is called beside its line: its year, or its month when both are of one year. */
function earlierName(report: UnitReport, before: ReportAssessment): string {
  const year = before.day.slice(0, 4);
  return report.now?.day.startsWith(year) ? monthAndYear(before.day, report.language) : year;
}

/**
 * The chart with now and last time; empty before the first assessment. Null when the instrument has too few axes for a
 * spider, which the table then has to do without.
 */
export function reportDrawing(
  report: UnitReport,
  view: SpiderView = 'areas',
  size: SpiderSize = CHART_SIZE,
): SpiderDrawing | null {
  const { instrument, now, language } = report;
  const axes = spiderAxes(instrument, view, language, now?.analysis);
  if (axes.length < AXES_MIN) return null;
  const before = lastTime(report);
  const series = (key: string, label: string, { analysis }: ReportAssessment) => ({
    ...{ key, label, values: spiderValues(instrument, view, analysis) },
  });
  return spider({
    ...{ axes, size },
    series: [
      ...(now ? [series('now', before ? wordsIn(language)('document.chart.now') : '', now)] : []),
      ...(before ? [series('before', earlierName(report, before), before)] : []),
    ],
  });
}

/** What the chart shows, in a sentence with its figures: for those who cannot see it. */
export function chartAlt(report: UnitReport, view: SpiderView = 'areas'): string {
  const { now, language, instrument } = report;
  const t = wordsIn(language);
  if (!now) return t('document.chart.altEmpty');
  const figures = ({ analysis }: ReportAssessment): string =>
    spiderAxes(instrument, view, language, analysis)
      .map(({ label, values }) => `${label} ${values?.[0] ?? formatScore(null, language)}`)
      .join(', ');
  const before = lastTime(report);
  const told = [
    t('document.chart.altNow', { day: fullDay(now.day, language), figures: figures(now) }),
    ...(before
      ? [t('document.chart.altBefore', { day: fullDay(before.day, language), figures: figures(before) })]
      : []),
  ];
  return [t(`document.chart.alt.${view}`), ...told].join(' ');
}

/** A picture of the chart, in both forms. Sizes are in drawing units; the PNG has more pixels than that. */
export interface ChartPicture {
  readonly svg: string;
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

/** The chart as SVG, or null where none can be drawn. */
export function reportSvg(
  report: UnitReport,
  { view = 'areas', size = CHART_SIZE, look = 'light' }: ChartWish = {},
): string | null {
  const drawing = reportDrawing(report, view, size);
  return drawing && chartSvg(drawing, chartAlt(report, view), look);
}

interface ChartWish {
  readonly view?: SpiderView;
  readonly size?: SpiderSize;
  readonly look?: ChartLook;
}

/** The chart as SVG and PNG with its alt text, or null where none can be drawn. */
export async function reportPicture(report: UnitReport, wish: ChartWish = {}): Promise<ChartPicture | null> {
  const { view = 'areas', size = CHART_SIZE } = wish;
  const svg = reportSvg(report, wish);
  if (svg === null) return null;
  const { width, height } = size;
  return { svg, png: await pngOf(svg), width, height, alt: chartAlt(report, view) };
}
