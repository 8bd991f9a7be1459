import { createHash } from 'node:crypto';
import type { Channel, Chat, Person, SandboxContext, Team } from '../context.ts';

/** What people see the bot called. */
export const BOT_NAME = 'LIKA';

/** A conversation of the bot's: a channel (with the thread's root message when one is named), a group chat, or a chat with one person. */
export type Place =
  | { kind: 'channel'; id: string; tenant: string; team: Team; channel: Channel; root: string | null }
  | { kind: 'group'; id: string; tenant: string; chat: Chat }
  | { kind: 'personal'; id: string; tenant: string; person: Person };

/** Teams' ids of people, of the bot and of conversations; opaque to a bot and different for each. */
export class Ids {
  readonly bot: string;
  /** What a bot must call to answer. */
  readonly serviceUrl: string;
  readonly #context: SandboxContext;
  readonly #people = new Map<string, Person>();
  readonly #chats = new Map<string, Person>();
  readonly #own = new Map<string, { user: string; chat: string }>();

  constructor(context: SandboxContext) {
    this.#context = context;
    this.bot = `28:${context.settings.clientId}`;
    this.serviceUrl = `${context.settings.origin}/connector/`;
    for (const person of context.directory.people) {
      const user = `29:1${this.#opaque('user', person.id)}`;
      const chat = `a:1${this.#opaque('chat', person.id)}`;
      this.#own.set(person.id, { user, chat });
      this.#people.set(user, person);
      this.#chats.set(chat, person);
    }
  }

  /** A person's id as this bot sees it. */
  user(person: Person): string {
    return this.#own.get(person.id)?.user ?? '';
  }

  /** Id of the chat between the bot and a person. */
  chat(person: Person): string {
    return this.#own.get(person.id)?.chat ?? '';
  }

  #opaque(kind: string, id: string): string {
    return createHash('sha256').update(`${kind} ${this.bot} ${id}`).digest('base64url');
  }

  /** The person behind a bot's id for them, or behind an object id or userPrincipalName. */
  person(id: string): Person | undefined {
    const known = this.#people.get(id);
    if (known) return known;
    const named = this.#context.directory.person(id);
    return named && (named.id === id || named.userPrincipalName === id) ? named : undefined;
  }

  /** The conversation behind an id; `;messageid=` names a channel's thread. */
  place(conversation: string): Place | null {
    const person = this.#chats.get(conversation);
    if (person) return { kind: 'personal', id: conversation, tenant: person.tenant, person };
    const [id = '', root] = conversation.split(';messageid=');
    const chat = this.#context.directory.chat(id);
    if (chat?.id === id) return { kind: 'group', id, tenant: chat.tenant, chat };
    const team = this.#context.directory.teamOfChannel(id);
    const channel = team?.channels.find((each) => each.id === id);
    if (!team || !channel) return null;
    return { kind: 'channel', id, tenant: team.tenant, team, channel, root: root ?? null };
  }
}

/** A team as bots name it: by the thread id of its first channel. */
export const teamThread = (team: Team): string => team.channels[0]?.id ?? '';

/** Where the app is added and taken away: the team's, chat's or person's id. */
export function scopeOf(place: Place): string {
  if (place.kind === 'channel') return place.team.id;
  return place.kind === 'group' ? place.chat.id : place.person.id;
}

/** Whether a person is in a conversation. */
export function isIn(context: SandboxContext, place: Place, person: Person): boolean {
  if (place.kind === 'personal') return place.person.id === person.id;
  return context.directory.isMember(scopeOf(place), person.id);
}
