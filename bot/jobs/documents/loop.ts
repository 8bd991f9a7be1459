import type { Acting, PersonKey } from '../../graph/ports.ts';
import { documentsKeptOf, takeUpDocuments, waitingDocuments } from '../../store/documents-kept.ts';
import { documentsQueue } from '../../store/documents-queue.ts';
import type { DueWork } from '../../store/held-queue.ts';
import type { Tx } from '../../store/store.ts';
import { unitById } from '../../store/units.ts';
import { peopleWho, signedIn, withUnitsOf } from '../acting.ts';
import { startHeldLoop } from '../held-loop.ts';
import type { HeldLoop } from '../held-loop.ts';
import type { DocumentsDeps } from './look.ts';
import { putAside, takeTurn } from './turn.ts';

/** Keeps units' documents current in SharePoint, in any number of services: each does what it has a sign-in for. */

export interface DocumentsLoop extends HeldLoop {
  /** The person has signed in anew: what waited for them goes on. */
  personIsBack(person: PersonKey): Promise<void>;
}

/** Begins to look. */
export function startDocumentsLoop(deps: DocumentsDeps): DocumentsLoop {
  const { store, clock } = deps;
  const loop = startHeldLoop(deps, {
    queue: documentsQueue,
    what: 'a unit’s documents',
    whoCan: (due) => whoCan(deps, due),
    takeTurn: (due, holder, actors) => takeTurn(deps, due, holder, actors),
    putAside: (due) => putAside(deps, due),
  });
  return {
    ...loop,
    personIsBack: (person) =>
      withUnitsOf(store, person, 'documents.keep', async (tx, units) => {
        for (const unit of await waitingDocuments(tx, units)) await takeUpDocuments(tx, unit, clock.now());
      }),
  };
}

/**
 * Those whose sign-in is at hand in this service and who may decide about the unit's documents, the one who wished it first;
 * last the app on its own, where the tenant lets it write files and ask for people's names.
 */
async function whoCan({ store, tokens }: DocumentsDeps, { municipality, id, tenant }: DueWork): Promise<Acting[]> {
  const here = signedIn(tokens, tenant, await store.inMunicipality(municipality, (tx) => peopleOf(tx, id)));
  const isAppLet = (await tokens.grantedToApp(tenant, 'files')) && (await tokens.grantedToApp(tenant, 'people'));
  return isAppLet ? [...here, { tenant, person: null }] : here;
}

async function peopleOf(tx: Tx, id: string): Promise<string[]> {
  const row = await documentsKeptOf(tx, id);
  const unit = row && (await unitById(tx, row.unit_id));
  return row && unit ? peopleWho(tx, 'documents.keep', unit, row.asked_by) : [];
}
