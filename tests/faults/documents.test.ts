import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { until } from '../support/until.ts';
import { DocumentsSides, isWell, sum, tell } from './documents-sides.ts';
import type { Came } from './documents-sides.ts';
import { chance, FAULTS, oneOf, report, ROUNDS, SEED } from './rounds.ts';
import type { Fault } from './rounds.ts';

const WITHIN = 120_000 + ROUNDS * 240_000;
/** Enough to be worth a look in `npm test`. */
const KILLS = Math.max(4, ROUNDS);
const NONE = { lost: 0, doubled: 0, overwritten: 0, asked: 0, mistold: 0 };

/** What can happen to files beside what can happen to any call. */
const OF_FILES: readonly Fault[] = [
  { status: 423, mode: 'refuse' },
  { status: 507, mode: 'refuse' },
];

let sides: DocumentsSides;
let round = 0;

beforeAll(async () => {
  sides = await DocumentsSides.start();
  await sides.stage.keep();
  tell('at first', await sides.settled());
});
afterAll(() => sides.stop());

const CALLS = {
  /** The plan changes, and its documents are written anew. */
  write: ['GET *drives/*/items/*', 'PUT *drives/*/items/*/content', 'GET *users/*'],
  /** Somebody has changed a document, and a new one is made beside it. */
  beside: [
    ...['GET *drives/*/items/*', 'GET *drives/*/items/*:/*', 'GET *drives/*/items/*/content'],
    ...['PUT *drives/*/items/*:/content', 'PUT *drives/*/items/*/content', 'GET *filesFolder'],
  ],
  /** Somebody has taken a document and the folder away, and both are made again. */
  again: [
    ...['GET *filesFolder', 'GET *drives/*/items/*:/*', 'POST *drives/*/items/*/children'],
    ...['PUT *drives/*/items/*:/content', 'GET *drives/*/items/*'],
  ],
} as const;
type Kind = keyof typeof CALLS;

interface Trial {
  readonly kind: Kind;
  readonly match: string;
  readonly fault: Fault;
}

/** Every call with every fault, in an order of chance. */
function trials(random: () => number): Trial[] {
  const kinds = Object.keys(CALLS) as Kind[];
  return kinds
    .flatMap((kind) =>
      CALLS[kind].flatMap((match) => [...FAULTS, ...OF_FILES].map((fault) => ({ kind, match, fault }))),
    )
    .map((trial) => ({ trial, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ trial }) => trial);
}

/** Makes everything ready; what it gives sets the work going. */
async function prepared(kind: Kind): Promise<() => Promise<void>> {
  round += 1;
  const change = (): Promise<void> => sides.changePlan(`Runda ${String(SEED)}-${String(round)}`);
  if (kind === 'write') return change;
  if (kind === 'beside') {
    await sides.editPlan(`Skrivet av någon ${String(round)}`);
    return change;
  }
  const again = await sides.takeAway();
  return async () => {
    await change();
    await again();
  };
}

const isDone = (): Promise<boolean> => sides.compared().then(isWell, () => false);

test(
  'Graph fails at any call: no document is lost, none is doubled, nothing of anybody’s is written over, and the channel is told once',
  async () => {
    const random = chance(SEED);
    const all: Came[] = [];
    // A call that hangs takes long to be given up: a few in a long run.
    const deck = trials(random).filter(({ fault }) => fault.mode !== 'hang' || ROUNDS > 10);
    for (const { kind, match, fault } of deck.slice(0, Math.max(6, 2 * ROUNDS))) {
      const order = {
        times: fault.mode === 'hang' ? 1 : oneOf([1, 1, 2, 6], random),
        every: oneOf([1, 1, 2, 3], random),
      };
      const go = await prepared(kind);
      await sides.stage.world.sandbox('POST', '/faults', { target: 'graph', match, ...order, ...fault });
      await go();
      await until(
        'the fault was met or is not to be',
        async () => (await faultsLeft()) === 0 || isDone(),
        25_000,
      ).catch(() => undefined);
      all.push(tell(`${kind} ${match} ${JSON.stringify({ ...fault, ...order })}`, await sides.settled()));
    }
    const came = sum(all);
    report(`${String(all.length)} broken calls to SharePoint: ${wordsOf(came)}`);
    expect(came).toEqual(NONE);
  },
  WITHIN,
);

const faultsLeft = async (): Promise<number> =>
  ((await sides.stage.world.sandbox('GET', '/faults')).body as readonly unknown[]).length;

const wordsOf = ({ lost, doubled, overwritten, asked, mistold }: typeof NONE): string =>
  `${String(lost)} lost, ${String(doubled)} doubled, ${String(overwritten)} written over, ${String(asked)} asked a person, ${String(mistold)} told wrongly`;

/** Kills the service at a step of a request to Graph. Tells whether it came to that. */
function killAt(number: number, step: 'asked' | 'answered' | 'heard', random: () => number): () => boolean {
  let isKilled = false;
  const kill = async (): Promise<void> => {
    sides.way.watch = null;
    await sides.stage.world.killService();
    isKilled = true;
  };
  sides.way.forget();
  sides.way.watch = async (passing, at) => {
    if (passing.number !== number || at !== (step === 'heard' ? 'answered' : step)) return;
    if (step === 'heard') setTimeout(() => void kill(), random() * 60);
    else await kill();
  };
  return () => isKilled;
}

test(
  'the service is killed at any step: no document is lost, none is doubled, nothing of anybody’s is written over, and the channel is told once',
  async () => {
    const random = chance(SEED + 1);
    const all: Came[] = [];
    let kills = 0;
    for (let tries = 0; kills < KILLS && tries < 2 * KILLS; tries += 1) {
      const kind = oneOf(['write', 'beside', 'beside', 'again', 'again'] as const, random);
      const number = 1 + Math.floor(random() * (kind === 'write' ? 5 : 10));
      const step = oneOf(['asked', 'answered', 'heard'] as const, random);
      const go = await prepared(kind);
      const killed = killAt(number, step, random);
      await go().catch((error: unknown) => {
        if (!killed()) throw error;
      });
      await until('it is killed or done', async () => killed() || (await isDone()), 20_000).catch((error: unknown) => {
        if (!killed()) throw error;
      });
      if (killed()) {
        kills += 1;
        await sides.timePasses();
        await sides.stage.world.restartService();
      }
      all.push(tell(`${kind}, request ${String(number)} ${step}`, await sides.settled()));
    }
    const came = sum(all);
    report(`${String(kills)} kills on the way to SharePoint: ${wordsOf(came)}`);
    expect(kills).toBeGreaterThan(0);
    expect(came).toEqual(NONE);
  },
  WITHIN,
);
