import { sql } from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import type { Log } from '../log.ts';
import type { Tx } from './store.ts';

/** The live feed: a change is told by NOTIFY when its transaction commits, with ids only, to every running service. */

const CHANNEL = 'lika_change';
const RECONNECT_AFTER_MS = 500;

const Change = z.object({
  municipality: z.string(),
  unit: z.string(),
  kind: z.enum(['answer', 'assessment', 'plan', 'delivery', 'schedule', 'discussion']),
  /** Of the assessment, plan or delivery. */
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

/** Listens on a connection of its own, which is taken up again when it breaks. */
export function openFeed(url: string, log: Log): Feed {
  const listeners = new Set<Listener>();
  let client: pg.Client | null = null;
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;

  const again = (): void => {
    if (stopped || timer) return;
    timer = setTimeout(() => {
      timer = null;
      void connect();
    }, RECONNECT_AFTER_MS);
  };
  const broken = (from: pg.Client): void => {
    if (client !== from) return;
    client = null;
    for (const listener of [...listeners]) listener.lost();
    again();
  };
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, application_name: 'lika-feed', keepAlive: true });
    client = next;
    next.on('error', (error) => {
      log.warn({ reason: error.message }, 'the feed lost its connection');
      broken(next);
    });
    next.on('end', () => broken(next));
    next.on('notification', ({ payload }) => deliver(payload));
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
      // Those who came while nobody listened may have missed something.
      for (const listener of [...listeners]) listener.lost();
    } catch (error) {
      log.warn({ reason: (error as Error).message }, 'the feed can’t be listened to yet');
      broken(next);
      void next.end().catch(() => undefined);
    }
  };
  const deliver = (payload: string | undefined): void => {
    const change = changeIn(payload);
    if (!change) return;
    for (const listener of [...listeners])
      if (listener.municipality === change.municipality && listener.unit === change.unit) listener.changed(change);
  };

  void connect();
  return {
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      const last = client;
      client = null;
      for (const listener of [...listeners]) listener.lost();
      await last?.end().catch(() => undefined);
    },
  };
}

function changeIn(payload: string | undefined): Change | null {
  try {
    return Change.parse(JSON.parse(payload ?? ''));
  } catch {
    return null;
  }
}
