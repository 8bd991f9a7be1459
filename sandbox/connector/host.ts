import { Router, json } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import type { Person, SandboxContext } from '../context.ts';
import { problem, problemHandler } from '../problems.ts';
import { CARD, isObject } from './activities.ts';
import { checkCard } from './cards.ts';
import type { Conversations, Message } from './conversations.ts';
import type { BotAnswer, Delivery } from './delivery.ts';
import { feed } from './feed.ts';
import { teamThread } from './ids.ts';
import type { Ids, Place } from './ids.ts';
import { MENTION } from './inbound.ts';
import type { Inbound } from './inbound.ts';
import { announce } from './install.ts';

interface Parts {
  context: SandboxContext;
  ids: Ids;
  conversations: Conversations;
  inbound: Inbound;
  delivery: Delivery;
}

/** Something that the person in the host page may not see or that isn't there. */
class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const action = z.looseObject({
  type: z.literal('Action.Execute').optional(),
  verb: z.string().optional(),
  data: z.unknown().optional(),
  id: z.string().optional(),
});

/** What a person does in the host page: write, press an Action.Execute (`invoke`, or shortly `verb` and `data`), submit. */
const outbox = z.strictObject({
  person: z.string(),
  conversation: z.string().optional(),
  team: z.string().optional(),
  text: z.string().min(1).optional(),
  replyToId: z.string().optional(),
  replyTo: z.string().optional(),
  invoke: z.strictObject({ action, trigger: z.enum(['manual', 'automatic']).default('manual') }).optional(),
  verb: z.string().optional(),
  data: z.unknown().optional(),
  value: z.unknown().optional(),
});
type Outbox = z.infer<typeof outbox>;

/** What the host page calls to show the conversations and to let a person write and press buttons. */
export function hostApi(parts: Parts): Router {
  const { context, conversations } = parts;
  const router = Router();
  router.get('/conversations/:conversation', (request, response) => {
    const person = personOf(context, one(request.query.person));
    response.json({ messages: conversations.messages(placeOf(parts, person, request.params.conversation)) });
  });
  router.get('/messages', (request, response) => {
    const person = personOf(context, one(request.query.person));
    response.json(conversations.messages(placeOfQuery(parts, person, request)));
  });
  router.get('/feed', (request, response) => {
    const person = personOf(context, one(request.query.person));
    const place = request.query.team === undefined ? null : placeOfQuery(parts, person, request);
    feed(conversations, request, response, { person, team: place?.kind === 'channel' ? place.team.id : null });
  });
  router.post('/outbox', json({ limit: '1mb' }), async (request, response) => {
    const sent = outbox.safeParse(request.body);
    if (!sent.success) throw new Refused(400, z.prettifyError(sent.error));
    response.json(await act(parts, sent.data));
  });
  router.use(
    (
      error: unknown,
      request: Request,
      response: Parameters<typeof problemHandler>[2],
      next: Parameters<typeof problemHandler>[3],
    ) => {
      if (error instanceof Refused) problem(response, error.status, error.message);
      else problemHandler(error, request, response, next);
    },
  );
  return router;
}

const one = (value: unknown): string => (typeof value === 'string' ? value : '');

function personOf(context: SandboxContext, name: string): Person {
  const person = context.directory.person(name);
  if (!person) throw new Refused(404, 'There is no such person.');
  return person;
}

/** A conversation as the host page names it: a channel's thread id, or `personal:<object id>`; only for who is in it. */
function placeOf({ ids }: Pick<Parts, 'ids'>, person: Person, name: string): Place {
  const place = ids.place(name === `personal:${person.id}` ? ids.chat(person) : name);
  if (!place) throw new Refused(404, 'There is no such conversation.');
  const inIt = place.kind === 'personal' ? place.person.id === person.id : place.team.members.includes(person.id);
  if (!inIt) throw new Refused(403, 'The person is not in this conversation.');
  return place;
}

