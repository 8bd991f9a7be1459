import { expect, test } from '@jest/globals';
import pg from 'pg';
import { freshDatabase } from '../support/database.ts';

test('a test gets a database of its own, and the service may not own anything in it', async () => {
  const database = await freshDatabase();
  const client = new pg.Client({ connectionString: database.serviceUrl });
  await client.connect();
  const { rows } = await client.query<{ mighty: boolean }>(
    'SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole AS mighty FROM pg_roles WHERE rolname = current_user',
  );
  expect(rows).toEqual([{ mighty: false }]);
  await expect(client.query('CREATE TABLE mine (id int)')).rejects.toThrow('permission denied');
  await client.end();
  await database.drop();
});
