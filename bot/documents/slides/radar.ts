/** The spider chart as PowerPoint's own radar chart, which people can edit. */
import type PptxGenJS from 'pptxgenjs';
import { spiderAxes, spiderValues } from '../../../lika/analysis/spider-axes.ts';
import { AXES_MIN } from '../../../lika/analysis/spider.ts';
import { textsIn } from '../../texts.ts';
import { monthName } from '../days.ts';
import { oneLine } from '../plain-text.ts';
import { lastTime } from '../report-chart.ts';
import type { UnitReport } from '../report.ts';

/** A line of the chart. Values are 0–100 with one decimal, as they are read; null where there is no score. */
export interface RadarSeries {
  readonly name: string;
  readonly labels: readonly string[];
  readonly values: readonly (number | null)[];
}

/** Now and last time. Null before the first assessment, and where there are too few areas. */
export function radarSeries(report: UnitReport): RadarSeries[] | null {
  const { now, instrument, language } = report;
  const labels = spiderAxes(instrument, 'areas', language).map(({ label }) => oneLine(label));
  if (!now || labels.length < AXES_MIN) return null;
  const before = lastTime(report);
  const series = (name: string, { analysis }: typeof now): RadarSeries => ({
    ...{ name, labels },
    values: spiderValues(instrument, 'areas', analysis).map((value) => value && Math.round(value * 10) / 10),
  });
  return [
    series(textsIn(language)('document.chart.now'), now),
    ...(before ? [series(monthName(before.day, language), before)] : []),
  ];
}

interface Box {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** The chart in its box, in inches. How the lines differ without colour is put right afterwards (`mend.ts`). */
export function addRadar(
  presentation: PptxGenJS,
  slide: PptxGenJS.Slide,
  series: readonly RadarSeries[],
  { name, ...box }: Box,
): void {
  const text = { FontFace: 'Calibri', FontSize: 12, Color: '000000' };
  slide.addChart(
    presentation.ChartType.radar,
    series.map(({ name: title, labels, values }) => ({ name: title, labels: [...labels], values: values as number[] })),
    {
      ...{ ...box, objectName: name, radarStyle: 'marker', chartColors: ['000000', '595959'], lineSize: 2.25 },
      ...{ lineDataSymbol: 'circle', lineDataSymbolSize: 7, lineDataSymbolLineSize: 1 },
      ...{
        valAxisMinVal: 0,
        valAxisMaxVal: 100,
        valAxisMajorUnit: 25,
        valAxisMajorTickMark: 'none',
        valGridLine: { color: 'BFBFBF', size: 0.5 },
      },
      ...{ valAxisLabelFontFace: text.FontFace, valAxisLabelFontSize: 10, valAxisLabelColor: '404040' },
      ...{ catAxisLabelFontFace: text.FontFace, catAxisLabelFontSize: text.FontSize, catAxisLabelColor: text.Color },
      ...{
        showLegend: series.length > 1,
        legendPos: 'b',
        legendFontFace: text.FontFace,
        legendFontSize: text.FontSize,
      },
      legendColor: text.Color,
    },
  );
}
