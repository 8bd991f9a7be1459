import { addDays, addMonths, isSchoolDay, momentOf, schoolDayFrom, stockholm } from '../../lika/schedule/calendar.ts';
import { deadlineFor, deadlineNotices, isDone, temperatureDue } from '../../lika/schedule/deadlines.ts';
import { swedishDay } from '../clock.ts';
import { confirmedPlans, followUpsDue, headsOfUnits, headsWithoutSchedule, peopleWithWaiting } from '../store/due.ts';
import { addNudge, isNoted } from '../store/nudges.ts';
import type { Tx } from '../store/store.ts';

/** Finds what there is to say from today on, and notes each occasion once. */

const MORNING = '08:00';
/** What is found later than this after its day, because nobody looked, isn't said any more. */
const LOOK_BACK_DAYS = 14;
const DIGEST_WEEKDAY = 2;
const DIGEST_AHEAD_DAYS = 14;
/** The longest time without school, from June to August, and some. */
const LONGEST_BREAK_DAYS = 80;
const DAY_MS = 86_400_000;

/** "Hur går det?" on the day that the plan says, in the teams that want it; on a day without school, the next one with. */
export async function findFollowUps(tx: Tx, now: Date): Promise<void> {
  const { day } = stockholm(now);
  for (const { action, unit, on, breaks } of await followUpsDue(tx, addDays(day, -LONGEST_BREAK_DAYS), day)) {
    const asked = schoolDayFrom(on, breaks);
    if (asked < addDays(day, -LOOK_BACK_DAYS)) continue;
    await addNudge(tx, {
      ...{ kind: 'follow-up', unit, about: action, occasion: on, person: null },
      dueAt: momentOf(asked, MORNING),
    });
  }
}

/** The publishing deadline, 14 and 3 days before, to the heads who aren't done. */
export async function findDeadlines(tx: Tx, now: Date): Promise<void> {
  const { day } = stockholm(now);
  const deadline = deadlineFor(day);
  const due = deadlineNotices(Number(deadline.slice(0, 4))).filter(
    ({ on }) => on <= day && on > addDays(day, -LOOK_BACK_DAYS),
  );
  const latest = due.at(-1);
  if (!latest) return;
  for (const { person, unit, published } of await headsOfUnits(tx)) {
    if (isDone(published ? swedishDay(published) : null, deadline)) continue;
    await addNudge(tx, {
      ...{ kind: 'deadline', unit, about: unit, occasion: `${deadline}/${String(latest.before)}`, person },
      dueAt: momentOf(latest.on, MORNING),
    });
  }
}

/** Half a year after a plan. */
export async function findTemperatures(tx: Tx, now: Date): Promise<void> {
  const { day } = stockholm(now);
  for (const { id, unit, at } of await confirmedPlans(tx)) {
    const due = temperatureDue(swedishDay(at));
    if (due > day || due < addDays(day, -LOOK_BACK_DAYS)) continue;
    await addNudge(tx, {
      ...{ kind: 'temperature', unit, about: id, occasion: 'half-year', person: null },
      dueAt: momentOf(due, MORNING),
    });
  }
}

/** To the head, the morning after there is something to keep alive: shall I follow it up? */
export async function findSuggestions(tx: Tx, now: Date): Promise<void> {
  const since = new Date(now.getTime() - LOOK_BACK_DAYS * DAY_MS);
  const morning = momentOf(schoolDayFrom(addDays(stockholm(now).day, 1)), MORNING);
  for (const { person, unit } of await headsWithoutSchedule(tx, since))
    await addNudge(tx, { kind: 'suggestion', unit, about: unit, occasion: 'once', person, dueAt: morning });
}

/** On Tuesday mornings, never in holidays: one digest to each for whom something waits. */
export async function findDigests(tx: Tx, now: Date): Promise<void> {
  const { day, weekday, time } = stockholm(now);
  if (weekday !== DIGEST_WEEKDAY || time < MORNING || !isSchoolDay(day)) return;
  if (await isNoted(tx, 'digest', 'week', day)) return;
  const aYearAgo = momentOf(addMonths(addDays(day, DIGEST_AHEAD_DAYS), -12), MORNING);
  for (const person of await peopleWithWaiting(tx, addDays(day, DIGEST_AHEAD_DAYS), aYearAgo))
    await addNudge(tx, {
      ...{ kind: 'digest', unit: null, about: 'week', occasion: day, person },
      dueAt: momentOf(day, MORNING),
    });
}
