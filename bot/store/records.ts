import type { Analysis } from '../../lika/analysis/cells.ts';
import { toText } from '../../lika/analysis/fraction.ts';
import type { Fraction } from '../../lika/analysis/fraction.ts';
import type { Answer } from '../../lika/assessment/assessment.ts';
import type { AssessmentRow } from './assessments.ts';
import type { Tx } from './store.ts';

/**
 * The fixed record of a published assessment. It stands on its own: the answers, the rule that was in force and the
 * figures as they were counted then. Comments are kept apart, because they stay with the unit.
 */
export interface PublishedRecord {
  readonly format: 1;
  readonly unit: { readonly id: string; readonly name: string; readonly area: string | null };
  readonly instrument: { readonly id: string; readonly version: number };
  readonly publishedAt: string;
  readonly publishedBy: string;
  readonly answers: readonly Omit<Answer, 'comment'>[];
  /** Scores are exact fractions, `475/6`. */
  readonly analysis: unknown;
}

/** Fractions are written as text; everything else is plain JSON already. */
export function analysisAsJson(analysis: Analysis): unknown {
  return JSON.parse(JSON.stringify(analysis, (_key, value: unknown) => (isFraction(value) ? toText(value) : value)));
}

function isFraction(value: unknown): value is Fraction {
  return typeof value === 'object' && value !== null && 'n' in value && typeof value.n === 'bigint';
}

/** Writes the record and the municipality's rollup: a row per area and step, from which aggregates are made. */
export async function writeRecord(
  tx: Tx,
  assessment: AssessmentRow,
  published: { at: Date; record: PublishedRecord; comments: Record<string, string>; analysis: Analysis },
): Promise<void> {
  const key = { municipality_id: tx.municipality, assessment_id: assessment.id, unit_id: assessment.unit_id };
  await tx.db
    .insertInto('published_record')
    .values({
      ...key,
      published_at: published.at,
      record: JSON.stringify(published.record),
      comments: JSON.stringify(published.comments),
    })
    .execute();
  const cells = published.analysis.cells.map((cell) => ({
    ...key,
    area: cell.area,
    step: cell.step,
    score_sum: sumOfValues(cell.score, cell.counted),
    counted: cell.counted,
    relevant: cell.relevant,
    achieved: cell.achieved,
    answered: cell.answered,
    total: cell.total,
  }));
  if (cells.length > 0) await tx.db.insertInto('rollup').values(cells).execute();
}

/** The sum behind a mean: whole, since the values on a scale are. */
function sumOfValues(score: Fraction | null, counted: number): string {
  return score === null ? '0' : String((score.n * BigInt(counted)) / score.d);
}
