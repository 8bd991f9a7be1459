/** A unit's documents. The libraries that write them are loaded at the first one: most starts of the service never make any. */
import type { UnitReport } from './report.ts';

/** The unit's handlingsplan as a Word document (.docx). */
export async function wordPlan(report: UnitReport): Promise<Buffer> {
  const { makeWordPlan } = await import('./word/plan.ts');
  return makeWordPlan(report);
}
