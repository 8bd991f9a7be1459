import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { done } from '../api/calls.ts';
import { SJOSKOLAN } from '../api/demo.ts';
import { query, SJOSKOLANS_TEAM, takeRows } from '../api/team-stage.ts';
import { AssignedStage, TEACHER } from '../conversation/assigned-stage.ts';
import { TalkStage } from '../conversation/talk-stage.ts';
import { until } from '../support/until.ts';

/** What is told on Monday of somebody who has their role by the team alone, when nobody has been there since Friday. */
let talk: TalkStage;
let stage: AssignedStage;
const FRIDAY_EVENING = '2030-09-06T16:00:00Z';
const MONDAY_MORNING = '2030-09-09T05:00:05Z';

beforeAll(async () => {
  talk = await TalkStage.start({ env: { LIKA_MEMBERSHIP_SECONDS: '1' } });
  stage = new AssignedStage(talk.world);
  await done(talk.world, 'kommunansvarig', 'PUT', '/api/municipality/roles', {
    ...{ owners: 'head', members: 'teacher', staffDomains: ['mittkoping.example'], version: 0 },
  });
  await takeRows(talk.world, [TEACHER]);
});
afterAll(() => talk.stop());
beforeEach(async () => {
  await talk.world.sandbox('DELETE', '/faults');
  await inTeam('add');
  await talk.moveClock({ set: FRIDAY_EVENING });
});

const inTeam = (action: 'add' | 'remove') =>
  talk.world.sandbox('POST', '/connector/members', {
    ...{ team: SJOSKOLANS_TEAM, person: talk.world.person(TEACHER).id, action },
  });
const comes = () => talk.world.api(TEACHER, 'GET', `/api/units/${SJOSKOLAN}/plan`);
/** The weekend goes by: what was seen of teams goes by real time, which the moved clock leaves as it is. */
async function weekend(): Promise<void> {
  // Whoever looks at Drift here would be asked for the team's members too.
  const match = 'GET /v1.0/teams/*';
  await talk.world.sandbox('POST', '/faults', { target: 'graph', match, status: 503, times: 1000, mode: 'refuse' });
  await query(talk.world, `update team_look set asked_at = asked_at - interval '61 hours'`);
  await talk.moveClock({ set: MONDAY_MORNING });
}

test('an action given on Friday evening is told on Monday morning', async () => {
  expect((await comes()).status).toBe(200);
  await stage.decided('Gavs på fredagen', TEACHER);
  await stage.stands('Gavs på fredagen', 'queued: quiet-hours');
  await weekend();
  await stage.stands('Gavs på fredagen', 'sent');
  expect(await stage.feed(TEACHER, 'Gavs på fredagen')).toHaveLength(1);
});

test('whoever has been seen to leave the team since is told nothing, and Drift says why', async () => {
  expect((await comes()).status).toBe(200);
  await stage.decided('Lämnade teamet', TEACHER);
  await stage.stands('Lämnade teamet', 'queued: quiet-hours');
  await inTeam('remove');
  await until('they have lost the role', async () => (await comes()).status === 403);
  await weekend();
  await stage.stands('Lämnade teamet', 'dropped: no-role');
  expect(await stage.feed(TEACHER, 'Lämnade teamet')).toEqual([]);
});
