import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { MIGRATIONS } from '../../bot/store/migrations/index.ts';
import { handedOver } from '../support/server.mjs';
import { asAdministrator, withDatabase } from '../support/templates.mjs';

const name = `test_${randomBytes(6).toString('hex')}`;
const [municipality, tenant, unit] = [randomUUID(), randomUUID(), randomUUID()];
let owner: pg.Client;
let admin: pg.Client;

beforeAll(async () => {
  await asAdministrator(`CREATE DATABASE ${name} OWNER lika_owner`);
  owner = new pg.Client({ connectionString: withDatabase(handedOver().ownerUrl, name) });
  admin = new pg.Client({ connectionString: withDatabase(handedOver().superUrl, name) });
  await Promise.all([owner.connect(), admin.connect()]);
  for (const { sql } of MIGRATIONS.filter(({ number }) => number < 5)) await owner.query(sql);
});
afterAll(async () => {
  await Promise.all([owner.end(), admin.end()]);
  await asAdministrator(`DROP DATABASE ${name} WITH (FORCE)`);
});

it('what was on its way when the service was updated goes on: cards from the new queue, Planner as before', async () => {
  await admin.query(`insert into municipality values ($1, 'Kommun', '{}')`, [municipality]);
  await admin.query(`insert into unit values ($1, $2, null, 'Skolan', 'compulsory', null, null)`, [municipality, unit]);
  await admin.query(`insert into channel_link values ($1, 'team', '19:c', $2, $3, now())`, [
    ...[municipality, unit, randomUUID()],
  ]);
  const rows = [
    ['result-card', 'queued'],
    ['result-card', 'sending'],
    ['result-card', 'sent'],
    ['planner', 'queued'],
  ];
  for (const [kind, stage] of rows)
    await admin.query(
      `insert into delivery (municipality_id, id, unit_id, kind, stage, payload, created_at, changed_at)
        values ($1, gen_random_uuid(), $2, $3, $4, $5, now(), now())`,
      [municipality, unit, kind, stage, JSON.stringify({ assessment: randomUUID(), tenant })],
    );
  for (const { sql } of MIGRATIONS.filter(({ number }) => number === 5)) await owner.query(sql);
  const deliveries = await admin.query('select kind, tenant, target from delivery order by created_at');
  const place = { tenant, target: '19:c' };
  expect(deliveries.rows).toEqual([
    ...[1, 2, 3].map(() => ({ kind: 'result-card', ...place })),
    { kind: 'planner', tenant: null, target: null },
  ]);
  const queue = await admin.query('select tenant, target, verb from send_queue order by position');
  expect(queue.rows).toEqual([
    { ...place, verb: null },
    { ...place, verb: 'channel' },
  ]);
  const { rows: forced } = await admin.query(
    `select relname from pg_class where relname in ('delivery', 'channel_link') and not relforcerowsecurity`,
  );
  expect(forced).toEqual([]);
});
