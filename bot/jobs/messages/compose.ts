import type { Subject, Action } from '../../../lika/access/access.ts';
import type { Message, PersonPlace, Place } from '../../conversation/ports.ts';
import { SendFault } from '../../conversation/ports.ts';
import { chatOfPerson } from '../../store/conversations.ts';
import { conversationById, serviceUrlFor } from '../../store/conversations.ts';
import type { Tx } from '../../store/store.ts';
import { channelOfUnit } from '../../store/units.ts';
import type { ServiceLanguage } from '../../texts.ts';
import { everybodyMay } from '../../talk/rosters.ts';
import { placeIn } from '../../talk/places.ts';
import type { TalkDeps } from '../../talk/turn.ts';
import type { Composed, Composer, Sending } from '../sending.ts';
import { backoff } from '../tries.ts';

/** What the composers of messages have in common. */

/** When Teams doesn't say who is there, nothing is said either: the message waits, or is dropped when the bot is gone. */
export function patiently(compose: Composer): Composer {
  return async (municipality, delivery) => {
    try {
      return await compose(municipality, delivery);
    } catch (error) {
      if (!(error instanceof SendFault)) throw error;
      if (error.reason === 'gone' || error.reason === 'refused') return { drop: 'bot-not-installed' };
      return { later: error.retryAfterSeconds ?? backoff(delivery.attempts), cause: 'roster-unknown' };
    }
  };
}

/** A thread of its own in a channel, else a word in the thread or chat. */
export function sendingTo(place: Place, message: Message): Sending {
  const isChannel = place.conversation.includes('@thread.tacv2') && !place.conversation.includes(';messageid=');
  return { verb: isChannel ? 'channel' : 'say', to: place, message };
}

/** Whether all who will see it may: a chat of one's own has one reader, who is checked by the composer itself. */
export async function allMay(
  deps: TalkDeps,
  at: { readonly place: Place; readonly where: 'channel' | 'group' | 'personal' },
  action: Action,
  subject: Subject,
): Promise<boolean> {
  return at.where === 'personal' || (await everybodyMay(deps, at.place, action, subject));
}

/** The unit's channel, as a place to begin a thread in, with the language that is spoken there; null without one. */
export async function channelPlace(
  tx: Tx,
  deps: TalkDeps,
  unit: string,
): Promise<{ readonly place: Place; readonly language: ServiceLanguage } | null> {
  const linked = await channelOfUnit(tx, unit);
  const tenant = deps.settings.tenantId;
  if (!linked) return null;
  const known = await conversationById(tx, linked.channel);
  if (known) return known.removed_at ? null : { place: placeIn(known), language: known.language ?? 'sv' };
  const serviceUrl = await serviceUrlFor(tx, linked.team);
  if (serviceUrl === null) return null;
  return { place: { tenant, conversation: linked.channel, serviceUrl, anonymous: false }, language: 'sv' };
}

/** Where a person is written to in private, and in which language; their chat is opened when it isn't there yet. */
export async function personPlace(
  tx: Tx,
  deps: TalkDeps,
  to: { readonly tenant: string; readonly person: string; readonly unit: string | null },
): Promise<{ readonly place: PersonPlace; readonly language: ServiceLanguage }> {
  const { tenant, person } = to;
  const chat = await chatOfPerson(tx, tenant, person);
  if (chat)
    return {
      place: { tenant, person, serviceUrl: chat.service_url, anonymous: chat.anonymous },
      language: chat.language ?? chat.heard_language ?? 'sv',
    };
  const channel = to.unit === null ? null : await channelPlace(tx, deps, to.unit);
  return {
    place: {
      ...{ tenant, person, anonymous: channel?.place.anonymous ?? false },
      serviceUrl: channel?.place.serviceUrl ?? deps.settings.botServiceUrl,
    },
    language: 'sv',
  };
}

/** Drops the message for a reason that the page Drift tells. */
export const dropped = (cause: string): Composed => ({ drop: cause });
