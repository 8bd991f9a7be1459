import { momentOf, schoolDayFrom, stockholm } from '../../lika/schedule/calendar.ts';
import { dayMeant } from '../../lika/talk/when.ts';
import type { Answer } from '../conversation/heard.ts';
import { addNudge } from '../store/nudges.ts';
import { reply } from './asks.ts';
import type { Turn } from './turn.ts';

const MORNING = '08:00';

/** "Påminn mig på fredag": what waits for the person then, in their own chat; on a day without school, the next one with. */
export async function remindLater(turn: Turn, when: string): Promise<Answer> {
  const day = dayMeant(when, stockholm(turn.now).day);
  if (!day) return reply(turn, { kind: 'remind' });
  const dueAt = momentOf(schoolDayFrom(day), MORNING);
  await addNudge(turn.tx, {
    ...{ kind: 'digest', unit: null, about: 'asked', occasion: stockholm(dueAt).day },
    ...{ person: turn.actor.person, dueAt },
  });
  return reply(turn, { kind: 'reminded', at: dueAt.toISOString() });
}
