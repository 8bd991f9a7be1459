import type { Clock } from '../clock.ts';
import { Unavailable } from '../errors.ts';
import type { Log } from '../log.ts';
import { settleSends } from '../store/sending-settle.ts';
import type { Settled } from '../store/sending-settle.ts';
import { noteAnswers } from '../store/sending-slots.ts';
import type { Store, Tx } from '../store/store.ts';

/** What came of a message, on its way into the database. */
export interface Note extends Omit<Settled, 'holdMs'> {
  readonly municipality: string;
  /** The connector asked us to leave the tenant alone until then, in real time. */
  readonly holdUntil: number | null;
  /** What else is written in the same transaction. */
  readonly along: ((tx: Tx) => Promise<void>) | null;
}

export interface Settling {
  settle(note: Note): void;
  /** An answer came at this real time: its slot counts from then. Written at once, ahead of what it means. */
  answered(slot: string, at: number): void;
  /** When everything noted is written; without a database it is given up. Nothing may be noted after that. */
  done(): Promise<void>;
}

interface SettlingDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly holder: string;
  /** Called after each transaction: what waited behind the messages can go. */
  readonly settled: () => void;
}

const AT_ONCE = 100;
const OUTAGE_PAUSE_MS = 500;

/**
 * Writes down what comes of messages, many in one transaction: whatever has come while the last one was written goes into
 * the next. What a message writes along must not hold up the others, so a transaction that fails is done one by one.
 */
export function createSettling(deps: SettlingDeps): Settling {
  const { store, clock, log, holder } = deps;
  const waiting = new Map<string, Note[]>();
  const writing = new Map<string, Promise<void>>();
  let openAnswers: { slot: string; at: number }[] = [];
  let notingAnswers: Promise<void> | null = null;
  let ending = false;

  const write = (municipality: string, notes: readonly Note[], along: boolean): Promise<void> =>
    store.inMunicipality(municipality, async (tx) => {
      if (along) for (const note of notes) await note.along?.(tx);
      const real = clock.realTime();
      const settled = notes.map((note) => ({ ...note, holdMs: note.holdUntil === null ? 0 : note.holdUntil - real }));
      await settleSends(tx, holder, settled, clock.now());
    });

  const writeOne = async (municipality: string, note: Note): Promise<void> => {
    try {
      await write(municipality, [note], true);
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      log.error({ err: error, delivery: note.delivery }, 'what follows a message could not be written');
      await write(municipality, [note], false);
    }
  };

  const writeAll = async (municipality: string, notes: readonly Note[]): Promise<void> => {
    try {
      await write(municipality, notes, true);
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      for (const note of notes) await writeOne(municipality, note);
    }
  };

  /** While the database is away they wait here; if the service ends before it is back, their rows will say `maybe-sent`. */
  const untilWritten = async (municipality: string, notes: readonly Note[]): Promise<void> => {
    for (;;)
      try {
        return await writeAll(municipality, notes);
      } catch (error) {
        if (!(error instanceof Unavailable) || ending)
          return log.error({ err: error, deliveries: notes.map(({ delivery }) => delivery) }, 'not settled');
        await new Promise((later) => setTimeout(later, OUTAGE_PAUSE_MS));
      }
  };

  const drain = async (municipality: string): Promise<void> => {
    for (;;) {
      const notes = waiting.get(municipality)?.splice(0, AT_ONCE) ?? [];
      if (notes.length === 0) break;
      await untilWritten(municipality, notes);
      deps.settled();
    }
    writing.delete(municipality);
  };

  const drainAnswers = async (): Promise<void> => {
    while (openAnswers.length > 0) {
      const answers = openAnswers;
      openAnswers = [];
      const real = clock.realTime();
      await noteAnswers(
        store.outside,
        answers.map(({ slot, at }) => ({ slot, ago: Math.max(0, real - at) })),
      ).catch((error: unknown) => log.warn({ err: error }, 'answers could not be noted'));
    }
    notingAnswers = null;
  };

  return {
    settle(note) {
      const queue = waiting.get(note.municipality) ?? [];
      waiting.set(note.municipality, queue);
      queue.push(note);
      if (!writing.has(note.municipality)) writing.set(note.municipality, drain(note.municipality));
    },
    answered(slot, at) {
      openAnswers.push({ slot, at });
      notingAnswers ??= drainAnswers();
    },
    async done() {
      ending = true;
      while (writing.size > 0 || notingAnswers !== null) await Promise.all([...writing.values(), notingAnswers]);
    },
  };
}
