import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { may } from '../../lika/access/access.ts';
import { DEFAULT_SCHEDULE, nextMoment, ScheduleSchema } from '../../lika/schedule/schedule.ts';
import type { Schedule } from '../../lika/schedule/schedule.ts';
import { unitSubject } from '../acts/subjects.ts';
import { keepUnitSchedule } from '../acts/keep-schedule.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { scheduleOfUnit } from '../store/schedules.ts';
import { unitById } from '../store/units.ts';
import type { UnitRow } from '../store/units.ts';
import { textsIn } from '../texts.ts';
import { weekdayAndDay } from '../conversation/cards/days.ts';
import { stockholm } from '../../lika/schedule/calendar.ts';
import { replyInPlace } from './asks.ts';
import type { PressTurn } from './pressed.ts';
import type { Outcome, Turn } from './turn.ts';

export const About = z.object({ unit: z.guid() });

/** Inputs of a card come as texts. */
const Toggle = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);
export const Wanted = About.extend({
  every: ScheduleSchema.shape.every,
  weekday: z.coerce.number().pipe(ScheduleSchema.shape.weekday),
  time: ScheduleSchema.shape.time,
  discussions: Toggle,
  followUps: Toggle,
  joys: Toggle,
});

/** The unit, when the one who presses decides when the bot may speak there. */
async function atHand(turn: Turn, id: string): Promise<UnitRow> {
  const unit = await unitById(turn.tx, id);
  if (!unit) throw new NotFound();
  if (!may(turn.actor, 'schedule.write', unitSubject(turn.tx.municipality, unit))) throw new Forbidden();
  return unit;
}

/** Turns the schedule on, or changes it. */
export async function save(turn: PressTurn, { unit: id, ...wanted }: z.output<typeof Wanted>): Promise<Outcome> {
  const unit = await atHand(turn, id);
  const schedule = await change(turn, unit, (now) => ({ ...now, ...wanted, on: true }));
  const day = weekdayAndDay(stockholm(nextMoment(schedule, turn.now)).day, turn.own);
  return { line: textsIn(turn.own)('talk.press.scheduleOn', { day }) };
}

export async function off(turn: PressTurn, { unit: id }: z.output<typeof About>): Promise<Outcome> {
  const unit = await atHand(turn, id);
  await change(turn, unit, (now) => ({ ...now, on: false }));
  return { line: textsIn(turn.own)('talk.press.scheduleOff') };
}

/** "Visa inte sådant här": by anyone who takes part, as it only makes the bot quieter. */
export async function joysOff(turn: PressTurn, { unit: id }: z.output<typeof About>): Promise<Outcome> {
  const unit = await unitById(turn.tx, id);
  if (!unit) throw new NotFound();
  if (!may(turn.actor, 'discussion.join', unitSubject(turn.tx.municipality, unit))) throw new Forbidden();
  // Where nobody has set a schedule there is nothing to turn off, and the head is still to be asked.
  if (await scheduleOfUnit(turn.tx, unit.id)) await change(turn, unit, (now) => ({ ...now, joys: false }));
  return { line: textsIn(turn.own)('talk.press.joysOff') };
}

async function change(turn: PressTurn, unit: UnitRow, by: (now: Schedule) => Schedule): Promise<Schedule> {
  const known = await scheduleOfUnit(turn.tx, unit.id, true);
  const schedule = by(known?.schedule ?? DEFAULT_SCHEDULE);
  if (!turn.isFirst || (known && isDeepStrictEqual(known.schedule, schedule))) return schedule;
  await keepUnitSchedule(turn, unit.id, schedule, known?.version ?? 0);
  if (turn.heard.verb !== 'joys.off') await replyInPlace({ ...turn, unit }, { kind: 'schedule' });
  return schedule;
}
