/** The peer of `--only start`: the same database, and an Express server that answers when the database does. */
import express from 'express';
import pg from 'pg';
import { openDatabase } from '../../scripts/database.mjs';

const { env } = process;
const database = await openDatabase({ dataFolder: env['LIKA_DATA_DIR'] ?? '.lika' });
const pool = new pg.Pool({ connectionString: database.databaseUrl });
pool.on('error', () => undefined);
const server = express()
  .get('/readyz', async (_request, response) => {
    await pool.query('select 1');
    response.send('ready');
  })
  .listen(Number(env['PORT']));
process.once('SIGTERM', async () => {
  server.close();
  await pool.end();
  await database.stop();
  process.exit(0);
});
