import type { SandboxContext, StateSection } from '../context.ts';
import type { Place } from './ids.ts';

export interface Attachment {
  contentType: string;
  content?: unknown;
  contentUrl?: string;
  name?: string;
}

/** A message as the host page shows it. */
export interface Message {
  readonly id: string;
  /** The thread's first message, null for one that begins a thread or stands in a chat. */
  readonly replyToId: string | null;
  /** ISO time by the service's clock. */
  readonly at: string;
  edited?: string;
  readonly from: { id: string; name: string; kind: 'bot' | 'person' };
  text: string | null;
  textFormat: string;
  attachments: Attachment[];
}

interface ConversationState {
  /** The last message id given: they are times in milliseconds, each later than the one before. */
  lastId: number;
  /** Messages by conversation (channel or chat), oldest first. */
  messages: Record<string, Message[]>;
  /** Ids of the teams in which the app is installed. */
  teams: string[];
  /** Object ids of those who have the app for themselves. */
  people: string[];
}

export type Draft = Omit<Message, 'id' | 'at' | 'replyToId'>;

export interface Happening {
  readonly kind: 'message' | 'update' | 'delete';
  readonly place: Place;
  readonly message: Message;
}

/** What stands in the channels and chats, and where the app is installed; kept between starts. */
export class Conversations {
  readonly #section: StateSection<ConversationState>;
  readonly #context: SandboxContext;
  readonly #listeners = new Set<(happening: Happening | 'reset') => void>();

  constructor(context: SandboxContext) {
    this.#context = context;
    context.onReset(() => {
      for (const listener of this.#listeners) listener('reset');
    });
    this.#section = context.state.section('connector', () => ({ lastId: 0, messages: {}, teams: [], people: [] }));
  }

  /** Calls the listener at each change and at a reset; returns what ends that. */
  listen(listener: (happening: Happening | 'reset') => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Messages of a channel or chat, oldest first. */
  messages(place: Place): readonly Message[] {
    return this.#section.value.messages[place.id] ?? [];
  }

  message(place: Place, id: string): Message | undefined {
    return this.messages(place).find((message) => message.id === id);
  }

  /** A new id for a message. */
  newId(): string {
    this.#section.value.lastId = Math.max(this.#context.clock.real(), this.#section.value.lastId + 1);
    return String(this.#section.value.lastId);
  }

  /** Adds a message; in a channel it answers the thread that the place names. */
  add(place: Place, draft: Draft, id = this.newId()): Message {
    const root = place.kind === 'channel' ? place.root : null;
    const message: Message = { id, replyToId: root === id ? null : root, at: this.#now(), ...draft };
    (this.#section.value.messages[place.id] ??= []).push(message);
    this.#tell({ kind: 'message', place, message });
    return message;
  }

  /** Replaces a message's text and attachments. */
  update(place: Place, message: Message, change: Partial<Pick<Message, 'text' | 'textFormat' | 'attachments'>>): void {
    Object.assign(message, change, { edited: this.#now() });
    this.#tell({ kind: 'update', place, message });
  }

  remove(place: Place, message: Message): void {
    this.#section.value.messages[place.id] = this.messages(place).filter((each) => each !== message);
    this.#tell({ kind: 'delete', place, message });
  }

  /** Whether the app is in the team of a channel, or has been met by the person of a chat there or elsewhere. */
  isInstalled(place: Place): boolean {
    const { teams, people } = this.#section.value;
    if (place.kind === 'channel') return teams.includes(place.team.id);
    return people.includes(place.person.id) || place.person.teams.some((team) => teams.includes(team));
  }

  hasTeam(team: string): boolean {
    return this.#section.value.teams.includes(team);
  }

  hasPerson(person: string): boolean {
    return this.#section.value.people.includes(person);
  }

  addTeam(team: string): void {
    if (!this.hasTeam(team)) this.#section.value.teams.push(team);
    this.#section.changed();
  }

  removeTeam(team: string): void {
    this.#section.value.teams = this.#section.value.teams.filter((each) => each !== team);
    this.#section.changed();
  }

  addPerson(person: string): void {
    if (!this.hasPerson(person)) this.#section.value.people.push(person);
    this.#section.changed();
  }

  #now(): string {
    return this.#context.clock.now().toISOString();
  }

  #tell(happening: Happening): void {
    this.#section.changed();
    for (const listener of this.#listeners) listener(happening);
  }
}
