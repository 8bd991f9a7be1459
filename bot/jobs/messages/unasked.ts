import { z } from 'zod';
import { allowedFrom } from '../../../lika/schedule/schedule.ts';
import { nudgeById } from '../../store/nudges.ts';
import { scheduleOfUnit } from '../../store/schedules.ts';
import type { TalkDeps } from '../../talk/turn.ts';
import { isWanted } from '../../acts/wanted.ts';
import type { Composer } from '../sending.ts';
import { dropped } from './compose.ts';

const OfNudge = z.object({ nudge: z.guid() });

/**
 * What is said unasked, if it is still the time for it and the team still wants it: it may have waited in the queue for
 * Teams, or for the service to come back.
 */
export const unasked =
  (deps: TalkDeps, compose: Composer): Composer =>
  async (municipality, delivery) => {
    if (!delivery.unasked) return compose(municipality, delivery);
    const now = deps.clock.now();
    const wait = allowedFrom(now).getTime() - now.getTime();
    if (wait > 0) return { later: Math.ceil(wait / 1000), cause: 'quiet-hours' };
    const { data: of } = OfNudge.safeParse(delivery.payload);
    const isUnwanted =
      of !== undefined &&
      (await deps.store.inMunicipality(municipality, async (tx) => {
        const nudge = await nudgeById(tx, of.nudge);
        if (!nudge || nudge.person !== null || nudge.unit_id === null) return false;
        return !isWanted((await scheduleOfUnit(tx, nudge.unit_id))?.schedule, nudge.kind);
      }));
    return isUnwanted ? dropped('not-wanted') : compose(municipality, delivery);
  };
