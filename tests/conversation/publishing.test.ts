import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import type { Delivery } from '../../bot/api/schemas/deliveries.ts';
import type { Me, Unit } from '../../bot/api/schemas/units.ts';
import { placedIndicators } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const HEAD = 'rektor-ekskolan';
let world: World;
let unit: Unit;
let indicators: string[];

beforeAll(async () => {
  world = await startWorld();
  const me = (await world.api(HEAD, 'GET', '/api/me')).body as Me;
  unit = (await world.api(HEAD, 'GET', `/api/units/${me.units[0]?.id ?? ''}`)).body as Unit;
  const { body } = await world.api(HEAD, 'GET', '/api/instruments/lika-skola/1?language=sv');
  indicators = placedIndicators(body as Instrument).map(({ indicator }) => indicator.id);
  await until('the bot has said its welcomes', async () => (await posts()).length >= 10);
});
afterAll(() => world.stop());
beforeEach(() => world.sandbox('DELETE', '/faults'));

/** A whole assessment with the same answer everywhere, published. */
async function publish(option: string, postCard = true): Promise<Assessment> {
  const made = (await world.api(HEAD, 'POST', `/api/units/${unit.id}/assessments`, { body: { kind: 'unit' } }))
    .body as Assessment;
  for (const indicator of indicators)
    await world.api(HEAD, 'PUT', `/api/assessments/${made.id}/answers/${indicator}`, {
      body: { option, comment: 'Anna sade att det går bra', version: 0 },
    });
  const published = await world.api(HEAD, 'POST', `/api/assessments/${made.id}/publish`, { body: { postCard } });
  expect(published.status).toBe(200);
  return published.body as Assessment;
}

interface Logged {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: { readonly activity?: { readonly attachments?: { readonly content: unknown }[] } } | null;
}

/** New posts that reached the connector, whatever it answered. */
async function posts(): Promise<Logged[]> {
  const { body } = await world.sandbox('GET', '/connector/log');
  const lines = (typeof body === 'string' ? body : '').split('\n').filter((line) => line !== '');
  return lines
    .map((line) => JSON.parse(line) as Logged)
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/v3/conversations'));
}

const latest = async (): Promise<Delivery | undefined> =>
  ((await world.api(HEAD, 'GET', `/api/units/${unit.id}/deliveries`)).body as { deliveries: Delivery[] }).deliveries[0];
const settled = (stage: Delivery['stage']) =>
  until(`the card is ${stage}`, async () => (await latest())?.stage === stage);

describe('publishing an assessment', () => {
  it('posts one card in the school’s channel, with a picture that needs no token and carries no names', async () => {
    const before = (await posts()).length;
    const assessment = await publish('achieved');
    await settled('sent');
    const [post, ...more] = (await posts()).slice(before);
    expect(more).toEqual([]);
    expect(post?.status).toBe(201);
    const card = JSON.stringify(post?.body);
    expect(card).toContain('Ekskolans skattning är publicerad');
    expect(card).not.toContain('Anna');

    const address = /http[^"]*\/pictures\/[0-9a-f]{64}\.png/.exec(card)?.[0] ?? '';
    const picture = await fetch(address);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    const drawn = Buffer.from(await picture.arrayBuffer());

    await world.api(HEAD, 'POST', `/api/assessments/${assessment.id}/withdraw`);
    const blank = Buffer.from(await (await fetch(address)).arrayBuffer());
    expect(blank.length).toBeLessThan(drawn.length / 4);
    expect((await fetch(address.replace(/[0-9a-f]{64}/, '0'.repeat(64)))).status).toBe(404);
  });

  it('never posts a second card when the first one’s answer was lost', async () => {
    const before = (await posts()).length;
    await world.sandbox('POST', '/faults', {
      target: 'connector',
      match: 'POST /v3/conversations',
      status: 502,
      times: 1,
      mode: 'after-commit',
    });
    await publish('nearly');
    await settled('maybe-sent');
    expect((await posts()).length - before).toBe(1);
  });

  it('waits as long as the connector asks, and then posts', async () => {
    const before = (await posts()).length;
    await world.sandbox('POST', '/faults', {
      target: 'connector',
      match: 'POST /v3/conversations',
      status: 429,
      retryAfter: 1,
      times: 1,
      mode: 'refuse',
    });
    await publish('started');
    await settled('sent');
    expect((await posts()).slice(before).map(({ status }) => status)).toEqual([429, 201]);
  });

  it('posts nothing when the head says so', async () => {
    const before = await latest();
    await publish('planned', false);
    expect((await latest())?.id).toBe(before?.id);
  });

  it('drops the card when the assessment was withdrawn before it went out', async () => {
    await world.sandbox('POST', '/faults', {
      target: 'connector',
      match: 'POST /v3/conversations',
      status: 429,
      retryAfter: 2,
      times: 1,
      mode: 'refuse',
    });
    const assessment = await publish('achieved');
    await until('the first try was turned away', async () => (await latest())?.cause === 'too-busy');
    await world.api(HEAD, 'POST', `/api/assessments/${assessment.id}/withdraw`);
    await settled('dropped');
  });
});
