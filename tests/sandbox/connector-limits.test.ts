import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { conversation, message, startBotWorld } from './bot-world.ts';
import type { BotWorld } from './bot-world.ts';
import { errorOf } from './microsoft365.ts';

let world: BotWorld;

beforeAll(async () => {
  world = await startBotWorld();
});
afterAll(() => world.stop());
afterEach(() => {
  world.bot.answer = () => ({ status: 200 });
  world.teams.pass(61_000);
});

describe('rate limits', () => {
  const send = () => world.call(`POST ${conversation(world.channel)}/activities`, { body: message('Hej') });
  const many = async (count: number) => {
    const statuses: number[] = [];
    for (let index = 0; index < count; index += 1) statuses.push((await send()).status);
    return statuses;
  };

  test('let 7 messages through in a second and 8 in two, then say when to come back', async () => {
    expect(await many(7)).toEqual(Array(7).fill(201));
    const eighth = await send();
    expect([eighth.status, errorOf(eighth).code, eighth.headers.get('retry-after')]).toEqual([429, 'Throttled', '1']);
    world.teams.pass(1_000);
    expect((await send()).status).toBe(201);
    expect((await send()).status).toBe(429);
  });

  test('let 60 through in half a minute', async () => {
    let sent = 0;
    for (let round = 0; round < 31; round += 1) {
      if ((await send()).status === 201) sent += 1;
      if ((await send()).status === 201) sent += 1;
      world.teams.pass(900);
    }
    expect(sent).toBe(60);
    expect((await send()).headers.get('retry-after')).toMatch(/^\d+$/);
  });

  test('let 30 calls a second through for a tenant', async () => {
    const ids = world.teams.context.directory.teams.filter(
      (team) => team.instrument !== null && team.tenant === world.teams.team('sjoskolan').tenant,
    );
    const statuses = [];
    for (let index = 0; index < 31; index += 1) {
      const id = ids[index % ids.length]?.channels[0]?.id ?? '';
      statuses.push((await world.call(`POST ${conversation(id)}/activities`, { body: message('Hej') })).status);
    }
    expect(statuses.filter((status) => status === 201)).toHaveLength(30);
    expect(statuses.at(-1)).toBe(429);
  });

  test('are there for faults too', async () => {
    world.teams.faults.add({ target: 'connector', match: 'POST /v3/conversations', status: 502, mode: 'after-commit' });
    await world.post('Kom fram ändå');
    expect(await world.last()).toMatchObject({ text: 'Kom fram ändå' });
  });
});
