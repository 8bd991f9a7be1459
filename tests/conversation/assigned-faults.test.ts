import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '../support/until.ts';
import { AssignedStage, DEPUTY, TEACHER } from './assigned-stage.ts';
import { TalkStage } from './talk-stage.ts';

let talk: TalkStage;
let stage: AssignedStage;
let before = 0;

beforeAll(async () => {
  talk = await TalkStage.start({ env: { LIKA_JOB_SECONDS: '5', LIKA_REQUESTS_PER_MINUTE: '100000' } });
  stage = new AssignedStage(talk.world);
});
afterAll(() => talk.stop());
beforeEach(async () => {
  await talk.world.sandbox('DELETE', '/faults');
  await talk.moveClock({ set: '2030-09-02T08:00:00Z' });
  // What went to anybody in the test before doesn't count against the minute's ten.
  await talk.query("update notice set called_at = called_at - interval '1 minute'");
  before = (await stage.calls()).length;
});

/** What Graph said to each call of the test that runs. */
const statuses = async () => (await stage.calls()).slice(before).map(({ status }) => status);

describe('when Microsoft 365 fails, a notice', () => {
  it('whose answer was lost may have gone, and is not sent again', async () => {
    await stage.fault({ status: 504, mode: 'after-commit' });
    await stage.decided('Svaret försvann', TEACHER);
    await stage.stands('Svaret försvann', 'maybe-sent: unclear');
    await stage.decided('Efter det', TEACHER);
    await stage.stands('Efter det', 'sent');
    expect(await stage.feed(TEACHER, 'Svaret försvann')).toHaveLength(1);
    expect(await statuses()).toEqual([504, 204]);
  });

  it.each([500, 502, 503, 504, 0])('that met %i may have gone as well', async (status) => {
    const title = `Mötte ${String(status)}`;
    await stage.fault({ status });
    await stage.decided(title, TEACHER);
    await stage.stands(title, 'maybe-sent: unclear');
    expect(await statuses()).toEqual([status]);
  });

  it('that was throttled holds all of them until it may go, and then goes once', async () => {
    await stage.fault({ status: 429, retryAfter: 3 });
    await stage.decided('För många', TEACHER);
    await stage.stands('För många', 'queued: too-busy');
    const begun = performance.now();
    await stage.decided('Väntar också', DEPUTY);
    await stage.stands('Väntar också', 'sent');
    expect(performance.now() - begun).toBeGreaterThan(1500);
    await stage.stands('För många', 'sent');
    expect(await statuses()).toEqual([429, 204, 204]);
  });

  it('to somebody without the app has failed, and says what to do', async () => {
    await stage.fault({ status: 403 });
    await stage.decided('Utan appen', TEACHER);
    await stage.stands('Utan appen', 'failed: app-not-there');
    expect(await statuses()).toEqual([403]);
  });

  it('that isn’t taken as it is has failed, and one to nobody isn’t needed', async () => {
    await stage.fault({ status: 400 });
    await stage.decided('Togs inte emot', TEACHER);
    await stage.stands('Togs inte emot', 'failed: refused');
    await stage.fault({ status: 404 });
    await stage.decided('Till ingen', TEACHER);
    await stage.stands('Till ingen', 'dropped: person-unknown');
  });

  it('that nobody answers may have gone; the others don’t wait for ever', async () => {
    await stage.fault({ mode: 'hang' });
    await stage.decided('Inget svar', TEACHER);
    await stage.stands('Inget svar', 'maybe-sent: unclear');
    await stage.decided('Efter tystnaden', DEPUTY);
    await stage.stands('Efter tystnaden', 'sent');
    expect(await stage.feed(TEACHER, 'Inget svar')).toEqual([]);
  });
});

describe('when the service is killed', () => {
  it('before it begins to tell, the notice goes when it is back', async () => {
    await talk.moveClock({ set: '2030-09-02T15:30:00Z' });
    await stage.decided('Före döden', TEACHER);
    await stage.stands('Före döden', 'queued: quiet-hours');
    await talk.world.killService();
    await talk.world.sandbox('POST', '/clock', { set: '2030-09-03T05:00:05Z' });
    await talk.world.restartService();
    await stage.stands('Före döden', 'sent');
    expect(await stage.feed(TEACHER, 'Före döden')).toHaveLength(1);
  });

  it('while it tells, the notice may have gone, and is never told twice', async () => {
    await stage.fault({ mode: 'hang' });
    await stage.decided('Mitt i', TEACHER);
    await until('it is under way', underWay);
    await talk.world.killService();
    await talk.world.restartService();
    await stage.stands('Mitt i', 'maybe-sent: unclear');
    await stage.decided('Efter döden', DEPUTY);
    await stage.stands('Efter döden', 'sent');
    expect(await stage.feed(TEACHER, 'Mitt i')).toEqual([]);
    expect((await statuses()).filter((status) => status === 204)).toHaveLength(1);
  });

  const underWay = async () => {
    const [row] = await talk.query("select count(*)::int as n from notice where state = 'calling'");
    return row?.['n'] === 1;
  };
});
