import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer, Assessment, AssessmentList } from '../../bot/api/schemas/assessments.ts';
import type { Problem } from '../../bot/api/schemas/common.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { done, refused, send } from './calls.ts';
import { EKSKOLAN, LILLANS_FORSKOLA, SJOSKOLAN } from './demo.ts';

const HEAD = 'rektor-ekskolan';
let world: World;
let draft: string;

beforeAll(async () => {
  world = await startWorld();
  draft = (await done<Assessment>(world, HEAD, 'POST', `/api/units/${EKSKOLAN}/assessments`, { kind: 'unit' })).id;
});

afterAll(() => world.stop());

const answerPath = (indicator: string, assessment = draft) => `/api/assessments/${assessment}/answers/${indicator}`;
const answer = (change: object = {}) => ({ option: 'planned', comment: null, version: 0, ...change });
const tellOf = (indicator: string, body: unknown, method = 'PUT') =>
  refused(world, HEAD, method, answerPath(indicator), body);

/** A comment that should come through whole; gives what came back. */
async function keep(indicator: string, comment: string): Promise<string | null> {
  return (await done<Answer>(world, HEAD, 'PUT', answerPath(indicator), answer({ comment }))).comment;
}

describe('an answer is refused, and nothing is written', () => {
  test.each<[string, string, unknown, string[]]>([
    ['about an unknown indicator', 'l-nothing', answer(), ['/indicator']],
    ['about an indicator with an odd name', '__proto__', answer(), ['/indicator']],
    ['that is not on the scale', 'l-vision', answer({ option: 'perfect' }), ['/option']],
    ['that is a number', 'l-vision', answer({ option: 100 }), ['/option']],
    ['without a version', 'l-vision', { option: 'planned', comment: null }, ['/version']],
    ['with a version before the first', 'l-vision', answer({ version: -1 }), ['/version']],
    ['with half a version', 'l-vision', answer({ version: 0.5 }), ['/version']],
    ['without an option', 'l-vision', { comment: null, version: 0 }, ['/option']],
    ['with a comment of 10 kB', 'l-vision', answer({ comment: 'å'.repeat(10_000) }), ['/comment']],
    ['with a comment one character too long', 'l-vision', answer({ comment: '👩‍🏫'.repeat(667) }), ['/comment']],
    ['with a null character', 'l-vision', answer({ comment: 'a\u0000b' }), ['/comment']],
    ['with half a surrogate pair', 'l-vision', '{"option":"planned","comment":"\\ud83d","version":0}', ['/comment']],
    ['that is a list', 'l-vision', [], ['']],
    ['that is empty', 'l-vision', {}, ['/option', '/comment', '/version']],
  ])('%s', async (_, indicator, body, pointers) => {
    expect(await tellOf(indicator, body)).toMatchObject({ status: 400, code: 'invalid', pointers });
  });

  test('afterwards there is no answer', async () => {
    expect(await done<Assessment>(world, HEAD, 'GET', `/api/assessments/${draft}`)).toMatchObject({ answers: [] });
  });
});

