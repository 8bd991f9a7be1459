import { z } from 'zod';
import { daysBetween, stockholm } from '../../../lika/schedule/calendar.ts';
import { isDone } from '../../../lika/schedule/deadlines.ts';
import { DEFAULT_SCHEDULE } from '../../../lika/schedule/schedule.ts';
import { placedIndicators } from '../../../lika/instrument/instrument.ts';
import { swedishDay } from '../../clock.ts';
import { reminderCard } from '../../conversation/cards/reminder.ts';
import { scheduleSuggestionCard } from '../../conversation/cards/schedule.ts';
import type { Card } from '../../conversation/ports.ts';
import { assessmentsOfUnit } from '../../store/assessments.ts';
import { isMuted, markSaid, nudgeById, updateNudge } from '../../store/nudges.ts';
import type { NudgeRow } from '../../store/nudges.ts';
import { scheduleOfUnit } from '../../store/schedules.ts';
import type { Tx } from '../../store/store.ts';
import { unitById } from '../../store/units.ts';
import type { UnitRow } from '../../store/units.ts';
import type { ServiceLanguage } from '../../texts.ts';
import { unitLink } from '../../talk/links.ts';
import type { TalkDeps } from '../../talk/turn.ts';
import type { Composer } from '../sending.ts';
import { carded } from './message.ts';
import { dropped, patiently, personPlace } from './compose.ts';
import { leftOf, minutesFor } from './digest.ts';

const Payload = z.object({ nudge: z.guid(), tenant: z.guid() });

/** To one head in private: a deadline that nears, a schedule to turn on. */
export const composeReminder = (deps: TalkDeps): Composer =>
  patiently(async (municipality, delivery) => {
    const { nudge: id, tenant } = Payload.parse(delivery.payload);
    const made = await deps.store.inMunicipality(municipality, async (tx) => {
      const nudge = await nudgeById(tx, id);
      const unit = nudge?.unit_id ? await unitById(tx, nudge.unit_id) : null;
      if (!nudge?.person || !unit) return null;
      if (await isMuted(tx, [`person:${nudge.person}`], nudge.kind)) return 'stopped';
      const to = await personPlace(tx, deps, { tenant, person: nudge.person, unit: unit.id });
      const card = await cardFor(tx, deps, { nudge, unit, language: to.language });
      return card && { to, card };
    });
    if (made === null || typeof made === 'string') {
      const cause = made ?? 'nothing-waits';
      await deps.store.inMunicipality(municipality, (tx) => updateNudge(tx, id, { state: 'dropped', cause }));
      return dropped(cause);
    }
    return {
      send: { verb: 'person', to: made.to.place, message: carded(made.card) },
      sent: (tx, posted) => markSaid(tx, id, posted, deps.clock.now()),
    };
  });

interface Reminded {
  readonly nudge: NudgeRow;
  readonly unit: UnitRow;
  readonly language: ServiceLanguage;
}

/** The truth is asked again: null when it has been done meanwhile. */
async function cardFor(tx: Tx, deps: TalkDeps, reminded: Reminded): Promise<Card | null> {
  switch (reminded.nudge.kind) {
    case 'deadline':
      return deadline(tx, deps, reminded);
    case 'suggestion':
      return suggestion(tx, reminded);
    default:
      return null;
  }
}

async function deadline(tx: Tx, deps: TalkDeps, { nudge, unit, language }: Reminded): Promise<Card | null> {
  const [on = ''] = nudge.occasion.split('/');
  const today = stockholm(deps.clock.now()).day;
  const rows = await assessmentsOfUnit(tx, unit.id);
  const inForce = rows.find(({ state }) => state === 'published');
  const days = daysBetween(today, on);
  if (days < 0 || isDone(inForce?.published_at ? swedishDay(inForce.published_at) : null, on)) return null;
  const open = rows.find(({ kind, state }) => kind === 'unit' && (state === 'draft' || state === 'shared'));
  const instrument = unit.instrument === null ? null : deps.instruments.latest(unit.instrument);
  const total = instrument ? placedIndicators(instrument).length : 0;
  const left = (open && (await leftOf(tx, deps, open))) ?? {
    ...{ left: total, of: total },
    minutes: await minutesFor(tx, unit.id, total),
  };
  const url = unitLink(deps.settings, { unit, path: '/assess', channel: null });
  return reminderCard({ kind: 'deadline', days, on, unit: unit.name, url, nudge: nudge.id, ...left }, language);
}

/** Said once, when there is a plan to keep alive and nobody has set a schedule. */
async function suggestion(tx: Tx, { nudge, unit, language }: Reminded): Promise<Card | null> {
  if (await scheduleOfUnit(tx, unit.id)) return null;
  const { on: _, ...rhythm } = DEFAULT_SCHEDULE;
  return scheduleSuggestionCard({ unitId: unit.id, unit: unit.name, rhythm, nudge: nudge.id }, language);
}
