import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Transaction } from 'kysely';
import pg from 'pg';
import { Unavailable } from '../errors.ts';
import type { Log } from '../log.ts';
import { LATEST } from './migrations/index.ts';
import type { Tables } from './tables.ts';

/** A transaction that sees one municipality's rows and nothing else. Every query of this folder takes one. */
export interface Tx {
  readonly db: Transaction<Tables>;
  readonly municipality: string;
}

export interface Store {
  /**
   * Runs the work in one transaction behind the municipality's wall; an error undoes it all. The one of two that PostgreSQL
   * gives up because they wait for each other is run again, so the work may begin more than once.
   * @throws Unavailable when the database doesn't answer.
   */
  inMunicipality<T>(municipality: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** For the tables named in `outside-the-wall.ts`; anything else shows no rows here. */
  readonly outside: Kysely<Tables>;
  /** The municipality that a Microsoft 365 tenant belongs to, or null. */
  municipalityOf(tenant: string): Promise<string | null>;
  /** All municipalities that a tenant leads to. */
  municipalities(): Promise<string[]>;
  /** True when nobody else does the same in the municipality until the transaction ends. */
  tryAlone(tx: Tx, what: string): Promise<boolean>;
  /** Why the service can't serve now (in English, for whoever runs it), or null when it can. */
  faultNow(): Promise<string | null>;
  /** Why this login must not be used, or null when the wall holds it. */
  loginFault(): Promise<string | null>;
  close(): Promise<void>;
}

const CONNECT_WITHIN_MS = 5000;

/** Days stay `YYYY-MM-DD`: a Date would move them with the machine's time zone. */
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);

export interface StoreOptions {
  readonly url: string;
  readonly log: Log;
  /** Connections at most. */
  readonly connections?: number;
}

/** Opens the database. Nothing is connected before the first use. */
export function openStore({ url, log, connections = 16 }: StoreOptions): Store {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    application_name: 'lika',
  });
  // One that breaks while it is in use tells its query; without a listener of its own it would also end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', (error) => log.warn({ reason: error.message }, 'a database connection was lost'));
  const outside = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });

  return {
    outside,
    async inMunicipality(municipality, work) {
      for (let attempt = 1; ; attempt += 1)
        try {
          return await outside.transaction().execute(async (db) => {
            await sql`select set_config('lika.municipality', ${municipality}, true)`.execute(db);
            return work({ db, municipality });
          });
        } catch (error) {
          if (isDeadlock(error) && attempt < TRIES_ON_DEADLOCK) continue;
          throw isOutage(error) ? new Unavailable() : error;
        }
    },
    async municipalityOf(tenant) {
      try {
        const row = await outside
          .selectFrom('tenant')
          .select('municipality_id')
          .where('tenant_id', '=', tenant)
          .executeTakeFirst();
        return row?.municipality_id ?? null;
      } catch (error) {
        throw isOutage(error) ? new Unavailable() : error;
      }
    },
    async municipalities() {
      const rows = await outside.selectFrom('tenant').select('municipality_id').distinct().execute();
      return rows.map(({ municipality_id }) => municipality_id);
    },
    async tryAlone(tx, what) {
      const { rows } = await sql<{ alone: boolean }>`
        select pg_try_advisory_xact_lock(hashtextextended(${`${tx.municipality}/${what}`}, 2)) as alone`.execute(tx.db);
      return rows[0]?.alone ?? false;
    },
    faultNow: () => faultNow(outside),
    loginFault: () => loginFault(outside),
    async close() {
      await outside.destroy();
    },
  };
}

const TRIES_ON_DEADLOCK = 3;
const isDeadlock = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === '40P01';

/** Connection refused or broken, PostgreSQL starting, stopping or taking no connections, or no free one in time. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as Error & { code?: unknown }).code;
  const outages = [
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'ENOTFOUND',
    '57P01',
    '57P02',
    '57P03',
    '53300',
    '55000',
  ];
  return (
    (typeof code === 'string' && outages.includes(code)) ||
    /timeout exceeded when trying to connect|Connection terminated/.test(error.message)
  );
}

async function faultNow(db: Kysely<Tables>): Promise<string | null> {
  try {
    const row = await db
      .selectFrom('migration')
      .select(({ fn }) => fn.max('number').as('number'))
      .executeTakeFirst();
    if (row?.number === LATEST) return null;
    return `The database is at migration ${row?.number ?? 0}, the service needs ${LATEST}: run "npm run lika -- migrate".`;
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code === '42P01') return 'The database is empty: run "npm run lika -- migrate".';
    if (code === '42501')
      return 'The login has no privileges: run "npm run lika -- migrate" with this login in DATABASE_URL.';
    return 'The database does not answer.';
  }
}

/** The wall holds neither superusers nor owners nor those with BYPASSRLS, so the service refuses to start as one. */
async function loginFault(db: Kysely<Tables>): Promise<string | null> {
  const { rows } = await sql<{ name: string; super: boolean; bypass: boolean; owns: boolean }>`
    select r.rolname as name, r.rolsuper as super, r.rolbypassrls as bypass,
      exists (
        select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') and pg_has_role(r.oid, c.relowner, 'member')
      ) as owns
    from pg_roles r where r.rolname = current_user`.execute(db);
  const login = rows[0];
  if (!login) return 'PostgreSQL does not say who is logged in.';
  const mend = 'Give DATABASE_URL a plain login of its own.';
  if (login.super) return `The login ${login.name} is a superuser, whom the municipality wall doesn't hold. ${mend}`;
  if (login.bypass) return `The login ${login.name} has BYPASSRLS, so the municipality wall doesn't hold it. ${mend}`;
  if (login.owns) return `The login ${login.name} owns tables (or is a member of a role that does). ${mend}`;
  return null;
}
