import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { until } from '../support/until.ts';
import type { Whole } from './whole.ts';
import { startStandIn, startWhole } from './whole.ts';

const find = createRequire(import.meta.url);
const TEAMS_JS = readFileSync(find.resolve('@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js'));

/** The page that stands in for the tab: Microsoft's library as it is, and nothing else. */
const TAB = `<!doctype html><html lang="sv"><title>Tab</title><h1>Tab</h1><script src="/teams.js"></script>`;

/** The channel, team and unit of Sjöskolan, where the page begins. */
export const CHANNEL = '19:ba8d13e789b92bfdc8763278c3bff080@thread.tacv2';
export const TEAM = '6df3095c-462e-44ee-8be1-2ac9aa00d3d7';
export const UNIT = 'd3aa1712-d617-4990-8462-93a17b6ab220';

type Json = Record<string, unknown>;

/** The bot behind the stand-in: what it was sent, and what it answers. */
export interface StageBot {
  received: Json[];
  answer: (activity: Json) => { status: number; body?: unknown } | Promise<{ status: number; body?: unknown }>;
}

/** The host page in a browser, with a stand-in for the service behind its frame. */
export interface Stage {
  readonly whole: Whole;
  readonly bot: StageBot;
  /** Calls the connector as the bot, e.g. `POST /conversations`. */
  connector(call: string, body?: unknown): Promise<{ status: number; body: Json }>;
  /** Another window, of its own profile. */
  newWindow(size?: { width: number; height: number }): Promise<Page>;
  /** Address of the stand-in for the service. */
  readonly serviceUrl: string;
  /** The page of the test that runs. */
  readonly page: Page;
  newPage(): Promise<void>;
  /** Opens the host page and waits for the tab, with the library's `app.initialize` done. */
  open(query?: string): Promise<Frame>;
  /** Waits for a frame whose page has begun, and initializes the library there. */
  begun(name?: string, has?: (url: string) => boolean): Promise<Frame>;
  stop(): Promise<void>;
}

export async function startStage(): Promise<Stage> {
  const bot: StageBot = { received: [], answer: () => ({ status: 200 }) };
  const service = await startStandIn((request, response) => {
    if (request.url === '/api/messages') return void hear(bot, request, response);
    const isScript = request.url === '/teams.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? TEAMS_JS : TAB);
  });
  const whole = await startWhole(service.url);
  const browser = await openBrowser();
  let page = await browser.newPage();
  const windows: Page[] = [];
  let token: string | null = null;

  const begun: Stage['begun'] = async (name = 'lika-tab', has = () => true) => {
    const frame = await until('the tab is framed', async () => {
      const found = page.frame({ name });
      if (!found || !has(found.url())) return null;
      return (await found.evaluate('typeof microsoftTeams').catch(() => '')) === 'object' ? found : null;
    });
    await run(frame, `teams.app.initialize(['${whole.url}'])`);
    return frame;
  };
  return {
    whole,
    bot,
    async connector(call, body) {
      token ??= await botToken(whole);
      const [method = 'GET', path = ''] = call.split(' ');
      const answer = await fetch(`${whole.url}/connector/v3${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Json) };
    },
    async newWindow(size = { width: 1280, height: 800 }) {
      const profile = await browser.newContext({ viewport: size, locale: 'sv-SE', timezoneId: 'Europe/Stockholm' });
      const window = await profile.newPage();
      windows.push(window);
      return window;
    },
    serviceUrl: service.url,
    get page() {
      return page;
    },
    async newPage() {
      await Promise.all([page, ...windows.splice(0)].map((each) => each.close()));
      bot.received = [];
      bot.answer = () => ({ status: 200 });
      page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      // The library asks Microsoft for a list of origins; nothing here goes out.
      await page.route('https://res.cdn.office.net/**', (route) => route.fulfill({ json: { validOrigins: [] } }));
    },
    async open(query = '') {
      await page.goto(`${whole.url}/${query}`);
      return begun();
    },
    begun,
    async stop() {
      await browser.close();
      await whole.stop();
      service.server.closeAllConnections();
      service.server.close();
    },
  };
}

async function hear(bot: StageBot, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const activity = JSON.parse(Buffer.concat(parts).toString()) as Json;
  bot.received.push(activity);
  const answer = await bot.answer(activity);
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
}

async function botToken({ settings }: Whole): Promise<string> {
  const form = {
    client_id: settings.clientId,
    client_secret: settings.clientSecret,
    grant_type: 'client_credentials',
    scope: 'https://api.botframework.com/.default',
  };
  const tenant = 'fbcbb79c-c935-4f39-80a9-5e82db5a3d4e';
  const address = `${settings.origin}/${tenant}/oauth2/v2.0/token`;
  const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(form) });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** Runs JavaScript in the tab; `teams` is Microsoft's library. */
export const run = <T = unknown>(frame: Frame, script: string) =>
  frame.evaluate<T>(`(async () => { const teams = microsoftTeams; return (${script}); })()`);

/** How a promise of the library ended: `ok` and its value as JSON, or `no` and the error's words. */
export const said = (frame: Frame, script: string) =>
  run<string>(
    frame,
    `${script}.then((x) => 'ok ' + JSON.stringify(x), (e) => 'no ' + (e.message ?? JSON.stringify(e)))`,
  );
