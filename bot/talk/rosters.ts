import { may } from '../../lika/access/access.ts';
import type { Action, Subject } from '../../lika/access/access.ts';
import type { Member, Place } from '../conversation/ports.ts';
import { grantsOfPeople } from '../store/grants.ts';
import type { Store } from '../store/store.ts';
import { withoutThread } from './places.ts';

/** Who is in a conversation, as Teams says; kept only so long that a burst of presses doesn't ask again each time. */
export interface Rosters {
  /** @throws SendFault when Teams doesn't say */
  membersOf(place: Place): Promise<readonly Member[]>;
  /** The person's name as the conversation knows it; null when Teams doesn't say, or they aren't there. */
  nameOf(place: Place, person: string | null): Promise<string | null>;
  /** What was kept of the conversation is asked for anew. */
  forget(conversation: string): void;
}

/** Another instance may have heard of who has come. */
const KEPT_MS = 10_000;
const MOST_KEPT = 2000;

export interface RosterInput {
  readonly members: (place: Place) => Promise<readonly Member[]>;
  readonly realTime: () => number;
}

export function createRosters({ members, realTime }: RosterInput): Rosters {
  const kept = new Map<string, { at: number; members: Promise<readonly Member[]> }>();
  const membersOf = (place: Place): Promise<readonly Member[]> => {
    // Two clients may know the same conversation, each with its own people.
    const key = `${place.serviceUrl} ${place.tenant}/${withoutThread(place.conversation)}`;
    const known = kept.get(key);
    if (known && realTime() - known.at < KEPT_MS) return known.members;
    const asked = members({ ...place, conversation: withoutThread(place.conversation) });
    kept.delete(key);
    kept.set(key, { at: realTime(), members: asked });
    asked.catch(() => kept.delete(key));
    const oldest = kept.size > MOST_KEPT ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    return asked;
  };
  return {
    membersOf,
    async nameOf(place, person) {
      if (person === null) return null;
      const found = await membersOf(place).catch(() => []);
      return found.find((member) => member.person === person)?.name ?? null;
    },
    forget(conversation) {
      for (const key of kept.keys()) if (key.endsWith(`/${conversation}`)) kept.delete(key);
    },
  };
}

/**
 * Whether everybody in the conversation may do this: what is shown in a channel is seen by all of it, so one person
 * without a role is enough for a no. Somebody whom Entra doesn't know (an e-mail guest) is a no too.
 * @throws SendFault when Teams doesn't say who is there
 */
export async function everybodyMay(
  deps: { readonly store: Store; readonly rosters: Rosters },
  place: Place,
  action: Action,
  subject: Subject,
): Promise<boolean> {
  const members = await deps.rosters.membersOf(place);
  const people = members.flatMap(({ person }) => person ?? []);
  if (people.length < members.length || people.length === 0) return false;
  const held = await deps.store.inMunicipality(subject.municipality, (tx) => grantsOfPeople(tx, place.tenant, people));
  return people.every((person) =>
    may({ person, municipality: subject.municipality, grants: held.get(person) ?? [] }, action, subject),
  );
}
