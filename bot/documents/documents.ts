/**
 * The documents that a unit's report is made into, one table. The libraries that write them are loaded at the first one: most
 * starts of the service never make any.
 */
import type { DocumentKind } from './kinds.ts';
import type { UnitReport } from './report.ts';

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

const OFFICE = 'application/vnd.openxmlformats-officedocument';

export const DOCUMENTS: Documents = {
  workbook: {
    make: async (report) => (await import('./workbook/workbook.ts')).workbook(report),
    isWorthMaking: () => true,
    extension: 'xlsx',
    contentType: `${OFFICE}.spreadsheetml.sheet`,
    name: 'documents.file.workbook',
  },
  plan: {
    make: wordPlan,
    isWorthMaking: () => true,
    extension: 'docx',
    contentType: `${OFFICE}.wordprocessingml.document`,
    name: 'documents.file.plan',
  },
  picture: {
    make: picture,
    isWorthMaking: ({ now }) => now !== null,
    extension: 'png',
    contentType: 'image/png',
    name: 'documents.file.picture',
  },
};

/** The unit's handlingsplan as a Word document (.docx). */
export async function wordPlan(report: UnitReport): Promise<Buffer> {
  const { makeWordPlan } = await import('./word/plan.ts');
  return makeWordPlan(report);
}

/** The chart as PNG. */
async function picture(report: UnitReport): Promise<Buffer> {
  const [{ reportPicture }, { BLANK_SVG, pngOf }] = await Promise.all([
    import('./report-chart.ts'),
    import('./png.ts'),
  ]);
  return (await reportPicture(report))?.png ?? pngOf(BLANK_SVG);
}
