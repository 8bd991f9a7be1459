import { addDays, momentOf, stockholm } from '../../../lika/schedule/calendar.ts';
import { momentAt } from '../../clock.ts';
import { GraphFault } from '../../graph/ports.ts';
import type { Acting } from '../../graph/ports.ts';
import { documentsKeptOf, noteDocuments } from '../../store/documents-kept.ts';
import type { DocumentsKeptRow, DocumentsNote } from '../../store/documents-kept.ts';
import { documentsQueue } from '../../store/documents-queue.ts';
import { tell } from '../../store/feed.ts';
import { holdGraph } from '../../store/held-queue.ts';
import type { DueWork } from '../../store/held-queue.ts';
import type { Tx } from '../../store/store.ts';
import { HOLD_SECONDS, LostWork, TROUBLE_SECONDS } from '../held-loop.ts';
import { backoff } from '../tries.ts';
import type { DocumentsDeps } from './look.ts';
import { bringDocuments, passesByItself } from './reconcile.ts';
import type { Brought } from './reconcile.ts';
import { tellOfBeside } from './tell.ts';

/** A unit's turn: its documents looked at once, as whoever can, and written down when they are looked at next and why. */

/** A plan that is being changed without end is brought along all the same after so many rests. */
const RESTS_MOST = 10;
const FIRST_TRY_SECONDS = 1;
/** Every night each unit's files are looked at: a new school year may have begun, a file have been moved. */
const NIGHT = '04:00';
const NIGHT_MINUTES = 60;

type Came = Brought | GraphFault;

/** Looks at the documents that `holder` has in hand, and lets go of them. Throws LostWork. */
export async function takeTurn(deps: DocumentsDeps, due: DueWork, holder: string, actors: readonly Acting[]) {
  if (await rests(deps, due, holder)) return;
  const came = await lookAsOne(deps, due, holder, actors);
  if (came instanceof GraphFault && came.reason === 'too-busy')
    await holdGraph(deps.store, due.tenant, came.retryAfterSeconds ?? HOLD_SECONDS);
  await deps.store.inMunicipality(due.municipality, (tx) => settle(deps, tx, due, holder, came));
}

/** Right after a change there are often more: it is left for a while. */
function rests(deps: DocumentsDeps, due: DueWork, holder: string): Promise<boolean> {
  return deps.store.inMunicipality(due.municipality, async (tx) => {
    const row = await documentsKeptOf(tx, due.id, true);
    const until = row?.keep ? restsUntil(row, deps.settings.documentsRestSeconds) : null;
    const now = deps.clock.now();
    if (!row || !until || until <= now) return false;
    const released = await documentsQueue.release(tx, { id: due.id, holder, wanted: due.wanted, nextAt: until, now });
    if (!released) throw new LostWork();
    await noteDocuments(tx, due.id, { ...row, nextAt: released.nextAt, seenAt: null, shownUpTo: null });
    return true;
  });
}

function restsUntil({ changed_at: last, changed_since: first }: DocumentsKeptRow, rest: number): Date | null {
  if (!last || !first) return null;
  return momentAt(Math.min(last.getTime() + rest * 1000, first.getTime() + RESTS_MOST * rest * 1000));
}

/** Tries one after the other: what one may not, or can't any more, another may. */
async function lookAsOne(deps: DocumentsDeps, due: DueWork, holder: string, actors: readonly Acting[]): Promise<Came> {
  let last: Came = new GraphFault('person-away');
  for (const as of actors) {
    const look = { deps, municipality: due.municipality, unit: due.id, holder, as };
    const came = await bringDocuments(look).catch((error: unknown) => {
      if (error instanceof GraphFault) return error;
      if (error instanceof LostWork) throw error;
      deps.log.error({ err: error, unit: due.id }, 'documents met an error nobody foresaw on their way to SharePoint');
      return new GraphFault('unforeseen');
    });
    if (!(came instanceof GraphFault)) return came;
    deps.log.info(
      { unit: due.id, reason: came.reason, code: came.code, detail: came.message },
      'documents could not be brought to SharePoint',
    );
    if (!OF_ONE_PERSON.includes(came.reason)) return came;
    // What the app on its own may not is no news: a person can.
    if (as.person !== null) last = came;
  }
  return last;
}

const OF_ONE_PERSON = ['person-away', 'consent-needed', 'not-allowed', 'not-team-member', 'read-only'];

