import { atClosing, shownRound } from '../../lika/discussion/discussion.ts';
import { mayDigest, mayPost } from '../../lika/schedule/budget.ts';
import { addDays, momentOf, stockholm } from '../../lika/schedule/calendar.ts';
import { allowedFrom, nextMoment } from '../../lika/schedule/schedule.ts';
import { discussionsToClose, updateDiscussion, votesOf } from '../store/discussions.ts';
import {
  addNudge,
  dueNudges,
  followUpsUntil,
  isMuted,
  personalMoments,
  settleUnsaid,
  unaskedMoments,
  updateNudge,
} from '../store/nudges.ts';
import type { NudgeRow } from '../store/nudges.ts';
import { createSend } from '../store/outbox.ts';
import { actionById } from '../store/plans.ts';
import { dueSchedules, moveSchedule, scheduleOfUnit } from '../store/schedules.ts';
import type { Tx } from '../store/store.ts';
import type { MessageKind } from '../store/tables.ts';
import type { NudgeKind } from '../store/talk-tables.ts';
import { tenantOfPerson } from '../store/grants.ts';
import { unitById } from '../store/units.ts';
import { choose, post } from '../talk/begin-discussion.ts';
import { renewCard } from '../talk/discussion-view.ts';
import { followUpFacts, notToAsk } from '../talk/follow-up-view.ts';
import { withoutThread } from '../talk/places.ts';
import type { TalkDeps } from '../talk/turn.ts';
import { isWanted } from '../acts/wanted.ts';
import { findDeadlines, findDigests, findFollowUps, findSuggestions, findTemperatures } from './find-due.ts';
import { channelPlace } from './messages/compose.ts';

/** What has become due, in one municipality and one transaction. */

/** Discussions whose time is up: shown if enough have voted, else closed. */
export async function closeDiscussions({ clock }: TalkDeps, tx: Tx): Promise<void> {
  const now = clock.now();
  for (const row of await discussionsToClose(tx, now)) {
    const votes = await votesOf(tx, row.id, row.round);
    // What has once been shown stays: with too few in a second round the first one stands.
    const stays = shownRound({ state: 'closed', round: row.round });
    const change =
      atClosing(votes.length) === 'reveal'
        ? ({ state: 'revealed', revealed_at: now, reveal_reason: 'closing-time' } as const)
        : stays === null
          ? ({ state: 'closed' } as const)
          : ({ state: 'settled', round: stays, revealed_at: now, reveal_reason: 'closing-time' } as const);
    await renewCard(tx, await updateDiscussion(tx, row, change), now);
  }
}

/** Notes what there is to say from today on; each occasion once. */
export async function findDue(deps: TalkDeps, tx: Tx): Promise<void> {
  const now = deps.clock.now();
  for (const { unit, schedule, nextAt } of await dueSchedules(tx, now)) {
    if (schedule.discussions && nextAt)
      await addNudge(tx, {
        ...{ kind: 'prompt', unit, about: unit, occasion: stockholm(nextAt).day, person: null },
        dueAt: nextAt,
      });
    await moveSchedule(tx, unit, nextMoment(schedule, now));
  }
  await findFollowUps(tx, now);
  await findTemperatures(tx, now);
  await findDeadlines(tx, now);
  await findSuggestions(tx, now);
  await findDigests(tx, now);
}

/** Which message says it. */
const MESSAGE: Readonly<Record<NudgeKind, MessageKind>> = {
  'follow-up': 'follow-up',
  deadline: 'reminder',
  suggestion: 'reminder',
  temperature: 'temperature',
  prompt: 'discussion',
  'step-reached': 'joy',
  'action-done': 'joy',
  digest: 'digest',
};

/** What comes first when a channel may hear only one thing today. */
const FIRST: readonly NudgeKind[] = ['follow-up', 'temperature', 'prompt', 'step-reached', 'action-done'];
/** What waited so long that it is no longer the right time. */
const STALE_DAYS = 14;
/** A question for a day isn't kept until the next one comes. */
const PROMPT_STALE_DAYS = 5;
const MORNING = '08:00';
const WEEK_MS = 8 * 24 * 3_600_000;

/** Sends what is due, as far as the budget goes; the rest waits its turn. */
export async function sendDue(deps: TalkDeps, tx: Tx): Promise<void> {
  await settleUnsaid(tx);
  const due = await dueNudges(tx, deps.clock.now());
  for (const nudge of due.sort((a, b) => rank(a) - rank(b)))
    await (nudge.person === null ? toChannel(deps, tx, nudge) : toPerson(deps, tx, nudge, nudge.person));
}

/** What somebody has asked for comes before what nobody has. */
function rank({ kind, about, cause }: NudgeRow): number {
  if (FIRST.includes(kind)) return FIRST.indexOf(kind);
  return about === 'asked' || cause === 'later' ? FIRST.length : FIRST.length + 1;
}

