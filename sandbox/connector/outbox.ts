import { z } from 'zod';
import type { Person } from '../context.ts';
import { isObject } from './activities.ts';
import { checkCard } from './cards.ts';
import { CARD } from './conversations.ts';
import type { Message } from './conversations.ts';
import type { BotAnswer } from './delivery.ts';
import { scopeOf } from './ids.ts';
import type { Place } from './ids.ts';
import { LOCALE, MENTION } from './inbound.ts';
import type { Actor } from './inbound.ts';
import { add } from './install.ts';
import type { Parts } from './install.ts';
import { locale } from './presence-api.ts';
import { Refused } from './refused.ts';

const action = z.looseObject({
  type: z.literal('Action.Execute').optional(),
  verb: z.string().optional(),
  data: z.unknown().optional(),
  id: z.string().optional(),
});

/** What a person does in the host page: write, press an Action.Execute (`invoke`, or shortly `verb` and `data`), submit. */
export const outbox = z.strictObject({
  person: z.string(),
  conversation: z.string().optional(),
  team: z.string().optional(),
  chat: z.string().optional(),
  text: z.string().min(1).optional(),
  replyToId: z.string().optional(),
  replyTo: z.string().optional(),
  invoke: z.strictObject({ action, trigger: z.enum(['manual', 'automatic']).default('manual') }).optional(),
  verb: z.string().optional(),
  data: z.unknown().optional(),
  value: z.unknown().optional(),
  locale: locale.default(LOCALE),
});
type Outbox = z.infer<typeof outbox>;

/** What came of it; `heard` when the bot was told. */
type Outcome = { activityId: string; heard: boolean } & BotAnswer;

/** Does what the person did and waits for the bot's answer. */
export async function act(parts: Parts, place: Place, person: Person, sent: Outbox): Promise<Outcome> {
  const from = { person, locale: sent.locale };
  const target = sent.replyToId ?? sent.replyTo;
  const message = target === undefined ? undefined : parts.conversations.message(place, target);
  if (target !== undefined && !message) throw new Refused(404, 'There is no such message.');
  await meet(parts, place, from);
  if (sent.text !== undefined) return write(parts, place, from, sent.text, message);
  if (!message) throw new Refused(400, 'A text, or a message to act on (replyToId), is missing.');
  if (!parts.presence.isHere(place)) throw new Refused(403, 'LIKA is not there any more.');
  const there = inThread(place, message);
  if (sent.value !== undefined) return submit(parts, there, from, message, sent.value);
  const pressed = sent.invoke ?? { action: { verb: sent.verb, data: sent.data }, trigger: 'manual' as const };
  return press(parts, there, from, message, pressed);
}

/** The first word to the bot in one's own chat installs the app there; after having taken it away one must add it first. */
async function meet(parts: Parts, place: Place, from: Actor): Promise<void> {
  if (place.kind !== 'personal' || parts.presence.isAdded(scopeOf(place))) return;
  if (parts.presence.isGone(scopeOf(place))) throw new Refused(403, 'The person has taken LIKA away from this chat.');
  await add(parts, place, from);
}

const inThread = (place: Place, message: Message): Place =>
  place.kind === 'channel' ? { ...place, root: message.replyToId ?? message.id } : place;

async function write(parts: Parts, place: Place, from: Actor, text: string, answered: Message | undefined) {
  const { conversations, inbound, delivery, presence, ids } = parts;
  const id = conversations.newId();
  const there: Place =
    place.kind === 'channel' ? { ...place, root: answered ? (answered.replyToId ?? answered.id) : id } : place;
  const { person } = from;
  const writer = { id: ids.user(person), name: person.name, kind: 'person' as const };
  conversations.add(there, { from: writer, text, textFormat: 'plain', attachments: [] }, id);
  const told = place.kind === 'personal' ? text : text.replace(/@LIKA\b/i, MENTION);
  // With others about, the bot hears what mentions it and nothing else.
  const heard = presence.isHere(place) && (place.kind === 'personal' || told !== text);
  if (!heard) return { activityId: id, heard, status: 204, body: null };
  return { activityId: id, heard, ...(await delivery.bring(inbound.message(there, from, id, told))) };
}

async function submit(parts: Parts, place: Place, from: Actor, message: Message, value: unknown): Promise<Outcome> {
  const { conversations, inbound, delivery } = parts;
  const id = conversations.newId();
  const answer = await delivery.bring(inbound.submit(place, from, id, message.id, value));
  return { activityId: id, heard: true, ...answer };
}

/**
 * An Action.Execute. A card in the answer is shown to who pressed, alone, until the bot edits the message. The answer to
 * an automatic refresh of what has been edited meanwhile is let go: the edit has begun another.
 */
async function press(
  parts: Parts,
  place: Place,
  from: Actor,
  message: Message,
  pressed: NonNullable<Outbox['invoke']>,
): Promise<Outcome> {
  const { conversations, inbound, delivery } = parts;
  const given = Object.fromEntries(Object.entries(pressed.action).filter(([, value]) => value !== undefined));
  const activity = inbound.cardAction(place, from, message.id, given, pressed.trigger);
  const { version } = message;
  const answer = await delivery.bring(activity);
  const card = cardOf(answer);
  const isLate = pressed.trigger === 'automatic' && message.version !== version;
  if (card !== null && !isLate) conversations.show(place, message, from.person.id, card);
  return { activityId: String(activity.id), heard: true, ...answer };
}

/** The card that the bot answered with, to stand in place of the one pressed; a card Teams would not draw is refused. */
function cardOf(answer: BotAnswer): unknown {
  const { status, body } = answer;
  if (status !== 200 || !isObject(body) || body.type !== CARD) return null;
  try {
    checkCard(body.value);
    return body.value;
  } catch (error) {
    throw new Refused(
      502,
      `The bot answered with a card that Teams does not draw. ${error instanceof Error ? error.message : ''}`,
    );
  }
}
