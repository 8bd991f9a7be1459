import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { teamsIn } from '../support/pages/host.ts';
import { app, card, chats, clock, posts, toastSaying } from '../support/pages/teams-views.ts';
import { until } from '../support/until.ts';
import type { Stage } from './host-stage.ts';
import { CHANNEL, startStage } from './host-stage.ts';

type Json = Record<string, unknown>;
const CARD = 'application/vnd.microsoft.card.adaptive';

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());
beforeEach(async () => {
  await stage.newPage();
  await until('the app is in Sjöskolan’s team', async () => {
    const { body } = await stage.whole.ask('GET /connector/presence?team=sjoskolan&person=rektor-sjoskolan');
    return body['here'];
  });
});
afterEach(() => stage.whole.ask('POST /reset'));

const saying = (text: string, more: Json = {}): Json => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text, wrap: true }, ...((more['items'] as Json[] | undefined) ?? [])],
  ...Object.fromEntries(Object.entries(more).filter(([name]) => name !== 'items')),
});
const execute = (title: string, more: Json = {}): Json => ({
  type: 'Action.Execute',
  title,
  verb: 'vote',
  data: { option: title },
  fallback: { type: 'Action.Submit', title, data: { verb: 'vote' } },
  ...more,
});
const REFRESH = { action: { type: 'Action.Execute', verb: 'refresh', data: { discussion: 'd1' } } };
const activity = (content: Json) => ({ type: 'message', attachments: [{ contentType: CARD, content }] });
const place = `/conversations/${encodeURIComponent(CHANNEL)}/activities`;
const post = async (content: Json) => String((await stage.connector(`POST ${place}`, activity(content))).body['id']);
const edit = (id: string, content: Json) => stage.connector(`PUT ${place}/${id}`, activity(content));
const answering = (content: Json) => ({ status: 200, body: { statusCode: 200, type: CARD, value: content } });
const invokes = () =>
  stage.bot.received
    .filter(({ type }) => type === 'invoke')
    .map((each) => each['value'] as { trigger: string; action: { verb: string; data: Json } });
const nameOf = (each: Json) => (each['from'] as { name: string }).name;

/** The posts of Sjöskolan's channel, as a person has them open. */
const openAs = async (person: string, window?: Page, query = 'surface=channel&view=posts') => {
  const page = window ?? (await stage.newWindow());
  await page.goto(`${stage.whole.url}/?person=${person}&${query}`);
  await page.locator('.posts').waitFor();
  return teamsIn(page, query.includes('lang=en') ? 'en' : 'sv');
};

describe('A card that refreshes for each', () => {
  test('shows everybody their own, and all agree at once when the bot edits the message', async () => {
    let votes = 0;
    stage.bot.answer = async (received) => {
      if (received['type'] !== 'invoke') return { status: 200 };
      const { trigger } = received['value'] as { trigger: string };
      if (trigger === 'manual') {
        votes += 1;
        await edit(id, saying(`Allas kort, ${String(votes)} röst`, { refresh: REFRESH }));
      }
      return answering(
        saying(`${nameOf(received)}, ${String(votes)} röst`, { refresh: REFRESH, actions: [execute('Påbörjad')] }),
      );
    };
    const id = await post(saying('Allas kort', { refresh: REFRESH }));
    const head = await openAs('rektor-sjoskolan');
    const teacher = await openAs('larare-sjoskolan');
    await card(head, 'Rektor Sjöskolan, 0 röst').message.waitFor();
    await card(teacher, 'Lärare Sjöskolan, 0 röst').message.waitFor();
    await card(teacher, /röst/).press('Påbörjad');
    await card(teacher, 'Lärare Sjöskolan, 1 röst').message.waitFor();
    await card(head, 'Rektor Sjöskolan, 1 röst').message.waitFor();
    expect(await posts(head).conversation.locator('[data-message]').count()).toBe(1);
    const automatic = invokes().filter(({ trigger }) => trigger === 'automatic');
    expect(automatic[0]?.action).toMatchObject({ verb: 'refresh', data: { discussion: 'd1' } });
  });

  test('refreshes by itself for those it names alone; others do it from the message’s menu', async () => {
    stage.bot.answer = () => answering(saying('Ditt eget kort'));
    const conversation = `/connector/conversations/${encodeURIComponent(CHANNEL)}?person=larare-sjoskolan`;
    const { viewer } = (await stage.whole.ask(`GET ${conversation}`)).body as { viewer: { id: string } };
    await post(saying('Allas kort', { refresh: { ...REFRESH, userIds: [viewer.id] } }));
    const teacher = await openAs('larare-sjoskolan');
    await card(teacher, 'Ditt eget kort').message.waitFor();
    const head = await openAs('rektor-sjoskolan');
    const shared = card(head, 'Allas kort');
    await shared.message.waitFor();
    expect(invokes().map(({ trigger }) => trigger)).toEqual(['automatic']);
    await shared.refresh();
    await card(head, 'Ditt eget kort').message.waitFor();
    expect(invokes().map(({ trigger }) => trigger)).toEqual(['automatic', 'manual']);
  });
});

