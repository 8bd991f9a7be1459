import { unitSubject } from '../../acts/subjects.ts';
import { joyCard } from '../../conversation/cards/reminder.ts';
import type { JoyView } from '../../conversation/cards/reminder.ts';
import { assessmentById } from '../../store/assessments.ts';
import { markSaid, nudgeById, updateNudge } from '../../store/nudges.ts';
import type { NudgeRow } from '../../store/nudges.ts';
import { actionById } from '../../store/plans.ts';
import type { Tx } from '../../store/store.ts';
import { unitById } from '../../store/units.ts';
import type { UnitRow } from '../../store/units.ts';
import { unitLink } from '../../talk/links.ts';
import { everybodyMay } from '../../talk/rosters.ts';
import type { TalkDeps } from '../../talk/turn.ts';
import type { Composer } from '../sending.ts';
import { carded } from './message.ts';
import { channelPlace, dropped, patiently } from './compose.ts';
import { NudgePayload } from './follow-up.ts';

/** A small joy for the team: a step reached, an action done. Dropped when it is no longer true, or not wanted. */
export const composeJoy = (deps: TalkDeps): Composer =>
  patiently(async (municipality, delivery) => {
    const { nudge: id } = NudgePayload.parse(delivery.payload);
    const read = await deps.store.inMunicipality(municipality, async (tx) => {
      const nudge = await nudgeById(tx, id);
      const unit = nudge?.unit_id ? await unitById(tx, nudge.unit_id) : null;
      if (!nudge || !unit) return null;
      const view = await viewOf(tx, deps, nudge, unit);
      const channel = await channelPlace(tx, deps, unit.id);
      return view && { view, channel, unit };
    });
    const { place, language } = read?.channel ?? {};
    if (
      !read ||
      !place ||
      !language ||
      !(await everybodyMay(deps, place, 'plan.read', unitSubject(municipality, read.unit)))
    ) {
      const cause = !read ? 'no-longer-true' : place ? 'not-for-all' : 'channel-not-linked';
      await deps.store.inMunicipality(municipality, (tx) => updateNudge(tx, id, { state: 'dropped', cause }));
      return dropped(cause);
    }
    return {
      send: { verb: 'channel', to: place, message: carded(joyCard(read.view, language)) },
      sent: (tx, posted) => markSaid(tx, id, posted, deps.clock.now()),
    };
  });

async function viewOf(tx: Tx, deps: TalkDeps, nudge: NudgeRow, unit: UnitRow): Promise<JoyView | null> {
  const link = (path: string) => unitLink(deps.settings, { unit, path, channel: null });
  const common = { unitId: unit.id, unit: unit.name };
  if (nudge.kind === 'step-reached') {
    const row = await assessmentById(tx, nudge.about);
    if (row?.state !== 'published') return null;
    return { ...common, kind: 'step', step: Number(nudge.occasion), url: link('/') };
  }
  const action = await actionById(tx, nudge.about);
  if (action?.item.state !== 'done') return null;
  return { ...common, kind: 'done', title: action.item.title, url: link(`/plan?action=${nudge.about}`) };
}
