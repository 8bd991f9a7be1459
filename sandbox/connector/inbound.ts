import { randomUUID } from 'node:crypto';
import type { Person, SandboxContext, Team } from '../context.ts';
import { BOT_NAME, teamThread } from './ids.ts';
import type { Ids, Place } from './ids.ts';

type Json = Record<string, unknown>;

/** The language of Teams where nobody has chosen one. */
export const LOCALE = 'sv-SE';

/** How the bot is mentioned in a channel's or group chat's message. */
export const MENTION = `<at>${BOT_NAME}</at>`;

/** Who does something, and the language that they use Teams in (`sv-SE`, `en-US`). */
export interface Actor {
  readonly person: Person;
  readonly locale: string;
}

/** Activities in the shapes that Teams sends them to a bot. */
export class Inbound {
  readonly #context: SandboxContext;
  readonly #ids: Ids;

  constructor(context: SandboxContext, ids: Ids) {
    this.#context = context;
    this.#ids = ids;
  }

  /** What every activity carries. */
  #common(place: Place, { person, locale }: Actor): Json {
    const now = this.#context.clock.now().toISOString();
    return {
      channelId: 'msteams',
      serviceUrl: this.#ids.serviceUrl,
      timestamp: now,
      localTimestamp: now,
      localTimezone: 'Europe/Stockholm',
      locale,
      from: { id: this.#ids.user(person), name: person.name, aadObjectId: person.id },
      recipient: { id: this.#ids.bot, name: BOT_NAME },
      conversation: this.#conversation(place),
      channelData: this.#channelData(place),
    };
  }

  #conversation(place: Place): Json {
    const { id, tenant: tenantId } = place;
    if (place.kind === 'personal') return { conversationType: 'personal', tenantId, id };
    if (place.kind === 'group') return { isGroup: true, conversationType: 'groupChat', tenantId, id };
    const thread = place.root === null ? id : `${id};messageid=${place.root}`;
    return { isGroup: true, conversationType: 'channel', tenantId, id: thread };
  }

  #channelData(place: Place): Json {
    const tenant = { id: place.tenant };
    if (place.kind !== 'channel') return { tenant };
    return {
      teamsChannelId: place.id,
      teamsTeamId: teamThread(place.team),
      channel: { id: place.id },
      team: this.#team(place.team),
      tenant,
    };
  }

  #team(team: Team): Json {
    return { id: teamThread(team), name: team.name, aadGroupId: team.id };
  }

  #clientInfo(locale: string): Json {
    const country = locale.split('-')[1] ?? 'SE';
    return { type: 'clientInfo', locale, country, platform: 'Web', timezone: 'Europe/Stockholm' };
  }

  /** A person writes; in a channel or group chat the bot is mentioned, or it would not hear of it. */
  message(place: Place, from: Actor, id: string, text: string): Json {
    const mention = { type: 'mention', mentioned: { id: this.#ids.bot, name: BOT_NAME }, text: MENTION };
    const info = this.#clientInfo(from.locale);
    return {
      type: 'message',
      id,
      ...this.#common(place, from),
      text,
      textFormat: 'plain',
      attachments: [{ contentType: 'text/html', content: `<div>${text}</div>` }],
      entities: place.kind === 'personal' ? [info] : [mention, info],
    };
  }

  /** A person presses an Action.Submit on a card. */
  submit(place: Place, from: Actor, id: string, replyToId: string, value: unknown): Json {
    const entities = [this.#clientInfo(from.locale)];
    return { type: 'message', id, ...this.#common(place, from), replyToId, value, entities };
  }

  /** A person presses an Action.Execute, or the card refreshes itself for them. */
  cardAction(place: Place, from: Actor, replyToId: string, action: Json, trigger: string): Json {
    const common = this.#common(place, from);
    return {
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: `f:${randomUUID()}`,
      ...common,
      channelData: { ...(common.channelData as Json), source: { name: 'message' } },
      replyToId,
      value: { action: { type: 'Action.Execute', ...action }, trigger },
      entities: [this.#clientInfo(from.locale)],
    };
  }

  /** The app has been added or taken away. */
  installation(place: Place, from: Actor, action: 'add' | 'remove'): Json {
    const common = this.#common(place, from);
    return {
      type: 'installationUpdate',
      action,
      id: `f:${randomUUID()}`,
      ...common,
      channelData: { ...(common.channelData as Json), ...selectedChannel(place, action), source: { name: 'message' } },
      entities: [this.#clientInfo(from.locale)],
    };
  }

  /** The bot has become a member, or is one no more. In a person's own chat the person is named beside it. */
  bot(place: Place, from: Actor, action: 'add' | 'remove'): Json {
    const members: Json[] = [{ id: this.#ids.bot, name: BOT_NAME }];
    if (place.kind === 'personal') members.push(this.#member(place.person));
    return this.#membership(place, from, action, members, selectedChannel(place, action));
  }

  /** A person has joined or left. */
  member(place: Place, from: Actor, action: 'add' | 'remove', person: Person): Json {
    return this.#membership(place, from, action, [this.#member(person)]);
  }

  #member(person: Person): Json {
    return { id: this.#ids.user(person), aadObjectId: person.id };
  }

  #membership(place: Place, from: Actor, action: 'add' | 'remove', members: Json[], more: Json = {}): Json {
    const common = this.#common(place, from);
    const isAdded = action === 'add';
    const event = place.kind === 'channel' ? { eventType: isAdded ? 'teamMemberAdded' : 'teamMemberRemoved' } : {};
    return {
      type: 'conversationUpdate',
      id: `f:${randomUUID()}`,
      ...common,
      [isAdded ? 'membersAdded' : 'membersRemoved']: members,
      channelData: { ...(common.channelData as Json), ...more, ...event },
    };
  }
}

/** Whoever adds the app to a team chooses a channel for it; here it is the first. */
const selectedChannel = (place: Place, action: 'add' | 'remove'): Json =>
  place.kind === 'channel' && action === 'add' ? { settings: { selectedChannel: { id: place.id } } } : {};
