import { AXES_MIN, spider } from '../../../lika/analysis/spider.ts';
import { spiderAxes, spiderValues } from '../../../lika/analysis/spider-axes.ts';
import { textsIn } from '../../texts.ts';
import { chartSvg } from '../chart-svg.ts';
import { pngOf } from '../png.ts';
import type { UnitReport } from '../report.ts';
import { chartWords } from './sentences.ts';

/** The size that the chart has on the sheet, in pixels at 100 %. */
export const CHART_SIZE = { width: 500, height: 390 };

/** The spider of the report as a PNG: now, and last time where there is one. Null where there is nothing to draw. */
export async function chartPng(report: UnitReport): Promise<Buffer | null> {
  const { now, earlier, language } = report;
  if (!now || now.instrument.areas.length < AXES_MIN) return null;
  const { instrument, analysis } = now;
  const [before] = earlier.filter((one) =>
    one.instrument.areas.every(({ key }, at) => key === instrument.areas[at]?.key),
  );
  const drawing = spider({
    axes: spiderAxes(instrument, 'areas', language, analysis),
    series: [
      {
        ...{ key: 'now', label: textsIn(language)('card.result.now') },
        values: spiderValues(instrument, 'areas', analysis),
      },
      ...(before
        ? [
            {
              ...{ key: 'before', label: before.day.slice(0, 4) },
              values: spiderValues(instrument, 'areas', before.analysis),
            },
          ]
        : []),
    ],
    size: CHART_SIZE,
  });
  return pngOf(chartSvg(drawing, chartWords(report)));
}
