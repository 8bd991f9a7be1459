import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import { done } from '../api/calls.ts';
import { answerIn, buttons, cardOf, personal, textOf } from './talk-messages.ts';
import type { Message } from './talk-messages.ts';
import { DEPUTY, HEAD, TEACHER, TEAM, UNIT, UnaskedStage } from './unasked-stage.ts';

const DIGEST = 'Din vecka i LIKA';
let stage: UnaskedStage;

beforeAll(async () => {
  // A Monday in term. The demo's own plan is of another year, and over.
  stage = await UnaskedStage.start('2030-11-11T08:30:00Z');
  await stage.talk.query("update action set state = 'closed', reason = 'Förra planen.'");
  await stage.action('Licenser', { due: '2030-12-20', followUp: '2030-11-15', responsible: DEPUTY });
  await stage.action('Nätet', { due: '2030-11-15', followUp: '2031-03-03', responsible: DEPUTY });
  await stage.action('Rektors sak', { due: '2030-11-13', followUp: '2031-03-03', responsible: HEAD });
  await done<Assessment>(stage.talk.world, HEAD, 'POST', `/api/units/${UNIT}/assessments`, { kind: 'unit' });
});
afterAll(() => stage.stop());

const digests = (person: string) => stage.told(person, DIGEST);
const press = (person: string, message: Message | undefined, verb: string) =>
  stage.talk.press(person, message ?? { id: '' }, personal, verb, buttons(cardOf(message), verb)[0]);

describe('the digest', () => {
  it('comes on Tuesday at eight to those for whom something waits, with what only they may see', async () => {
    await stage.at('2030-11-12T06:59:00Z');
    expect(await digests(DEPUTY)).toEqual([]);
    await stage.at('2030-11-12T07:00:05Z');
    const [deputys] = await digests(DEPUTY);
    const [heads] = await digests(HEAD);
    expect(textOf(deputys)).toContain('Licenser');
    expect(textOf(deputys)).toContain('Nätet');
    expect(textOf(deputys)).not.toContain('Rektors sak');
    expect(textOf(deputys)).not.toContain('Skattningen för');
    expect(textOf(heads)).toContain('Rektors sak');
    expect(textOf(heads)).toContain('Skattningen för Sjöskolan');
    expect(textOf(heads)).not.toContain('Licenser');
    expect(await stage.told(TEACHER, DIGEST)).toEqual([]);
    expect(await stage.said(DIGEST)).toEqual([]);
  });

  it('comes once that week', async () => {
    await stage.at('2030-11-13T07:00:05Z');
    expect(await digests(DEPUTY)).toHaveLength(1);
    expect(await digests(HEAD)).toHaveLength(1);
  });

  it('says nothing of a follow-up that has been answered', async () => {
    await stage.schedule();
    await stage.at('2030-11-15T07:00:05Z');
    const [card] = await stage.said('Licenser');
    await stage.talk.press(DEPUTY, card as Message, TEAM, 'followup.answer', {
      ...buttons(cardOf(card), 'followup.answer').find(({ how }) => how === 'well'),
      line: '',
    });
    await stage.at('2030-11-19T07:00:05Z');
    const [, second] = await digests(DEPUTY);
    expect(textOf(second)).toContain('Nätet');
    expect(textOf(second)).not.toContain('Licenser');
  });

  it('comes again in a week when it is put off, and one is enough then', async () => {
    const [, second] = await digests(DEPUTY);
    expect(answerIn(await press(DEPUTY, second, 'nudge.later'))).toContain('26 november');
    await stage.at('2030-11-26T07:00:05Z');
    expect(await digests(DEPUTY)).toHaveLength(3);
  });

  it('is nobody else’s to stop, and comes no more when the person has said stop', async () => {
    const latest = (await digests(DEPUTY)).at(-1);
    const [data] = buttons(cardOf(latest), 'nudge.stop');
    const [own] = await digests(HEAD);
    await stage.talk.press(HEAD, own ?? { id: '' }, personal, 'nudge.stop', data);
    expect(await stage.talk.query('select * from mute')).toEqual([]);
    expect(answerIn(await press(DEPUTY, latest, 'nudge.stop'))).toContain('inte mer');
    await stage.at('2030-12-03T07:00:05Z');
    expect(await digests(DEPUTY)).toHaveLength(3);
    expect((await digests(HEAD)).length).toBeGreaterThan(2);
    // What is asked for is answered all the same, and whoever asks has taken the stop back.
    expect(textOf(await stage.talk.ask(DEPUTY, 'påminn', personal))).toContain('Nätet');
    expect(await stage.talk.query('select * from mute')).toEqual([]);
  });

  it('never comes in holidays, and says nothing of a school where one has no role any more', async () => {
    const before = (await digests(HEAD)).length;
    await stage.at('2030-12-24T07:00:05Z');
    await stage.at('2031-01-07T07:00:05Z');
    expect(await digests(HEAD)).toHaveLength(before);
    await stage.talk.revoke(HEAD);
    await stage.at('2031-01-14T07:00:05Z');
    expect(await digests(HEAD)).toHaveLength(before);
    await stage.talk.quiet();
  });
});