function placeOfQuery(parts: Parts, person: Person, request: Request): Place {
  if (request.query.team === undefined) return placeOf(parts, person, `personal:${person.id}`);
  return placeOf(parts, person, channelOf(parts.context, one(request.query.team)));
}

function channelOf(context: SandboxContext, name: string): string {
  const team = context.directory.team(name);
  if (!team) throw new Refused(404, 'There is no such team.');
  return teamThread(team);
}

/** Does what the person did and waits for the bot's answer. */
async function act(parts: Parts, sent: Outbox): Promise<{ activityId: string } & BotAnswer> {
  const person = personOf(parts.context, sent.person);
  const name =
    sent.conversation ?? (sent.team === undefined ? `personal:${person.id}` : channelOf(parts.context, sent.team));
  const place = placeOf(parts, person, name);
  await meet(parts, place, person);
  const target = sent.replyToId ?? sent.replyTo;
  const message = target === undefined ? undefined : parts.conversations.message(place, target);
  if (target !== undefined && !message) throw new Refused(404, 'There is no such message.');
  if (sent.text !== undefined) return write(parts, place, person, sent.text, message);
  if (!message) throw new Refused(400, 'A text, or a message to act on (replyToId), is missing.');
  if (sent.value !== undefined) return submit(parts, inThread(place, message), person, message, sent.value);
  const pressed = sent.invoke ?? { action: { verb: sent.verb, data: sent.data }, trigger: 'manual' as const };
  return press(parts, inThread(place, message), person, message, pressed);
}

/** The first word to the bot in one's own chat installs the app there. */
async function meet({ conversations, inbound, delivery }: Parts, place: Place, person: Person): Promise<void> {
  if (place.kind !== 'personal' || conversations.hasPerson(person.id)) return;
  conversations.addPerson(person.id);
  await announce({ place, from: person, inbound, delivery });
}

const inThread = (place: Place, message: Message): Place =>
  place.kind === 'channel' ? { ...place, root: message.replyToId ?? message.id } : place;

async function write(parts: Parts, place: Place, person: Person, text: string, answered: Message | undefined) {
  const { conversations, inbound, delivery, ids } = parts;
  const id = conversations.newId();
  const there: Place =
    place.kind === 'channel' ? { ...place, root: answered ? (answered.replyToId ?? answered.id) : id } : place;
  const from = { id: ids.user(person), name: person.name, kind: 'person' as const };
  conversations.add(there, { from, text, textFormat: 'plain', attachments: [] }, id);
  const activity = inbound.message(there, person, id, place.kind === 'channel' ? mentioning(text) : text);
  return { activityId: id, ...(await delivery.bring(activity)) };
}

/** In a channel the bot is mentioned where the text says @LIKA, or else first. */
function mentioning(text: string): string {
  const marked = text.replace(/@LIKA\b/i, MENTION);
  return marked === text ? `${MENTION} ${text}` : marked;
}

async function submit(
  { conversations, inbound, delivery }: Parts,
  place: Place,
  person: Person,
  message: Message,
  value: unknown,
) {
  const id = conversations.newId();
  return { activityId: id, ...(await delivery.bring(inbound.submit(place, person, id, message.id, value))) };
}

async function press(
  parts: Parts,
  place: Place,
  person: Person,
  message: Message,
  pressed: NonNullable<Outbox['invoke']>,
) {
  const { conversations, inbound, delivery } = parts;
  const given = Object.fromEntries(Object.entries(pressed.action).filter(([, value]) => value !== undefined));
  const activity = inbound.cardAction(place, person, message.id, given, pressed.trigger);
  const answer = await delivery.bring(activity);
  const card = cardOf(answer);
  if (card !== null) conversations.update(place, message, { attachments: [{ contentType: CARD, content: card }] });
  return { activityId: String(activity.id), ...answer };
}

/** The card that the bot answered with, to stand in place of the one pressed; a card Teams would not draw is left out. */
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
