import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { until } from '../support/until.ts';
import { changeOnBothSides, goOnFromHere, isAgreed, sendAnew, settled, sum, tell } from './planner-agreement.ts';
import type { Agreement, Came } from './planner-agreement.ts';
import { changeBoth } from './planner-edits.ts';
import { heldUntil, planHere, plannerSides, send, timePasses } from './planner-sides.ts';
import type { Facts, PlannerSides } from './planner-sides.ts';
import { chance, FAULTS, oneOf, report, ROUNDS, SEED } from './rounds.ts';

const ACTIONS = 5;
const WITHIN = 120_000 + ROUNDS * 240_000;
/** Enough to be worth a look in `npm test`. */
const KILLS = Math.max(4, ROUNDS);

let sides: PlannerSides;
const wanted = new Map<string, Facts>();
let agreement: Agreement;

beforeAll(async () => {
  sides = await plannerSides(ACTIONS);
  agreement = { sides, wanted };
});
afterAll(() => sides.stop());

const SENDING = [
  'GET *groups/*/planner/plans',
  'POST *planner/plans',
  'GET *planner/plans/*/buckets',
  'GET *planner/plans/*/details',
  'POST *planner/buckets',
  'PATCH *planner/plans/*/details',
  'GET *planner/plans/*/tasks',
  'POST *planner/tasks',
  'GET *planner/tasks/*/details',
  'PATCH *planner/tasks/*/details',
  'POST *$batch',
];
const CHANGING = [
  'GET *planner/plans/*/tasks',
  'POST *planner/tasks',
  'GET *planner/tasks/*/details',
  'PATCH *planner/tasks/*/details',
  'PATCH *planner/tasks/*',
  'DELETE *planner/tasks/*',
  'POST *$batch',
];

interface Trial {
  readonly kind: 'send' | 'change';
  readonly match: string;
  readonly fault: (typeof FAULTS)[number];
}

/** Every call with every fault, in an order of chance. */
function trials(random: () => number): Trial[] {
  const of = (kind: Trial['kind'], calls: readonly string[]): Trial[] =>
    calls.flatMap((match) => FAULTS.map((fault) => ({ kind, match, fault })));
  return [...of('send', SENDING), ...of('change', CHANGING)]
    .map((trial) => ({ trial, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ trial }) => trial);
}

test(
  'Graph fails at any call of a send or of changes on both sides: nothing is lost, nothing doubled',
  async () => {
    const random = chance(SEED);
    await sendAnew(agreement, `Från början ${String(SEED)}`);
    const all = [tell('at first', await settled(agreement))];
    // A call that hangs takes long to be given up: a few in a long run.
    const deck = trials(random).filter(({ fault }) => fault.mode !== 'hang' || ROUNDS > 10);
    for (const { kind, match, fault } of deck.slice(0, Math.max(3, 2 * ROUNDS))) {
      const order = {
        times: fault.mode === 'hang' ? 1 : oneOf([1, 1, 2, 6], random),
        every: oneOf([1, 1, 2, 3], random),
      };
      const breakGraph = () => sides.world.sandbox('POST', '/faults', { target: 'graph', match, ...order, ...fault });
      if (kind === 'send') {
        await breakGraph();
        await sendAnew(agreement, `Plan ${String(SEED)}-${String(all.length)}`);
      } else {
        const changeHere = await changeOnBothSides(agreement, random);
        await breakGraph();
        await changeHere();
      }
      sides.way.forget();
      await until(
        'the fault was met or is not to be',
        async () => (await faultsLeft()) === 0 || hasLooked(),
        40_000,
      ).catch(() => undefined);
      all.push(tell(`${kind} ${match} ${JSON.stringify({ ...fault, ...order })}`, await settled(agreement)));
    }
    const { lost, doubled, asked } = sum(all);
    report(
      `${String(all.length - 1)} broken calls to Planner: ${String(lost)} lost, ${String(doubled)} doubled, ${String(asked)} asked a person`,
    );
    expect({ lost, doubled, asked }).toEqual({ lost: 0, doubled: 0, asked: 0 });
  },
  WITHIN,
);

const faultsLeft = async (): Promise<number> =>
  ((await sides.world.sandbox('GET', '/faults')).body as readonly unknown[]).length;

/** The service has looked at the plan twice and found nothing left to do. Asks nothing of Graph. */
async function hasLooked(): Promise<boolean> {
  const looks = sides.way.passed.filter(({ method, path }) => method === 'GET' && path.endsWith('/tasks'));
  return looks.length >= 2 && isInStep();
}

async function isInStep(): Promise<boolean> {
  const { planner, actions } = await planHere(sides);
  return (
    planner?.stage === 'in-step' && actions.every(({ id, planner: { state } }) => !wanted.has(id) || state === 'synced')
  );
}

