import { may } from '../../lika/access/access.ts';
import { findIndicator, textIn } from '../../lika/instrument/instrument.ts';
import type { Action } from '../../lika/plan/plan.ts';
import { addAction } from '../acts/add-action.ts';
import { assessmentSubject, unitSubject } from '../acts/subjects.ts';
import { writeAnswer } from '../acts/write-answer.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { answerOf, assessmentById, openAssessment } from '../store/assessments.ts';
import { goalsOfPlan, planOfUnit } from '../store/plans.ts';
import type { AtHand } from './discussions.ts';
import type { Turn } from './turn.ts';

/** What comes of a discussion, done as the tab does it. */

/** Writes the answer in the unit's open assessment. Returns the text key of why it can't be done, or null. */
export async function takeAnswer(turn: Turn, { unit, row }: AtHand, option: string): Promise<string | null> {
  const { tx, actor } = turn;
  const found = await openAssessment(tx, unit.id, 'unit', actor.person);
  if (!found) {
    if (!may(actor, 'assessment.create', unitSubject(tx.municipality, unit))) throw new Forbidden();
    return 'talk.press.noDraft';
  }
  const open = await assessmentById(tx, found.id, 'share');
  if (!open) throw new NotFound();
  if (!may(actor, 'answer.write', assessmentSubject(tx.municipality, unit, open))) throw new Forbidden();
  if (open.instrument_id !== row.instrument_id || open.instrument_version !== row.instrument_version)
    return 'talk.press.otherVersion';
  const stands = await answerOf(tx, open.id, row.indicator);
  await writeAnswer(turn, open, {
    ...{ indicator: row.indicator, option, comment: stands?.comment ?? row.conclusion },
    version: stands?.version ?? 0,
  });
  return null;
}

/** A proposed action about the indicator, under the plan's goal for it or its area, or a new goal of its own. */
export async function takeAsAction(turn: Turn, { unit, row, instrument }: AtHand, title: string): Promise<Action> {
  const { tx, actor, language } = turn;
  if (!may(actor, 'plan.write', unitSubject(tx.municipality, unit))) throw new Forbidden();
  const placed = findIndicator(instrument, row.indicator);
  if (!placed) throw new NotFound();
  const { area, step, indicator } = placed;
  const plan = await planOfUnit(tx, unit.id);
  const goals = plan ? await goalsOfPlan(tx, plan.id) : [];
  const goal =
    goals.find(({ indicators }) => indicators.includes(indicator.id)) ?? goals.find((one) => one.area === area.key);
  const [suggested] = indicator.goals;
  const text = textIn(suggested ? suggested.text : indicator.statement, language);
  return addAction(turn, unit, {
    goal: goal ? { id: goal.id } : { new: { text, area: area.key, step, indicators: [indicator.id] } },
    ...{ title, area: area.key, indicators: [indicator.id], activities: [] },
  });
}
