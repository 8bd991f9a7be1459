import { ACTIONS, may } from '../../lika/access/access.ts';
import type { Actor } from '../../lika/access/access.ts';
import { answersOf } from '../../lika/analysis/cells.ts';
import type { Answer } from '../../lika/assessment/assessment.ts';
import { completeness } from '../../lika/assessment/completeness.ts';
import { assessmentSubject, unitSubject } from '../acts/subjects.ts';
import type { Instruments } from '../instruments.ts';
import type { AssessmentRow } from '../store/assessments.ts';
import { headMissing, headsOf } from '../store/heads.ts';
import { channelOfUnit, ownMunicipality } from '../store/units.ts';
import type { UnitRow } from '../store/units.ts';

import { reconsiderView } from './reconsider.ts';
import type { Call } from './route.ts';
import type { Assessment } from './schemas/assessments.ts';
import type { Unit } from './schemas/units.ts';

/** Rows as the tab sees them, with what the reader may not see left out. */

export async function unitView(call: Call, unit: UnitRow): Promise<Unit> {
  const [{ rule }, channel] = [await ownMunicipality(call.tx), await channelOfUnit(call.tx, unit.id)];
  const instrument = unit.instrument === null ? null : call.services.instruments.latest(unit.instrument);
  const allowed = allowedHere(call.actor, call.tx.municipality, unit);
  const [heads] = allowed.includes('people.read') ? await headsOf(call.tx, unit.id) : [];
  return {
    id: unit.id,
    name: unit.name,
    kind: unit.kind as Unit['kind'],
    grades: unit.grades,
    area: unit.area,
    instrument: instrument && { id: instrument.id, version: instrument.version },
    rule,
    channel,
    headMissing: heads ? headMissing(heads) : null,
    may: allowed,
  };
}

/** The actions that the actor may do at the unit: with its joint assessment once it is published, and a free action. */
export function allowedHere(actor: Actor, municipality: string, unit: UnitRow): string[] {
  const subject = { ...unitSubject(municipality, unit), kind: 'unit', state: 'published', responsible: null } as const;
  return ACTIONS.filter((action) => may(actor, action, subject));
}

/** Whether the actor may see the assessment at all. */
export function maySee(actor: Actor, municipality: string, unit: UnitRow, row: AssessmentRow): boolean {
  const subject = assessmentSubject(municipality, unit, row);
  return may(actor, 'result.read', subject) || may(actor, 'draft.read', subject);
}

export async function assessmentView(
  call: Call,
  unit: UnitRow,
  row: AssessmentRow,
  answers: readonly Answer[],
): Promise<Assessment> {
  const subject = assessmentSubject(call.tx.municipality, unit, row);
  const seesComments = may(call.actor, 'comments.read', subject);
  const seesAnswers = may(call.actor, 'answers.read', subject) || may(call.actor, 'draft.read', subject);
  return {
    id: row.id,
    unit: row.unit_id,
    kind: row.kind,
    state: row.state,
    instrument: { id: row.instrument_id, version: row.instrument_version },
    author: row.author,
    created: row.created_at.toISOString(),
    shared: row.shared_at?.toISOString() ?? null,
    published: row.published_at?.toISOString() ?? null,
    publishedBy: row.published_by,
    withdrawn: row.withdrawn_at?.toISOString() ?? null,
    ...progressOf(call.services.instruments, row, answers),
    comments: seesComments ? answers.filter(({ comment }) => comment !== null).length : 0,
    answers: seesAnswers ? answers.map((answer) => ({ ...answer, comment: seesComments ? answer.comment : null })) : [],
    reconsider: await reconsiderView(call, unit, row),
  };
}

/** How many indicators have an answer, of how many. */
export function progressOf(
  instruments: Instruments,
  row: AssessmentRow,
  answers: readonly Answer[],
): { answered: number; total: number } {
  const instrument = instruments.get(row.instrument_id, row.instrument_version);
  if (!instrument) return { answered: answers.filter(({ option }) => option !== null).length, total: 0 };
  const { answered, total } = completeness(instrument, answersOf(answers));
  return { answered, total };
}
