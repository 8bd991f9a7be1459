/** Both sides of the documents' benchmark: ours, and the same library writing the same words and picture, bare. */
import { slides, wordPlan } from '../../../bot/documents/documents.ts';
import type { UnitReport } from '../../../bot/documents/report.ts';
import { workbook } from '../../../bot/documents/workbook/workbook.ts';
import { schoolReport } from '../../documents/demo-report.ts';

export type Kind = 'word' | 'powerpoint' | 'excel';

export const ours: Readonly<Record<Kind, (report: UnitReport) => Promise<Buffer>>> = {
  word: wordPlan,
  powerpoint: slides,
  excel: workbook,
};

/** One of many schools: each has a name of its own and a plan of another length. */
export function school(number: number, actions = 40): UnitReport {
  const report = schoolReport({ actions });
  return { ...report, unit: { ...report.unit, name: `Skola ${String(number)}` } };
}

/**
 * The peer that writes what ours has written of this report. What it writes is read before, and costs nothing. Only the
 * library of the kind is loaded, as one document alone needs no other.
 */
export async function peerOf(kind: Kind, report: UnitReport): Promise<() => Promise<Buffer>> {
  switch (kind) {
    case 'word':
      return (await import('./bare-word.ts')).barePlan(report);
    case 'powerpoint':
      return (await import('./bare-powerpoint.ts')).bareSlide(report);
    case 'excel':
      return (await import('./bare-excel.ts')).bareWorkbook(report);
  }
}
