import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { done, forged } from './calls.ts';
import { EKSKOLAN } from './demo.ts';

const HEAD = 'rektor-ekskolan';
let world: World;
let draft: Assessment;
const streams: Stream[] = [];

beforeAll(async () => {
  world = await startWorld();
  draft = await done<Assessment>(world, HEAD, 'POST', `/api/units/${EKSKOLAN}/assessments`, { kind: 'unit' });
});

afterAll(async () => {
  for (const { leave } of streams) leave();
  await world.stop();
});

interface Stream {
  readonly changes: { kind: string; id: string; by: string | null }[];
  readonly status: number;
  hasEnded(): boolean;
  leave(): void;
}

/** Reads a person's stream of Ekskolan's changes as they come. */
async function listen(token: string): Promise<Stream> {
  const abort = new AbortController();
  const response = await fetch(`${world.serviceUrl}/api/events?unit=${EKSKOLAN}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: abort.signal,
  });
  const changes: Stream['changes'] = [];
  let ended = false;
  const read = async (): Promise<void> => {
    let text = '';
    for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const parts = (text + part).split('\n\n');
      text = parts.pop() ?? '';
      for (const event of parts) {
        const data = /^data: (.*)$/m.exec(event)?.[1];
        const change = data === undefined ? null : (JSON.parse(data) as Stream['changes'][number]);
        // The bot's welcome goes out when it likes.
        if (change && change.kind !== 'delivery') changes.push(change);
      }
    }
  };
  void read()
    .catch(() => undefined)
    .finally(() => (ended = true));
  const stream = { changes, status: response.status, hasEnded: () => ended, leave: () => abort.abort() };
  streams.push(stream);
  return stream;
}

const answer = (indicator: string) =>
  world.api(HEAD, 'PUT', `/api/assessments/${draft.id}/answers/${indicator}`, {
    body: { option: 'planned', comment: null, version: 0 },
    headers: { 'x-lika-window': 'window-1' },
  });

test('a change reaches other windows with ids alone, and names the window that made it', async () => {
  const mine = await listen(await world.token(HEAD));
  await answer('l-vision');
  await until('the change arrives', () => Promise.resolve(mine.changes.length > 0));
  expect(mine.changes).toEqual([{ unit: EKSKOLAN, kind: 'answer', id: draft.id, by: 'window-1' }]);
});

test('a draft’s changes stay hidden from those who may not see it; once shared they are told', async () => {
  const teachers = await listen(await world.token('larare-ekskolan'));
  const heads = await listen(await world.token(HEAD));
  await answer('l-budget');
  await done(world, HEAD, 'POST', `/api/assessments/${draft.id}/share`, { with: 'team' });
  await until('the teacher is told', () => Promise.resolve(teachers.changes.length > 0));
  expect(teachers.changes.map(({ kind }) => kind)).toEqual(['assessment']);
  expect(heads.changes.map(({ kind }) => kind)).toEqual(['answer', 'assessment']);
});

test('the stream ends when the token does', async () => {
  const soon = Math.floor(Date.now() / 1000) + 2;
  const short = await listen(await forged(world, HEAD, { exp: soon }));
  expect(short.status).toBe(200);
  await until('the stream has ended', () => Promise.resolve(short.hasEnded()));
  expect(Date.now() / 1000).toBeGreaterThan(soon - 1);
});

test('a service that stops lets its streams go, and stops at once', async () => {
  const stream = await listen(await world.token(HEAD));
  const began = performance.now();
  await world.restartService();
  expect(stream.hasEnded()).toBe(true);
  expect(performance.now() - began).toBeLessThan(20_000);
});
