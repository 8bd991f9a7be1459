import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { HEAD, part, planHere, plannerSides, seenThere, send, tryAgain } from '../faults/planner-sides.ts';
import type { PlannerSides } from '../faults/planner-sides.ts';
import { until } from '../support/until.ts';
import { graphAs } from './microsoft365.ts';

/** A person decides something while LIKA is in the middle of a look: no task is left that nobody knows of, none comes twice. */

let sides: PlannerSides;
let [first, second] = ['', ''];
beforeAll(async () => {
  sides = await plannerSides(2);
  [first = '', second = ''] = sides.actions;
});
afterAll(() => sides.stop());
afterEach(async () => {
  sides.way.watch = null;
  await sides.world.sandbox('DELETE', '/faults');
});

const statusOf = async (id: string) => (await planHere(sides)).actions.find((action) => action.id === id)?.planner;
const isInStep = async (...ids: string[]): Promise<boolean> => {
  const { planner, actions } = await planHere(sides);
  return (
    planner?.stage === 'in-step' && ids.every((id) => actions.find((one) => one.id === id)?.planner.state === 'synced')
  );
};
const isTasks = ({ method, path }: { method: string; path: string }) => method === 'GET' && path.endsWith('/tasks');
/** Once the tasks were listed, the first batch is that which makes those missing. */
const isMaking = (passing: { method: string; path: string }) =>
  passing.method === 'POST' &&
  (passing.path.endsWith('/planner/tasks') || (passing.path.endsWith('/$batch') && sides.way.passed.some(isTasks)));

async function inDatabase(command: string): Promise<void> {
  const admin = new pg.Client({ connectionString: sides.world.database.superUrl });
  await admin.connect();
  await admin.query(command);
  await admin.end();
}

/** A new plan in Planner, with the one action or both; `at` may come in between. */
async function sent(title: string, actions: readonly string[], at: PlannerSides['way']['watch']): Promise<void> {
  sides.way.forget();
  sides.way.watch = at;
  await send(sides, actions, title);
}

/** A new plan with a task for the second action alone. */
async function onlySecond(title: string): Promise<void> {
  await sent(title, sides.actions, null);
  await until('both are in step', () => isInStep(first, second));
  await part(sides, first);
  await until('the first is out', async () => (await statusOf(first))?.state === 'none');
  await until('the other is in step', async () => (await seenThere(sides))?.count === 1 && isInStep(second));
}

it('taken out just before its task is made, an action gets none', async () => {
  let isOut = false;
  await sent('Före', sides.actions, async (passing, step) => {
    if (isOut || step !== 'answered' || !isTasks(passing)) return;
    isOut = true;
    await part(sides, first);
  });
  await until('the other is in step', async () => isOut && isInStep(second));
  expect((await statusOf(first))?.state).toBe('none');
  expect((await seenThere(sides))?.count).toBe(1);
});

it('taken out while its task is being made, an action leaves none behind', async () => {
  let isOut = false;
  await sent('Under', sides.actions, async (passing, step) => {
    if (isOut || step !== 'asked' || !isMaking(passing)) return;
    isOut = true;
    await part(sides, first);
  });
  await until('the other is in step', async () => isOut && isInStep(second));
  await until('the action is out', async () => (await statusOf(first))?.state === 'none');
  expect((await seenThere(sides))?.count).toBe(1);
});

it('taken out after the answer about its task was lost, an action leaves none behind, and comes once when it is sent again', async () => {
  let [lists, isOut] = [0, false];
  await sides.world.sandbox('POST', '/faults', {
    ...{ target: 'graph', match: 'POST *planner/tasks', status: 503, times: 2, mode: 'after-commit' },
  });
  await sent('Efter', sides.actions, async (passing, step) => {
    if (step !== 'asked' || !isTasks(passing)) return;
    lists += 1;
    if (lists !== 2) return;
    isOut = true;
    await part(sides, first);
  });
  await until('the other is in step', async () => isOut && isInStep(second));
  await until('the action is out', async () => (await statusOf(first))?.state === 'none');
  expect((await seenThere(sides))?.count).toBe(1);
  await send(sides, [first]);
  await until('both are in step', () => isInStep(first, second));
  expect((await seenThere(sides))?.count).toBe(2);
});

it('what a service had asked for when it died is waited for longer than a request may take', async () => {
  await onlySecond('Långsam');
  let isDead = false;
  // Nothing comes of it before it is time.
  await sides.world.sandbox('POST', '/faults', {
    ...{ target: 'graph', match: 'POST *planner/tasks', status: 503, times: 9, mode: 'refuse' },
  });
  sides.way.forget();
  sides.way.watch = async (passing, step) => {
    if (isDead || step !== 'asked' || !isMaking(passing)) return;
    sides.way.watch = null;
    await sides.world.killService();
    isDead = true;
  };
  await send(sides, [first]);
  await until('the service has died', async () => isDead);
  await sides.world.restartService();
  await inDatabase(`update planner_queue set lease_until = '-infinity'`);
  await inDatabase(`update planner_task set sending_at = sending_at - interval '25 seconds'`);
  await tryAgain(sides);
  await until('it is waited for', async () => (await planHere(sides)).planner?.cause === 'unclear');
  // What had been asked for is done only now.
  await sides.world.sandbox('DELETE', '/faults');
  const { url } = (await planHere(sides)).planner ?? {};
  const assigned = { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' };
  const body = {
    ...{ planId: /\/plan\/([^/]+)\/view/.exec(url ?? '')?.[1], title: 'Insats 0', percentComplete: 0 },
    ...{ dueDateTime: '2027-03-01T12:00:00Z', assignments: { [sides.world.person(HEAD).id]: assigned } },
  };
  await (await graphAs(sides.world, HEAD)).write('POST', '/planner/tasks', { body });
  await until('both are in step', () => isInStep(first, second));
  expect((await seenThere(sides))?.count).toBe(2);
});

it('a request that failed in this service’s sight holds nobody up for long', async () => {
  await onlySecond('Misslyckad');
  await sides.world.sandbox('POST', '/faults', {
    ...{ target: 'graph', match: 'POST *planner/tasks', status: 503, times: 1, mode: 'refuse' },
  });
  let isLate = false;
  sides.way.forget();
  sides.way.watch = async (passing, step) => {
    if (isLate || step !== 'answered' || !isMaking(passing)) return;
    isLate = true;
    await part(sides, second);
  };
  await send(sides, [first]);
  await until('it is in step', async () => isLate && isInStep(first));
  expect((await seenThere(sides))?.count).toBe(1);
});

it('a look that lost the plan says no more how it stands', async () => {
  await sent('Först', [first], null);
  await until('it is in step', () => isInStep(first));
  await sides.world.sandbox('POST', '/faults', {
    ...{ target: 'graph', match: 'GET *planner/plans/*/tasks', status: 404, times: 1, mode: 'refuse' },
  });
  let isMoved = false;
  let said: unknown;
  sides.way.forget();
  sides.way.watch = async (passing, step) => {
    if (!isMoved && step === 'answered' && isTasks(passing)) {
      isMoved = true;
      await send(sides, [first], 'Sedan');
    } else if (isMoved && said === undefined && step === 'asked') said = (await planHere(sides)).planner;
  };
  await tryAgain(sides);
  await until('it is in step where it was moved', async () => said !== undefined && isInStep(first));
  expect(said).toMatchObject({ stage: expect.stringMatching(/due|in-step/), cause: null });
});
