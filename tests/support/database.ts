import { randomBytes } from 'node:crypto';
import { handedOver } from './server.mjs';
import { EMPTY_TEMPLATE, SEEDED_TEMPLATE, asAdministrator, withDatabase } from './templates.mjs';

/** A database of a test's own. */
export interface TestDatabase {
  readonly name: string;
  /** The service's login, which row-level security holds. */
  readonly serviceUrl: string;
  /** The owner's login: migrations, seeding, the operator. */
  readonly ownerUrl: string;
  /** The server's administrator in this database: for looking behind every wall. */
  readonly superUrl: string;
  drop(): Promise<void>;
}

/**
 * A new database with all tables (some 40 ms).
 * @param seeded with the demo municipality Mittköping in it
 */
export async function freshDatabase({ seeded = false }: { seeded?: boolean } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdministrator(
    `CREATE DATABASE ${name} OWNER lika_owner TEMPLATE ${seeded ? SEEDED_TEMPLATE : EMPTY_TEMPLATE}`,
  );
  const server = handedOver();
  return {
    name,
    serviceUrl: withDatabase(server.serviceUrl, name),
    ownerUrl: withDatabase(server.ownerUrl, name),
    superUrl: withDatabase(server.superUrl, name),
    drop: () => asAdministrator(`DROP DATABASE ${name} WITH (FORCE)`),
  };
}
