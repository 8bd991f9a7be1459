import type { SandboxContext, StateSection } from '../context.ts';
import { scopeOf } from './ids.ts';
import type { Place } from './ids.ts';

/** By team, chat or person: whether the app has been added there, or taken away again. */
type Places = Record<string, 'here' | 'gone'>;

/** Where the app is; kept between starts. */
export class Presence {
  readonly #section: StateSection<Places>;
  readonly #context: SandboxContext;

  constructor(context: SandboxContext) {
    this.#context = context;
    this.#section = context.state.section<Places>('presence', () => ({}));
  }

  /** Whether the app has been added to the team, chat or person's own chat. */
  isAdded(scope: string): boolean {
    return this.#section.value[scope] === 'here';
  }

  /** Whether it has been taken away there (by a person: taken away or blocked), and not been added since. */
  isGone(scope: string): boolean {
    return this.#section.value[scope] === 'gone';
  }

  /**
   * Whether the bot may speak there. It reaches a person who has the app, who works where everybody has it, or who meets
   * it in a team or chat; never one who has taken it away.
   */
  isHere(place: Place): boolean {
    const scope = scopeOf(place);
    if (this.isAdded(scope)) return true;
    if (place.kind !== 'personal' || this.isGone(scope)) return false;
    if (this.#context.directory.tenant(place.tenant)?.personalApp) return true;
    const { directory } = this.#context;
    return (
      place.person.teams.some((team) => this.isAdded(team)) ||
      directory.chatsOf(place.person.id).some((chat) => this.isAdded(chat.id))
    );
  }

  /** All three at once, as the host page shows it. */
  at(place: Place): { added: boolean; gone: boolean; here: boolean } {
    const scope = scopeOf(place);
    return { added: this.isAdded(scope), gone: this.isGone(scope), here: this.isHere(place) };
  }

  add(scope: string): void {
    this.#set(scope, 'here');
  }

  remove(scope: string): void {
    this.#set(scope, 'gone');
  }

  /** As if it had never been there: the bot could not be told. */
  forget(scope: string): void {
    delete this.#section.value[scope];
    this.#section.changed();
  }

  #set(scope: string, to: 'here' | 'gone'): void {
    this.#section.value[scope] = to;
    this.#section.changed();
  }
}
