import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { planHere, plannerSides, changeHere, factsHere, seenThere, send, tryAgain } from '../faults/planner-sides.ts';
import type { Facts, PlannerSides } from '../faults/planner-sides.ts';
import { until } from '../support/until.ts';

/** Somebody chooses another plan in Planner while LIKA is in the middle of looking at the one before. */

let sides: PlannerSides;
beforeAll(async () => {
  sides = await plannerSides(2);
});
afterAll(() => sides.stop());

const isInStep = async (): Promise<boolean> => {
  const { planner, actions } = await planHere(sides);
  return planner?.stage === 'in-step' && actions.every((action) => action.planner.state === 'synced');
};

/** What the actions say, in the order of `sides.actions`. */
async function saidHere(): Promise<Facts[]> {
  const { actions } = await planHere(sides);
  return sides.actions.flatMap((id) => actions.filter((action) => action.id === id).map(factsHere));
}

/** Every request of a look at the plan before, one after the other: whichever it is that the move comes in. */
it.each([1, 2, 3, 4, 5])('at request %i of the look: nothing of what the actions say is lost', async (at) => {
  await send(sides, sides.actions, `Först ${String(at)}`);
  await until('the first plan is in step', isInStep);
  for (const action of sides.actions)
    await changeHere(sides, action, () => ({ notes: `Skrivet före flytten ${String(at)}` }));
  await until('what was written is there', isInStep);
  const before = await saidHere();

  let moving: 'not yet' | 'begun' | 'done' = 'not yet';
  sides.way.forget();
  sides.way.watch = async ({ number }, step) => {
    if (number !== at || step !== 'answered' || moving !== 'not yet') return;
    moving = 'begun';
    await send(sides, sides.actions, `Sedan ${String(at)}`);
    moving = 'done';
  };
  await changeHere(sides, sides.actions[0] ?? '', () => ({ due: '2027-04-0' + String(at) }));
  await tryAgain(sides);
  await until('somebody has moved it', async () => moving === 'done');
  await until('the second plan is in step', async () => (await isInStep()) && (await seenThere(sides))?.count === 2);

  const wanted = before.map((facts, index) => (index === 0 ? { ...facts, due: `2027-04-0${String(at)}` } : facts));
  expect(await saidHere()).toEqual(wanted);
  const there = await seenThere(sides);
  expect(sides.actions.map((action) => there?.byAction.get(action))).toEqual(wanted.map((facts) => [facts]));
});
