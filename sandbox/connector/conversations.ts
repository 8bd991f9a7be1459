import type { SandboxContext, StateSection } from '../context.ts';
import { scopeOf } from './ids.ts';
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
  /** How often it has been edited. */
  version?: number;
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
}

/** Cards that a person was answered with and sees in place of the message's own, by message and person. */
type Views = Record<string, Record<string, unknown>>;

export type Draft = Omit<Message, 'id' | 'at' | 'replyToId' | 'edited' | 'version'>;

export type Happening =
  | { readonly kind: 'message' | 'update' | 'delete'; readonly place: Place; readonly message: Message }
  /** The app or a person has come or gone. */
  | { readonly kind: 'presence'; readonly place: Place };

type Listener = (happening: Happening | 'reset') => void;

/** What stands in the channels and chats, kept between starts. */
export class Conversations {
  readonly #section: StateSection<ConversationState>;
  readonly #views: StateSection<Views>;
  readonly #context: SandboxContext;
  /** By team, chat or person. */
  readonly #listeners = new Map<string, Set<Listener>>();
  /** Messages by place and id, for those looked for since the start. */
  #index = new Map<string, Map<string, Message>>();

  constructor(context: SandboxContext) {
    this.#context = context;
    context.onReset(() => {
      this.#index = new Map();
      for (const listener of new Set([...this.#listeners.values()].flatMap((each) => [...each]))) listener('reset');
    });
    this.#section = context.state.section('connector', () => ({ lastId: 0, messages: {} }));
    this.#views = context.state.section<Views>('views', () => ({}));
  }

  /** Calls the listener at each change in these teams, chats and persons' own chats (their ids), and at a reset; returns what ends that. */
  listen(scopes: readonly string[], listener: Listener): () => void {
    for (const scope of scopes) {
      const known = this.#listeners.get(scope);
      if (known) known.add(listener);
      else this.#listeners.set(scope, new Set([listener]));
    }
    return () => {
      for (const scope of scopes) {
        const left = this.#listeners.get(scope);
        left?.delete(listener);
        if (left?.size === 0) this.#listeners.delete(scope);
      }
    };
  }

  /** Messages of a channel or chat, oldest first. */
  messages(place: Place): readonly Message[] {
    return this.#section.value.messages[place.id] ?? [];
  }

  /** The messages as a person (object id) sees them: with the cards that they alone were answered with. */
  seenBy(place: Place, person: string): (Message & { yours?: boolean })[] {
    return this.messages(place).map((message) => {
      const content = this.#views.value[viewKey(place, message)]?.[person];
      if (content === undefined) return message;
      return { ...message, attachments: [{ contentType: CARD, content }], yours: true };
    });
  }

  message(place: Place, id: string): Message | undefined {
    let known = this.#index.get(place.id);
    if (!known) {
      known = new Map(this.messages(place).map((message) => [message.id, message]));
      this.#index.set(place.id, known);
    }
    return known.get(id);
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
    this.#index.get(place.id)?.set(id, message);
    this.tell({ kind: 'message', place, message });
    return message;
  }

  /** Replaces a message's text and attachments, for all: nobody keeps a card of their own. */
  update(place: Place, message: Message, change: Partial<Pick<Message, 'text' | 'textFormat' | 'attachments'>>): void {
    Object.assign(message, change, { edited: this.#now(), version: (message.version ?? 0) + 1 });
    delete this.#views.value[viewKey(place, message)];
    this.tell({ kind: 'update', place, message });
  }

  /** Shows a card to one person in place of the message's own, until the message is edited. */
  show(place: Place, message: Message, person: string, card: unknown): void {
    if (this.message(place, message.id) !== message) return;
    (this.#views.value[viewKey(place, message)] ??= {})[person] = card;
    this.#section.changed();
    for (const listener of this.#listeners.get(person) ?? []) listener({ kind: 'update', place, message });
  }

  remove(place: Place, message: Message): void {
    this.#section.value.messages[place.id] = this.messages(place).filter((each) => each !== message);
    this.#index.get(place.id)?.delete(message.id);
    delete this.#views.value[viewKey(place, message)];
    this.tell({ kind: 'delete', place, message });
  }

  /** Tells those who follow the place. */
  tell(happening: Happening): void {
    this.#section.changed();
    for (const listener of this.#listeners.get(scopeOf(happening.place)) ?? []) listener(happening);
  }

  #now(): string {
    return this.#context.clock.now().toISOString();
  }
}

/** Content type of an Adaptive Card. */
export const CARD = 'application/vnd.microsoft.card.adaptive';

const viewKey = (place: Place, message: Message) => `${place.id} ${message.id}`;
