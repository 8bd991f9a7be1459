import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Answer, Assessment } from '../../bot/api/schemas/assessments.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { done, refused } from './calls.ts';
import { EKSKOLAN } from './demo.ts';

const HEAD = 'rektor-ekskolan';
const MEMBER = 'it-pedagog-ekskolan';
let world: World;
let draft: Assessment;

beforeAll(async () => {
  world = await startWorld();
  draft = await done<Assessment>(world, HEAD, 'POST', `/api/units/${EKSKOLAN}/assessments`, { kind: 'unit' });
});

afterAll(() => world.stop());

const path = (indicator: string, assessment = draft.id) => `/api/assessments/${assessment}/answers/${indicator}`;
const write = (indicator: string, option: string | null, version: number, comment: string | null = null) =>
  done<Answer>(world, HEAD, 'PUT', path(indicator), { option, comment, version });

async function auditOf(indicator: string): Promise<number> {
  const client = new pg.Client({ connectionString: world.database.superUrl });
  await client.connect();
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from audit where what = 'answer.write' and detail ->> 'indicator' = $1`,
    [indicator],
  );
  await client.end();
  return rows[0]?.n ?? -1;
}

test('beginning again gives back the open assessment', async () => {
  const again = await world.api(HEAD, 'POST', `/api/units/${EKSKOLAN}/assessments`, { body: { kind: 'unit' } });
  expect(again.status).toBe(200);
  expect(again.body).toMatchObject({ id: draft.id, state: 'draft', answered: 0, total: 65 });
});

test('two who begin at the same moment get the same assessment', async () => {
  const begin = () => done<Assessment>(world, MEMBER, 'POST', `/api/units/${EKSKOLAN}/assessments`, { kind: 'own' });
  const begun = await Promise.all([begin(), begin(), begin(), begin()]);
  expect(new Set(begun.map(({ id }) => id)).size).toBe(1);
});

test('each write of an answer counts its version up', async () => {
  expect(await write('l-vision', 'planned', 0, 'Först')).toMatchObject({ version: 1, comment: 'Först' });
  expect(await write('l-vision', 'started', 1)).toMatchObject({ version: 2, option: 'started', comment: null });
  expect(await write('l-vision', null, 2, 'Bara en kommentar')).toMatchObject({ version: 3, option: null });
});

test('a stale version is refused with what stands now, and changes nothing', async () => {
  await write('l-budget', 'planned', 0);
  await write('l-budget', 'nearly', 1);
  const stale = await refused(world, HEAD, 'PUT', path('l-budget'), { option: 'achieved', comment: null, version: 1 });
  expect(stale).toMatchObject({ status: 409, code: 'stale-version', current: { option: 'nearly', version: 2 } });
  const future = await refused(world, HEAD, 'PUT', path('l-budget'), { option: 'achieved', comment: null, version: 7 });
  expect(future).toMatchObject({ status: 409, current: { option: 'nearly', version: 2 } });
});

test('a version for an answer that was never given is stale too', async () => {
  const body = { option: 'achieved', comment: null, version: 3 };
  expect(await refused(world, HEAD, 'PUT', path('l-ai-rules'), body)).toMatchObject({ status: 409, current: null });
});

test('the same call sent again is answered as the first time, and written once', async () => {
  const first = await write('l-responsibility', 'nearly', 0, 'Samma');
  expect(await write('l-responsibility', 'nearly', 0, 'Samma')).toEqual(first);
  expect(await auditOf('l-responsibility')).toBe(1);
});

test('of many who write at once, one is heard and the others see what stands', async () => {
  const options = ['not-planned', 'planned', 'started', 'nearly', 'achieved'];
  const calls = options.map((option) =>
    world.api(HEAD, 'PUT', path('l-mobile-free'), { body: { option, comment: null, version: 0 } }),
  );
  const statuses = (await Promise.all(calls)).map(({ status }) => status);
  expect(statuses.sort()).toEqual([200, 409, 409, 409, 409]);
  expect(await auditOf('l-mobile-free')).toBe(1);
});

test('a member’s own assessment is theirs until they share it', async () => {
  const own = await done<Assessment>(world, MEMBER, 'POST', `/api/units/${EKSKOLAN}/assessments`, { kind: 'own' });
  await done(world, MEMBER, 'PUT', path('k-mentor', own.id), { option: 'planned', comment: 'Min bild', version: 0 });
  expect(await refused(world, HEAD, 'GET', `/api/assessments/${own.id}`)).toMatchObject({ status: 403 });
  await done(world, MEMBER, 'POST', `/api/assessments/${own.id}/share`, { with: 'team' });
  const seen = await done<Assessment>(world, HEAD, 'GET', `/api/assessments/${own.id}`);
  expect(seen).toMatchObject({ kind: 'own', state: 'shared', comments: 1 });
  expect(await refused(world, HEAD, 'POST', `/api/assessments/${own.id}/publish`, {})).toMatchObject({ status: 403 });
});