/** Kills the service at a step of a request to Graph, once it has `begun`. Tells whether it came to that. */
function killAt(
  number: number,
  step: 'asked' | 'answered' | 'heard',
  { begun, random }: { begun: Promise<void>; random: () => number },
): () => boolean {
  let isKilled = false;
  const kill = async (): Promise<void> => {
    sides.way.watch = null;
    await sides.world.killService();
    isKilled = true;
  };
  sides.way.forget();
  sides.way.watch = async (passing, at) => {
    if (passing.number !== number || at !== (step === 'heard' ? 'answered' : step)) return;
    await begun;
    if (step === 'heard') setTimeout(() => void kill(), random() * 60);
    else await kill();
  };
  return () => isKilled;
}

test(
  'the service is killed at any step of a send or of changes on both sides: nothing is lost, nothing doubled',
  async () => {
    const random = chance(SEED + 1);
    const all: Came[] = [];
    let kills = 0;
    if (wanted.size === 0) {
      await sendAnew(agreement, `Först ${String(SEED)}`);
      all.push(await settled(agreement));
    }
    for (let round = 0; kills < KILLS && round < 2 * KILLS; round += 1) {
      const isSend = random() < 0.5;
      const number = 1 + Math.floor(random() * (isSend ? 16 : 7));
      const step = oneOf(['asked', 'answered', 'heard'] as const, random);
      const changeHere = isSend ? null : await changeOnBothSides(agreement, random);
      let begin = (): void => undefined;
      const begun = new Promise<void>((resolve) => (begin = resolve));
      const killed = killAt(number, step, { begun, random });
      await (changeHere ? changeHere() : sendAnew(agreement, `Död ${String(SEED)}-${String(round)}`));
      begin();
      await until('it is killed or done', async () => killed() || (await isAgreed(agreement)), 20_000).catch(
        (error: unknown) => {
          if (!killed()) throw error;
        },
      );
      const what = `${isSend ? 'send' : 'change'}, request ${String(number)} ${step}`;
      if (killed()) {
        kills += 1;
        await timePasses(sides);
        await sides.world.restartService();
      }
      all.push(tell(what, await settled(agreement)));
    }
    const { lost, doubled, asked } = sum(all);
    report(
      `${String(kills)} kills on the way to Planner: ${String(lost)} lost, ${String(doubled)} doubled, ${String(asked)} asked a person`,
    );
    expect(kills).toBeGreaterThan(0);
    expect({ lost, doubled, asked }).toEqual({ lost: 0, doubled: 0, asked: 0 });
  },
  WITHIN,
);

test(
  'people change the actions while these are on their way to Planner: what they wrote arrives, and nobody is asked about it',
  async () => {
    const random = chance(SEED + 2);
    const all: Came[] = [];
    for (let round = 0; round < Math.max(3, ROUNDS); round += 1) {
      await goOnFromHere(agreement);
      const number = 1 + Math.floor(random() * 16);
      const step = oneOf(['asked', 'answered'] as const, random);
      sides.way.forget();
      sides.way.watch = async (passing, at) => {
        if (passing.number !== number || at !== step) return;
        for (const [action, facts] of [...wanted]) {
          const { wanted: after, here } = await changeBoth(sides, action, facts, { random, inPlanner: false });
          wanted.set(action, after);
          await here();
        }
      };
      await send(sides, sides.actions, `Ändrad ${String(SEED)}-${String(round)}`);
      await until('it is in step', isInStep);
      all.push(tell(`changed at request ${String(number)} ${step}`, await settled(agreement)));
    }
    const { lost, doubled, asked } = sum(all);
    report(
      `${String(all.length)} sends changed on the way: ${String(lost)} lost, ${String(doubled)} doubled, ${String(asked)} asked a person`,
    );
    expect({ lost, doubled, asked }).toEqual({ lost: 0, doubled: 0, asked: 0 });
  },
  WITHIN,
);

test('a service that waits long for Graph keeps the plan in hand, so that no other makes the same tasks', async () => {
  let held = { from: 0, to: 0 };
  sides.way.watch = async ({ method, path }, step) => {
    if (method !== 'POST' || !path.endsWith('/$batch') || step !== 'answered' || held.to > 0) return;
    const from = await heldUntil(sides);
    held = {
      from,
      to: await until('the hold is renewed', async () => ((await heldUntil(sides)) > from ? heldUntil(sides) : null)),
    };
  };
  await sendAnew(agreement, `Väntan ${String(SEED)}`);
  await until('it was held up', async () => held.to > 0);
  expect(await settled(agreement)).toMatchObject({ lost: 0, doubled: 0, asked: 0 });
  expect(held.to).toBeGreaterThan(held.from);
});