describe('odd Unicode comes back as it was meant', () => {
  test.each<[string, string, string, string]>([
    ['i-wireless', 'right to left and emoji', 'שלום 👩🏽‍🏫 e\u0301', 'שלום 👩🏽‍🏫 é'],
    ['i-support', 'line breaks and tabs', ' rad 1\nrad 2\tslut ', 'rad 1\nrad 2\tslut'],
    ['i-lifecycle', 'what looks like SQL', "'); drop table answer; --", "'); drop table answer; --"],
    ['i-test-equipment', 'what looks like HTML', '<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['i-multifactor', 'the longest comment, in characters', '🏫'.repeat(2000), '🏫'.repeat(2000)],
  ])('%s: %s', async (indicator, _, sent, kept) => {
    expect(await keep(indicator, sent)).toBe(kept);
  });
});

test('an empty comment is no comment', async () => {
  expect(await keep('i-pupil-devices', '   ')).toBeNull();
});

describe('a body that is no body', () => {
  test.each<[string, string, number, string]>([
    ['broken JSON', '{"option":', 400, 'broken-json'],
    ['bare text', 'planned', 400, 'broken-json'],
    ['a bare number', '7', 400, 'broken-json'],
    ['65 kB', JSON.stringify(answer({ comment: 'x'.repeat(65 * 1024) })), 413, 'too-large'],
  ])('%s', async (_, body, status, code) => {
    expect(await tellOf('l-vision', body)).toMatchObject({ status, code });
  });
});

test('a fault is told in the person’s language, and points at the field', async () => {
  const tell = async (language: string) =>
    (
      await world.api(HEAD, 'PUT', answerPath('l-vision'), {
        body: answer({ option: 'perfect' }),
        headers: { 'accept-language': language },
      })
    ).body as Problem;
  expect(await tell('sv-SE,sv;q=0.9')).toMatchObject({
    title: 'Något i det du skickade stämmer inte',
    errors: [{ pointer: '/option', detail: 'Det svaret finns inte på skalan.' }],
  });
  expect(await tell('da, en-GB;q=0.8, sv;q=0.5')).toMatchObject({
    title: 'Something you sent is not right',
    errors: [{ pointer: '/option', detail: 'That answer is not on the scale.' }],
  });
  expect(await tell('fi')).toMatchObject({ title: 'Något i det du skickade stämmer inte' });
});

describe('an address that names nothing is not found', () => {
  test.each([
    '/api/nothing',
    '/api/units/not-an-id',
    '/api/units/00000000-0000-4000-8000-000000000000',
    '/api/assessments/%00',
    '/api/assessments/%ff',
    '/api/instruments/lika-skola/2',
    '/api/instruments/..%2f..%2fpackage/1',
    '/pictures/0.png',
    `/pictures/${'0'.repeat(64)}.png`,
  ])('%s', async (path) => {
    expect(await refused(world, HEAD, 'GET', path)).toMatchObject({ status: 404, code: 'not-found' });
  });
});

test('a unit without an instrument says so when an assessment is begun', async () => {
  const path = `/api/units/${LILLANS_FORSKOLA}/assessments`;
  expect(await refused(world, 'rektor-lillans-forskola', 'POST', path, { kind: 'unit' })).toMatchObject({
    status: 409,
    code: 'no-instrument',
  });
});

test('someone else’s assessment can’t be written, nor a published one', async () => {
  const other = 'rektor-sjoskolan';
  expect(await refused(world, other, 'PUT', answerPath('l-vision'), answer())).toMatchObject({ status: 403 });
  const list = await done<AssessmentList>(world, other, 'GET', `/api/units/${SJOSKOLAN}/assessments`);
  const published = list.assessments.find(({ state }) => state === 'published')?.id ?? '';
  expect(await refused(world, other, 'PUT', answerPath('l-vision', published), answer())).toMatchObject({
    status: 409,
    code: 'decided',
  });
});

test('one who asks too often is told when to come back, and others are not held up', async () => {
  await world.restartService({ LIKA_REQUESTS_PER_MINUTE: '5' });
  const token = await world.token(HEAD);
  const statuses: number[] = [];
  for (let call = 0; call < 7; call += 1) statuses.push((await send(world, token, 'GET', '/api/me')).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
  const { headers } = await send(world, token, 'GET', '/api/me');
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await send(world, await world.token('rektor-sjoskolan'), 'GET', '/api/me')).status).toBe(200);
  await world.restartService();
});

test('nothing that went wrong above shows a stack trace or says what the service is made of', async () => {
  const answers = [
    await send(world, await world.token(HEAD), 'PUT', answerPath('l-vision'), '{'),
    await send(world, 'a.b.c', 'GET', '/api/me'),
    await send(world, null, 'GET', '/nothing'),
  ];
  for (const { body, headers } of answers) {
    expect(JSON.stringify(body)).not.toMatch(/\bat |node_modules|express|postgres/i);
    expect(headers.get('x-powered-by')).toBeNull();
  }
});
