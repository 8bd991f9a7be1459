import { Router, json } from 'express';
import { z } from 'zod';
import type { Person } from '../context.ts';
import { isIn, scopeOf } from './ids.ts';
import type { Place } from './ids.ts';
import { LOCALE } from './inbound.ts';
import type { Actor } from './inbound.ts';
import { add, firstMember, remove } from './install.ts';
import type { Parts } from './install.ts';
import { demandIn, namedPlace, personOf, Refused } from './refused.ts';

/** A language as Teams names it to a bot. */
export const locale = z.string().regex(/^[a-z]{2}-[A-Z]{2}$/, 'must be a language and country, e.g. sv-SE');

const installation = z.strictObject({
  team: z.string().optional(),
  chat: z.string().optional(),
  person: z.string().optional(),
  by: z.string().optional(),
  /** block: the person lets the bot say nothing more in their own chat; Teams does not tell the bot. */
  action: z.enum(['add', 'remove', 'block']),
  locale: locale.default(LOCALE),
});
const membership = z.strictObject({
  team: z.string().optional(),
  chat: z.string().optional(),
  /** A private or shared channel's id; the bot is not there and hears nothing. */
  channel: z.string().optional(),
  person: z.string(),
  by: z.string().optional(),
  action: z.enum(['add', 'remove']),
  locale: locale.default(LOCALE),
});

/**
 * Where the app is and who is there: GET presence, POST install (the app into or out of a team, group chat or person's
 * own chat), POST members (a person into or out of a team, group chat, or private or shared channel). What is so already
 * changes nothing.
 */
export function presenceApi(parts: Parts): Router {
  const { context, presence } = parts;
  const router = Router();
  const shown = (place: Place) => presence.at(place);
  router.get('/presence', (request, response) => {
    const { team, chat, person } = request.query as Record<string, string | undefined>;
    const reader = personOf(context, person ?? '');
    const place = namedPlace(parts, { team, chat }, reader);
    demandIn(context, place, reader);
    response.json(shown(place));
  });
  router.post('/install', json(), async (request, response) => {
    const { by, locale: language, action, ...named } = parsed(installation, request.body);
    if ([named.team, named.chat, named.person].filter((each) => each !== undefined).length !== 1)
      throw new Refused(400, 'Name one of team, chat and person.');
    const owner = named.person === undefined ? undefined : personOf(context, named.person);
    const place = placeFor(parts, named, owner);
    if (action === 'block' && place.kind !== 'personal') throw new Refused(400, 'Only a person blocks the bot.');
    const actor = actorAt(parts, place, by, language);
    const statuses = await install(parts, place, actor, action);
    response.json({ changed: statuses !== null, statuses: statuses ?? [], ...shown(place) });
  });
  router.post('/members', json(), async (request, response) => {
    const { by, locale: language, action, person: name, channel, ...named } = parsed(membership, request.body);
    if ([named.team, named.chat, channel].filter((each) => each !== undefined).length !== 1)
      throw new Refused(400, 'Name one of team, chat and channel.');
    const person = personOf(context, name);
    if (channel !== undefined) {
      const own = context.directory.ownChannel(channel);
      if (!own) throw new Refused(404, 'There is no such private or shared channel.');
      const changed = context.directory.changeMember(channel, person.id, action);
      return void response.json({ changed, statuses: [], members: own.members });
    }
    const place = placeFor(parts, named, person);
    if (person.tenant !== place.tenant) throw new Refused(403, 'The person is in another tenant.');
    const leaves = action === 'remove' && by === undefined;
    const actor = leaves ? { person, locale: language } : actorAt(parts, place, by, language);
    const changed = context.directory.changeMember(scopeOf(place), person.id, action);
    const statuses = changed ? await tellOfMember(parts, place, actor, action, person) : [];
    response.json({ changed, statuses, members: place.kind === 'personal' ? [] : membersAt(place) });
  });
  return router;
}

function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body);
  if (!read.success) throw new Refused(400, z.prettifyError(read.error));
  return read.data;
}

const membersAt = (place: Exclude<Place, { kind: 'personal' }>) =>
  (place.kind === 'channel' ? place.team : place.chat).members;

function placeFor(
  parts: Parts,
  named: { team?: string | undefined; chat?: string | undefined },
  person?: Person,
): Place {
  const somebody = person ?? parts.context.directory.people[0];
  if (!somebody) throw new Refused(404, 'There is nobody.');
  return namedPlace(parts, named, somebody);
}

/** Who does it: the one named, who must be there, or the first member. */
function actorAt({ context }: Parts, place: Place, by: string | undefined, language: string): Actor {
  const person = by === undefined ? firstMember(context, place) : personOf(context, by);
  if (!person || !isIn(context, place, person)) throw new Refused(403, 'The person is not in this conversation.');
  return { person, locale: language };
}

/** @returns the bot's answers, null when nothing changed. */
async function install(
  parts: Parts,
  place: Place,
  actor: Actor,
  action: 'add' | 'remove' | 'block',
): Promise<number[] | null> {
  const { presence, conversations } = parts;
  const scope = scopeOf(place);
  if (action === 'add') return presence.isAdded(scope) ? null : add(parts, place, actor);
  if (presence.isAdded(scope) && action === 'remove') return remove(parts, place, actor);
  // Without the app for themselves (the bot meets them in a team), a person blocks the bot, of which it is not told.
  if (place.kind !== 'personal' || presence.isGone(scope)) return null;
  presence.remove(scope);
  conversations.tell({ kind: 'presence', place });
  return [];
}

/** Tells the bot, where it is, that somebody has come or gone. */
async function tellOfMember(
  { presence, conversations, inbound, delivery }: Parts,
  place: Place,
  actor: Actor,
  action: 'add' | 'remove',
  person: Person,
): Promise<number[]> {
  conversations.tell({ kind: 'presence', place });
  if (!presence.isHere(place)) return [];
  return [(await delivery.bring(inbound.member(place, actor, action, person))).status];
}
