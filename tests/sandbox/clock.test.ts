import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDuration } from '../../sandbox/clock.ts';
import type { Whole } from './whole.ts';
import { startWhole } from './whole.ts';

describe('A duration', () => {
  test.each([
    ['P7D', '2026-10-17T08:00:00.000Z', '2026-10-24T08:00:00.000Z'],
    ['P2W', '2026-10-17T08:00:00.000Z', '2026-10-31T08:00:00.000Z'],
    ['PT1H30M', '2026-10-17T08:00:00.000Z', '2026-10-17T09:30:00.000Z'],
    ['P1M', '2027-01-31T08:00:00.000Z', '2027-02-28T08:00:00.000Z'],
    ['P1Y', '2028-02-29T08:00:00.000Z', '2029-02-28T08:00:00.000Z'],
    ['-P1D', '2026-03-01T00:00:00.000Z', '2026-02-28T00:00:00.000Z'],
    ['P1DT0.5S', '2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.500Z'],
  ])('%s after %s is %s', (duration, from, to) => {
    expect(addDuration(new Date(from), duration)?.toISOString()).toBe(to);
  });

  test.each(['', 'P', 'PT', '7D', 'P7', 'P1DT', 'one week', 'P-1D'])('"%s" is none', (text) => {
    expect(addDuration(new Date(0), text)).toBeNull();
  });
});

describe('The clock', () => {
  let whole: Whole;
  beforeAll(async () => {
    whole = await startWhole();
  });
  afterAll(() => whole.stop());
  const shown = async () => Date.parse(String((await whole.ask('GET /clock')).body['now']));

  test('moves on by a duration, runs on, and stays moved over a restart', async () => {
    const before = await shown();
    const { status, body } = await whole.ask('POST /clock', { advance: 'P7D' });
    expect(status).toBe(200);
    expect(body['offsetMs']).toBeGreaterThan(6.9 * 86_400_000);
    expect((await shown()) - before).toBeGreaterThanOrEqual(7 * 86_400_000);
    await whole.restart();
    expect((await shown()) - before).toBeGreaterThanOrEqual(7 * 86_400_000);
  });

  test('is set to an instant', async () => {
    await whole.ask('POST /clock', { set: '2026-10-24T08:00:00Z' });
    expect((await shown()) - Date.parse('2026-10-24T08:00:00Z')).toBeLessThan(5_000);
  });

  test.each([
    {},
    { advance: 'soon' },
    { set: 'tomorrow' },
    { advance: 'P1D', set: '2026-10-24T08:00:00Z' },
    { forward: 'P1D' },
    { real: false },
  ])('refuses %j and stays where it was', async (body) => {
    const before = await shown();
    const answer = await whole.ask('POST /clock', body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect((await shown()) - before).toBeLessThan(5_000);
  });

  test('goes back to real time when it is told to', async () => {
    await whole.ask('POST /clock', { advance: 'P7D' });
    expect((await whole.ask('POST /clock', { real: true })).body['offsetMs']).toBe(0);
  });

  test('shows real time again after a reset', async () => {
    await whole.ask('POST /clock', { advance: 'P7D' });
    expect((await whole.ask('POST /reset')).status).toBe(200);
    expect((await whole.ask('GET /clock')).body['offsetMs']).toBe(0);
  });
});
