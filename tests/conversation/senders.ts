import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { systemClock } from '../../bot/clock.ts';
import type { Clock } from '../../bot/clock.ts';
import type { Conversation, PersonPlace, Place, Posted } from '../../bot/conversation/ports.ts';
import { startSender } from '../../bot/jobs/sender.ts';
import type { Composers, Sender } from '../../bot/jobs/sender.ts';
import type { Composed } from '../../bot/jobs/sending.ts';
import { createLog } from '../../bot/log.ts';
import { createSend } from '../../bot/store/outbox.ts';
import type { NewSend } from '../../bot/store/outbox.ts';
import { openStore } from '../../bot/store/store.ts';
import type { Store } from '../../bot/store/store.ts';
import { MITTKOPING, MITTKOPING_TENANT } from '../api/demo.ts';
import { freshDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

/** Senders on a database of their own, with a connector that remembers what it was asked and answers as the test says. */

export interface Asked {
  readonly verb: 'channel' | 'say' | 'update' | 'open' | 'members';
  readonly conversation: string;
  readonly text: string;
  /** Real time, in milliseconds. */
  readonly at: number;
}

export interface FakeConnector extends Conversation {
  readonly asked: Asked[];
  /** What is done before a call is answered: wait, throw a SendFault. */
  answer: (asked: Asked) => Promise<void> | void;
}

export function fakeConnector(): FakeConnector {
  const asked: Asked[] = [];
  const ask = async (verb: Asked['verb'], conversation: string, text = ''): Promise<Posted> => {
    const call = { verb, conversation, text, at: Date.now() };
    asked.push(call);
    await connector.answer(call);
    return { conversation, activity: randomUUID() };
  };
  const connector: FakeConnector = {
    asked,
    answer: () => undefined,
    postToChannel: (to, message) => ask('channel', to.conversation, message.text),
    say: (to, message) => ask('say', to.conversation, message.text),
    update: async (to, _activity, message) => void (await ask('update', to.conversation, message.text)),
    openChat: async (to: PersonPlace) => (await ask('open', `chat of ${to.person}`)).conversation,
    members: async (place) => {
      await ask('members', place.conversation);
      return [];
    },
  };
  return connector;
}

export interface Row {
  readonly id: string;
  readonly stage: string;
  readonly cause: string | null;
  readonly attempts: number;
  readonly next_try_at: Date | null;
  readonly result: unknown;
}

export interface SenderWorld {
  readonly database: TestDatabase;
  readonly store: Store;
  readonly connector: FakeConnector;
  readonly admin: pg.Client;
  start(composers: Composers, options?: { clock?: Clock; databaseUrl?: string; store?: Store }): Promise<Sender>;
  /** Puts something in the queue; its text is the payload's. Returns the delivery's id. */
  send(text: string, more?: Partial<NewSend>): Promise<string>;
  row(id: string): Promise<Row>;
  /** The row, once its message is no longer under way. */
  settled(id: string): Promise<Row>;
  stop(): Promise<void>;
}

export const PLACE: Omit<Place, 'conversation'> = {
  tenant: MITTKOPING_TENANT,
  serviceUrl: 'http://localhost/',
  anonymous: false,
};

/** Says the payload's text in the target. */
export const saying = async (
  _municipality: string,
  { payload, target }: { payload: unknown; target: string | null },
): Promise<Composed> => {
  const { text } = payload as { text: string };
  const to = { ...PLACE, conversation: target ?? '' };
  return { send: { verb: 'say', to, message: { text, summary: text } } };
};

export async function senderWorld(): Promise<SenderWorld> {
  const database = await freshDatabase({ seeded: true });
  const log = createLog('silent');
  const store = openStore({ url: database.serviceUrl, log });
  const connector = fakeConnector();
  const admin = new pg.Client({ connectionString: database.superUrl });
  await admin.connect();
  const senders: Sender[] = [];
  const row = async (id: string): Promise<Row> => {
    const { rows } = await admin.query<Row>('select * from delivery where id = $1', [id]);
    if (!rows[0]) throw new Error(`there is no delivery ${id}`);
    return rows[0];
  };
  return {
    database,
    store,
    connector,
    admin,
    async start(composers, { clock = systemClock(), databaseUrl = database.serviceUrl, store: own = store } = {}) {
      const sender = await startSender({ store: own, databaseUrl, clock, log, conversation: connector }, composers);
      senders.push(sender);
      return sender;
    },
    send: (text, more = {}) =>
      store.inMunicipality(MITTKOPING, (tx) =>
        createSend(tx, {
          ...{ kind: 'reminder', unit: null, about: null, payload: { text }, at: new Date() },
          ...{ tenant: MITTKOPING_TENANT, target: 'a:chat', unasked: true },
          ...more,
        }),
      ),
    row,
    settled: (id) =>
      until('the message is settled', async () => {
        const found = await row(id);
        return ['queued', 'sending'].includes(found.stage) ? null : found;
      }),
    async stop() {
      await Promise.all(senders.map((sender) => sender.stop()));
      await Promise.all([store.close(), admin.end()]);
      await database.drop();
    },
  };
}
