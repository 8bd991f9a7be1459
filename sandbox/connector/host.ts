import { Router, json } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import type { Person } from '../context.ts';
import { feed } from './feed.ts';
import type { Place } from './ids.ts';
import type { Parts } from './install.ts';
import { act, outbox } from './outbox.ts';
import { demandIn, namedPlace, personOf, Refused } from './refused.ts';
import { memberCount } from './roster.ts';

/** What the host page calls to show the conversations and to let a person write and press buttons. */
export function hostApi(parts: Parts): Router {
  const { context, conversations, presence, ids } = parts;
  const router = Router();
  router.get('/conversations/:conversation', (request, response) => {
    const person = personOf(context, one(request.query.person));
    const place = placeOf(parts, person, request.params.conversation);
    response.json({
      messages: conversations.seenBy(place, person.id),
      viewer: { id: ids.user(person) },
      members: memberCount(place),
      app: presence.at(place),
    });
  });
  router.get('/messages', (request, response) => {
    const person = personOf(context, one(request.query.person));
    response.json(conversations.seenBy(placeOfQuery(parts, person, request), person.id));
  });
  router.get('/feed', (request, response) => {
    const person = personOf(context, one(request.query.person));
    const place = request.query.team === undefined ? null : placeOfQuery(parts, person, request);
    const chats = context.directory.chatsOf(person.id).map((chat) => chat.id);
    feed(conversations, request, response, { person, team: place?.kind === 'channel' ? place.team.id : null, chats });
  });
  router.post('/outbox', json({ limit: '1mb' }), async (request, response) => {
    const sent = outbox.safeParse(request.body);
    if (!sent.success) throw new Refused(400, z.prettifyError(sent.error));
    const person = personOf(context, sent.data.person);
    response.json(await act(parts, placeNamed(parts, person, sent.data), person, sent.data));
  });
  return router;
}

const one = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A conversation as the host page names it: a channel's or group chat's id, or `personal:<object id>`; only for who is in it. */
function placeOf({ context, ids }: Parts, person: Person, name: string): Place {
  const place = ids.place(name === `personal:${person.id}` ? ids.chat(person) : name);
  if (!place) throw new Refused(404, 'There is no such conversation.');
  demandIn(context, place, person);
  return place;
}

interface Names {
  conversation?: string | undefined;
  team?: string | undefined;
  chat?: string | undefined;
}

function placeNamed(parts: Parts, person: Person, { conversation, team, chat }: Names): Place {
  if (conversation !== undefined) return placeOf(parts, person, conversation);
  const place = namedPlace(parts, { team, chat }, person);
  demandIn(parts.context, place, person);
  return place;
}

function placeOfQuery(parts: Parts, person: Person, request: Request): Place {
  const { team, chat } = request.query;
  return placeNamed(parts, person, {
    team: team === undefined ? undefined : one(team),
    chat: chat === undefined ? undefined : one(chat),
  });
}
