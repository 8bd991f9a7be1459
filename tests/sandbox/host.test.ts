import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Frame } from 'playwright-core';
import { until } from '../support/until.ts';
import type { Stage } from './host-stage.ts';
import { CHANNEL, run, said, startStage, TEAM, UNIT } from './host-stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());
beforeEach(() => stage.newPage());
afterEach(() => stage.whole.ask('POST /reset'));

describe('The context', () => {
  test('in a channel names person, tenant, team, channel, language and theme', async () => {
    const frame = await stage.open('?person=rektor-sjoskolan&theme=dark&lang=en&sub=%2Fplan');
    expect(frame.url()).toBe(`${stage.serviceUrl}/tab/?unit=${UNIT}`);
    expect(await run(frame, 'await teams.app.getContext()')).toMatchObject({
      app: { locale: 'en-gb', theme: 'dark', host: { name: 'Teams', clientType: 'web' } },
      page: { id: UNIT, subPageId: '/plan', frameContext: 'content' },
      user: {
        id: 'ee205b9d-c3b2-437d-8f55-26e65ae5297a',
        displayName: 'Rektor Sjöskolan',
        userPrincipalName: 'rektor-sjoskolan@mittkoping.example',
        tenant: { id: 'fbcbb79c-c935-4f39-80a9-5e82db5a3d4e' },
      },
      team: { groupId: TEAM, displayName: 'Sjöskolan' },
      channel: { id: CHANNEL, displayName: 'Allmänt', membershipType: 'Regular', ownerGroupId: TEAM },
    });
  });

  test.each([
    ['personal', '/tab/start', 'content'],
    ['config', '/tab/config', 'settings'],
    ['meeting-side-panel', '/tab/', 'sidePanel'],
    ['meeting-stage', '/tab/', 'meetingStage'],
  ])('on the surface %s frames %s as %s', async (surface, path, frameContext) => {
    const frame = await stage.open(`?surface=${surface}`);
    expect(new URL(frame.url()).pathname).toBe(path);
    const context = await run<Record<string, unknown>>(frame, 'await teams.app.getContext()');
    expect(context).toMatchObject({ page: { frameContext } });
    if (surface === 'personal') expect(context['channel']).toBeUndefined();
  });
});

test('A change of theme reaches the tab without loading it anew', async () => {
  const frame = await stage.open();
  await run(
    frame,
    'window.seen = [], teams.app.registerOnThemeChangeHandler((theme) => window.seen.push(theme)), null',
  );
  await stage.page.selectOption('#choose-theme', 'contrast');
  await until('the tab hears', () => run<boolean>(frame, "window.seen.includes('contrast')"));
  expect(stage.page.url()).toContain('theme=contrast');
  expect(await run(frame, '(await teams.app.getContext()).app.theme')).toBe('contrast');
});

