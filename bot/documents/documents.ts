import { spiderAxes, spiderValues } from '../../lika/analysis/spider-axes.ts';
import { spider } from '../../lika/analysis/spider.ts';
import { chartSvg } from './chart-svg.ts';
import type { DocumentKind } from './kinds.ts';
import { BLANK_SVG, pngOf } from './png.ts';
import type { UnitReport } from './report.ts';

/** The documents that a unit's report is made into, one table. */

export interface DocumentSpec {
  make(report: UnitReport): Promise<Buffer>;
  /** Whether the report has anything that the document could show. */
  isWorthMaking(report: UnitReport): boolean;
  readonly extension: string;
  readonly contentType: string;
  /** Key of the text files; filled in with `unit` and `year`. */
  readonly name: string;
}

export type Documents = Readonly<Partial<Record<DocumentKind, DocumentSpec>>>;

const PICTURE_SIZE = { width: 640, height: 500 };

export const DOCUMENTS: Documents = {
  picture: {
    make: picture,
    isWorthMaking: ({ now }) => now !== null,
    extension: 'png',
    contentType: 'image/png',
    name: 'documents.file.picture',
  },
};

function picture({ now, language }: UnitReport): Promise<Buffer> {
  if (!now) return pngOf(BLANK_SVG);
  const { instrument, analysis, day } = now;
  const series = [{ key: 'now', label: day.slice(0, 4), values: spiderValues(instrument, 'areas', analysis) }];
  const axes = spiderAxes(instrument, 'areas', language, analysis);
  return pngOf(chartSvg(spider({ axes, series, size: PICTURE_SIZE }), ''));
}
