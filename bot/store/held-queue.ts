import { sql } from 'kysely';
import type { Store, Tx } from './store.ts';

/**
 * What is due to be brought together with Microsoft 365, for all services and municipalities: ids and times only. A service
 * takes one in hand for a while; what is changed meanwhile is seen when it lets go.
 */

export interface DueWork {
  readonly id: string;
  readonly municipality: string;
  readonly tenant: string;
  /** By the service's clock. */
  readonly dueAt: Date;
  /** As it stood when it was seen to be due. */
  readonly wanted: string;
}

export interface Hold {
  readonly id: string;
  readonly holder: string;
  readonly seconds: number;
}

export interface Release {
  readonly id: string;
  readonly holder: string;
  readonly wanted: string;
  readonly nextAt: Date | null;
  readonly now: Date;
}

/** Let go of: when it is due next, null while nobody can look. */
export interface Released {
  readonly nextAt: Date | null;
}

export interface HeldQueue {
  /** NOTIFY on this channel, without a word: something became due. */
  readonly told: string;
  /** It is to be looked at then, or earlier when it was already to be. Told to the services at commit. */
  due(tx: Tx, work: { readonly id: string; readonly tenant: string }, at: Date): Promise<void>;
  /** What is due and nobody has in hand, of tenants that Graph hasn't asked us to leave alone; the longest due first. */
  all(store: Store, wish: { now: Date; without: readonly string[]; most: number }): Promise<DueWork[]>;
  /** Takes it in hand for so many seconds. False when somebody else has it, or it isn't due any more. */
  claim(store: Store, hold: Hold & { readonly now: Date }): Promise<boolean>;
  /** Keeps it in hand, in the transaction that writes what was done with it. False when it was lost to another. */
  hold(tx: Tx, hold: Hold): Promise<boolean>;
  /** Keeps it in hand while Graph takes its time; nothing for what was lost to another. */
  keep(store: Store, hold: Hold): Promise<void>;
  /**
   * Lets go of it, and says when it is due next: at once when something was changed since it was seen to be due.
   * @returns null when it was lost to another: what came of it is theirs to write down
   */
  release(tx: Tx, release: Release): Promise<Released | null>;
  /**
   * Takes it out of whoever's hand it is in: what they know of it no longer holds, and they write no more. Comes last in the
   * transaction that changes what they know.
   */
  takeOut(tx: Tx, id: string): Promise<void>;
  /** Puts it aside until somebody who can do it is back; false when it was taken in hand or changed meanwhile. */
  park(tx: Tx, work: Pick<DueWork, 'id' | 'wanted'>): Promise<boolean>;
  /** Lets go of what ended in an error nobody foresaw: it is taken up again soon, as it stood. */
  drop(store: Store, id: string, holder: string): Promise<void>;
}

const DROPPED_SECONDS = 2;

/** The queue in a table whose primary key is this column. */
export function heldQueue({ table, key, told }: { table: string; key: string; told: string }): HeldQueue {
  const queue = sql.table(table);
  const id = sql.ref(key);
  const until = (seconds: number) => sql`now() + ${seconds} * interval '1 second'`;
  return {
    told,
    async due(tx, work, at) {
      await sql`
        insert into ${queue} (${id}, municipality_id, tenant, next_at) values (${work.id}, ${tx.municipality}, ${work.tenant}, ${at})
        on conflict (${id}) do update set tenant = excluded.tenant, next_at = least(${queue}.next_at, excluded.next_at),
          wanted = ${queue}.wanted + 1`.execute(tx.db);
      await sql`select pg_notify(${told}, '')`.execute(tx.db);
    },
    async all(store, { now, without, most }) {
      const { rows } = await sql<DueWork>`
        select ${id} as id, municipality_id as municipality, tenant, next_at as "dueAt", wanted from ${queue} q
        where next_at <= ${now} and lease_until <= now() and ${id} <> all(${without}::uuid[])
          and not exists (select from graph_hold h where h.tenant = q.tenant and h.until > now())
        order by next_at limit ${most}`.execute(store.outside);
      return rows;
    },
    async claim(store, hold) {
      const { numAffectedRows } = await sql`
        update ${queue} set holder = ${hold.holder}, lease_until = ${until(hold.seconds)}
        where ${id} = ${hold.id} and next_at <= ${hold.now} and lease_until <= now()`.execute(store.outside);
      return numAffectedRows === 1n;
    },
    async hold(tx, hold) {
      const { numAffectedRows } = await sql`
        update ${queue} set lease_until = ${until(hold.seconds)}
        where ${id} = ${hold.id} and holder = ${hold.holder}`.execute(tx.db);
      return numAffectedRows === 1n;
    },
    async keep(store, hold) {
      await sql`
        update ${queue} set lease_until = ${until(hold.seconds)}
        where ${id} = ${hold.id} and holder = ${hold.holder}`.execute(store.outside);
    },
    async release(tx, release) {
      const { rows } = await sql<{ next_at: Date | null }>`
        update ${queue} set holder = null, lease_until = '-infinity',
          next_at = case when wanted > ${release.wanted} then ${release.now} else ${release.nextAt}::timestamptz end
        where ${id} = ${release.id} and holder = ${release.holder} returning next_at`.execute(tx.db);
      const [row] = rows;
      return row ? { nextAt: row.next_at } : null;
    },
    async takeOut(tx, work) {
      await sql`
        update ${queue} set holder = null, lease_until = '-infinity' where ${id} = ${work}`.execute(tx.db);
    },
    async park(tx, work) {
      const { numAffectedRows } = await sql`
        update ${queue} set next_at = null
        where ${id} = ${work.id} and wanted = ${work.wanted} and lease_until <= now()`.execute(tx.db);
      return numAffectedRows === 1n;
    },
    async drop(store, work, holder) {
      await sql`
        update ${queue} set holder = null, lease_until = ${until(DROPPED_SECONDS)}
        where ${id} = ${work} and holder = ${holder}`.execute(store.outside);
    },
  };
}

/** Graph is left alone in the tenant for so many seconds. */
export async function holdGraph(store: Store, tenant: string, seconds: number): Promise<void> {
  await sql`
    insert into graph_hold (tenant, until) values (${tenant}, now() + ${seconds} * interval '1 second')
    on conflict (tenant) do update set until = greatest(graph_hold.until, excluded.until)`.execute(store.outside);
}
