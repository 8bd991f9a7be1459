import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SJOSKOLAN } from '../api/demo.ts';
import { until } from '../support/until.ts';
import { AssignedStage, DEPUTY, HEAD, TEACHER } from './assigned-stage.ts';
import { TalkStage } from './talk-stage.ts';
import { personal } from './talk-messages.ts';

let talk: TalkStage;
let stage: AssignedStage;

/** Mondays in term, at ten and at half past five in the afternoon. */
const DAY = '2030-09-02T08:00:00Z';
const EVENING = '2030-09-02T15:30:00Z';
const NEXT_MORNING = '2030-09-03T05:00:05Z';

beforeAll(async () => {
  talk = await TalkStage.start({ env: { LIKA_REQUESTS_PER_MINUTE: '100000' } });
  stage = new AssignedStage(talk.world);
});
afterAll(() => talk.stop());
beforeEach(async () => {
  await talk.moveClock({ set: DAY });
  await talk.world.sandbox('DELETE', '/faults');
});

describe('an action that becomes somebody’s', () => {
  it('is in their activity feed within seconds, in Swedish, with a link to it, and on Drift', async () => {
    const action = await stage.decided('Bygga ut nätet', TEACHER);
    await stage.stands('Bygga ut nätet', 'sent');
    const [shown, ...more] = await stage.feed(TEACHER, 'Bygga ut nätet');
    expect(more).toEqual([]);
    expect(shown).toMatchObject({
      title: { sv: 'Du ansvarar nu för Bygga ut nätet', en: 'You are now responsible for Bygga ut nätet' },
      ...{ topic: 'Handlingsplan, Sjöskolan', preview: 'Sjöskolan, klart senast måndag 2 juni 2031.' },
    });
    const link = new URL(shown?.url ?? '');
    expect(link.pathname).toContain(`/l/entity/b1d0c0de-0000-4000-8000-00000000a002/${SJOSKOLAN}`);
    expect(link.searchParams.get('context')).toContain(`/plan?action=${action.id}`);
    for (const other of [HEAD, DEPUTY, 'rektor-centralskolan'])
      expect(await stage.feed(other, 'Bygga ut nätet')).toEqual([]);
  });

  it('is told in the language that the person speaks with LIKA', async () => {
    await talk.ask(DEPUTY, 'language English', personal, { locale: 'en-US' });
    await stage.decided('Skriva regler för AI', DEPUTY);
    await stage.stands('Skriva regler för AI', 'sent');
    const [shown] = await stage.feed(DEPUTY, 'Skriva regler för AI');
    expect(shown).toMatchObject({ topic: 'Plan, Sjöskolan', preview: 'Sjöskolan, due by Monday 2 June 2031.' });
    await talk.ask(DEPUTY, 'språk svenska', personal);
  });

  it('is no news to whoever took it, nor while it is only proposed', async () => {
    await stage.decided('Tar den själv', HEAD);
    const free = await stage
      .decided('Byter förslag', TEACHER)
      .then((one) => stage.change(one, { state: 'closed', reason: 'Väntar' }));
    const proposed = await stage.change(free, { state: 'proposed' });
    await stage.giveTo(proposed, DEPUTY);
    await stage.decided('Efter de andra', TEACHER);
    await stage.stands('Efter de andra', 'sent');
    expect(await stage.deliveries('Tar den själv')).toEqual([]);
    expect(await stage.feed(HEAD)).toEqual([]);
    expect(await stage.feed(DEPUTY, 'Byter förslag')).toEqual([]);
  });

  it('is told once, however it goes back and forth within some minutes', async () => {
    let action = await stage.decided('Fram och åter', TEACHER);
    await stage.stands('Fram och åter', 'sent');
    action = await stage.giveTo(action, HEAD);
    await talk.moveClock({ set: '2030-09-02T08:10:00Z' });
    action = await stage.giveTo(action, TEACHER);
    await stage.decided('Efter dem', TEACHER);
    await stage.stands('Efter dem', 'sent');
    expect(await stage.feed(TEACHER, 'Fram och åter')).toHaveLength(1);
    action = await stage.giveTo(action, HEAD);
    await talk.moveClock({ set: '2030-09-02T09:00:00Z' });
    await stage.giveTo(action, TEACHER);
    await until(
      'it is told again after a while',
      async () => (await stage.feed(TEACHER, 'Fram och åter')).length === 2,
    );
  });

  it('is held until the morning in quiet hours, and then asked anew whether it is still true', async () => {
    await talk.moveClock({ set: EVENING });
    const gone = await stage.decided('Bytte ägare i natt', TEACHER);
    await stage.decided('Står kvar i morgon', TEACHER);
    const waiting = await stage.stands('Står kvar i morgon', 'queued: quiet-hours');
    expect(waiting.nextTry).toBe('2030-09-03T05:00:00.000Z');
    await stage.giveTo(gone, HEAD);
    const done = await stage.decided('Blev klar i natt', TEACHER);
    await stage.change(done, { state: 'done' }, TEACHER);
    await talk.moveClock({ set: NEXT_MORNING });
    await stage.stands('Står kvar i morgon', 'sent');
    await stage.stands('Bytte ägare i natt', 'dropped: no-longer-theirs');
    await stage.stands('Blev klar i natt', 'dropped: no-longer-theirs');
    expect(await stage.callsAbout('Bytte ägare i natt')).toEqual([]);
  });

  it('is not told beside a message of the bot’s that names it', async () => {
    await talk.moveClock({ set: EVENING });
    const action = await stage.decided('Står i veckans påminnelse', TEACHER, '2030-09-04');
    await stage.stands('Står i veckans påminnelse', 'queued: quiet-hours');
    await talk.query(
      `insert into nudge (municipality_id, id, kind, about, occasion, person, due_at, state, sent_at)
       select municipality_id, gen_random_uuid(), 'digest', 'asked', '2030-09-03', person, $2, 'sent', $2
       from notice where action_id = $1`,
      [action.id, '2030-09-03T04:59:00Z'],
    );
    await talk.moveClock({ set: NEXT_MORNING });
    await stage.stands('Står i veckans påminnelse', 'dropped: told-by-bot');
    expect(await stage.feed(TEACHER, 'Står i veckans påminnelse')).toEqual([]);
  });

  it('comes to nobody who may no longer see it', async () => {
    await talk.moveClock({ set: EVENING });
    await stage.decided('Har slutat', TEACHER);
    await stage.stands('Har slutat', 'queued: quiet-hours');
    const grants = await talk.query('delete from role_grant where person = $1 returning *', [
      talk.world.person(TEACHER).id,
    ]);
    await talk.moveClock({ set: NEXT_MORNING });
    await stage.stands('Har slutat', 'dropped: no-role');
    expect(await stage.callsAbout('Har slutat')).toEqual([]);
    for (const { id: _, ...grant } of grants)
      await talk.query(
        `insert into role_grant (${Object.keys(grant).join(', ')}) values (${Object.keys(grant)
          .map((_name, at) => `$${String(at + 1)}`)
          .join(', ')})`,
        Object.values(grant),
      );
  });
});