async function settle(deps: DocumentsDeps, tx: Tx, due: DueWork, holder: string, came: Came): Promise<void> {
  const row = await documentsKeptOf(tx, due.id, true);
  const now = deps.clock.now();
  const noted = row?.keep ? noteOf(row, came, now) : null;
  const released = await documentsQueue.release(tx, {
    ...{ id: due.id, holder, wanted: due.wanted, now },
    nextAt: noted?.nextAt ?? null,
  });
  if (!released) throw new LostWork();
  if (!row || !noted) return;
  await noteDocuments(tx, due.id, { ...noted, nextAt: released.nextAt });
  await tellOfBeside(deps, tx, due);
  await tell(tx, { unit: due.id, kind: 'documents', id: due.id, by: null });
}

/** Which stage the documents are in after this, why, and when they are looked at next. */
function noteOf(row: DocumentsKeptRow, came: Came, now: Date): DocumentsNote {
  const after = (seconds: number) => momentAt(now.getTime() + seconds * 1000);
  const attempts = row.attempts + 1;
  if (came instanceof GraphFault)
    return { ...troubleOf(came, attempts, after), attempts, seenAt: null, shownUpTo: null };
  const seenAt = came.seen ? now : null;
  const [first] = [...came.faults].sort((a, b) => Number(passesByItself(b)) - Number(passesByItself(a)));
  const cause = first?.reason ?? null;
  if (first && passesByItself(first)) {
    const nextAt = after(backoff(attempts, first.reason === 'file-locked' ? LOCKED_SECONDS : FIRST_TRY_SECONDS));
    return { stage: 'waiting', cause, attempts, nextAt, seenAt, shownUpTo: null };
  }
  const nextAt = first ? after(TROUBLE_SECONDS) : nextNight(now);
  const stands = { attempts: 0, nextAt, seenAt, shownUpTo: came.at };
  if (first) return { stage: 'needs-you', cause, ...stands };
  return came.asks
    ? { stage: 'needs-you', cause: 'document-gone', ...stands }
    : { stage: 'in-step', cause: null, ...stands };
}

/** Somebody is writing in the file: it is asked calmly. */
const LOCKED_SECONDS = 15;

/** In the small hours of the next day, not all units at once. */
function nextNight(now: Date): Date {
  const night = momentOf(addDays(stockholm(now).day, 1), NIGHT);
  return momentAt(night.getTime() + Math.floor(Math.random() * NIGHT_MINUTES * 60_000));
}

type Trouble = Pick<DocumentsNote, 'stage' | 'cause' | 'nextAt'>;

function troubleOf(fault: GraphFault, attempts: number, after: (seconds: number) => Date): Trouble {
  const cause = fault.reason;
  switch (cause) {
    case 'person-away':
      return { stage: 'waiting-for-person', cause, nextAt: null };
    case 'consent-needed':
      return { stage: 'waiting-for-person', cause, nextAt: after(TROUBLE_SECONDS) };
    case 'too-busy':
      return { stage: 'waiting', cause, nextAt: after(fault.retryAfterSeconds ?? HOLD_SECONDS) };
    case 'unclear':
    case 'unreachable':
    case 'unforeseen':
      return { stage: 'waiting', cause, nextAt: after(backoff(attempts, FIRST_TRY_SECONDS)) };
    case 'not-found':
      return { stage: 'needs-you', cause: 'channel-gone', nextAt: after(TROUBLE_SECONDS) };
    default:
      return { stage: 'needs-you', cause, nextAt: after(TROUBLE_SECONDS) };
  }
}

/** Nobody can look now. It is taken up when somebody who can is back. */
export async function putAside(deps: DocumentsDeps, due: DueWork): Promise<void> {
  await deps.store.inMunicipality(due.municipality, async (tx) => {
    const row = await documentsKeptOf(tx, due.id, true);
    if (!(await documentsQueue.park(tx, due)) || !row) return;
    // Documents that show what they should rest; only what has something to write waits.
    const rest = row.stage === 'in-step';
    const stage = rest ? row.stage : 'waiting-for-person';
    const cause = rest ? row.cause : 'person-away';
    await noteDocuments(tx, due.id, { stage, cause, attempts: row.attempts, ...NOT_LOOKED });
    await tell(tx, { unit: due.id, kind: 'documents', id: due.id, by: null });
  });
}

const NOT_LOOKED = { nextAt: null, seenAt: null, shownUpTo: null };
