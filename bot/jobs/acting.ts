import { may } from '../../lika/access/access.ts';
import type { Action } from '../../lika/access/access.ts';
import { unitSubject } from '../acts/subjects.ts';
import type { Acting, PersonKey, TokenSource } from '../graph/ports.ts';
import { actorOf, holdersAround } from '../store/grants.ts';
import type { Store, Tx } from '../store/store.ts';
import { allUnits } from '../store/units.ts';
import type { UnitRow } from '../store/units.ts';

/** In whose name work with Microsoft 365 can be done. */

/** Those who have the right for the unit, `first` before the others as long as they still may. Object ids. */
export async function peopleWho(tx: Tx, right: Action, unit: UnitRow, first: string | null): Promise<string[]> {
  const subject = unitSubject(tx.municipality, unit);
  const allowed = (await holdersAround(tx, unit.id, unit.area?.id ?? null))
    .filter(({ person, grant }) => may({ person, municipality: tx.municipality, grants: [grant] }, right, subject))
    .map(({ person }) => person);
  return [...new Set([...allowed.filter((person) => person === first), ...allowed])];
}

/** Those of them whose sign-in is at hand in this service. */
export const signedIn = (tokens: Pick<TokenSource, 'isAlive'>, tenant: string, people: readonly string[]): Acting[] =>
  people.map((person) => ({ tenant, person })).filter((one) => tokens.isAlive(one));

/** Does something with the units that the person has the right for; nothing for whoever has none. */
export async function withUnitsOf(
  store: Store,
  { tenant, person }: PersonKey,
  right: Action,
  work: (tx: Tx, units: string[]) => Promise<void>,
): Promise<void> {
  const municipality = await store.municipalityOf(tenant);
  if (!municipality) return;
  await store.inMunicipality(municipality, async (tx) => {
    const actor = await actorOf(tx, tenant, person);
    if (actor.grants.length === 0) return;
    const units = (await allUnits(tx)).filter((unit) => may(actor, right, unitSubject(municipality, unit)));
    await work(
      tx,
      units.map(({ id }) => id),
    );
  });
}
