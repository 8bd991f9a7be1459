import { may } from '../../lika/access/access.ts';
import { isOpenAction } from '../../lika/plan/decide.ts';
import type { Action } from '../../lika/plan/plan.ts';
import { addDays, stockholm } from '../../lika/schedule/calendar.ts';
import { allowedFrom } from '../../lika/schedule/schedule.ts';
import { unitSubject } from '../acts/subjects.ts';
import { weekdayAndDay } from '../conversation/cards/days.ts';
import type { ActivityNotice } from '../graph/notifications.ts';
import type { Settings } from '../settings.ts';
import { botHasTold } from '../store/assignment-notices.ts';
import type { NoticeRow } from '../store/assignment-notices.ts';
import { chatOfPerson } from '../store/conversations.ts';
import { actorOf } from '../store/grants.ts';
import { actionById } from '../store/plans.ts';
import { scheduleOfUnit } from '../store/schedules.ts';
import type { Tx } from '../store/store.ts';
import { grantsLastSeen } from '../store/team-roles.ts';
import { unitById } from '../store/units.ts';
import type { UnitRow } from '../store/units.ts';
import { unitLink } from '../talk/links.ts';
import { textsIn } from '../texts.ts';
import type { ServiceLanguage } from '../texts.ts';

/** What is to become of a notice now. Causes are keys of the text files. */
export type Fate =
  { readonly tell: ActivityNotice } | { readonly drop: string } | { readonly later: Date; readonly cause: string };

/** What lies so near is in a digest as well. */
const DIGEST_AHEAD_DAYS = 7;

/**
 * Asks the truth again: is the action there and open, is it still theirs, may they still see it, has the bot told them
 * meanwhile, is it a time to tell. An assignment is news and no reminder, so "Sluta påminna", which ends one kind of
 * reminder, leaves it be; Teams itself lets each person turn off an app's notices.
 */
export async function fateOf(tx: Tx, settings: Settings, row: NoticeRow, now: Date): Promise<Fate> {
  const found = await actionById(tx, row.action_id);
  const unit = found && (await unitById(tx, found.unit));
  if (!found || !unit) return { drop: 'action-gone' };
  const { item } = found;
  if (!isOpenAction(item) || item.responsible !== row.person) return { drop: 'no-longer-theirs' };
  if (!(await mayKnow(tx, row, unit))) return { drop: 'no-role' };
  if (await botHasTold(tx, row, isSoon(item, now))) return { drop: 'told-by-bot' };
  const breaks = (await scheduleOfUnit(tx, unit.id))?.schedule;
  const allowed = allowedFrom(now, breaks ? { winterBreakWeek: breaks.winterBreakWeek } : {});
  if (allowed > now) return { later: allowed, cause: 'quiet-hours' };
  const chat = await chatOfPerson(tx, row.tenant, row.person);
  return { tell: noticeOf(settings, item, unit, chat?.language ?? chat?.heard_language ?? 'sv', now) };
}

/**
 * Who is in a team was asked when the action became theirs; at seven on a Monday morning nobody has come yet in whose name
 * it could be asked anew, and those who had the role by their team when they were last seen there are told.
 */
async function mayKnow(tx: Tx, { tenant, person }: NoticeRow, unit: UnitRow): Promise<boolean> {
  const subject = unitSubject(tx.municipality, unit);
  const actor = await actorOf(tx, tenant, person);
  if (may(actor, 'plan.read', subject)) return true;
  return may({ ...actor, grants: await grantsLastSeen(tx, { tenant, person }) }, 'plan.read', subject);
}

function isSoon({ due, followUp }: Action, now: Date): boolean {
  const until = addDays(stockholm(now).day, DIGEST_AHEAD_DAYS);
  return [due, followUp.on].some((day) => day !== null && day <= until);
}

function noticeOf(
  settings: Settings,
  action: Action,
  unit: UnitRow,
  language: ServiceLanguage,
  now: Date,
): ActivityNotice {
  const t = textsIn(language);
  const { title, due } = action;
  const day = due === null ? null : weekdayAndDay(due, language, stockholm(now).day);
  return {
    type: 'actionAssigned',
    parameters: { action: title },
    topic: {
      text: t('notice.topic', { unit: unit.name }),
      url: unitLink(settings, { unit, path: `/plan?action=${action.id}`, channel: null }),
    },
    preview: day === null ? t('notice.noDate', { unit: unit.name }) : t('notice.due', { unit: unit.name, day }),
  };
}
