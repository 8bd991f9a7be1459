import type { SandboxState, StateSection } from '../../context.ts';

interface BarsState {
  /** Object ids. */
  barred: string[];
  /** Ids of groups. */
  archived: string[];
}

/**
 * To whom Planner is closed, and what is archived. A missing licence is no bar: Microsoft's page for Planner's
 * administrators says that people without one can still see and change plans, so whoever is barred here is barred by a
 * rule of the tenant's own, such as conditional access. Archived plans are those of an archived group.
 */
export class Bars {
  readonly #section: StateSection<BarsState>;

  constructor(state: SandboxState) {
    this.#section = state.section('planner-bars', (): BarsState => ({ barred: [], archived: [] }));
  }

  isBarred(person: string): boolean {
    return this.#section.value.barred.includes(person);
  }

  isArchived(group: string): boolean {
    return this.#section.value.archived.includes(group);
  }

  /** Sets or lifts a bar for a person (object id) or a group's archiving (its id). */
  set(kind: 'barred' | 'archived', id: string, isSo: boolean): void {
    const others = this.#section.value[kind].filter((each) => each !== id);
    this.#section.value[kind] = isSo ? [...others, id] : others;
    this.#section.changed();
  }

  all(): BarsState {
    return structuredClone(this.#section.value);
  }
}
