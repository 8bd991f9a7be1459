import type { StateSection } from './context.ts';

/** Who has come and gone since the demo data, by team or chat id: object ids. */
export type MemberChanges = Record<string, { added: string[]; removed: string[] }>;

/** Who is in which team and chat now: the demo data with what has changed since. */
export interface Rosters {
  /** Object ids, in the order of joining. */
  members(place: string): readonly string[];
  isMember(place: string, person: string): boolean;
  /** Those of the places that the person is in now, beside the ones they began in. */
  placesOf(person: string): readonly string[];
  /** @returns whether anything changed. */
  change(place: string, person: string, action: 'add' | 'remove'): boolean;
}

/**
 * Keeps members. A place's list and its set are made once and again after a change, so that a look-up among thousands
 * costs nothing.
 * @param base members by place, as the demo data has them
 */
export function keepRosters(
  base: ReadonlyMap<string, readonly string[]>,
  changes: StateSection<MemberChanges>,
): Rosters {
  const began = placesByPerson(base);
  const none: readonly string[] = [];
  let made = new Map<string, { list: readonly string[]; set: ReadonlySet<string> }>();
  let madeFor = changes.value;

  const now = (place: string) => {
    if (madeFor !== changes.value) {
      made = new Map();
      madeFor = changes.value;
    }
    const known = made.get(place);
    if (known) return known;
    const { added, removed } = changes.value[place] ?? { added: none, removed: none };
    const list = [...(base.get(place) ?? none).filter((id) => !removed.includes(id)), ...added];
    const fresh = { list, set: new Set(list) };
    made.set(place, fresh);
    return fresh;
  };
  const isMember = (place: string, person: string) => now(place).set.has(person);
  return {
    members: (place) => now(place).list,
    isMember,
    placesOf(person) {
      const first = began.get(person) ?? none;
      const changed = Object.keys(changes.value);
      if (changed.length === 0) return first;
      const all = new Set([...first, ...changed]);
      return [...all].filter((place) => isMember(place, person));
    },
    change(place, person, action) {
      if (isMember(place, person) === (action === 'add')) return false;
      const { added, removed } = (changes.value[place] ??= { added: [], removed: [] });
      const [to, from] = action === 'add' ? [added, removed] : [removed, added];
      const back = from.indexOf(person);
      if (back >= 0) from.splice(back, 1);
      else to.push(person);
      made.delete(place);
      changes.changed();
      return true;
    },
  };
}

function placesByPerson(base: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  for (const [place, members] of base)
    for (const person of members) {
      const known = places.get(person);
      if (known) known.push(place);
      else places.set(person, [place]);
    }
  return places;
}
