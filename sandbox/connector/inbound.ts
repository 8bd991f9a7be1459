import { randomUUID } from 'node:crypto';
import type { Person, SandboxContext, Team } from '../context.ts';
import { BOT_NAME, teamThread } from './ids.ts';
import type { Ids, Place } from './ids.ts';

type Json = Record<string, unknown>;

const LOCALE = 'sv-SE';

/** How the bot is mentioned in a channel's message. */
export const MENTION = `<at>${BOT_NAME}</at>`;

/** Activities in the shapes that Teams sends them to a bot. */
export class Inbound {
  readonly #context: SandboxContext;
  readonly #ids: Ids;

  constructor(context: SandboxContext, ids: Ids) {
    this.#context = context;
    this.#ids = ids;
  }

  /** What every activity carries. */
  #common(place: Place, from: Person): Json {
    const now = this.#context.clock.now().toISOString();
    return {
      channelId: 'msteams',
      serviceUrl: this.#ids.serviceUrl,
      timestamp: now,
      localTimestamp: now,
      localTimezone: 'Europe/Stockholm',
      locale: LOCALE,
      from: { id: this.#ids.user(from), name: from.name, aadObjectId: from.id },
      recipient: { id: this.#ids.bot, name: BOT_NAME },
      conversation: this.#conversation(place),
      channelData: this.#channelData(place),
    };
  }

  #conversation(place: Place): Json {
    if (place.kind === 'personal') return { conversationType: 'personal', tenantId: place.tenant, id: place.id };
    const id = place.root === null ? place.id : `${place.id};messageid=${place.root}`;
    return { isGroup: true, conversationType: 'channel', tenantId: place.tenant, id };
  }

  #channelData(place: Place): Json {
    const tenant = { id: place.tenant };
    if (place.kind === 'personal') return { tenant };
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

  #clientInfo(): Json {
    return { type: 'clientInfo', locale: LOCALE, country: 'SE', platform: 'Web', timezone: 'Europe/Stockholm' };
  }

  /** A person writes; in a channel the bot is mentioned, or it would not hear of it. */
  message(place: Place, from: Person, id: string, text: string): Json {
    const mention = { type: 'mention', mentioned: { id: this.#ids.bot, name: BOT_NAME }, text: MENTION };
    return {
      type: 'message',
      id,
      ...this.#common(place, from),
      text,
      textFormat: 'plain',
      attachments: [{ contentType: 'text/html', content: `<div>${text}</div>` }],
      entities: place.kind === 'channel' ? [mention, this.#clientInfo()] : [this.#clientInfo()],
    };
  }

  /** A person presses an Action.Submit on a card. */
  submit(place: Place, from: Person, id: string, replyToId: string, value: unknown): Json {
    return { type: 'message', id, ...this.#common(place, from), replyToId, value, entities: [this.#clientInfo()] };
  }

  /** A person presses an Action.Execute, or the card refreshes itself for them. */
  cardAction(place: Place, from: Person, replyToId: string, action: Json, trigger: string): Json {
    const common = this.#common(place, from);
    return {
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: `f:${randomUUID()}`,
      ...common,
      channelData: { ...(common.channelData as Json), source: { name: 'message' } },
      replyToId,
      value: { action: { type: 'Action.Execute', ...action }, trigger },
      entities: [this.#clientInfo()],
    };
  }

  /** The app has been added. */
  installed(place: Place, from: Person): Json {
    const common = this.#common(place, from);
    const selected = place.kind === 'channel' ? { settings: { selectedChannel: { id: place.id } } } : {};
    return {
      type: 'installationUpdate',
      action: 'add',
      id: `f:${randomUUID()}`,
      ...common,
      channelData: { ...(common.channelData as Json), ...selected, source: { name: 'message' } },
      entities: [this.#clientInfo()],
    };
  }

  /** The bot has become a member. */
  botAdded(place: Place, from: Person): Json {
    const common = this.#common(place, from);
    const event = place.kind === 'channel' ? { eventType: 'teamMemberAdded' } : {};
    return {
      type: 'conversationUpdate',
      id: `f:${randomUUID()}`,
      ...common,
      membersAdded: [{ id: this.#ids.bot, name: BOT_NAME }],
      channelData: { ...(common.channelData as Json), ...event },
    };
  }
}
