/**
 * The tab beside SurveyJS with the same instrument, in the same host frame, against the same API and answers: the gzip
 * bytes of all scripts and styles loaded until the first answer is acknowledged, and the time to the first answerable
 * question with the processor throttled four times.
 */
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { loadConfigFromFile, build as viteBuild } from 'vite';
import { findBrowser } from '../../scripts/browser.mjs';
import { startFront } from './front.mjs';
import { dataFolder, median, startProduct } from './product.mjs';

const ROUNDS = 11;
const THROTTLE = 4;
const PERSON = 'rektor-ekskolan';
const PEER_FOLDER = 'dist/bench/surveyjs';

/** The peer is built as the tab is, but for the pages, which are its own. */
async function buildPeer() {
  const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, 'vite.config.ts');
  const config = loaded?.config ?? {};
  const { input: _, ...rolldownOptions } = config.build?.rolldownOptions ?? {};
  await viteBuild({
    ...config,
    configFile: false,
    root: 'tests/bench/surveyjs',
    logLevel: 'warn',
    build: { ...config.build, rolldownOptions, outDir: resolve(PEER_FOLDER) },
  });
}

export const bench = {
  name: 'tab',
  peer: 'SurveyJS',
  /** @param {(line: string) => void} say */
  async run(say) {
    await buildPeer();
    const { folder, drop } = dataFolder();
    const product = await startProduct(folder);
    const executablePath = await findBrowser();
    const browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: ['--no-sandbox', '--disable-gpu'],
    });
    const fronts = {
      ours: await startFront(product.serviceUrl, 'dist/tab', true),
      peer: await startFront(product.serviceUrl, PEER_FOLDER, false),
    };
    try {
      const unit = await draftFor(product);
      /** @type {Record<string, {bytes: number[], ms: number[]}>} */
      const seen = { ours: { bytes: [], ms: [] }, peer: { bytes: [], ms: [] } };
      for (let round = -1; round < ROUNDS; round++)
        for (const [side, front] of Object.entries(fronts)) {
          const load = await loadOnce(browser, product, unit, front.url);
          // The first round warms the service and the browser.
          if (round < 0) continue;
          seen[side]?.bytes.push(load.bytes);
          seen[side]?.ms.push(load.ms);
          say(`tab ${round + 1}, ${side}: ${Math.round(load.bytes / 1000)} kB, ${Math.round(load.ms)} ms`);
        }
      const row = (
        /** @type {string} */ measure,
        /** @type {'bytes' | 'ms'} */ what,
        /** @type {string} */ unitName,
        scale = 1,
      ) => ({
        measure,
        ours: median(seen['ours']?.[what] ?? []) / scale,
        peer: median(seen['peer']?.[what] ?? []) / scale,
        unit: unitName,
        goal: 0.5,
      });
      return [
        row('scripts and styles until an answer is acknowledged, gzip', 'bytes', 'kB', 1000),
        row('time to the first answerable question, CPU ÷ 4', 'ms', 'ms'),
      ];
    } finally {
      await browser.close();
      for (const front of Object.values(fronts)) front.stop();
      await product.stop();
      drop();
    }
  },
};

/**
 * An open draft for both sides to answer.
 * @param {{serviceUrl: string, sandboxUrl: string}} product
 * @returns {Promise<string>} the unit's id
 */
async function draftFor({ serviceUrl, sandboxUrl }) {
  const people = await (await fetch(`${sandboxUrl}/people`)).json();
  const head = people.find((/** @type {{userPrincipalName: string}} */ one) =>
    one.userPrincipalName.startsWith(`${PERSON}@`),
  );
  const body = JSON.stringify({ person: head.id });
  const headers = { 'content-type': 'application/json' };
  const { access_token: token } = await (await fetch(`${sandboxUrl}/token`, { method: 'POST', headers, body })).json();
  const as = { ...headers, authorization: `Bearer ${token}` };
  const { units } = await (await fetch(`${serviceUrl}/api/me`, { headers: as })).json();
  const kind = JSON.stringify({ kind: 'unit' });
  await fetch(`${serviceUrl}/api/units/${units[0].id}/assessments`, { method: 'POST', headers: as, body: kind });
  return units[0].id;
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {{serviceUrl: string, sandboxUrl: string}} product
 * @param {string} unit
 * @param {string} proxy
 * @returns {Promise<{bytes: number, ms: number}>}
 */
async function loadOnce(browser, { serviceUrl, sandboxUrl }, unit, proxy) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'sv-SE',
    // Without the bypass rule the browser goes straight to this machine.
    proxy: { server: proxy, bypass: '<-loopback>' },
  });
  const page = await context.newPage();
  await context.addInitScript(watchForQuestion);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  /** @type {import('playwright-core').Response[]} */
  const loaded = [];
  page.on('response', (response) => {
    if (response.url().startsWith(`${serviceUrl}/tab/`) && /\.(js|css)$/.test(new URL(response.url()).pathname))
      loaded.push(response);
  });
  await page.goto(
    `${sandboxUrl}/?person=${PERSON}&surface=channel&sub=${encodeURIComponent(`/assess/ledning?unit=${unit}`)}`,
  );
  const isTab = (/** @type {import('playwright-core').Frame} */ frame) => frame.url().startsWith(`${serviceUrl}/tab`);
  const tab = page.frames().find(isTab) ?? (await page.waitForEvent('framenavigated', isTab));
  const handle = await tab.waitForFunction(() => Reflect.get(globalThis, 'answerableAt'), null, { timeout: 60_000 });
  const ms = /** @type {number} */ (await handle.jsonValue());
  const answered = page.waitForResponse(
    (response) => response.request().method() === 'PUT' && response.url().includes('/answers/'),
  );
  // A round chooses what is not chosen yet, so that there is something to save.
  const radios = tab.locator('input[type=radio]:not(:checked)');
  await radios.first().evaluate((radio) => /** @type {HTMLElement} */ (radio).click());
  const status = (await answered).status();
  if (status !== 200) throw new Error(`the answer was not acknowledged: ${status}`);
  // Read when all is measured: to be asked for them keeps the page busy.
  const sizes = await Promise.all(loaded.map(async (response) => gzipSync(await response.body()).length));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  await context.close();
  return { bytes, ms };
}

/** In the page: notes when the first question can be answered, in milliseconds from the frame's own beginning. */
function watchForQuestion() {
  const look = () => {
    const radio = document.querySelector('input[type=radio]:not(:disabled)');
    if (radio && radio.getClientRects().length > 0) Reflect.set(globalThis, 'answerableAt', performance.now());
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
