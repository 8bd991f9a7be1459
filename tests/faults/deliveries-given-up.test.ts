import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { systemClock } from '../../bot/clock.ts';
import { gaveUpOnPlanner } from '../../bot/jobs/planner-sync.ts';
import { runDelivery } from '../../bot/jobs/run-delivery.ts';
import { createLog } from '../../bot/log.ts';
import { markQueued, plannerStatuses } from '../../bot/store/planner-status.ts';
import { MITTKOPING } from '../api/demo.ts';
import { senderWorld } from '../conversation/senders.ts';
import type { SenderWorld } from '../conversation/senders.ts';

let world: SenderWorld;
beforeAll(async () => {
  world = await senderWorld();
});
afterAll(() => world.stop());

test('an action whose last try to reach Planner was in vain no longer says that it is on its way', async () => {
  const { rows } = await world.admin.query<{ action: string; plan: string; unit: string }>(
    `select a.id as action, p.id as plan, p.unit_id as unit from action a join plan p on p.id = a.plan_id
      where a.municipality_id = $1 limit 1`,
    [MITTKOPING],
  );
  const { action = '', plan = '', unit = '' } = rows[0] ?? {};
  const delivery = randomUUID();
  const payload = JSON.stringify({ plan, action, tenant: randomUUID() });
  await world.admin.query(
    `insert into delivery (municipality_id, id, unit_id, kind, stage, payload, attempts, created_at, changed_at)
      values ($1, $2, $3, 'planner', 'queued', $4, 7, now(), now())`,
    [MITTKOPING, delivery, unit, payload],
  );
  await world.store.inMunicipality(MITTKOPING, (tx) => markQueued(tx, [action]));
  const deps = { store: world.store, boss: world.store.boss, clock: systemClock(), log: createLog('silent') };
  const work = { attempt: async () => ({ later: 1, cause: 'unreachable' }), gaveUp: gaveUpOnPlanner };
  await runDelivery(deps, 'planner-sync', { municipality: MITTKOPING, delivery }, work);
  expect(await world.row(delivery)).toMatchObject({ stage: 'failed', cause: 'unreachable', attempts: 8 });
  const statuses = await world.store.inMunicipality(MITTKOPING, (tx) => plannerStatuses(tx, [action]));
  expect(statuses.get(action)).toMatchObject({ state: 'failed', cause: 'unreachable' });
});
