import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import type { Page } from 'playwright-core';
import { signInAddress } from '../../sandbox/host/sign-in.ts';
import { until } from '../support/until.ts';
import type { Stage } from './host-stage.ts';
import { run, said, startStage } from './host-stage.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const MITTKOPING = 'fbcbb79c-c935-4f39-80a9-5e82db5a3d4e';
const GRANNKOPING = 'fd0289d9-85e0-4f22-80ec-8d29da834551';
const GRAPH = 'https://graph.microsoft.com';
let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
});
beforeEach(async () => {
  await stage.whole.ask('POST /reset');
  await stage.newPage();
});
afterAll(() => stage.stop());

/** Where the app registration lets people be sent back to, on the service that is running. */
function redirect(): string {
  const { web } = JSON.parse(readFileSync('infra/entra.manifest.json', 'utf8')) as { web: { redirectUris: string[] } };
  return (web.redirectUris[0] ?? '').replace('https://${{LIKA_DOMAIN}}', stage.serviceUrl);
}

function address(path: string, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: stage.whole.settings.clientId,
    redirect_uri: redirect(),
    response_type: 'code',
    scope: `${GRAPH}/Tasks.ReadWrite`,
    state: 'from-the-plan',
    login_hint: 'rektor-sjoskolan',
    ...more,
  });
  for (const [name, value] of [...query]) if (value === '') query.delete(name);
  return `${stage.whole.url}/${path}?${query.toString()}`;
}
const authorize = (more?: Record<string, string>) => address(`${MITTKOPING}/oauth2/v2.0/authorize`, more);
const adminConsent = (more?: Record<string, string>) =>
  address(`${MITTKOPING}/v2.0/adminconsent`, { response_type: '', login_hint: 'administrator', ...more });

/** Asks without following, as a browser that has not yet been sent on. */
async function ask(url: string, form?: Record<string, string>) {
  const sent = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
  const response = await fetch(url, { redirect: 'manual', ...sent });
  const to = response.headers.get('location');
  return { status: response.status, to: to === null ? null : new URL(to), text: await response.text() };
}

const nothingYet = () => stage.whole.ask('POST /consent', { delegated: ['User.Read'] });
const consentOf = async () => ((await stage.whole.ask('GET /consent')).body as unknown as Record<string, unknown>[])[0];

