import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import type { Delivery } from '../../bot/api/schemas/deliveries.ts';
import type { Unit } from '../../bot/api/schemas/units.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { done } from '../api/calls.ts';
import { EKSKOLAN } from '../api/demo.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { chance, FAULTS, oneOf, report, ROUNDS, SEED } from './rounds.ts';

const HEAD = 'rektor-ekskolan';
const UNIT = `/api/units/${EKSKOLAN}`;
/** A few tries with their pauses, and some time for a machine with much to do. */
const SETTLED_WITHIN = 180_000;
const WITHIN = 120_000 + ROUNDS * SETTLED_WITHIN;
let world: World;
let channel: { team: string; channel: string };

beforeAll(async () => {
  world = await startWorld({ env: { LIKA_REQUESTS_PER_MINUTE: '100000', LIKA_JOB_SECONDS: '15' } });
  channel = (await done<Unit>(world, HEAD, 'GET', UNIT)).channel ?? { team: '', channel: '' };
});

afterAll(() => world.stop());

/** After 403 nothing more is sent there until the bot is heard in the channel again, as it is when it answers somebody. */
async function speakInChannel(): Promise<void> {
  const before = (await attachments()).length;
  await world.sandbox('POST', '/connector/outbox', {
    ...{ person: world.person(HEAD).id, conversation: channel.channel, text: '@LIKA hej' },
  });
  await until('LIKA has answered', async () => (await attachments()).length > before);
}

async function settled(about: (delivery: Delivery) => boolean): Promise<Delivery> {
  return until(
    'the delivery is settled',
    async () => {
      const { deliveries } = await done<{ deliveries: Delivery[] }>(world, HEAD, 'GET', `${UNIT}/deliveries`);
      const found = deliveries.find(about);
      return found && !['queued', 'sending', 'waiting-for-person'].includes(found.stage) ? found : null;
    },
    SETTLED_WITHIN,
  );
}

/** Kills the service in some rounds, at the worst time: while the job is at it. */
async function perhapsKill(random: () => number): Promise<void> {
  if (random() < 0.5) return;
  await new Promise((resolve) => setTimeout(resolve, random() * 1500));
  await world.killService();
  await world.restartService();
}

async function publish(): Promise<string> {
  const { id } = await done<Assessment>(world, HEAD, 'POST', `${UNIT}/assessments`, { kind: 'unit' });
  const instrument = await done<Instrument>(world, HEAD, 'GET', '/api/instruments/lika-skola/1');
  const indicators = instrument.areas.flatMap(({ steps }) => steps.flatMap((step) => step.indicators));
  await Promise.all(
    indicators.map(({ id: indicator }) =>
      done(world, HEAD, 'PUT', `/api/assessments/${id}/answers/${indicator}`, {
        ...{ option: 'nearly', comment: null, version: 0 },
      }),
    ),
  );
  await done(world, HEAD, 'POST', `/api/assessments/${id}/publish`, { postCard: true });
  return id;
}

/** The cards in the channel, each as its JSON. */
async function attachments(): Promise<string[]> {
  const path = `/connector/conversations/${encodeURIComponent(channel.channel)}?person=${world.person(HEAD).id}`;
  const { messages } = (await world.sandbox('GET', path)).body as { messages: { attachments: unknown[] }[] };
  return messages.flatMap((message) => message.attachments.map((attachment) => JSON.stringify(attachment)));
}

/** Result cards alone: they are the ones with a picture of the result. */
const cards = async (): Promise<number> => (await attachments()).filter((card) => card.includes('/pictures/')).length;

test(
  'the connector breaks and the service is killed on the way to the channel: no card is posted twice',
  async () => {
    const random = chance(SEED);
    const seen = new Set<string>();
    let lost = 0;
    let doubled = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await cards();
      const fault = oneOf(FAULTS, random);
      await world.sandbox('POST', '/faults', { target: 'connector', match: 'POST *', times: 1, ...fault });
      await publish();
      await perhapsKill(random);
      const { id, stage, cause } = await settled(
        (delivery) => delivery.kind === 'result-card' && !seen.has(delivery.id),
      );
      seen.add(id);
      const posted = (await cards()) - before;
      if (stage === 'sent' && posted === 0) lost += 1;
      if (stage !== 'sent') expect(cause).not.toBeNull();
      if (posted > 1) doubled += 1;
      await world.sandbox('DELETE', '/faults');
      if (fault.status === 403) await speakInChannel();
    }
    report(`${String(ROUNDS)} cards on a broken way to the channel: ${String(lost)} lost, ${String(doubled)} doubled`);
    expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
  },
  WITHIN,
);
