import pg from 'pg';
import { LATEST, MIGRATIONS } from './migrations/index.ts';
import { grantStatements } from './privileges.ts';

/** Two services that start at once must not migrate at once. The number is ours, chosen at random. */
const LOCK = 7_204_115_318;

export interface Migrated {
  /** Names of the migrations that ran now. */
  readonly ran: readonly string[];
  readonly latest: number;
}

/**
 * Brings the database to the newest shape with the owner's login and gives the service's login its
 * privileges. Safe to repeat; each migration is one transaction.
 */
export async function migrate(ownerUrl: string, serviceLogin: string): Promise<Migrated> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'lika-migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const ran = await runMissing(client);
    for (const statement of grantStatements(serviceLogin)) await client.query(statement);
    return { ran, latest: LATEST };
  } finally {
    await client.end();
  }
}

async function runMissing(client: pg.Client): Promise<string[]> {
  await client.query(
    'create table if not exists migration (number int primary key, name text not null, at timestamptz not null default now())',
  );
  const { rows } = await client.query<{ number: number }>('select number from migration');
  const done = new Set(rows.map(({ number }) => number));
  const ran: string[] = [];
  for (const { number, name, sql } of MIGRATIONS.filter((migration) => !done.has(migration.number))) {
    await client.query('begin');
    try {
      await client.query(sql);
      await client.query('insert into migration (number, name) values ($1, $2)', [number, name]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw new Error(`Migration ${number} (${name}) failed; nothing of it was kept.`, { cause: error });
    }
    ran.push(name);
  }
  return ran;
}
