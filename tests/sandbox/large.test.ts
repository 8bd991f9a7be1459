import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { conversation, message } from './bot-world.ts';
import { startMicrosoft365 } from './microsoft365.ts';
import type { Json, Microsoft365 } from './microsoft365.ts';

const PEOPLE = 10_000;
const folder = mkdtempSync(join(tmpdir(), 'lika-people-'));
let teams: Microsoft365;
let token: string;

/** An id made of a kind and a number. */
const guid = (kind: number, number: number) =>
  `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`;

beforeAll(async () => {
  const [tenant, team] = [guid(1, 1), guid(2, 1)];
  const people = Array.from({ length: PEOPLE }, (_, index) => ({
    key: `person-${String(index)}`,
    id: guid(3, index),
    name: `Person ${String(index)}`,
    role: 'member',
    scope: 'stora',
    teams: ['stora'],
  }));
  const unit = {
    key: 'stora',
    id: guid(4, 1),
    name: 'Stora skolan',
    team,
    channel: '19:stora@thread.tacv2',
    instrument: null,
  };
  const chats = [
    { key: 'prat', id: '19:prat@thread.v2', name: 'Prat', members: people.map(({ key }) => key), app: true },
  ];
  const municipality = { key: 'stor', name: 'Stor', tenant, units: [unit], people, chats, personalApp: true };
  const peopleFile = join(folder, 'people.json');
  writeFileSync(peopleFile, JSON.stringify({ municipalities: [municipality] }));
  teams = await startMicrosoft365({ peopleFile });
  token = await teams.tokens.appToken(tenant, 'https://api.botframework.com');
});
afterAll(async () => {
  await teams.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('Ten thousand people', () => {
  const call = (address: string, body?: unknown) => {
    const [method, path] = address.split(/ (.*)/s);
    return teams.ask(`${String(method)} /connector/v3${String(path)}`, {
      token,
      ...(body === undefined ? {} : { body }),
    });
  };

  test('are reached one by one where everybody has the app', async () => {
    for (const index of [0, 4_711, PEOPLE - 1]) {
      const opened = await call('POST /conversations', {
        isGroup: false,
        tenantId: guid(1, 1),
        members: [{ id: guid(3, index) }],
      });
      expect(opened.status).toBe(201);
      const sent = await call(`POST ${conversation(String(opened.body.id))}/activities`, message('Hej'));
      expect(sent.status).toBe(201);
    }
  });

  test('stand in a roster that is read by page', async () => {
    await teams.ask('POST /connector/install', { body: { chat: 'prat', action: 'add' } });
    let next = '';
    const seen = new Set<unknown>();
    for (let pages = 0; pages < 40; pages += 1) {
      const { body } = await call(`GET ${conversation('19:prat@thread.v2')}/pagedmembers?pageSize=500${next}`);
      for (const { id } of body.members as Json[]) seen.add(id);
      teams.pass(1_100);
      if (typeof body.continuationToken !== 'string') break;
      next = `&continuationToken=${body.continuationToken}`;
    }
    expect(seen.size).toBe(PEOPLE);
  });
});
