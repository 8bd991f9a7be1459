import { z } from 'zod';
import type { Heard } from '../conversation/heard.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../errors.ts';
import { textsIn } from '../texts.ts';
import type { ServiceLanguage } from '../texts.ts';
import { chooseUnit, setLanguage } from './choices.ts';
import * as discussions from './discussions.ts';
import * as followUps from './follow-ups.ts';
import * as nudges from './nudges.ts';
import * as schedules from './schedules.ts';
import type { Outcome, Turn } from './turn.ts';

export type Press = Extract<Heard, { what: 'pressed' }>;
export interface PressTurn extends Turn<Press> {
  /** The presser's own language, for what they alone are told. */
  readonly own: ServiceLanguage;
}

/** What a button does: its data's shape, and the work. Data that doesn't fit is a stranger's. */
interface Button<T extends z.ZodType> {
  readonly data: T;
  readonly press: (turn: PressTurn, data: z.output<T>) => Promise<Outcome>;
}

const button = <T extends z.ZodType>(data: T, press: Button<T>['press']): Button<z.ZodType> =>
  ({ data, press }) as unknown as Button<z.ZodType>;

/** Every button there is, by its verb. */
const BUTTONS: Readonly<Record<string, Button<z.ZodType>>> = {
  'unit.choose': button(z.object({ unit: z.guid() }), chooseUnit),
  'language.set': button(z.object({ language: z.enum(['sv', 'en']) }), setLanguage),
  'discuss.start': button(discussions.Start, discussions.start),
  'discussion.refresh': button(discussions.About, discussions.refresh),
  'discussion.vote': button(discussions.Vote, discussions.vote),
  'discussion.reveal': button(discussions.About, discussions.reveal),
  'discussion.again': button(discussions.About, discussions.again),
  'discussion.settle': button(discussions.About, discussions.settle),
  'discussion.conclude': button(discussions.Conclusion, discussions.conclude),
  'discussion.take': button(discussions.Take, discussions.take),
  'discussion.action': button(discussions.NewActionData, discussions.makeAction),
  'followup.refresh': button(followUps.About, followUps.refresh),
  'followup.answer': button(followUps.Said, followUps.answer),
  'followup.reassign': button(followUps.Reassign, followUps.reassign),
  'nudge.later': button(nudges.About, nudges.later),
  'nudge.stop': button(nudges.About, nudges.stop),
  'schedule.save': button(schedules.Wanted, schedules.save),
  'schedule.off': button(schedules.About, schedules.off),
  'joys.off': button(schedules.About, schedules.joysOff),
};

/**
 * Does what a button says, for whoever presses it: the card's data is a claim, the person's roles are asked for anew.
 * What can't be done is told in a line; nothing of it is kept.
 */
export async function pressed(turn: PressTurn): Promise<Outcome> {
  const t = textsIn(turn.own);
  const found = Object.hasOwn(BUTTONS, turn.heard.verb) ? BUTTONS[turn.heard.verb] : undefined;
  if (!found) return { line: t('talk.press.unknown') };
  const data = found.data.safeParse(turn.heard.data);
  if (!data.success) return { line: t(lineFor(data.error)) };
  return found.press(turn, data.data);
}

/** What was typed too long or left empty is the person's to mend; anything else didn't come from our card. */
function lineFor(error: z.ZodError): string {
  const codes = error.issues.flatMap((issue) => (issue.code === 'custom' ? String(issue.params?.['code']) : []));
  if (codes.includes('too-long')) return 'talk.press.tooLong';
  if (codes.includes('too-short')) return 'talk.press.empty';
  if (error.issues.some(({ path }) => path[0] === 'time')) return 'talk.press.badTime';
  return 'talk.press.unknown';
}

/** The line that tells why an act was refused; null for a fault that isn't the person's. */
export function refusalKey(error: unknown): string | null {
  if (error instanceof NotFound) return 'talk.press.gone';
  if (error instanceof Forbidden) return 'talk.press.notAllowed';
  if (error instanceof Conflict) return error.code === 'decided' ? 'talk.press.decided' : 'talk.press.tryAgain';
  return error instanceof Invalid ? 'talk.press.inTheTab' : null;
}
