import { createServer, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLog } from '../../bot/log.ts';
import type { Composers } from '../../bot/jobs/sender.ts';
import { openStore } from '../../bot/store/store.ts';
import { PLACE, saying, senderWorld } from '../conversation/senders.ts';
import type { SenderWorld } from '../conversation/senders.ts';
import { until } from '../support/until.ts';
import { chance, report, ROUNDS, SEED } from './rounds.ts';

/**
 * A way to the database that breaks for good at a chosen request, like that of a service killed there: what it has asked
 * before has been done, what it had open is undone, and nothing it tries later gets through.
 */
interface Way {
  readonly url: string;
  /** Whether the way has broken. */
  readonly broken: () => boolean;
  close(): void;
}

async function breakingWay(databaseUrl: string, atRequest: number, thatOneToo: boolean): Promise<Way> {
  const to = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let requests = 0;
  let isBroken = false;
  const breakNow = (): void => {
    isBroken = true;
    for (const socket of sockets) socket.destroy();
  };
  const server: Server = createServer((client) => {
    if (isBroken) return void client.destroy();
    const database = connect(Number(to.port), to.hostname);
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        database.destroy();
      });
    }
    client.on('data', (chunk) => {
      if (isBroken) return;
      requests += 1;
      if (requests === atRequest && !thatOneToo) return breakNow();
      database.write(chunk, () => {
        // The database gets to do it, and its answer is never heard.
        if (requests >= atRequest) setTimeout(breakNow, 20);
      });
    });
    database.on('data', (chunk) => {
      if (!isBroken && requests < atRequest) client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  url.hostname = '127.0.0.1';
  return {
    url: url.href,
    broken: () => isBroken,
    close() {
      breakNow();
      server.close();
    },
  };
}

/** More requests than one message takes from start to end, look-outs for more included. */
const REQUESTS = 36;
let world: SenderWorld;

beforeAll(async () => {
  world = await senderWorld();
});
afterAll(() => world.stop());

const update = { verb: 'update', to: { ...PLACE, conversation: 'a:chat' }, activity: '1', message: { summary: '' } };
const COMPOSERS: Composers = {
  reminder: saying,
  'card-update': async () => ({ send: update as never }),
};

/** Sends one message by a sender that dies at a request; then another sender takes over. */
async function killedAt(request: number, thatOneToo: boolean, kind: 'reminder' | 'card-update') {
  const before = world.connector.asked.length;
  const id = await world.send('', { kind, target: `a:${kind}-${String(request)}-${String(thatOneToo)}` });
  const way = await breakingWay(world.database.serviceUrl, request, thatOneToo);
  const store = openStore({ url: way.url, log: createLog('silent') });
  const doomed = await world.start(COMPOSERS, { databaseUrl: way.url, store });
  await until('it was killed or had done', async () => way.broken() || (await world.row(id)).stage === 'sent');
  way.close();
  await doomed.stop();
  await store.close();
  const left = (await world.row(id)).stage;
  // The lease of the dead one ends.
  await world.admin.query(`update send_queue set lease_until = '-infinity'`);
  await world.admin.query('truncate send_slot');
  const heir = await world.start(COMPOSERS);
  const row = await world.settled(id);
  await heir.stop();
  return { ...row, left, arrived: world.connector.asked.length - before };
}

test(
  'a sender is killed at each step of a post: one arrives, or the row says that nobody knows',
  async () => {
    const random = chance(SEED);
    const seen: Record<string, number> = {};
    const rounds = Math.min(2 * REQUESTS, ROUNDS * 8);
    for (let round = 0; round < rounds; round += 1) {
      const all = rounds === 2 * REQUESTS;
      const request = all ? 1 + (round >> 1) : 1 + Math.floor(random() * REQUESTS);
      const { stage, arrived, left, cause } = await killedAt(
        request,
        all ? round % 2 === 1 : random() < 0.5,
        'reminder',
      );
      const came = { request, stage, arrived, left, cause };
      if (stage === 'sent') expect(came).toMatchObject({ arrived: 1 });
      else expect(came).toMatchObject({ stage: 'maybe-sent', cause: 'unclear' });
      expect(arrived).toBeLessThanOrEqual(1);
      seen[`${left}, then ${stage}`] = (seen[`${left}, then ${stage}`] ?? 0) + 1;
    }
    report(`${String(rounds)} posts with a kill on the way: ${JSON.stringify(seen)}`);
  },
  60_000 + ROUNDS * 40_000,
);

test(
  'a sender is killed at each step of an update: it is done, as it can be done twice',
  async () => {
    const random = chance(SEED + 1);
    for (let round = 0; round < Math.min(2 * REQUESTS, ROUNDS * 4); round += 1) {
      const request = 1 + Math.floor(random() * REQUESTS);
      const { stage, arrived } = await killedAt(request, random() < 0.5, 'card-update');
      expect({ request, stage }).toEqual({ request, stage: 'sent' });
      expect(arrived).toBeGreaterThanOrEqual(1);
    }
  },
  60_000 + ROUNDS * 20_000,
);