it('goes to a person ten times in a minute at most; the rest waits, and all of it comes', async () => {
  // What others here have been told within the last minute counts as well.
  await talk.query("update notice set called_at = called_at - interval '1 minute'");
  await talk.world.sandbox('POST', '/reset');
  await talk.moveClock({ set: DAY });
  const titles = Array.from({ length: 12 }, (_, at) => `Många på en gång ${String(at + 1).padStart(2, '0')}`);
  for (const title of titles) await stage.decided(title, DEPUTY);
  await until('ten have come', async () => (await stage.feed(DEPUTY, 'Många på en gång')).length === 10);
  await until('two wait', async () => {
    const standing = (await Promise.all(titles.map((title) => stage.deliveries(title)))).flat();
    return standing.filter(({ stage: at, cause }) => at === 'queued' && cause === 'too-many').length === 2;
  });
  expect((await stage.callsAbout('Många på en gång 01')).map(({ status }) => status)).toEqual([204]);
  await talk.query("update notice set called_at = called_at - interval '1 minute'");
  // Teams counts as well, and is asked to begin anew.
  await talk.world.sandbox('POST', '/reset');
  await talk.moveClock({ set: '2030-09-02T08:02:00Z' });
  await until('all have come', async () =>
    (await Promise.all(titles.map((title) => stage.deliveries(title)))).every(([only]) => only?.stage === 'sent'),
  );
});
