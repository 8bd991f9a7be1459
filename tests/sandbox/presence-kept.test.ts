import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Whole } from './whole.ts';
import { startWhole } from './whole.ts';

let whole: Whole;
beforeAll(async () => {
  whole = await startWhole();
});
afterAll(() => whole.stop());

const PERSON = 'it-pedagog-ekskolan';
const install = (body: unknown) => whole.ask('POST /connector/install', body);
const presence = async (place: string, person = 'rektor-sjoskolan') =>
  (await whole.ask(`GET /connector/presence?${place}&person=${person}`)).body;
const canSee = async (place: string) =>
  (await whole.ask(`GET /connector/messages?${place}&person=${PERSON}`)).status === 200;

describe('Where the app is and who is where', () => {
  test('outlives a restart, and a reset makes it as the demo data has it', async () => {
    await install({ chat: 'arbetslag-4-9-sjoskolan', action: 'add' });
    await install({ team: 'sjoskolan', action: 'add' });
    await install({ team: 'sjoskolan', action: 'remove' });
    await whole.ask('POST /connector/members', { team: 'sjoskolan', person: PERSON, action: 'add' });
    const leaving = { chat: 'ledningsgruppen-ekskolan', person: PERSON, action: 'remove' };
    await whole.ask('POST /connector/members', leaving);
    await whole.restart();
    expect(await presence('chat=arbetslag-4-9-sjoskolan')).toEqual({ added: true, gone: false, here: true });
    expect(await presence('team=sjoskolan')).toEqual({ added: false, gone: true, here: false });
    expect([await canSee('team=sjoskolan'), await canSee('chat=ledningsgruppen-ekskolan')]).toEqual([true, false]);
    await whole.ask('POST /reset');
    expect(await presence('chat=arbetslag-4-9-sjoskolan')).toEqual({ added: false, gone: false, here: false });
    expect(await presence('team=sjoskolan')).toEqual({ added: false, gone: false, here: false });
    expect([await canSee('team=sjoskolan'), await canSee('chat=ledningsgruppen-ekskolan')]).toEqual([false, true]);
  });

  test('is known to Graph too', async () => {
    const groups = async () => {
      const { body } = await whole.ask('POST /host/graph-token', { person: PERSON });
      const answer = await fetch(`${whole.url}/graph/v1.0/me/memberOf`, {
        headers: { authorization: `Bearer ${String(body['access_token'])}` },
      });
      return ((await answer.json()) as { value: { displayName: string }[] }).value.map((each) => each.displayName);
    };
    await whole.ask('POST /connector/members', { team: 'sjoskolan', person: PERSON, action: 'add' });
    expect((await groups()).sort()).toEqual(['Ekskolan', 'Sjöskolan']);
    await whole.ask('POST /connector/members', { team: 'ekskolan', person: PERSON, action: 'remove' });
    expect(await groups()).toEqual(['Sjöskolan']);
  });

  test.each([
    [400, 'install', { action: 'add' }],
    [400, 'install', { team: 'sjoskolan', chat: 'skolutveckling-sodra', action: 'add' }],
    [400, 'install', { team: 'sjoskolan', action: 'block' }],
    [400, 'members', { person: PERSON, action: 'add' }],
    [404, 'install', { team: 'nowhere', action: 'add' }],
    [404, 'members', { team: 'sjoskolan', person: 'nobody', action: 'add' }],
    [403, 'install', { team: 'sjoskolan', by: 'rektor-ekskolan', action: 'add' }],
  ])('answers %i to %s with %j', async (status, address, body) => {
    expect((await whole.ask(`POST /connector/${address}`, body)).status).toBe(status);
  });
});
