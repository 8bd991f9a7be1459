import { may } from '../../../lika/access/access.ts';
import { stockholm } from '../../../lika/schedule/calendar.ts';
import { DEFAULT_SCHEDULE } from '../../../lika/schedule/schedule.ts';
import { unitSubject } from '../../acts/subjects.ts';
import { scheduleCard } from '../../conversation/cards/schedule.ts';
import type { Message } from '../../conversation/ports.ts';
import { scheduleOfUnit } from '../../store/schedules.ts';
import type { UnitRow } from '../../store/units.ts';
import type { TalkDeps } from '../../talk/turn.ts';
import { carded } from './message.ts';
import type { Asked } from './message.ts';

/** "Schema": when the bot speaks in the unit's team, and the form for who may say. */
export async function scheduleMessage(
  deps: TalkDeps,
  municipality: string,
  { unit, actor, language }: Asked & { readonly unit: UnitRow },
): Promise<Message> {
  const kept = await deps.store.inMunicipality(municipality, (tx) => scheduleOfUnit(tx, unit.id));
  const { on, ...rhythm } = kept?.schedule ?? DEFAULT_SCHEDULE;
  const view = {
    ...{ unitId: unit.id, unit: unit.name, on, rhythm },
    next: kept?.nextAt && rhythm.discussions ? stockholm(kept.nextAt).day : null,
    mayChange: may(actor, 'schedule.write', unitSubject(municipality, unit)),
  };
  return carded(scheduleCard(view, language));
}
