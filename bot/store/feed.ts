import { sql } from 'kysely';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { listenTo } from './notices.ts';
import type { Tx } from './store.ts';

/** The live feed: a change is told by NOTIFY when its transaction commits, with ids only, to every running service. */

const CHANNEL = 'lika_change';

const Change = z.object({
  municipality: z.string(),
  unit: z.string(),
  kind: z.enum(['answer', 'assessment', 'plan', 'delivery', 'schedule', 'discussion', 'documents']),
  /** Of the assessment, plan or delivery; of the unit for its documents. */
  id: z.string(),
  /** The window that made the change, as it named itself; null when it wasn't one. */
  by: z.string().nullable(),
  /** For answers and assessments: by which the reader's permission is asked. */
  assessment: z
    .object({
      kind: z.enum(['unit', 'own']),
      author: z.string(),
      state: z.enum(['draft', 'shared', 'published', 'withdrawn', 'superseded']),
    })
    .optional(),
});
export type Change = z.infer<typeof Change>;

/** Tells the change to all who listen, if and when the transaction commits. */
export async function tell(tx: Tx, change: Omit<Change, 'municipality'>): Promise<void> {
  const payload = JSON.stringify({ ...change, municipality: tx.municipality } satisfies Change);
  await sql`select pg_notify(${CHANNEL}, ${payload})`.execute(tx.db);
}

export interface Listener {
  readonly municipality: string;
  readonly unit: string;
  changed(change: Change): void;
  /** Changes may have been missed: the reader should start over. */
  lost(): void;
}

export interface Feed {
  /** Returns the function that ends it. */
  listen(listener: Listener): () => void;
  stop(): Promise<void>;
}

/** Hands each change to those who listen in its unit. */
export function openFeed(url: string, log: Log): Feed {
  const listeners = new Set<Listener>();
  // Those who came while nobody listened may have missed something.
  const lost = (): void => {
    for (const listener of [...listeners]) listener.lost();
  };
  const told = (payload: string | undefined): void => {
    const change = changeIn(payload);
    if (!change) return;
    for (const listener of [...listeners])
      if (listener.municipality === change.municipality && listener.unit === change.unit) listener.changed(change);
  };
  const { stop } = listenTo(CHANNEL, { url, name: 'lika-feed', log }, { told, connected: lost, lost });
  return {
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop,
  };
}

function changeIn(payload: string | undefined): Change | null {
  try {
    return Change.parse(JSON.parse(payload ?? ''));
  } catch {
    return null;
  }
}
