import { z } from 'zod';
import { unitSubject } from '../../acts/subjects.ts';
import { helpNeededCard } from '../../conversation/cards/follow-up.ts';
import { followUpsOf } from '../../store/follow-ups.ts';
import { markSaid, nudgeById, updateNudge } from '../../store/nudges.ts';
import { actionById } from '../../store/plans.ts';
import { unitById } from '../../store/units.ts';
import type { AskedPlace } from '../../talk/asks.ts';
import { followUpCardOf, followUpFacts, notToAsk } from '../../talk/follow-up-view.ts';
import { unitLink } from '../../talk/links.ts';
import { everybodyMay } from '../../talk/rosters.ts';
import type { TalkDeps } from '../../talk/turn.ts';
import { stockholm } from '../../../lika/schedule/calendar.ts';
import type { Composer } from '../sending.ts';
import { carded } from './message.ts';
import { channelPlace, dropped, patiently, personPlace } from './compose.ts';

export const NudgePayload = z.object({ nudge: z.guid() });

/** "Hur går det?" in the team's channel, on the day that the plan says; dropped when there is nothing left to ask. */
export const composeFollowUp = (deps: TalkDeps): Composer =>
  patiently(async (municipality, delivery) => {
    const { nudge: id } = NudgePayload.parse(delivery.payload);
    const drop = (cause: string) =>
      deps.store.inMunicipality(municipality, async (tx) => {
        await updateNudge(tx, id, { state: 'dropped', cause });
        return dropped(cause);
      });
    const read = await deps.store.inMunicipality(municipality, async (tx) => {
      const nudge = await nudgeById(tx, id);
      const facts = nudge && (await followUpFacts(tx, nudge.about, nudge.occasion));
      if (!nudge || !facts) return null;
      return { facts, over: await notToAsk(tx, facts), channel: await channelPlace(tx, deps, facts.unit.id) };
    });
    if (!read) return drop('action-gone');
    const { facts, over, channel } = read;
    if (over !== null) return drop(over);
    if (!channel) return drop('channel-not-linked');
    const { place, language } = channel;
    if (!(await everybodyMay(deps, place, 'plan.read', unitSubject(municipality, facts.unit))))
      return drop('not-for-all');
    const members = await deps.rosters.membersOf(place);
    const card = await deps.store.inMunicipality(municipality, (tx) =>
      followUpCardOf(deps, tx, { facts, place, members, reader: null, language }),
    );
    return {
      send: { verb: 'channel', to: place, message: carded(card) },
      sent: (tx, posted) => markSaid(tx, id, posted, deps.clock.now()),
    };
  });

/** The follow-up's card as things stand now. */
export async function renewedFollowUp(
  deps: TalkDeps,
  municipality: string,
  payload: { readonly nudge: string; readonly place: z.output<typeof AskedPlace> },
): ReturnType<Composer> {
  const { place } = payload;
  const read = await deps.store.inMunicipality(municipality, async (tx) => {
    const nudge = await nudgeById(tx, payload.nudge);
    const facts = nudge && (await followUpFacts(tx, nudge.about, nudge.occasion));
    return nudge && facts ? { nudge, facts, channel: await channelPlace(tx, deps, facts.unit.id) } : null;
  });
  const activity = read?.nudge.activity;
  if (!read || !activity) return dropped('action-gone');
  const isForAll = await everybodyMay(deps, place, 'plan.read', unitSubject(municipality, read.facts.unit));
  const members = await deps.rosters.membersOf(place);
  const card = await deps.store.inMunicipality(municipality, (tx) =>
    followUpCardOf(deps, tx, {
      ...{ facts: read.facts, place, members, language: read.channel?.language ?? 'sv' },
      reader: isForAll ? null : { person: '', municipality, grants: [] },
    }),
  );
  return { send: { verb: 'update', to: place, activity, message: carded(card) } };
}

const HelpPayload = z.object({
  action: z.guid(),
  followUp: z.guid(),
  person: z.guid(),
  tenant: z.guid(),
  by: z.string(),
});

/** To the head in private: somebody needs help with an action. */
export const composeHelpWanted = (deps: TalkDeps): Composer =>
  patiently(async (municipality, delivery) => {
    const { action, followUp, person, tenant, by } = HelpPayload.parse(delivery.payload);
    const read = await deps.store.inMunicipality(municipality, async (tx) => {
      const found = await actionById(tx, action);
      const unit = found && (await unitById(tx, found.unit));
      const said = (await followUpsOf(tx, [action])).find(({ id }) => id === followUp);
      if (!found || !unit || !said) return null;
      return { found, unit, said, to: await personPlace(tx, deps, { tenant, person, unit: unit.id }) };
    });
    if (!read) return dropped('action-gone');
    const { found, unit, said, to } = read;
    const card = helpNeededCard(
      {
        ...{ unit: unit.name, title: found.item.title, by, line: said.line, responsible: null },
        ...{ doneBy: found.item.due, today: stockholm(deps.clock.now()).day },
        url: unitLink(deps.settings, { unit, path: `/plan?action=${action}`, channel: null }),
      },
      to.language,
    );
    return { send: { verb: 'person', to: to.place, message: carded(card) } };
  });
