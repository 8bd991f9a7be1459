import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Assessment, AssessmentList, Audience } from '../../bot/api/schemas/assessments.ts';
import type { Unit } from '../../bot/api/schemas/units.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { done, refused } from './calls.ts';
import { SJOSKOLAN } from './demo.ts';

const HEAD = 'rektor-sjoskolan';
const TEACHER = 'larare-sjoskolan';
const MUNICIPAL = 'kommunansvarig';
const CHIEF = 'omradeschef-sodra';
let world: World;
let previous: Assessment;
let draft: Assessment;

beforeAll(async () => {
  world = await startWorld();
  previous = (await listFor(HEAD)).find(({ state }) => state === 'published') as Assessment;
  draft = await done<Assessment>(world, HEAD, 'POST', `/api/units/${SJOSKOLAN}/assessments`, { kind: 'unit' });
});

afterAll(() => world.stop());

async function listFor(person: string): Promise<Assessment[]> {
  return (await done<AssessmentList>(world, person, 'GET', `/api/units/${SJOSKOLAN}/assessments`)).assessments;
}

async function answerAll(id: string, but: readonly string[] = []): Promise<void> {
  const instrument = await done<Instrument>(world, HEAD, 'GET', '/api/instruments/lika-skola/1');
  const indicators = instrument.areas.flatMap(({ steps }) => steps.flatMap((step) => step.indicators));
  const token = await world.token(HEAD);
  const calls = indicators
    .filter((one) => !but.includes(one.id))
    .map(({ id: indicator }) =>
      fetch(`${world.serviceUrl}/api/assessments/${id}/answers/${indicator}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          option: 'nearly',
          comment: indicator === 'l-vision' ? 'Bara för oss' : null,
          version: 0,
        }),
      }),
    );
  await Promise.all(calls);
}

async function asSuper<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: world.database.superUrl });
  await client.connect();
  try {
    return (await client.query<T>(text, values)).rows;
  } finally {
    await client.end();
  }
}

test('the demo school comes with a history: the latest published, the one before it superseded', async () => {
  const list = await listFor(HEAD);
  expect(list.map(({ state }) => state)).toEqual(['draft', 'published', 'superseded']);
  expect(list.slice(1).every(({ answered, total }) => answered === total)).toBe(true);
});

test('before anything is shared, the audience says who will see what', async () => {
  expect(await done<Audience>(world, HEAD, 'GET', `/api/assessments/${draft.id}/audience`)).toMatchObject({
    state: 'draft',
    team: { count: 3 },
    municipality: { count: 2 },
    viewers: { count: 2 },
    channel: { team: '6df3095c-462e-44ee-8be1-2ac9aa00d3d7' },
  });
});

test('an assessment with a gap isn’t published', async () => {
  await answerAll(draft.id, ['a-results']);
  expect(await refused(world, HEAD, 'POST', `/api/assessments/${draft.id}/publish`, {})).toMatchObject({
    status: 409,
    code: 'incomplete',
  });
});

describe('sharing with the team', () => {
  test('lets the team see it, and taking it back hides it again', async () => {
    const path = `/api/assessments/${draft.id}`;
    expect(await refused(world, TEACHER, 'GET', path)).toMatchObject({ status: 403 });
    await done(world, HEAD, 'POST', `${path}/share`, { with: 'team' });
    expect(await done<Assessment>(world, TEACHER, 'GET', path)).toMatchObject({ state: 'shared', comments: 1 });
    expect(await refused(world, MUNICIPAL, 'GET', path)).toMatchObject({ status: 403 });
    await done(world, HEAD, 'POST', `${path}/share`, { with: 'author' });
    expect(await refused(world, TEACHER, 'GET', path)).toMatchObject({ status: 403 });
  });
});

describe('publishing', () => {
  test('fixes the record, supersedes the one before and queues the card, all at once', async () => {
    await answerAll(draft.id);
    const published = await done<Assessment>(world, HEAD, 'POST', `/api/assessments/${draft.id}/publish`, {
      postCard: true,
    });
    expect(published).toMatchObject({ state: 'published', publishedBy: world.person(HEAD).id });
    expect(await done<Assessment>(world, HEAD, 'GET', `/api/assessments/${previous.id}`)).toMatchObject({
      state: 'superseded',
    });
    const records = await asSuper<{ record: { answers: unknown[] }; comments: object }>(
      'select record, comments from published_record where assessment_id = $1',
      [draft.id],
    );
    expect(records[0]?.record.answers).toHaveLength(65);
    expect(records[0]?.record.answers[0]).not.toHaveProperty('comment');
    expect(records[0]?.comments).toEqual({ 'l-vision': 'Bara för oss' });
    const deliveries = await asSuper('select kind from delivery where payload ->> $1 = $2', ['assessment', draft.id]);
    expect(deliveries).toEqual([{ kind: 'result-card' }]);
  });

  test('writes a rollup from which every cell can be counted again', async () => {
    const cells = await asSuper<{ area: string; step: number; sum: number; counted: number }>(
      'select area, step, score_sum::int as sum, counted from rollup where assessment_id = $1 order by area, step',
      [draft.id],
    );
    expect(cells).toHaveLength(11);
    expect(cells.every(({ sum, counted }) => sum === 75 * counted)).toBe(true);
  });

  test('shows the municipality results and answers, but never comments', async () => {
    for (const person of [MUNICIPAL, CHIEF]) {
      const seen = await done<Assessment>(world, person, 'GET', `/api/assessments/${draft.id}`);
      expect(seen.answers).toHaveLength(65);
      expect(seen).toMatchObject({ comments: 0 });
      expect(seen.answers.every(({ comment }) => comment === null)).toBe(true);
    }
    const atHome = await done<Assessment>(world, TEACHER, 'GET', `/api/assessments/${draft.id}`);
    expect(atHome.comments).toBe(1);
  });

  test('is done once: it can’t be published, shared or answered again', async () => {
    const path = `/api/assessments/${draft.id}`;
    expect(await refused(world, HEAD, 'POST', `${path}/publish`, {})).toMatchObject({ code: 'not-when-published' });
    expect(await refused(world, HEAD, 'POST', `${path}/share`, { with: 'author' })).toMatchObject({ status: 409 });
    const answer = { option: 'achieved', comment: null, version: 1 };
    expect(await refused(world, HEAD, 'PUT', `${path}/answers/l-vision`, answer)).toMatchObject({ code: 'decided' });
  });

  test('without a card queues none', async () => {
    const next = await done<Assessment>(world, HEAD, 'POST', `/api/units/${SJOSKOLAN}/assessments`, { kind: 'unit' });
    await answerAll(next.id);
    await done(world, HEAD, 'POST', `/api/assessments/${next.id}/publish`, { postCard: false });
    expect(await asSuper('select from delivery where payload ->> $1 = $2', ['assessment', next.id])).toEqual([]);
    expect((await listFor(HEAD)).filter(({ state }) => state === 'published')).toHaveLength(1);
  });
});

describe('withdrawing', () => {
  test('keeps the record at the unit and hides it from everyone else', async () => {
    const [current] = (await listFor(HEAD)).filter(({ state }) => state === 'published');
    const path = `/api/assessments/${current?.id ?? ''}`;
    expect(await done<Assessment>(world, HEAD, 'POST', `${path}/withdraw`)).toMatchObject({ state: 'withdrawn' });
    for (const person of [MUNICIPAL, CHIEF, TEACHER])
      expect(await refused(world, person, 'GET', path)).toMatchObject({ status: 403 });
    expect(await done<Assessment>(world, HEAD, 'GET', path)).toMatchObject({ answered: 65 });
    expect(await refused(world, HEAD, 'POST', `${path}/withdraw`)).toMatchObject({ code: 'not-when-withdrawn' });
  });

  test('a superseded one can be withdrawn too', async () => {
    const path = `/api/assessments/${previous.id}/withdraw`;
    expect(await done<Assessment>(world, HEAD, 'POST', path)).toMatchObject({ state: 'withdrawn' });
  });
});

test('the rule in force and what the head may do are told with the unit', async () => {
  const unit = await done<Unit>(world, HEAD, 'GET', `/api/units/${SJOSKOLAN}`);
  expect(unit).toMatchObject({ rule: { kind: 'mean', percent: 80 }, instrument: { id: 'lika-skola', version: 1 } });
  expect(unit.may).toEqual(expect.arrayContaining(['assessment.publish', 'plan.write', 'planner.send']));
  const teachers = await done<Unit>(world, TEACHER, 'GET', `/api/units/${SJOSKOLAN}`);
  expect(teachers.may).not.toContain('plan.write');
});
