import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import { placedIndicators } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { done } from '../api/calls.ts';
import { personal, textOf } from './talk-messages.ts';
import { DEPUTY, HEAD, TEACHER, TEAM, UNIT, UnaskedStage } from './unasked-stage.ts';

const OTHER = 'rektor-norrskolan';
let stage: UnaskedStage;
let indicators: string[];

beforeAll(async () => {
  // A Wednesday in term; the deadline's notices are on Thursday 17 October and, before the autumn break, Friday 25 October.
  stage = await UnaskedStage.start('2030-10-16T06:30:00Z');
  const instrument = await done<Instrument>(stage.talk.world, HEAD, 'GET', '/api/instruments/lika-skola/1?language=sv');
  indicators = placedIndicators(instrument).map(({ indicator }) => indicator.id);
});
afterAll(() => stage.stop());

const begin = () =>
  done<Assessment>(stage.talk.world, HEAD, 'POST', `/api/units/${UNIT}/assessments`, { kind: 'unit' });
const answer = (assessment: Assessment, indicator: string) =>
  done(stage.talk.world, HEAD, 'PUT', `/api/assessments/${assessment.id}/answers/${indicator}`, {
    ...{ option: 'started', comment: null, version: 0 },
  });

describe('the publishing deadline', () => {
  it('is told 14 days before, in private, to the heads who aren’t done, with what is left and about how long it takes', async () => {
    const assessment = await begin();
    for (const indicator of indicators.slice(0, 10)) await answer(assessment, indicator);
    // As if they had been given half a minute apart.
    await stage.talk.query(
      `update answer set at = at - interval '1 day' + interval '30 seconds' * n from (
         select indicator as which, row_number() over (order by indicator) as n from answer where assessment_id = $1) as each
       where assessment_id = $1 and indicator = which`,
      [assessment.id],
    );
    await stage.at('2030-10-17T05:59:00Z');
    expect(await stage.told(HEAD, '31 oktober')).toEqual([]);
    await stage.at('2030-10-17T06:00:05Z');
    const [told, ...more] = await stage.told(HEAD, '31 oktober');
    expect(more).toEqual([]);
    const left = indicators.length - 10;
    expect(textOf(told)).toContain(`${String(left)} av ${String(indicators.length)} indikatorer är kvar att svara på.`);
    expect(textOf(told)).toContain(`Det tar ungefär ${String(Math.ceil(left / 2))} minuter.`);
    expect(await stage.told(OTHER, '31 oktober')).toHaveLength(1);
    for (const person of [DEPUTY, TEACHER]) expect(await stage.told(person, '31 oktober')).toEqual([]);
    expect(await stage.said('31 oktober')).toEqual([]);
  });

  it('is told again three days before, on the last school day, but not to who has published', async () => {
    const open = (
      await done<{ assessments: Assessment[] }>(stage.talk.world, HEAD, 'GET', `/api/units/${UNIT}/assessments`)
    ).assessments.find(({ kind, state }) => kind === 'unit' && state === 'draft');
    if (!open) throw new Error('the assessment is gone');
    for (const indicator of indicators.slice(10)) await answer(open, indicator);
    await done(stage.talk.world, HEAD, 'POST', `/api/assessments/${open.id}/publish`, { postCard: false });
    await stage.at('2030-10-25T06:00:05Z');
    expect(await stage.told(HEAD, '31 oktober')).toHaveLength(1);
    expect(await stage.told(OTHER, '31 oktober')).toHaveLength(2);
    // What is withdrawn isn't done.
    await done(stage.talk.world, HEAD, 'POST', `/api/assessments/${open.id}/withdraw`);
    await stage.settled();
    expect(await stage.told(HEAD, '6 dagar kvar till 31 oktober')).toHaveLength(1);
  });

  it('isn’t told in the break or when it has passed', async () => {
    await stage.at('2030-10-29T07:00:05Z');
    await stage.at('2030-11-05T07:00:05Z');
    expect(await stage.told(HEAD, '31 oktober')).toHaveLength(2);
    expect(await stage.told(OTHER, '31 oktober')).toHaveLength(2);
  });
});

describe('"påminn"', () => {
  it('in the channel says what waits for the team, in one’s own chat what waits for oneself', async () => {
    await stage.action('Gå igenom licenserna', { followUp: '2030-11-08', due: '2030-11-08', responsible: DEPUTY });
    await stage.action('Rektors egen sak', { followUp: '2030-11-08', due: '2030-11-08', responsible: HEAD });
    const inTeam = textOf(await stage.talk.ask(TEACHER, 'påminn', TEAM));
    expect(inTeam).toContain('Gå igenom licenserna');
    expect(inTeam).toContain('Rektors egen sak');
    const own = textOf(await stage.talk.ask(DEPUTY, 'påminn', personal));
    expect(own).toContain('Gå igenom licenserna');
    expect(own).not.toContain('Rektors egen sak');
  });

  it('"mig på fredag" comes on Friday at eight, in the person’s own chat', async () => {
    const promised = await stage.talk.ask(DEPUTY, 'påminn mig på fredag', TEAM);
    expect(textOf(promised)).toContain('fredag 8 november');
    await stage.at('2030-11-08T06:59:00Z');
    const before = (await stage.told(DEPUTY, 'Gå igenom licenserna')).length;
    await stage.at('2030-11-08T07:00:05Z');
    expect(await stage.told(DEPUTY, 'Gå igenom licenserna')).toHaveLength(before + 1);
  });

  it('"mig på lördag" comes on the next school day', async () => {
    const promised = await stage.talk.ask(DEPUTY, 'påminn mig på lördag', personal);
    expect(textOf(promised)).toContain('måndag 11 november');
    await stage.at('2030-11-11T07:00:05Z');
    const told = await stage.told(DEPUTY, 'Gå igenom licenserna');
    expect(told.at(-1)?.id).toBe((await stage.talk.messages(personal, DEPUTY)).at(-1)?.id);
    expect(told.length).toBeGreaterThan(2);
  });
});
