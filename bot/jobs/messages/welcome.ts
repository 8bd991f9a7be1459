import { z } from 'zod';
import { may } from '../../../lika/access/access.ts';
import { unitSubject } from '../../acts/subjects.ts';
import { welcomeCard } from '../../conversation/cards/welcome.ts';
import { conversationById } from '../../store/conversations.ts';
import { actorOf } from '../../store/grants.ts';
import { AskedPlace } from '../../talk/asks.ts';
import { personalLink, unitLink } from '../../talk/links.ts';
import { unitOf, unitsOf, withoutThread } from '../../talk/places.ts';
import type { TalkDeps } from '../../talk/turn.ts';
import type { Composer } from '../sending.ts';
import { carded, CHAT_PLACE } from './message.ts';
import { dropped, patiently } from './compose.ts';

export const WelcomePayload = z.object({
  place: AskedPlace,
  kind: z.enum(['channel', 'personal', 'group']),
  by: z.guid(),
  language: z.enum(['sv', 'en']),
});

const MAY_CHOOSE = { channel: 'channel.link', group: 'discussion.join', personal: 'unit.read' } as const;

/** One welcome: why, what, next, and who brought the bot. Never to each member. */
export const composeWelcome = (deps: TalkDeps): Composer =>
  patiently(async (municipality, delivery) => {
    const { place, kind, by, language } = WelcomePayload.parse(delivery.payload);
    const conversation = withoutThread(place.conversation);
    const read = await deps.store.inMunicipality(municipality, async (tx) => {
      const row = await conversationById(tx, conversation);
      if (!row || row.removed_at !== null) return null;
      const actor = await actorOf(tx, place.tenant, by);
      const unit = await unitOf(tx, { ...place, conversation, thread: null, kind, team: row.team }, row, actor);
      const choose = (await unitsOf(tx, actor)).filter((one) =>
        may(actor, MAY_CHOOSE[kind], unitSubject(municipality, one)),
      );
      return { unit, choose: unit ? [] : choose };
    });
    if (!read) return dropped('bot-not-installed');
    const { unit, choose } = read;
    const card = welcomeCard(
      {
        place: CHAT_PLACE[kind],
        installedBy: kind === 'personal' ? null : await deps.rosters.nameOf(place, by),
        unit: unit?.name ?? null,
        choose,
        url: unit
          ? unitLink(deps.settings, { unit, path: '/', channel: conversation })
          : personalLink(deps.settings, 'start'),
      },
      language,
    );
    const message = carded(card);
    return { send: { verb: kind === 'channel' ? 'channel' : 'say', to: { ...place, conversation }, message } };
  });