async function redeem(form: Record<string, string>) {
  const { clientId, clientSecret } = stage.whole.settings;
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uri: redirect(),
    ...form,
  });
  const response = await fetch(`${stage.whole.url}/${MITTKOPING}/oauth2/v2.0/token`, { method: 'POST', body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('The authorize page', () => {
  test('asks a person for what is missing, and keeps their answer as theirs alone', async () => {
    await nothingYet();
    const { text } = await ask(authorize());
    expect(text).toContain('Tasks.ReadWrite');
    expect(text).not.toContain('for_all');
    const { to } = await ask(authorize(), { decision: 'accept' });
    expect(to?.href).toMatch(redirect());
    expect(to?.searchParams.get('state')).toBe('from-the-plan');
    expect(await consentOf()).toMatchObject({
      delegated: ['User.Read'],
      people: { 'ee205b9d-c3b2-437d-8f55-26e65ae5297a': ['Tasks.ReadWrite'] },
    });
    const { body } = await redeem({ code: to?.searchParams.get('code') ?? '' });
    expect(decodeJwt(String(body['access_token']))['scp']).toBe('Tasks.ReadWrite User.Read');
  });

  test('sends on at once who has consented, unless the app asks for the prompt', async () => {
    expect((await ask(authorize())).to?.searchParams.has('code')).toBe(true);
    expect((await ask(authorize({ prompt: 'consent' }))).status).toBe(200);
  });

  test('sends back a person who cancels, with nothing granted', async () => {
    await nothingYet();
    const { to } = await ask(authorize({ response_mode: 'fragment' }), { decision: 'cancel' });
    const answer = new URLSearchParams(to?.hash.slice(1));
    expect([answer.get('error'), answer.get('error_subcode'), answer.get('state')]).toEqual([
      'access_denied',
      'cancel',
      'from-the-plan',
    ]);
    expect(answer.get('error_description')).toMatch(/^AADSTS65004: /);
    expect(await consentOf()).toMatchObject({ people: {} });
  });

  test('lets nobody but an administrator grant what needs one, whatever is posted', async () => {
    await nothingYet();
    const members = { scope: `${GRAPH}/Tasks.ReadWrite ${GRAPH}/TeamMember.Read.All` };
    const waiting = await ask(authorize(members), { decision: 'accept', for_all: '1' });
    expect([waiting.status, waiting.text.includes('value="accept"')]).toEqual([200, false]);
    expect(await consentOf()).toMatchObject({ delegated: ['User.Read'], people: {} });
    const back = await ask(authorize(members), { decision: 'cancel' });
    expect(back.to?.searchParams.get('error')).toBe('access_denied');
    expect(back.to?.searchParams.get('error_description')).toMatch(/^AADSTS90094: /);
    await ask(authorize({ ...members, login_hint: 'administrator' }), { decision: 'accept', for_all: '1' });
    expect(await consentOf()).toMatchObject({ delegated: ['Tasks.ReadWrite', 'TeamMember.Read.All', 'User.Read'] });
  });

  test('never asks anybody when it is not to prompt', async () => {
    await nothingYet();
    expect((await ask(authorize({ prompt: 'none' }))).to?.searchParams.get('error')).toBe('interaction_required');
  });

  test.each<[string, Record<string, string>, string]>([
    ['another app', { client_id: 'b1d0c0de-0000-4000-8000-00000000ffff' }, '700016'],
    ['no app', { client_id: '' }, '900144'],
    ['an address that is not registered', { redirect_uri: 'https://evil.example/' }, '50011'],
    ['no address', { redirect_uri: '' }, '900144'],
    ['an account of another tenant', { login_hint: 'rektor-grannskolan' }, '50020'],
    ['an account that is disabled', { login_hint: 'tidigare-rektor-norrskolan' }, '50057'],
  ])('shows what is wrong with %s and sends nobody on', async (_what, more, code) => {
    const { status, to, text } = await ask(authorize(more));
    expect([status, to]).toEqual([400, null]);
    expect(text).toContain(`AADSTS${code}`);
    expect((await ask(adminConsent(more))).text).toContain(`AADSTS${code}`);
  });

  test.each<[string, Record<string, string>, string]>([
    ['a scope that does not exist', { scope: `${GRAPH}/Tasks.Everything` }, 'invalid_client'],
    ['another resource', { scope: 'https://vault.azure.net/.default' }, 'invalid_resource'],
    ['no scope', { scope: '' }, 'invalid_request'],
    ['another kind of answer', { response_type: 'token' }, 'unsupported_response_type'],
    ['another way to answer', { response_mode: 'form_post' }, 'invalid_request'],
  ])('sends back a request for %s', async (_what, more, error) => {
    const { to } = await ask(authorize(more));
    expect([to?.searchParams.get('error'), to?.searchParams.get('state')]).toEqual([error, 'from-the-plan']);
  });

  test('in a tenant that is not there says so', async () => {
    const { status, text } = await ask(address('common/oauth2/v2.0/authorize'));
    expect([status, text.includes('AADSTS90002')]).toEqual([400, true]);
  });
});

describe('A code', () => {
  const codeFor = async (more?: Record<string, string>) =>
    (await ask(authorize(more))).to?.searchParams.get('code') ?? '';

  test('is redeemed once, for the address it was given to', async () => {
    const code = await codeFor();
    const elsewhere = await redeem({ code, redirect_uri: `${stage.serviceUrl}/tab/` });
    expect(elsewhere.body).toMatchObject({ error: 'invalid_grant', error_codes: [500112] });
    expect((await redeem({ code })).status).toBe(200);
    expect((await redeem({ code })).body).toMatchObject({ error_codes: [54005] });
    expect((await redeem({ code: 'made-up' })).body).toMatchObject({ error: 'invalid_grant' });
  });

  test('that was asked for with a challenge wants its verifier', async () => {
    const verifier = randomBytes(32).toString('base64url');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const code = await codeFor({ code_challenge: challenge, code_challenge_method: 'S256' });
    expect((await redeem({ code })).body).toMatchObject({ error_codes: [501481] });
    expect((await redeem({ code, code_verifier: 'another' })).body).toMatchObject({ error_codes: [501481] });
    expect((await redeem({ code, code_verifier: verifier })).status).toBe(200);
  });
});

describe('The administrator’s page', () => {
  test('grants for everybody in the tenant, and for nobody in another', async () => {
    await nothingYet();
    const asked = { scope: `${GRAPH}/TeamMember.Read.All` };
    const { to } = await ask(adminConsent(asked), { decision: 'accept' });
    expect(Object.fromEntries(to?.searchParams ?? [])).toEqual({
      admin_consent: 'True',
      tenant: MITTKOPING,
      scope: asked.scope,
      state: 'from-the-plan',
    });
    const all = (await stage.whole.ask('GET /consent')).body as unknown as { tenant: string; delegated: string[] }[];
    expect(all.find(({ tenant }) => tenant === MITTKOPING)?.delegated).toEqual(['TeamMember.Read.All', 'User.Read']);
    expect(all.find(({ tenant }) => tenant === GRANNKOPING)?.delegated).toEqual(['User.Read']);
  });

  test('sends back an administrator who cancels, and anybody else without having granted anything', async () => {
    await nothingYet();
    const cancelled = (await ask(adminConsent(), { decision: 'cancel' })).to?.searchParams;
    expect([cancelled?.get('error'), cancelled?.get('admin_consent')]).toEqual(['consent_required', 'True']);
    await ask(adminConsent({ login_hint: 'rektor-sjoskolan' }), { decision: 'accept' });
    const refused = (await ask(adminConsent({ login_hint: 'rektor-sjoskolan' }), { decision: 'cancel' })).to;
    expect(refused?.searchParams.get('error')).toBe('access_denied');
    expect(await consentOf()).toMatchObject({ delegated: ['User.Read'], people: {} });
  });
});

describe('In the browser', () => {
  async function clean(page: Page): Promise<void> {
    await page.evaluate(AXE);
    const found = await page.evaluate(`axe.run(document).then(({ violations }) => violations.map(({ id }) => id))`);
    expect([page.url(), found]).toEqual([page.url(), []]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  }

  test.each(['sv', 'en'])('every page has nothing for axe to find, light and dark, at 320 px: %s', async (language) => {
    await nothingYet();
    const window = await stage.newWindow({ width: 320, height: 640 });
    const all = { scope: `${GRAPH}/.default`, ui_locales: language };
    for (const url of [
      authorize({ ui_locales: language }),
      authorize({ ...all, login_hint: 'administrator' }),
      authorize(all),
      authorize({ login_hint: '', ui_locales: language }),
      authorize({ redirect_uri: 'https://evil.example/', ui_locales: language }),
      adminConsent(all),
    ])
      for (const colorScheme of ['light', 'dark'] as const) {
        await window.emulateMedia({ colorScheme });
        await window.goto(url);
        await clean(window);
      }
  });

  test('a page that nobody is signed in to asks who it is', async () => {
    await nothingYet();
    const window = await stage.newWindow();
    await window.goto(authorize({ login_hint: '' }));
    await window.getByRole('link', { name: 'Rektor Ekskolan', exact: true }).click();
    await window.getByRole('button', { name: 'Acceptera' }).click();
    expect(new URL(window.url()).searchParams.has('code')).toBe(true);
  });

  /** Lets the tab ask for a sign-in window; answers with the window and what the tab will have been told. */
  async function signIn(query = '') {
    const tab = await stage.open(query);
    const opened = stage.page.waitForEvent('popup');
    const secure = `${stage.serviceUrl.replace('http:', 'https:')}/tab/rights/planner`;
    const told = said(tab, `teams.authentication.authenticate({ url: '${secure}' })`);
    const popup = await opened;
    await popup.waitForLoadState();
    return { popup, told };
  }

  test('a tab gets what its sign-in window came back with; the window knows who is there', async () => {
    await nothingYet();
    const { popup, told } = await signIn('?person=bitradande-sjoskolan');
    expect(popup.url()).toBe(`${stage.serviceUrl}/tab/rights/planner`);
    await popup.evaluate(`location.href = '${authorize({ login_hint: '', ui_locales: 'sv' })}'`);
    await popup.getByText('Biträdande rektor Sjöskolan').waitFor();
    await popup.getByRole('button', { name: 'Acceptera' }).click();
    await popup.waitForURL(`${redirect()}**`);
    const frame = popup.mainFrame();
    await run(frame, `teams.app.initialize(['${stage.whole.url}'])`);
    expect(await run(frame, `teams.app.getContext().then((x) => x.page.frameContext)`)).toBe('authentication');
    await run(frame, `teams.authentication.notifySuccess('granted')`);
    expect(await told).toBe('ok "granted"');
    await until('the window has closed itself', () => Promise.resolve(popup.isClosed()));
  });

  test('a tab is told of a failure, and of a window that was closed', async () => {
    const { popup, told } = await signIn();
    await run(popup.mainFrame(), `teams.app.initialize(['${stage.whole.url}'])`);
    await run(popup.mainFrame(), `teams.authentication.notifyFailure('access_denied')`);
    expect(await told).toBe('no access_denied');
    const second = await signIn();
    await second.popup.close();
    expect(await second.told).toBe('no CancelledByUser');
  });
});

test('A sign-in window opens on the app’s own address and nowhere else', () => {
  const service = 'http://localhost:3978';
  expect(signInAddress('https://localhost:3978/tab/rights/planner?x=1', service)).toBe(
    'http://localhost:3978/tab/rights/planner?x=1',
  );
  for (const other of ['https://evil.example/', 'http://localhost:3978/tab/', 'https://localhost:3979/', 'nonsense'])
    expect(signInAddress(other, service)).toBeNull();
});
