import PptxGenJS from 'pptxgenjs';
import { slides } from '../../../bot/documents/documents.ts';
import type { UnitReport } from '../../../bot/documents/report.ts';
import { radarSeries } from '../../../bot/documents/slides/radar.ts';
import { all, part, partsOf, textOf } from '../../documents/parts-of-zip.ts';

/** The same texts, tables and chart as on our page. */
export async function bareSlide(report: UnitReport): Promise<() => Promise<Buffer>> {
  const page = part(await partsOf(await slides(report)), 'ppt/slides/slide1.xml');
  const texts = all(page, 'p:sp').map(textOf);
  const tables = all(page, 'a:tbl').map((table) =>
    all(table, 'a:tr').map((row) => all(row, 'a:tc').map((cell) => ({ text: textOf(cell) }))),
  );
  const series = radarSeries(report) ?? [];
  return async () => {
    const presentation = new PptxGenJS();
    const slide = presentation.addSlide();
    for (const text of texts) slide.addText(text, { x: 1, y: 1, w: 4, h: 1 });
    for (const table of tables) slide.addTable(table, { x: 1, y: 1, w: 4 });
    slide.addChart(
      presentation.ChartType.radar,
      series.map(({ name, labels, values }) => ({ name, labels: [...labels], values: values.map(Number) })),
      { x: 1, y: 1, w: 4, h: 4 },
    );
    // The only way of the library's to a file in memory that is packed, as ours is.
    return (await presentation.stream({ compression: true })) as Buffer;
  };
}
