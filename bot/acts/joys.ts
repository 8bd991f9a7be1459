import { analyse, answersOf } from '../../lika/analysis/cells.ts';
import type { Analysis } from '../../lika/analysis/cells.ts';
import type { Answer } from '../../lika/assessment/assessment.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { answersOfAssessments } from '../store/assessments.ts';
import type { AssessmentRow } from '../store/assessments.ts';
import { addNudge, addNudgeAnew, dropDue } from '../store/nudges.ts';
import { scheduleOfUnit } from '../store/schedules.ts';
import { ownMunicipality } from '../store/units.ts';
import type { Act } from './act.ts';
import { isWanted } from './wanted.ts';

/**
 * Small joys for the team, noted with what gives rise to them, when the team's schedule wants them. They are said when
 * there is room for them, and dropped when they are no longer true by then.
 */

async function areWanted(act: Pick<Act, 'tx'>, unit: string): Promise<boolean> {
  return isWanted((await scheduleOfUnit(act.tx, unit))?.schedule, 'action-done');
}

/** An action is done: said once, however often it goes back and forth. */
export async function noteDone(act: Pick<Act, 'tx' | 'now'>, unit: string, action: string): Promise<void> {
  if (!(await areWanted(act, unit))) return;
  await addNudgeAnew(act.tx, {
    ...{ kind: 'action-done', unit, about: action, occasion: 'done', person: null },
    dueAt: act.now,
  });
}

/** It wasn't done after all: what hasn't been said of it isn't said. */
export async function takeBackDone(act: Pick<Act, 'tx'>, action: string): Promise<void> {
  await dropDue(act.tx, { kind: 'action-done', about: action }, 'no-longer-true');
}

export interface Published {
  readonly assessment: AssessmentRow;
  readonly instrument: Instrument;
  readonly answers: readonly Answer[];
  /** The one that was in force until now. */
  readonly before: AssessmentRow | null;
}

/** The highest step that the unit has reached now and hadn't by the assessment before; a first one has nothing to compare. */
export async function noteStepReached(act: Act, unit: string, published: Published): Promise<void> {
  const { assessment, instrument, answers, before } = published;
  const earlier = before && act.instruments.get(before.instrument_id, before.instrument_version);
  if (!before || !earlier || !(await areWanted(act, unit))) return;
  const { rule } = await ownMunicipality(act.tx);
  const given = (await answersOfAssessments(act.tx, [before.id])).get(before.id) ?? [];
  const had = reached(analyse(earlier, answersOf(given), rule));
  const step = Math.max(...reached(analyse(instrument, answersOf(answers), rule)).filter((one) => !had.includes(one)));
  if (!Number.isFinite(step)) return;
  await addNudge(act.tx, {
    ...{ kind: 'step-reached', unit, about: assessment.id, occasion: String(step), person: null },
    dueAt: act.now,
  });
}

const reached = ({ steps }: Analysis): number[] =>
  steps.filter((step) => step.reached === true).map(({ step }) => step);
