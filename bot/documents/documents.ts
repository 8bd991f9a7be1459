/** A unit's documents. The libraries that write them are loaded at the first one: most starts of the service never make any. */
import type { UnitReport } from './report.ts';

/** The unit's handlingsplan as a Word document (.docx). */
export async function wordPlan(report: UnitReport): Promise<Buffer> {
  const { makeWordPlan } = await import('./word/plan.ts');
  return makeWordPlan(report);
}

/** One page for politicians as a PowerPoint presentation (.pptx). */
export async function slides(report: UnitReport): Promise<Buffer> {
  const { makeSlides } = await import('./slides/slides.ts');
  return makeSlides(report);
}

/** The same page as HTML, to be printed. */
export { printPage } from './print/page.ts';
