import { Router, json } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import type { SandboxContext, Team } from '../context.ts';
import { isObject, readActivity } from './activities.ts';
import type { Conversations, Message } from './conversations.ts';
import { BotError, badSyntax, noActivity, noConversation, notInRoster, notInstalled, writesBlocked } from './errors.ts';
import { scopeOf, teamThread } from './ids.ts';
import type { Ids, Place } from './ids.ts';
import { RateLimits } from './limits.ts';
import type { Presence } from './presence.ts';
import { account, memberOf, membersOf, page, teamChannels, teamDetails } from './roster.ts';

interface Parts {
  context: SandboxContext;
  ids: Ids;
  conversations: Conversations;
  presence: Presence;
}

const param = (request: Request, name: string) => String(request.params[name] ?? '');

/** The Bot Framework's REST API v3 with Teams' additions, as the bot calls it with its token. */
export function botApi({ context, ids, conversations, presence }: Parts): Router {
  const limits = new RateLimits(context.clock);
  context.onReset(() => limits.reset());

  /** The conversation of the address, when the bot is in it and its limits hold. */
  const placeFor = (conversation: string, operation: 'send' | 'create' | 'read'): Place => {
    const place = ids.place(conversation);
    if (!place) throw noConversation();
    if (!presence.isHere(place)) throw refusalAt(place, operation);
    limits.demand(operation, place.id, place.tenant);
    if (place.kind === 'channel' && place.root !== null && !conversations.message(place, place.root))
      throw noConversation();
    return place;
  };
  const refusalAt = (place: Place, operation: 'send' | 'create' | 'read') => {
    if (place.kind !== 'personal') return notInRoster();
    if (presence.isGone(scopeOf(place))) return writesBlocked();
    return operation === 'create' ? notInstalled() : notInRoster();
  };
  const placeOf = (request: Request, operation: 'send' | 'read') => placeFor(param(request, 'conversation'), operation);

  const ownMessage = (request: Request, place: Place): Message => {
    const message = conversations.message(place, param(request, 'activity'));
    if (!message) throw noActivity();
    if (message.from.kind !== 'bot')
      throw new BotError(403, 'NotEnoughPermissions', 'Only its own messages can be changed by a bot.');
    return message;
  };
  const send = (place: Place, body: unknown): string => {
    const outgoing = readActivity(body, ids);
    return outgoing.type === 'message' ? conversations.add(place, outgoing.draft).id : conversations.newId();
  };
  const teamFor = (request: Request): Team => {
    const team = context.directory.teamOfChannel(param(request, 'team'));
    if (!team || teamThread(team) !== param(request, 'team'))
      throw new BotError(404, 'TeamNotFound', 'The team was not found.');
    if (!presence.isAdded(team.id)) throw notInRoster();
    limits.demand('read', teamThread(team), team.tenant);
    return team;
  };

  const router = Router();
  router.use(onlyTheBot(context));
  router.use(json({ limit: '1mb', strict: false }));

  router.post('/v3/conversations', (request, response) => {
    const { place, activity } = openConversation(request.body as unknown, ids, (id) => placeFor(id, 'create'));
    const activityId = activity === undefined ? undefined : send(place, activity);
    const id = place.kind === 'channel' && activityId !== undefined ? `${place.id};messageid=${activityId}` : place.id;
    response.status(201).json({ id, ...(activityId === undefined ? {} : { activityId }), serviceUrl: ids.serviceUrl });
  });
  router.post('/v3/conversations/:conversation/activities', (request, response) => {
    response.status(201).json({ id: send(placeOf(request, 'send'), request.body) });
  });
  // The message replied to is named, but in a channel only the conversation's id says which thread it goes to.
  router.post('/v3/conversations/:conversation/activities/:activity', (request, response) => {
    const place = placeOf(request, 'send');
    response.status(201).json({ id: send(place, request.body) });
  });
  router.put('/v3/conversations/:conversation/activities/:activity', (request, response) => {
    const place = placeOf(request, 'send');
    const message = ownMessage(request, place);
    const outgoing = readActivity(request.body, ids);
    if (outgoing.type !== 'message') throw badSyntax('Unknown activity type');
    conversations.update(place, message, outgoing.draft);
    response.json({ id: message.id });
  });
  router.delete('/v3/conversations/:conversation/activities/:activity', (request, response) => {
    const place = placeOf(request, 'send');
    conversations.remove(place, ownMessage(request, place));
    response.status(200).end();
  });
  const listMembers: RequestHandler = (request, response) => {
    response.json(membersOf(context, placeOf(request, 'read')).map((person) => account(ids, person)));
  };
  router.get('/v3/conversations/:conversation/members', listMembers);
  router.get('/v3/conversations/:conversation/activities/:activity/members', listMembers);
  router.get('/v3/conversations/:conversation/pagedmembers', (request, response) => {
    const place = placeOf(request, 'read');
    const { pageSize, continuationToken } = request.query as Record<string, string | undefined>;
    response.json(page(context, place, ids, pageSize, continuationToken));
  });
  router.get('/v3/conversations/:conversation/members/:member', (request, response) => {
    response.json(account(ids, memberOf(context, ids, placeOf(request, 'read'), param(request, 'member'))));
  });
  router.get('/v3/teams/:team', (request, response) => {
    response.json(teamDetails(teamFor(request)));
  });
  router.get('/v3/teams/:team/conversations', (request, response) => {
    response.json(teamChannels(teamFor(request)));
  });
  return router;
}

/** Lets only the bot of the app registration pass. */
function onlyTheBot(context: SandboxContext): RequestHandler {
  return async (request, response: Response, next) => {
    const caller = await context.issuer.verifyBotToken(request.headers.authorization);
    if (!caller) {
      response.status(401).json({ message: 'Authorization has been denied for this request.' });
      return;
    }
    if (caller.app !== context.settings.clientId)
      throw new BotError(401, 'BotNotRegistered', 'No registration found for this bot.');
    next();
  };
}

/**
 * What POST v3/conversations asks for: a new thread in a channel (`channelData.channel.id` and an activity), or the chat
 * with one person (`members` and a tenant).
 */
function openConversation(
  body: unknown,
  ids: Ids,
  enter: (conversation: string) => Place,
): { place: Place; activity: unknown } {
  if (!isObject(body)) throw badSyntax('Invalid conversation parameters: the body must be an object.');
  const data = isObject(body.channelData) ? body.channelData : {};
  const channel = isObject(data.channel) ? data.channel.id : undefined;
  if (channel !== undefined) {
    if (typeof channel !== 'string' || channel.includes(';')) throw badSyntax('Bad format of conversation ID');
    if (!isObject(body.activity))
      throw badSyntax('Incorrect conversation creation parameters: a channel needs an activity.');
    const place = enter(channel);
    if (place.kind !== 'channel') throw badSyntax('Bad format of conversation ID');
    return { place, activity: body.activity };
  }
  const tenant = body.tenantId ?? (isObject(data.tenant) ? data.tenant.id : undefined);
  const members = Array.isArray(body.members) ? body.members : [];
  if (body.isGroup === true || members.length !== 1) {
    throw badSyntax('Incorrect conversation creation parameters: a chat needs exactly one member.');
  }
  if (typeof tenant !== 'string') throw badSyntax('Incorrect conversation creation parameters: the tenant is missing.');
  const member: unknown = members[0];
  const person = isObject(member) && typeof member.id === 'string' ? ids.person(member.id) : undefined;
  if (!person || person.tenant !== tenant) throw badSyntax('Bad format of conversation ID');
  return { place: enter(ids.chat(person)), activity: body.activity ?? undefined };
}