describe('A press', () => {
  test('sends Action.Execute with what the fields hold, in the language of the page, and shows the card to that person', async () => {
    stage.bot.answer = () => answering(saying('Sparat'));
    await post(
      saying('Vad kom ni fram till?', {
        items: [
          { type: 'Input.Text', id: 'line', label: 'Slutsats', isMultiline: true, maxLength: 300 },
          { type: 'Input.Toggle', id: 'joys', title: 'Glädjeämnen' },
        ],
        actions: [execute('Spara', { style: 'positive' })],
      }),
    );
    const teacher = await openAs('larare-sjoskolan', undefined, 'surface=channel&view=posts&lang=en');
    const other = await openAs('bitradande-sjoskolan');
    const form = card(teacher, 'Vad kom ni fram till?');
    await form.field('Slutsats').fill('Vi börjar med årskurs 4');
    await form.field('Glädjeämnen').check();
    await form.press('Spara');
    await card(teacher, 'Sparat').message.waitFor();
    expect(invokes()).toMatchObject([
      {
        trigger: 'manual',
        action: { verb: 'vote', data: { option: 'Spara', line: 'Vi börjar med årskurs 4', joys: 'true' } },
      },
    ]);
    expect(stage.bot.received.at(-1)).toMatchObject({ locale: 'en-US' });
    expect(await card(other, 'Vad kom ni fram till?').message.count()).toBe(1);
  });

  test('by Enter or space works on what is pressed as a whole, which says its name', async () => {
    stage.bot.answer = () => ({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Din röst är lagd.' },
    });
    const option = (title: string) => ({
      type: 'Container',
      selectAction: { ...execute(title), title },
      items: [{ type: 'TextBlock', text: title }],
    });
    await post(saying('Hur långt?', { items: [option('Planerad'), option('Påbörjad')] }));
    const teacher = await openAs('larare-sjoskolan');
    const ballot = card(teacher, 'Hur långt?');
    await ballot.button('Planerad').focus();
    await teacher.page.keyboard.press('Enter');
    await toastSaying(teacher, 'Din röst är lagd.').waitFor();
    await teacher.page.keyboard.press('Tab');
    await teacher.page.keyboard.press('Space');
    await until('both are sent', () => Promise.resolve(invokes().length === 2));
    expect(invokes().map(({ action }) => action.data['option'])).toEqual(['Planerad', 'Påbörjad']);
  });

  test('that fails is said kindly, and the card stays', async () => {
    await post(saying('Rösta', { actions: [execute('Ja'), execute('Inte än', { isEnabled: false })] }));
    const teacher = await openAs('larare-sjoskolan');
    const ballot = card(teacher, 'Rösta');
    expect(await ballot.button('Inte än').isDisabled()).toBe(true);
    stage.bot.answer = () => ({ status: 500 });
    await ballot.press('Ja');
    await toastSaying(teacher, teacher.host('posts.wrong')).waitFor();
    const error = { code: 'Closed', message: 'Samtalet är avslutat.' };
    stage.bot.answer = () => ({
      status: 200,
      body: { statusCode: 400, type: 'application/vnd.microsoft.error', value: error },
    });
    await ballot.press('Ja');
    await toastSaying(teacher, 'Samtalet är avslutat.').waitFor();
    expect(await ballot.message.count()).toBe(1);
  });

  test('of somebody else does not take what one is writing', async () => {
    const form = saying('Formulär', { items: [{ type: 'Input.Text', id: 'line', label: 'Rad' }] });
    await post(form);
    const id = await post(saying('Rösta'));
    const teacher = await openAs('larare-sjoskolan');
    const field = card(teacher, 'Formulär').field('Rad');
    await field.fill('halvvägs');
    await edit(id, saying('Två har röstat'));
    await card(teacher, 'Två har röstat').message.waitFor();
    expect(await field.inputValue()).toBe('halvvägs');
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});

describe('The app', () => {
  test('is added to a group chat from its menu, heard there when mentioned, and taken away again', async () => {
    const head = await openAs('rektor-ekskolan', undefined, 'surface=chat&chat=ledningsgruppen-ekskolan');
    const told = () =>
      stage.bot.received.filter(({ conversation }) => (conversation as Json)['conversationType'] === 'groupChat');
    await app(head).add();
    expect(told().map(({ type }) => type)).toEqual(['installationUpdate', 'conversationUpdate']);
    await posts(head).write('vi börjar om en stund');
    await posts(head).write('@LIKA hjälp');
    await posts(head).message('@LIKA hjälp').waitFor();
    await until('the mention is heard', () => Promise.resolve(told().length === 3));
    expect(told()[2]).toMatchObject({ text: '<at>LIKA</at> hjälp' });
    await app(head).remove();
    expect(
      told()
        .map(({ type }) => type)
        .slice(3),
    ).toEqual(['conversationUpdate', 'installationUpdate']);
  });

  test('taken away from one’s own chat is missed there, and added with a press', async () => {
    const teacher = await openAs('larare-sjoskolan', undefined, 'surface=personal&view=posts');
    await posts(teacher).write('hej');
    await posts(teacher).message('hej').waitFor();
    await app(teacher).remove();
    await teacher.page.getByText(teacher.host('app.gone')).waitFor();
    await teacher.page
      .locator('.posts-foot')
      .getByRole('button', { name: teacher.host('app.add') })
      .click();
    await teacher.page.locator('.posts-foot .write').waitFor();
  });

  test('whoever leaves a group chat has it no more, and what is new elsewhere shows in the list', async () => {
    const deputy = await openAs('bitradande-sjoskolan', undefined, 'surface=chat&chat=skolutveckling-sodra');
    const write = { person: 'larare-sjoskolan', chat: 'arbetslag-4-9-sjoskolan', text: 'Nytt i arbetslaget' };
    await stage.whole.ask('POST /connector/outbox', write);
    await deputy.page.locator('#rail-chat .badge').waitFor();
    await chats(deputy).chat('Arbetslag 4–9 Sjöskolan').locator('.badge').waitFor();
    await chats(deputy).chat('Arbetslag 4–9 Sjöskolan').click();
    await posts(deputy).message('Nytt i arbetslaget').waitFor();
    const leaving = { chat: 'skolutveckling-sodra', person: 'bitradande-sjoskolan', action: 'remove' };
    await stage.whole.ask('POST /connector/members', leaving);
    await chats(deputy).chat('Skolutveckling södra').waitFor({ state: 'detached' });
    expect(await chats(deputy).list.getByRole('link').count()).toBe(1);
  });
});

describe('The clock', () => {
  test('is moved from the top bar, in all windows, and back', async () => {
    const [teacher, head] = [await openAs('larare-sjoskolan'), await openAs('rektor-sjoskolan')];
    const offset = async () => Number((await stage.whole.ask('GET /clock')).body['offsetMs']);
    await clock(teacher).set('2027-03-11T08:00');
    expect(await clock(teacher).control.textContent()).toContain('11 mars');
    await until('the other window follows', async () =>
      (await clock(head).control.textContent())?.includes('11 mars 08.00'),
    );
    await clock(teacher).aWeekOn();
    expect(await clock(teacher).control.textContent()).toContain('18 mars');
    await clock(teacher).toMorning();
    expect(await clock(teacher).control.textContent()).toContain('19 mars 08.00');
    await clock(teacher).back();
    expect(await offset()).toBe(0);
  });
});
