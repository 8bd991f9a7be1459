import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { systemClock } from '../../bot/clock.ts';
import { SendFault } from '../../bot/conversation/ports.ts';
import { membersOf } from '../../bot/jobs/sender-reads.ts';
import { keepConversation } from '../../bot/store/conversations.ts';
import { MITTKOPING, MITTKOPING_TENANT } from '../api/demo.ts';
import { until } from '../support/until.ts';
import { PLACE, saying, senderWorld } from './senders.ts';
import type { Asked, SenderWorld } from './senders.ts';

let world: SenderWorld;
beforeEach(async () => {
  world = await senderWorld();
});
afterEach(() => world.stop());

/** The most calls in any stretch of so many seconds. */
function most(asked: readonly Asked[], seconds: number): number {
  return Math.max(...asked.map(({ at }) => asked.filter((one) => one.at >= at && one.at < at + seconds * 1000).length));
}

const texts = () => world.connector.asked.map(({ text }) => text);
const slowly = (milliseconds: number) => () => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

describe('what goes to one conversation', () => {
  it('goes in the order it was said in, by two senders at once, and never faster than Teams allows', async () => {
    const ids = [];
    for (let number = 0; number < 10; number += 1) ids.push(await world.send(String(number)));
    world.connector.answer = slowly(5);
    await Promise.all([world.start({ reminder: saying }), world.start({ reminder: saying })]);
    for (const id of ids) expect((await world.settled(id)).stage).toBe('sent');
    expect(texts()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(most(world.connector.asked, 1)).toBeLessThanOrEqual(7);
    expect(most(world.connector.asked, 2)).toBeLessThanOrEqual(8);
  });

  it('waits for the one before it, also while that is tried again', async () => {
    let turnedAway = false;
    world.connector.answer = () => {
      if (turnedAway) return;
      turnedAway = true;
      throw new SendFault('too-busy', 412, '', 1);
    };
    const first = await world.send('first');
    const second = await world.send('second');
    const elsewhere = await world.send('elsewhere', { target: 'a:other' });
    await world.start({ reminder: saying });
    await Promise.all([first, second, elsewhere].map((id) => world.settled(id)));
    expect(texts().filter((text) => text !== 'elsewhere')).toEqual(['first', 'first', 'second']);
    expect(texts().indexOf('elsewhere')).toBeLessThan(texts().lastIndexOf('first'));
  });

  it('lets others go first while it is put off', async () => {
    let later = true;
    const sender = {
      digest: async (...asked: Parameters<typeof saying>) => {
        if (!later) return saying(...asked);
        later = false;
        return { later: 1, cause: 'quiet-hours' };
      },
      reminder: saying,
    };
    const first = await world.send('put off', { kind: 'digest' });
    const second = await world.send('at once');
    await world.start(sender);
    expect(await world.settled(second)).toMatchObject({ stage: 'sent' });
    expect(await world.row(first)).toMatchObject({ stage: 'queued', cause: 'quiet-hours', attempts: 0 });
    expect(await world.settled(first)).toMatchObject({ stage: 'sent', attempts: 1 });
    expect(texts()).toEqual(['at once', 'put off']);
  });
});

describe('what goes to one tenant', () => {
  it('stays within thirty calls a second, counted over all senders, however long the way is', async () => {
    const ids = [];
    for (let number = 0; number < 70; number += 1) ids.push(await world.send('', { target: `a:${String(number)}` }));
    world.connector.answer = () => slowly(Math.random() * 200)();
    await Promise.all([world.start({ reminder: saying }), world.start({ reminder: saying })]);
    for (const id of ids) await world.settled(id);
    expect(world.connector.asked).toHaveLength(70);
    expect(most(world.connector.asked, 1)).toBeLessThanOrEqual(30);
  });

  it('waits as long as the connector asks after 429', async () => {
    let heldAt = 0;
    world.connector.answer = ({ text }) => {
      if (text !== 'one too many' || heldAt > 0) return;
      heldAt = Date.now();
      throw new SendFault('too-busy', 429, '', 2);
    };
    await world.start({ reminder: saying });
    const first = await world.send('one too many');
    await until('it was turned away', async () => (await world.row(first)).cause === 'too-busy');
    const others = await Promise.all([1, 2, 3].map((number) => world.send('', { target: `a:${String(number)}` })));
    for (const id of [first, ...others]) await world.settled(id);
    const after = world.connector.asked.slice(1);
    expect(after).toHaveLength(4);
    expect(Math.min(...after.map(({ at }) => at)) - heldAt).toBeGreaterThanOrEqual(1990);
  });

  it('counts what is read, a slot for each page', async () => {
    await sql`insert into send_slot select gen_random_uuid(), ${MITTKOPING_TENANT}, 'a:' || n, false, clock_timestamp() + interval '10 s'
      from generate_series(1, 30) as n`.execute(world.store.outside);
    const deps = { store: world.store, clock: systemClock(), conversation: world.connector };
    world.connector.members = (_place, turnstile = (ask) => ask()) => turnstile(() => Promise.resolve([]));
    const place = { ...PLACE, conversation: '19:channel;messageid=1' };
    await expect(membersOf(deps, place)).rejects.toMatchObject({ reason: 'too-busy' });
    await sql`update send_slot set at = clock_timestamp() - interval '900 ms'`.execute(world.store.outside);
    expect(await membersOf(deps, place)).toEqual([]);
    const { rows } = await world.admin.query('select target from send_slot where is_read');
    expect(rows).toEqual([{ target: '19:channel' }]);
  });
});

describe('a message', () => {
  it('is not sent before its time by the service’s clock', async () => {
    let offset = 0;
    const clock = { now: () => new Date(Date.now() + offset), realTime: () => Date.now(), stop: () => undefined };
    await world.start({ reminder: saying }, { clock });
    const tomorrow = new Date(Date.now() + 24 * 60 * 60 * 1000);
    const later = await world.send('tomorrow', { notBefore: tomorrow });
    await world.settled(await world.send('today'));
    expect((await world.row(later)).next_try_at).toEqual(tomorrow);
    offset = 25 * 60 * 60 * 1000;
    expect((await world.settled(later)).stage).toBe('sent');
    expect(texts()).toEqual(['today', 'tomorrow']);
  });

  it('that the truth no longer wants is dropped with its cause', async () => {
    await world.start({ reminder: async () => ({ drop: 'no-longer-published' }) });
    expect(await world.settled(await world.send(''))).toMatchObject({ stage: 'dropped', cause: 'no-longer-published' });
    expect(world.connector.asked).toEqual([]);
  });

  it('of a kind that this version doesn’t know waits for one that does', async () => {
    await world.start({ reminder: saying });
    const unknown = await world.send('', { kind: 'joy', target: 'a:other' });
    await world.settled(await world.send(''));
    expect((await world.row(unknown)).stage).toBe('queued');
  });

  it('to a person opens the chat first and says where it went', async () => {
    const sent: unknown[] = [];
    await world.start({
      welcome: async () => ({
        send: { verb: 'person', to: { ...PLACE, person: 'P' }, message: { text: 'Hej', summary: 'Hej' } },
        sent: async (_tx, posted) => void sent.push(posted),
      }),
    });
    const id = await world.send('', { kind: 'welcome', target: 'person:P' });
    const { stage, result } = await world.settled(id);
    expect(stage).toBe('sent');
    expect(world.connector.asked.map(({ verb }) => verb)).toEqual(['open', 'say']);
    expect(result).toMatchObject({ conversation: 'chat of P' });
    expect(sent).toEqual([result]);
  });

  it('counts as sent also when what follows from it can’t be written, and doesn’t take others with it', async () => {
    await world.start({
      reminder: async (...asked) => {
        const composed = await saying(...asked);
        return { ...composed, sent: () => Promise.reject(new Error('no such row')) };
      },
      digest: saying,
    });
    const ids = await Promise.all([
      world.send('1', { target: 'a:1' }),
      world.send('2', { kind: 'digest', target: 'a:2' }),
      world.send('3', { target: 'a:3' }),
    ]);
    for (const id of ids) expect((await world.settled(id)).stage).toBe('sent');
    expect(world.connector.asked).toHaveLength(3);
  });
});

describe('a conversation that the bot was blocked in or removed from', () => {
  it.each([403, 404])('gets nothing more after %i, until the bot is heard there again', async (status) => {
    let gone = true;
    world.connector.answer = () => {
      if (gone) throw new SendFault('gone', status, '', null, 'BotNotInConversationRoster');
    };
    await world.start({ reminder: saying });
    expect(await world.settled(await world.send('first'))).toMatchObject({
      stage: 'failed',
      cause: 'bot-not-installed',
    });
    expect(await world.settled(await world.send('second'))).toMatchObject({ stage: 'failed', attempts: 0 });
    expect(world.connector.asked).toHaveLength(1);
    gone = false;
    const chat = {
      id: 'a:chat',
      kind: 'personal',
      ...{ team: null, person: null, user: null, language: null },
      ...PLACE,
    } as const;
    await world.store.inMunicipality(MITTKOPING, (tx) => keepConversation(tx, chat));
    expect(await world.settled(await world.send('third'))).toMatchObject({ stage: 'sent' });
  });

  it('is still there when only the message to change is gone', async () => {
    world.connector.answer = ({ verb }) => {
      if (verb === 'update') throw new SendFault('gone', 404, '', null, 'ActivityNotFoundInConversation');
    };
    const to = { ...PLACE, conversation: 'a:chat' };
    const update = { verb: 'update', to, activity: '1', message: { summary: '' } } as const;
    await world.start({ 'card-update': async () => ({ send: update }), reminder: saying });
    const changed = await world.settled(await world.send('', { kind: 'card-update' }));
    expect(changed).toMatchObject({ stage: 'dropped', cause: 'message-gone' });
    expect(await world.settled(await world.send(''))).toMatchObject({ stage: 'sent' });
  });
});

it('stops when what is under way has been answered and written down', async () => {
  let answer = (): void => undefined;
  world.connector.answer = () => new Promise<void>((resolve) => (answer = resolve));
  const sender = await world.start({ reminder: saying });
  const id = await world.send('');
  await until('it is under way', async () => world.connector.asked.length === 1);
  const stopped = sender.stop();
  answer();
  await stopped;
  expect((await world.row(id)).stage).toBe('sent');
});
