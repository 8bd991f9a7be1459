import { AXES_MIN } from '../../lika/analysis/spider.ts';
import type { DocumentKind } from './kinds.ts';
import type { UnitReport } from './report.ts';

/**
 * The documents that a unit's report is made into, one table. The libraries that write them are loaded at the first one: most
 * starts of the service never make any.
 */

/** The unit's handlingsplan as a Word document (.docx). */
export async function wordPlan(report: UnitReport): Promise<Buffer> {
  const { makeWordPlan } = await import('./word/plan.ts');
  return makeWordPlan(report);
}

/** The unit's workbook (.xlsx). */
async function workbook(report: UnitReport): Promise<Buffer> {
  const { workbook: make } = await import('./workbook/workbook.ts');
  return make(report);
}

/** One page for politicians as a PowerPoint presentation (.pptx). */
export async function slides(report: UnitReport): Promise<Buffer> {
  const { makeSlides } = await import('./slides/slides.ts');
  return makeSlides(report);
}

/** The chart (.png); blank when there is nothing to draw any more. */
async function picture(report: UnitReport): Promise<Buffer> {
  const { BLANK_SVG, pngOf } = await import('./png.ts');
  const { reportPicture } = await import('./report-chart.ts');
  return (report.now && (await reportPicture(report))?.png) ?? pngOf(BLANK_SVG);
}

export interface DocumentSpec {
  make(report: UnitReport): Promise<Buffer>;
  /** Whether there is anything to show in it: what has nothing isn't put among the channel's files. */
  isWorthMaking(report: UnitReport): boolean;
  /** Whether whoever asks for it gets one: without anything to show, as a form to fill in. */
  canBeMade(report: UnitReport): boolean;
  readonly extension: string;
  readonly contentType: string;
  /** Key of the text files; filled in with `unit` and `year`. */
  readonly name: string;
}

export type Documents = Readonly<Partial<Record<DocumentKind, DocumentSpec>>>;

const hasSomething = ({ now, plan }: UnitReport): boolean =>
  now !== null || (plan !== null && plan.goals.length + plan.actions.length > 0);
/** The chart takes three axes. */
const hasChart = ({ now }: UnitReport): boolean => now !== null && now.instrument.areas.length >= AXES_MIN;
const OFFICE = 'application/vnd.openxmlformats-officedocument';

export const DOCUMENTS: Documents = {
  workbook: {
    make: workbook,
    isWorthMaking: hasSomething,
    canBeMade: () => true,
    extension: 'xlsx',
    contentType: `${OFFICE}.spreadsheetml.sheet`,
    name: 'keptFile.workbook',
  },
  plan: {
    make: wordPlan,
    isWorthMaking: hasSomething,
    canBeMade: () => true,
    extension: 'docx',
    contentType: `${OFFICE}.wordprocessingml.document`,
    name: 'keptFile.plan',
  },
  page: {
    make: slides,
    isWorthMaking: hasChart,
    canBeMade: hasChart,
    extension: 'pptx',
    contentType: `${OFFICE}.presentationml.presentation`,
    name: 'keptFile.page',
  },
  picture: {
    make: picture,
    isWorthMaking: hasChart,
    canBeMade: hasChart,
    extension: 'png',
    contentType: 'image/png',
    name: 'keptFile.picture',
  },
};