async function toChannel(deps: TalkDeps, tx: Tx, nudge: NudgeRow): Promise<void> {
  const now = deps.clock.now();
  const drop = (cause: string) => updateNudge(tx, nudge.id, { state: 'dropped', cause });
  const unit = nudge.unit_id === null ? null : await unitById(tx, nudge.unit_id);
  const channel = unit && (await channelPlace(tx, deps, unit.id));
  if (!unit || !channel) return drop('channel-not-linked');
  const schedule = (await scheduleOfUnit(tx, unit.id))?.schedule;
  if (!schedule || !isWanted(schedule, nudge.kind)) return drop('not-wanted');
  const over = await whyNot(tx, nudge, unit.id, now);
  if (over !== null) return drop(over);
  const target = withoutThread(channel.place.conversation);
  const gone = await unaskedMoments(tx, target, new Date(now.getTime() - WEEK_MS));
  const budget = mayPost([...gone, ...(await keptFree(tx, nudge, unit.id, now))], now, schedule);
  if (!budget.ok) return updateNudge(tx, nudge.id, { due_at: morningOf(budget.until), cause: 'budget' });
  await updateNudge(tx, nudge.id, { state: 'sending', cause: null });
  if (nudge.kind === 'prompt') {
    const instrument = unit.instrument === null ? null : deps.instruments.latest(unit.instrument);
    const chosen = instrument && (await choose(tx, unit, instrument));
    if (!instrument || !chosen) return drop('nothing-waits');
    await post(tx, {
      ...{ unit, instrument, chosen, startedBy: null, series: null, now, nudge: nudge.id },
      ...{ place: channel.place, language: channel.language, unasked: true },
    });
    return;
  }
  await createSend(tx, {
    ...{ kind: MESSAGE[nudge.kind], unit: unit.id, payload: { nudge: nudge.id }, at: now },
    about: await aboutOf(tx, nudge, unit.name),
    ...{ tenant: channel.place.tenant, target, unasked: true },
  });
}

/** An action by its title; the rest by the unit. */
async function aboutOf(tx: Tx, { kind, about }: NudgeRow, unit: string): Promise<string> {
  const isOfAction = kind === 'follow-up' || kind === 'action-done';
  return (isOfAction ? (await actionById(tx, about))?.item.title : undefined) ?? unit;
}

/** Why it isn't said any more; null when it is. Looked at before it takes the day's place in the channel. */
async function whyNot(tx: Tx, { kind, about, occasion, due_at }: NudgeRow, unit: string, now: Date) {
  const { day } = stockholm(now);
  if (day > addDays(stockholm(due_at).day, STALE_DAYS)) return 'too-late';
  if (kind === 'prompt' && day > addDays(occasion, PROMPT_STALE_DAYS)) return 'too-late';
  if (kind !== 'follow-up') return (await isMuted(tx, [`unit:${unit}`], kind)) ? 'stopped' : null;
  const facts = await followUpFacts(tx, about, occasion);
  return facts ? notToAsk(tx, facts) : 'action-gone';
}

/** The follow-ups of later today come first. */
async function keptFree(tx: Tx, { kind }: NudgeRow, unit: string, now: Date): Promise<Date[]> {
  if (kind === 'follow-up') return [];
  return followUpsUntil(tx, unit, momentOf(addDays(stockholm(now).day, 1), '00:00'));
}

/** What has waited for another day isn't said before the morning's own. */
function morningOf(moment: Date): Date {
  const morning = momentOf(stockholm(moment).day, MORNING);
  return morning > moment ? morning : moment;
}

async function toPerson(deps: TalkDeps, tx: Tx, nudge: NudgeRow, person: string): Promise<void> {
  const now = deps.clock.now();
  const allowed = allowedFrom(now);
  if (allowed > now) return updateNudge(tx, nudge.id, { due_at: allowed });
  const drop = (cause: string) => updateNudge(tx, nudge.id, { state: 'dropped', cause });
  const isAsked = nudge.about === 'asked';
  if (!isAsked && (await isMuted(tx, [`person:${person}`], nudge.kind))) return drop('stopped');
  if (nudge.kind === 'digest' && !isAsked) {
    // The week's has been: next week's says what waits by then, so nothing is lost.
    const budget = mayDigest(await personalMoments(tx, person, new Date(now.getTime() - WEEK_MS)), now);
    if (!budget.ok) return drop('budget');
  }
  const tenant = await tenantOfPerson(tx, person);
  if (tenant === null) return drop('person-unknown');
  await updateNudge(tx, nudge.id, { state: 'sending', cause: null });
  const unit = nudge.unit_id === null ? null : await unitById(tx, nudge.unit_id);
  await createSend(tx, {
    ...{ kind: MESSAGE[nudge.kind], unit: unit?.id ?? null, about: unit?.name ?? null, at: now },
    payload: { nudge: nudge.id, tenant },
    ...{ tenant, target: `person:${person}`, unasked: true },
  });
}
