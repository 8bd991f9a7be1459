import { randomUUID } from 'node:crypto';
import type { Selectable, Updateable } from 'kysely';
import type { Answer, AssessmentKind } from '../../lika/assessment/assessment.ts';
import type { Tx } from './store.ts';
import type { Tables } from './tables.ts';

export type AssessmentRow = Selectable<Tables['assessment']>;
type AnswerRow = Selectable<Tables['answer']>;

const OPEN = ['draft', 'shared'] as const;

export function asAnswer(row: AnswerRow): Answer {
  const { indicator, option, comment, by_person, at, version } = row;
  return { indicator, option, comment, by: by_person, at: at.toISOString(), version };
}

function assessmentQuery(tx: Tx) {
  return tx.db.selectFrom('assessment').selectAll().where('municipality_id', '=', tx.municipality);
}

/**
 * The assessment, or null. `share` keeps it from being published while answers are written (many may), `update` keeps
 * everyone else out until the transaction ends.
 */
export async function assessmentById(tx: Tx, id: string, lock?: 'share' | 'update'): Promise<AssessmentRow | null> {
  const query = assessmentQuery(tx).where('id', '=', id);
  const locked = lock === 'share' ? query.forShare() : lock === 'update' ? query.forUpdate() : query;
  return (await locked.executeTakeFirst()) ?? null;
}

/** All of the unit's, newest first: by the day of publishing, open ones before them. */
export async function assessmentsOfUnit(tx: Tx, unit: string): Promise<AssessmentRow[]> {
  return assessmentQuery(tx)
    .where('unit_id', '=', unit)
    .orderBy('published_at', (order) => order.desc().nullsFirst())
    .orderBy('created_at', 'desc')
    .execute();
}

/** When the unit's latest result was published that hasn't been withdrawn; null without one. */
export async function latestPublishing(tx: Tx, unit: string): Promise<Date | null> {
  const found = await assessmentQuery(tx)
    .where('unit_id', '=', unit)
    .where('kind', '=', 'unit')
    .where('state', 'in', ['published', 'superseded'])
    .where('published_at', 'is not', null)
    .orderBy('published_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.published_at ?? null;
}

/** The open ones of the units named. */
export async function openAssessments(tx: Tx, units: readonly string[]): Promise<AssessmentRow[]> {
  if (units.length === 0) return [];
  return assessmentQuery(tx).where('unit_id', 'in', units).where('state', 'in', OPEN).execute();
}

/** The unit's open joint assessment, or the author's own open one. */
export async function openAssessment(
  tx: Tx,
  unit: string,
  kind: AssessmentKind,
  author: string,
): Promise<AssessmentRow | null> {
  const query = assessmentQuery(tx).where('unit_id', '=', unit).where('kind', '=', kind).where('state', 'in', OPEN);
  return (await (kind === 'own' ? query.where('author', '=', author) : query).executeTakeFirst()) ?? null;
}

/** A new draft, or null when somebody was quicker: then there is an open one already. */
export async function createAssessment(
  tx: Tx,
  draft: {
    id?: string;
    unit: string;
    kind: AssessmentKind;
    instrument: string;
    version: number;
    author: string;
    at: Date;
  },
): Promise<AssessmentRow | null> {
  const row = await tx.db
    .insertInto('assessment')
    .values({
      municipality_id: tx.municipality,
      id: draft.id ?? randomUUID(),
      unit_id: draft.unit,
      kind: draft.kind,
      state: 'draft',
      instrument_id: draft.instrument,
      instrument_version: draft.version,
      author: draft.author,
      created_at: draft.at,
      shared_at: null,
      published_at: null,
      published_by: null,
      withdrawn_at: null,
      withdrawn_by: null,
      superseded_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

export async function updateAssessment(
  tx: Tx,
  id: string,
  change: Updateable<Tables['assessment']>,
): Promise<AssessmentRow> {
  return tx.db
    .updateTable('assessment')
    .set(change)
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Answers by assessment, in no particular order. */
export async function answersOfAssessments(tx: Tx, ids: readonly string[]): Promise<Map<string, Answer[]>> {
  const found = new Map<string, Answer[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return found;
  const rows = await tx.db
    .selectFrom('answer')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('assessment_id', 'in', ids)
    .execute();
  for (const row of rows) found.get(row.assessment_id)?.push(asAnswer(row));
  return found;
}

export async function answerOf(tx: Tx, assessment: string, indicator: string): Promise<Answer | null> {
  const row = await tx.db
    .selectFrom('answer')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('assessment_id', '=', assessment)
    .where('indicator', '=', indicator)
    .executeTakeFirst();
  return row ? asAnswer(row) : null;
}

export interface AnswerChange {
  readonly assessment: string;
  readonly indicator: string;
  readonly option: string | null;
  readonly comment: string | null;
  readonly by: string;
  readonly at: Date;
  /** The version that the writer saw; 0 when there was none. */
  readonly seen: number;
}

/** Writes the answer if the version seen is still the latest; null when it isn't, and nothing is changed. */
export async function writeAnswer(tx: Tx, change: AnswerChange): Promise<Answer | null> {
  const content = { option: change.option, comment: change.comment, by_person: change.by, at: change.at };
  const row = await (change.seen === 0
    ? tx.db
        .insertInto('answer')
        .values({
          municipality_id: tx.municipality,
          assessment_id: change.assessment,
          indicator: change.indicator,
          ...content,
          version: 1,
        })
        .onConflict((conflict) => conflict.columns(['municipality_id', 'assessment_id', 'indicator']).doNothing())
        .returningAll()
        .executeTakeFirst()
    : tx.db
        .updateTable('answer')
        .set({ ...content, version: change.seen + 1 })
        .where('municipality_id', '=', tx.municipality)
        .where('assessment_id', '=', change.assessment)
        .where('indicator', '=', change.indicator)
        .where('version', '=', change.seen)
        .returningAll()
        .executeTakeFirst());
  return row ? asAnswer(row) : null;
}
