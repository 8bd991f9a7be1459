import { z } from 'zod';
import { may } from '../../../lika/access/access.ts';
import { unitSubject } from '../../acts/subjects.ts';
import type { Member } from '../../conversation/ports.ts';
import { discussionById, updateDiscussion } from '../../store/discussions.ts';
import type { DiscussionRow } from '../../store/discussions.ts';
import { grantsOfPeople } from '../../store/grants.ts';
import { markSaid, updateNudge } from '../../store/nudges.ts';
import type { Tx } from '../../store/store.ts';
import { unitById } from '../../store/units.ts';
import { textsIn } from '../../texts.ts';
import { AskedPlace } from '../../talk/asks.ts';
import { cardOf, renewCard, summaryOf } from '../../talk/discussion-view.ts';
import { placeKept } from '../../talk/places.ts';
import { everybodyMay } from '../../talk/rosters.ts';
import type { TalkDeps } from '../../talk/turn.ts';
import type { Composer } from '../sending.ts';
import { dropped, patiently, sendingTo } from './compose.ts';

export const DiscussionPayload = z.object({
  discussion: z.guid(),
  place: AskedPlace,
  /** What prompted it, when nobody asked. */
  nudge: z.guid().optional(),
});

/** The card of a discussion that begins. Only where everybody may take part; otherwise who asked for it is told why not. */
export const composeDiscussion = (deps: TalkDeps): Composer =>
  patiently(async (municipality, delivery) => {
    const { discussion, place, nudge } = DiscussionPayload.parse(delivery.payload);
    const read = await deps.store.inMunicipality(municipality, async (tx) => {
      const row = await discussionById(tx, discussion);
      return row && { row, unit: await unitById(tx, row.unit_id) };
    });
    if (!read?.unit || read.row.state !== 'preparing') return dropped('discussion-over');
    const { row, unit } = read;
    if (!(await everybodyMay(deps, place, 'discussion.join', unitSubject(municipality, unit)))) {
      await deps.store.inMunicipality(municipality, async (tx) => {
        await updateDiscussion(tx, row, { state: 'closed' });
        if (nudge) await updateNudge(tx, nudge, { state: 'dropped', cause: 'not-for-all' });
      });
      if (row.started_by === null) return dropped('not-for-all');
      const text = textsIn(row.language)('talk.notForAll', { unit: unit.name });
      return { send: sendingTo(place, { text, summary: text }) };
    }
    const members = await deps.rosters.membersOf(place);
    const { shown, card } = await deps.store.inMunicipality(municipality, async (tx) => {
      const shown = { ...row, voters: await votersAmong(tx, place.tenant, members, row), refreshed: idsOf(members) };
      return { shown, card: await cardOf(deps, tx, shown, null) };
    });
    return {
      send: sendingTo(place, { card, summary: summaryOf(deps, row) }),
      sent: async (tx, { conversation, activity }) => {
        const now = await discussionById(tx, discussion, true);
        if (!now) return;
        await updateDiscussion(tx, now, {
          ...{ conversation, activity, refreshed: shown.refreshed },
          voters: [...new Set([...shown.voters, ...now.voters])],
          ...(now.state === 'preparing' ? { state: 'open' } : {}),
        });
        if (nudge) await markSaid(tx, nudge, { conversation, activity }, deps.clock.now());
      },
    };
  });

const idsOf = (members: readonly Member[]): string[] => members.map(({ id }) => id).slice(0, 60);

/** Those in the conversation who may vote. */
async function votersAmong(tx: Tx, tenant: string, members: readonly Member[], row: DiscussionRow): Promise<string[]> {
  const unit = await unitById(tx, row.unit_id);
  const people = members.flatMap(({ person }) => person ?? []);
  const held = await grantsOfPeople(tx, tenant, people);
  if (!unit) return [];
  return people.filter((person) =>
    may(
      { person, municipality: tx.municipality, grants: held.get(person) ?? [] },
      'discussion.join',
      unitSubject(tx.municipality, unit),
    ),
  );
}

/** The card in the conversation, as things stand now; what has changed since it was composed becomes one more update. */
export async function composeRenewal(deps: TalkDeps, municipality: string, discussion: string): ReturnType<Composer> {
  const read = await deps.store.inMunicipality(municipality, async (tx) => {
    const row = await discussionById(tx, discussion);
    const unit = row && (await unitById(tx, row.unit_id));
    return row && unit ? { row, unit, conversation: await placeKept(tx, row.conversation) } : null;
  });
  const activity = read?.row.activity ?? null;
  if (!read?.conversation || activity === null) return dropped('discussion-over');
  const { row, unit, conversation } = read;
  const isForAll = await everybodyMay(deps, conversation, 'discussion.join', unitSubject(municipality, unit));
  const card = await deps.store.inMunicipality(municipality, (tx) =>
    // Somebody has come who may not see it: the card shows nothing any more.
    cardOf(deps, tx, row, isForAll ? null : { person: '', municipality, grants: [] }),
  );
  return {
    send: { verb: 'update', to: conversation, activity, message: { card, summary: summaryOf(deps, row) } },
    sent: async (tx) => {
      const now = await discussionById(tx, discussion);
      if (now && now.version !== row.version) await renewCard(tx, now, deps.clock.now());
    },
  };
}
