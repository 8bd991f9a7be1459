import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startHeldLoop } from '../../bot/jobs/held-loop.ts';
import type { HeldLoop } from '../../bot/jobs/held-loop.ts';
import { createLog } from '../../bot/log.ts';
import type { Settings } from '../../bot/settings.ts';
import type { DueWork, HeldQueue } from '../../bot/store/held-queue.ts';
import { openStore } from '../../bot/store/store.ts';
import type { Store } from '../../bot/store/store.ts';
import { freshDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

/** One of several services, without a sign-in for anybody, sees what the others have and haven't done. */
let database: TestDatabase;
let store: Store;
let loop: HeldLoop | null = null;
const START = Date.UTC(2026, 10, 23, 9);
let at = START;
let due: DueWork[] = [];
let looks = 0;
let aside: string[] = [];
const log = createLog('silent');

beforeAll(async () => {
  database = await freshDatabase({ seeded: false });
  store = openStore({ url: database.serviceUrl, log, connections: 1 });
});
afterAll(async () => {
  await loop?.stop();
  await store.close();
  await database.drop();
});

const work = (wanted: string, dueAt: number): DueWork => ({
  ...{ id: 'plan-1', municipality: 'm', tenant: 't', dueAt: new Date(dueAt), wanted },
});

/** Lets so much time go by, as the service sees it, and waits until it has looked twice since. */
async function pass(milliseconds: number): Promise<void> {
  at += milliseconds;
  const before = looks;
  await until('it has looked', () => Promise.resolve(looks >= before + 2));
}

async function begin(): Promise<void> {
  await loop?.stop();
  [at, due, aside] = [START, [], []];
  const queue = {
    told: 'planner_due',
    all: (_store: Store, { without }: { without: readonly string[] }) => {
      looks += 1;
      return Promise.resolve(due.filter(({ id }) => !without.includes(id)));
    },
  } as unknown as HeldQueue;
  const settings = { mode: 'sandbox', databaseUrl: database.serviceUrl, jobSeconds: 90 } as Settings;
  const clock = { now: () => new Date(at), realTime: () => at } as Parameters<typeof startHeldLoop>[0]['clock'];
  loop = startHeldLoop(
    { store, clock, log, settings },
    {
      ...{ queue, what: 'a plan' },
      whoCan: () => Promise.resolve([]),
      takeTurn: () => Promise.reject(new Error('there is nobody to do it as')),
      putAside: ({ wanted }) => Promise.resolve(void aside.push(wanted)),
    },
  );
}

test('what nobody takes is put aside once it has waited long enough', async () => {
  await begin();
  due = [work('1', START)];
  await pass(0);
  await pass(2000);
  expect(aside).toEqual([]);
  await pass(2000);
  expect(aside).toContain('1');
});

test('what another service did in between, and is due anew, waits anew', async () => {
  await begin();
  due = [work('1', START)];
  await pass(0);
  // Done by the other, and changed by somebody since, between two looks.
  due = [work('2', START + 5000)];
  await pass(6000);
  expect(aside).toEqual([]);
  due = [work('2', START + 9000)];
  await pass(6000);
  expect(aside).toEqual([]);
});

test('what another service had in hand and dropped as it stood waits anew', async () => {
  await begin();
  due = [work('1', START)];
  await pass(0);
  due = [];
  await pass(6000);
  due = [work('1', START)];
  await pass(100);
  expect(aside).toEqual([]);
});
