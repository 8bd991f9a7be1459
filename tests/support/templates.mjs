import pg from 'pg';
import { handedOver } from './server.mjs';

/** All tables, no rows but what the migrations write. */
export const EMPTY_TEMPLATE = 'lika_empty';
/** The demo municipality, as `npm start` seeds it. */
export const SEEDED_TEMPLATE = 'lika_seeded';

/**
 * The address of another database on the same server, for the same login.
 * @param {string} url
 * @param {string} name
 */
export function withDatabase(url, name) {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/**
 * Runs one statement as the server's administrator.
 * @param {string} statement
 */
export async function asAdministrator(statement) {
  const client = new pg.Client({ connectionString: handedOver().superUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/**
 * Makes a database that others are copied from.
 * @param {string} name
 * @param {string | null} from the one that it is a copy of itself, null for an empty one
 * @param {(ownerUrl: string) => Promise<void>} fill
 */
export async function createTemplate(name, from, fill) {
  await asAdministrator(`CREATE DATABASE ${name} OWNER lika_owner${from === null ? '' : ` TEMPLATE ${from}`}`);
  await fill(withDatabase(handedOver().ownerUrl, name));
  // Nobody connects from now on: PostgreSQL copies no database that is in use.
  await asAdministrator(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
}