describe('Signing in', () => {
  test('happens silently, as the person chosen', async () => {
    const frame = await stage.open('?person=larare-sjoskolan');
    const token = await run<string>(frame, 'await teams.authentication.getAuthToken()');
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
      string,
      unknown
    >;
    expect(claims).toMatchObject({ oid: '3d91159f-4bd5-4f4d-8fa5-6af4a2446966', aud: stage.whole.settings.clientId });
  });

  test('fails when Entra does, and goes again after', async () => {
    const frame = await stage.open();
    await stage.whole.ask('POST /faults', { target: 'token', match: 'POST /token', status: 400 });
    expect(await said(frame, 'teams.authentication.getAuthToken()')).toBe('no interaction_required');
    expect(await said(frame, 'teams.authentication.getAuthToken()')).toMatch(/^ok "eyJ/);
  });
});

describe('Adding the tab', () => {
  const begin = async (contentUrl: string) => {
    const frame = await stage.open('?surface=config');
    const save = stage.page.locator('#config-save');
    expect(await save.isDisabled()).toBe(true);
    await run(
      frame,
      `teams.pages.config.registerOnSaveHandler((save) => teams.pages.config
        .setConfig({ entityId: 'unit-1', contentUrl: '${contentUrl}', suggestedDisplayName: 'LIKA' })
        .then(() => save.notifySuccess(), (fault) => save.notifyFailure(fault.message))), teams.pages.config.setValidityState(true), null`,
    );
    await save.click();
  };

  test('takes the address that the page gives, for this channel, over a restart', async () => {
    await begin(`${stage.serviceUrl}/tab/?unit=other`);
    const tab = await stage.begun('lika-tab', (url) => url.endsWith('?unit=other'));
    expect(await run(tab, '(await teams.app.getContext()).page.id')).toBe('unit-1');
    await stage.whole.restart();
    expect((await stage.open('?surface=config')).url()).toContain('/tab/config');
    expect(await run(await stage.begun(), '(await teams.pages.getConfig()).entityId')).toBe('unit-1');
  });

  test('refuses an address outside the app’s domains', async () => {
    await begin('https://elsewhere.example/tab');
    await until('it says so', async () =>
      (await stage.page.locator('.config-box .warning').textContent())?.includes('validDomains'),
    );
  });
});

describe('A link from the tab', () => {
  const openLink = (frame: Frame, link: string) => said(frame, `teams.app.openLink(${JSON.stringify(link)})`);

  test('to a new meeting opens the form, filled in', async () => {
    const frame = await stage.open();
    const link =
      'https://teams.microsoft.com/l/meeting/new?subject=Uppf%C3%B6ljning&attendees=larare-sjoskolan@mittkoping.example&startTime=2026-11-22T08:00:00Z&endTime=2026-11-22T08:30:00Z';
    expect(await openLink(frame, link)).toMatch(/^ok/);
    expect(await stage.page.inputValue('dialog input[name=subject]')).toBe('Uppföljning');
    expect(await stage.page.inputValue('dialog input[name=attendees]')).toBe('Lärare Sjöskolan');
    expect(await stage.page.inputValue('dialog input[name=start]')).toMatch(/^2026-11-22T\d\d:00$/);
    await stage.page.click('dialog .primary');
    await until('it is sent', () => stage.page.locator('.toast').isVisible());
  });

  test('to a place in the tab goes there', async () => {
    const frame = await stage.open();
    const context = encodeURIComponent(JSON.stringify({ subEntityId: '/plan?action=7', channelId: CHANNEL }));
    // The tab is loaded anew, so the answer may not be heard; that it goes there is what counts.
    void openLink(
      frame,
      `https://teams.microsoft.com/l/entity/${stage.whole.settings.teamsAppId}/${UNIT}?context=${context}`,
    ).catch(() => null);
    await stage.page.waitForURL(/sub=%2Fplan/);
    expect(await run(await stage.begun(), '(await teams.app.getContext()).page.subPageId')).toBe('/plan?action=7');
  });

  test('to a task opens Planner, and one that Teams does not know is refused', async () => {
    const frame = await stage.open();
    expect(await openLink(frame, 'https://teams.microsoft.com/l/nothing')).toBe('no Invalid deep link');
    void openLink(frame, 'https://planner.cloud.microsoft/webui/plan/p/view/board/task/none').catch(() => null);
    await stage.page.waitForURL(/view=planner/);
  });
});

test('Within the app one goes to a page of it, and nowhere else', async () => {
  const frame = await stage.open();
  expect(await said(frame, "teams.pages.currentApp.navigateTo({ pageId: 'moon' })")).toContain('No such page');
  void said(frame, "teams.pages.currentApp.navigateTo({ pageId: 'my-actions', subPageId: '/x' })").catch(() => null);
  await stage.page.waitForURL(/page=my-actions/);
  expect((await stage.begun()).url()).toBe(`${stage.serviceUrl}/tab/my-actions`);
});

test('A place that is shared shows its link', async () => {
  const frame = await stage.open();
  await run(frame, "teams.pages.shareDeepLink({ subPageId: '/analysis', subPageLabel: 'Analys' }), null");
  await until('it is shown', async () => (await stage.page.locator('.toast').textContent())?.includes('Analys'));
});

describe('The people picker', () => {
  test('offers the team and answers with those chosen', async () => {
    const frame = await stage.open();
    const answer = said(frame, 'teams.people.selectPeople({ singleSelect: false })');
    await stage.page.getByRole('checkbox', { name: 'Lärare Sjöskolan' }).check();
    expect(
      await stage.page.getByText('Rektor Ekskolan', { exact: true }).and(stage.page.locator('dialog *')).count(),
    ).toBe(0);
    await stage.page.click('dialog .primary');
    expect(await answer).toBe(
      'ok [{"objectId":"3d91159f-4bd5-4f4d-8fa5-6af4a2446966","displayName":"Lärare Sjöskolan","email":"larare-sjoskolan@mittkoping.example"}]',
    );
  });

  test('closed without a choice is an error of Teams’ own', async () => {
    const frame = await stage.open();
    const answer = run(frame, 'await teams.people.selectPeople().catch((fault) => fault.errorCode)');
    await stage.page.locator('dialog[open]').waitFor();
    await stage.page.keyboard.press('Escape');
    expect(await answer).toBe(8000);
  });
});

test('A dialog of the app hands its result to the tab that opened it', async () => {
  const frame = await stage.open();
  const result = run(
    frame,
    `await new Promise((done) => teams.dialog.url.open({ url: '${stage.serviceUrl}/tab/dialog', title: 'Välj', size: 'small' }, (r) => done(r)))`,
  );
  const dialog = await stage.begun('lika-dialog');
  await run(dialog, 'teams.dialog.url.submit({ chosen: 1 }), null');
  expect(await result).toMatchObject({ result: { chosen: 1 } });
});

test('A tab that asked for it may finish before it is left', async () => {
  const frame = await stage.open();
  await run(
    frame,
    `teams.teamsCore.registerBeforeUnloadHandler((ready) => { parent.postMessage('leaving', '*'); window.ready = ready; return true; }), null`,
  );
  await stage.page.evaluate(() => {
    window.addEventListener(
      'message',
      ({ data }) => data === 'leaving' && document.body.setAttribute('data-leaving', ''),
    );
  });
  await stage.page.click('#tab-posts');
  await stage.page.waitForSelector('body[data-leaving]');
  expect(stage.page.frame({ name: 'lika-tab' })).not.toBeNull();
  await run(frame, 'window.ready(), null').catch(() => null);
  await stage.page.waitForURL(/view=posts/);
});

test('In a meeting the side panel shares to the stage and takes it back', async () => {
  const frame = await stage.open('?surface=meeting-side-panel');
  const call = (name: string, ...args: string[]) =>
    run(
      frame,
      `await new Promise((done) => teams.meeting.${name}((e, r) => done([e, r]), ...${JSON.stringify(args)}))`,
    );
  expect(await call('shareAppContentToStage', `${stage.serviceUrl}/tab/?stage=1`)).toEqual([null, true]);
  const shared = await stage.begun('lika-stage');
  expect(await run(shared, '(await teams.app.getContext()).page.frameContext')).toBe('meetingStage');
  expect(await call('getAppContentStageSharingState')).toEqual([null, { isAppSharing: true }]);
  expect(await call('stopSharingAppContentToStage')).toEqual([null, true]);
  await until('the stage is empty', () => Promise.resolve(stage.page.frame({ name: 'lika-stage' }) === null));
});

test('Nobody but the framed tab is answered', async () => {
  const tab = await stage.open();
  const ask = { id: 9_001, func: 'authentication.getAuthToken', args: [] };
  const listen =
    'window.heard = [], window.addEventListener("message", ({ data }) => window.heard.push(data.id)), null';
  await stage.page.evaluate(`const stranger = document.createElement('iframe');
    stranger.name = 'stranger'; stranger.src = '${stage.serviceUrl}/tab/'; document.body.append(stranger); ${listen}`);
  const stranger = await until('the stranger is there', () => {
    const frame = stage.page.frame({ name: 'stranger' });
    return Promise.resolve(frame?.url().startsWith(stage.serviceUrl) ? frame : null);
  });
  await stranger.waitForLoadState();
  await stranger.evaluate(`${listen}; parent.postMessage(${JSON.stringify(ask)}, '*')`);
  await stage.page.evaluate(`window.postMessage(${JSON.stringify(ask)}, '*')`);
  // By the time that the tab has its token, an answer to the others would have come too.
  await run(tab, 'await teams.authentication.getAuthToken()');
  expect(await stranger.evaluate('window.heard')).toEqual([]);
  expect(await stage.page.evaluate<number[]>('window.heard.filter((id) => id === 9001)')).toEqual([9_001, 9_001]);
});
