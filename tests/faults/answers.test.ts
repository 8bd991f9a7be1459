import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Answer, Assessment } from '../../bot/api/schemas/assessments.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { done } from '../api/calls.ts';
import { EKSKOLAN } from '../api/demo.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { chance, oneOf, report, ROUNDS, SEED } from './rounds.ts';

const OPTIONS = ['not-planned', 'planned', 'started', 'nearly', 'achieved', 'not-relevant'];
const WRITERS = ['rektor-ekskolan', 'bitradande-ekskolan', 'it-pedagog-ekskolan', 'forstelarare-ekskolan'];
let world: World;
let indicators: string[];

interface Write {
  readonly indicator: string;
  readonly option: string;
  readonly version: number;
}

beforeAll(async () => {
  world = await startWorld({ env: { LIKA_REQUESTS_PER_MINUTE: '100000' } });
  const instrument = await done<Instrument>(world, WRITERS[0] ?? '', 'GET', '/api/instruments/lika-skola/1');
  indicators = instrument.areas.flatMap(({ steps }) => steps.flatMap((step) => step.indicators.map(({ id }) => id)));
});

afterAll(() => world.stop());

/** One who answers as fast as the service takes it, and remembers what it said yes to and what it never answered. */
class Writer {
  readonly acknowledged = new Map<string, Write>();
  unanswered: Write | null = null;
  /** How often the service said yes. */
  yes = 0;
  #token = '';
  #assessment = '';

  constructor(
    readonly person: string,
    readonly random: () => number,
  ) {}

  get assessment(): string {
    return this.#assessment;
  }

  async begin(): Promise<void> {
    const kind = this.person.startsWith('rektor') ? 'unit' : 'own';
    const path = `/api/units/${EKSKOLAN}/assessments`;
    this.#assessment = (await done<Assessment>(world, this.person, 'POST', path, { kind })).id;
    this.#token = await world.token(this.person);
  }

  /** The service's answer, or null when it was killed before it gave one, or said that it couldn't save now (503). */
  async send(write: Write): Promise<Answer | null> {
    const response = await fetch(`${world.serviceUrl}/api/assessments/${this.#assessment}/answers/${write.indicator}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ option: write.option, comment: null, version: write.version - 1 }),
    }).catch(() => null);
    if (response === null) return null;
    const body = await response.text().catch(() => null);
    if (body === null || response.status === 503) return null;
    if (response.status !== 200) throw new Error(`${write.indicator}: ${String(response.status)} ${body}`);
    this.acknowledged.set(write.indicator, write);
    this.yes += 1;
    return JSON.parse(body) as Answer;
  }

  async writeUntilKilled(): Promise<void> {
    for (;;) {
      const indicator = oneOf(indicators, this.random);
      const version = (this.acknowledged.get(indicator)?.version ?? 0) + 1;
      const write = { indicator, option: oneOf(OPTIONS, this.random), version };
      this.unanswered = write;
      if ((await this.send(write)) === null) return;
      this.unanswered = null;
    }
  }
}

/** Versions by the log, which has a row for each answer written: two rows for one version would be a doubled write. */
async function doubled(): Promise<number> {
  const client = new pg.Client({ connectionString: world.database.superUrl });
  await client.connect();
  const { rows } = await client.query<{ n: number }>(`
    select count(*)::int as n from answer a where a.assessment_id in (select id from assessment where published_at is null)
      and a.version <> (select count(*) from audit l where l.what = 'answer.write'
        and l.about = a.assessment_id::text and l.detail ->> 'indicator' = a.indicator)`);
  await client.end();
  return rows[0]?.n ?? -1;
}

async function lostBy(writer: Writer): Promise<number> {
  const { answers } = await done<Assessment>(world, writer.person, 'GET', `/api/assessments/${writer.assessment}`);
  const standing = new Map(answers.map((answer) => [answer.indicator, answer]));
  return [...writer.acknowledged.values()].filter(({ indicator, option, version }) => {
    const found = standing.get(indicator);
    return found?.version !== version || found.option !== option;
  }).length;
}

test('the service is killed while many answer: nothing acknowledged is lost, nothing sent again is doubled', async () => {
  const random = chance(SEED);
  const writers = WRITERS.map((person, index) => new Writer(person, chance(SEED + index + 1)));
  for (const writer of writers) await writer.begin();
  let lost = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const writing = writers.map((writer) => writer.writeUntilKilled());
    await new Promise((resolve) => setTimeout(resolve, 100 + random() * 900));
    await world.killService();
    await Promise.all(writing);
    await world.restartService();
    // What got no answer is sent again, as the tab does: it may have been written or not.
    for (const writer of writers) {
      const { unanswered } = writer;
      if (unanswered) await until('it is taken when sent again', () => writer.send(unanswered));
    }
    for (const writer of writers) lost += await lostBy(writer);
  }
  const acknowledged = writers.reduce((sum, writer) => sum + writer.yes, 0);
  const twice = await doubled();
  report(
    `${String(ROUNDS)} kills, ${String(acknowledged)} answers acknowledged: ${String(lost)} lost, ${String(twice)} doubled`,
  );
  expect(acknowledged).toBeGreaterThan(0);
  expect({ lost, doubled: twice }).toEqual({ lost: 0, doubled: 0 });
});
