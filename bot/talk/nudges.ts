import { z } from 'zod';
import { may } from '../../lika/access/access.ts';
import { addDays, momentOf, schoolDayFrom, stockholm } from '../../lika/schedule/calendar.ts';
import { unitSubject } from '../acts/subjects.ts';
import { weekdayAndDay } from '../conversation/cards/days.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { mute, nudgeById, updateNudge } from '../store/nudges.ts';
import type { NudgeRow } from '../store/nudges.ts';
import { unitById } from '../store/units.ts';
import { textsIn } from '../texts.ts';

import type { PressTurn } from './pressed.ts';
import type { Outcome, Turn } from './turn.ts';

export const About = z.object({ nudge: z.guid() });

/** "Påminn senare" is a week: long enough to have done something. */
const LATER_DAYS = 7;
const MORNING = '08:00';

/** The nudge that a card says it is, if it went to this person or to the team of a unit where they have a role. */
async function atHand(turn: Turn, id: string): Promise<NudgeRow> {
  const nudge = await nudgeById(turn.tx, id, true);
  if (!nudge) throw new NotFound();
  if (nudge.person !== null) {
    if (nudge.person !== turn.actor.person) throw new Forbidden();
    return nudge;
  }
  const unit = nudge.unit_id === null ? null : await unitById(turn.tx, nudge.unit_id);
  if (!unit) throw new NotFound();
  if (!may(turn.actor, 'discussion.join', unitSubject(turn.tx.municipality, unit))) throw new Forbidden();
  return nudge;
}

/** Asks again in a week, on a school day. */
export async function later(turn: PressTurn, { nudge: id }: z.output<typeof About>): Promise<Outcome> {
  const nudge = await atHand(turn, id);
  const day = schoolDayFrom(addDays(stockholm(turn.now).day, LATER_DAYS));
  const words = { day: weekdayAndDay(day, turn.own) };
  if (!['sent', 'sending', 'due'].includes(nudge.state)) return { line: textsIn(turn.own)('talk.press.overAlready') };
  if (turn.isFirst) await updateNudge(turn.tx, id, { state: 'due', due_at: momentOf(day, MORNING), cause: 'later' });
  return { line: textsIn(turn.own)('talk.press.later', words) };
}

/** Says no more of this: of the action to the team, of the kind of reminder to a person. */
export async function stop(turn: PressTurn, { nudge: id }: z.output<typeof About>): Promise<Outcome> {
  const nudge = await atHand(turn, id);
  const { tx, actor, now } = turn;
  const scope = nudge.person !== null ? `person:${nudge.person}` : scopeInTeam(nudge);
  await mute(tx, scope, nudge.kind, actor.person, now);
  if (['sent', 'sending', 'due'].includes(nudge.state)) await updateNudge(tx, id, { state: 'stopped' });
  return { line: textsIn(turn.own)(nudge.person === null ? 'talk.press.stopped' : 'talk.press.stoppedForYou') };
}

const scopeInTeam = ({ kind, about, unit_id }: NudgeRow): string =>
  kind === 'follow-up' ? `action:${about}` : `unit:${unit_id ?? ''}`;
