import { analyse, answersOf } from '../../lika/analysis/cells.ts';
import type { Answer } from '../../lika/assessment/assessment.ts';
import { transition } from '../../lika/assessment/states.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { assessmentsOfUnit, updateAssessment } from './assessments.ts';
import type { AssessmentRow } from './assessments.ts';
import { analysisAsJson, writeRecord } from './records.ts';
import type { Tx } from './store.ts';
import { ownMunicipality } from './units.ts';
import type { UnitRow } from './units.ts';

export interface Publication {
  readonly assessment: AssessmentRow;
  readonly unit: UnitRow;
  readonly instrument: Instrument;
  readonly answers: readonly Answer[];
  readonly by: string;
  readonly at: Date;
}

/**
 * Publishes an assessment in the transaction: the previous one is superseded, the fixed record and the rollup are
 * written by the rule in force. Throws IllegalTransition when its state doesn't allow it.
 */
export async function publishAssessment(tx: Tx, publication: Publication): Promise<AssessmentRow> {
  const { assessment, unit, instrument, answers, by, at } = publication;
  const state = transition(assessment.state, 'publish');
  await supersedePrevious(tx, assessment, at);
  const row = await updateAssessment(tx, assessment.id, {
    ...{ state, shared_at: assessment.shared_at ?? at },
    ...{ published_at: at, published_by: by },
  });
  const { rule } = await ownMunicipality(tx);
  const analysis = analyse(instrument, answersOf(answers), rule);
  await writeRecord(tx, row, {
    at,
    analysis,
    comments: Object.fromEntries(
      answers.flatMap(({ indicator, comment }) => (comment === null ? [] : [[indicator, comment]])),
    ),
    record: {
      format: 1,
      unit: { id: unit.id, name: unit.name, area: unit.area?.name ?? null },
      instrument: { id: instrument.id, version: instrument.version },
      publishedAt: at.toISOString(),
      publishedBy: by,
      answers: answers.map(withoutComment),
      analysis: analysisAsJson(analysis),
    },
  });
  return row;
}

function withoutComment({ indicator, option, by, at, version }: Answer): Omit<Answer, 'comment'> {
  return { indicator, option, by, at, version };
}

async function supersedePrevious(tx: Tx, next: AssessmentRow, at: Date): Promise<void> {
  const all = await assessmentsOfUnit(tx, next.unit_id);
  for (const previous of all.filter(
    ({ id, kind, state }) => id !== next.id && kind === 'unit' && state === 'published',
  ))
    await updateAssessment(tx, previous.id, { state: transition(previous.state, 'supersede'), superseded_at: at });
}
