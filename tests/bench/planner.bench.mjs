/**
 * A plan of sixty actions on its way to Planner: the first time, changed in ten places, and unchanged; beside a plain script
 * that takes one action at a time. Graph is 50 ms away in each direction, for both. Our requests are counted until the plan
 * rests, so that what is looked at once more afterwards is counted too.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { URLSearchParams } from 'node:url';
import { openDatabase } from '../../scripts/database.mjs';
import { SANDBOX_IDENTITY, sandboxSettings } from '../../scripts/sandbox-settings.mjs';
import { GraphWay } from '../support/graph-way.mjs';
import { freePort } from '../support/ports.mjs';
import { ask, changeEach, lookAtEach, sendAll } from './planner-peer.mjs';
import { dataFolder, startTimed } from './product.mjs';

const ACTIONS = 60;
const CHANGED = 10;
const STEPS = ['Bestäm vem', 'Gör det', 'Berätta hur det gick'];
const WAY_MS = 50;
/** The plan rests when a look at it was followed by nothing for so long; the next one is at least a second away. */
const QUIET_MS = 600;
const WITHIN_MS = 120_000;
const HEAD = 'rektor-ekskolan';
const [FIRST, THEN] = ['2027-03-01', '2027-04-01'];

/**
 * @typedef {{sandboxUrl: string, serviceUrl: string, way: GraphWay, stop: () => Promise<void>}} Product
 * @typedef {{product: Product, head: string, token: string, unit: string, team: string, actions: string[]}} School
 */

export const bench = {
  name: 'planner',
  peer: 'one by one',
  /** @param {(line: string) => void} say */
  async run(say) {
    const { folder, drop } = dataFolder();
    const product = await start(folder);
    try {
      const school = await schoolWithPlan(product);
      const ours = await measureOurs(school, say);
      const peer = await measurePeer(school, say);
      return [
        { measure: 'first time, ms', ours: ours.first.ms, peer: peer.first.ms, unit: 'ms', goal: 1 / 10 },
        {
          measure: 'first time, requests',
          ours: ours.first.requests,
          peer: peer.first.requests,
          unit: '',
          goal: 1 / 10,
        },
        { measure: `${CHANGED} changed, ms`, ours: ours.changed.ms, peer: peer.changed.ms, unit: 'ms', goal: 1 },
        {
          ...{ measure: `${CHANGED} changed, requests`, ours: ours.changed.requests, peer: peer.changed.requests },
          ...{ unit: '', goal: 1 / 2 },
        },
        { measure: 'unchanged, requests', ours: ours.same, peer: peer.same, unit: '', goal: 1 / ACTIONS },
      ];
    } finally {
      await product.stop();
      drop();
    }
  },
};

/**
 * @param {string} folder
 * @returns {Promise<Product>}
 */
async function start(folder) {
  const way = new GraphWay(WAY_MS);
  const graph = await way.open();
  const database = await openDatabase({ dataFolder: join(folder, 'database') });
  for (const command of [['migrate'], ['seed', 'sandbox/mittkoping.yaml']])
    execFileSync(process.execPath, ['dist/operator/main.js', ...command], {
      env: { ...process.env, DATABASE_OWNER_URL: database.ownerUrl, DATABASE_URL: database.databaseUrl },
    });
  const at = { port: await freePort(), sandboxPort: await freePort(), tlsPort: await freePort() };
  const settings = sandboxSettings({ ...at, dataDir: folder, databaseUrl: database.databaseUrl });
  const [sandboxUrl, serviceUrl] = [`http://localhost:${at.sandboxPort}`, `http://localhost:${at.port}`];
  way.to(sandboxUrl);
  const sandbox = await startTimed(['dist/sandbox/main.js'], settings.sandbox, `${sandboxUrl}/people`);
  const env = {
    ...settings.service,
    GRAPH_URL: `${graph}/graph`,
    LIKA_REQUESTS_PER_MINUTE: '100000',
    LIKA_LOG_LEVEL: 'silent',
  };
  const service = await startTimed(['dist/bot/main.js'], env, `${serviceUrl}/readyz`);
  const stop = async () => {
    for (const part of [service, sandbox, database]) await part.stop();
    way.close();
  };
  return { sandboxUrl, serviceUrl, way, stop };
}

/**
 * @param {Product} product
 * @returns {Promise<School>}
 */
async function schoolWithPlan(product) {
  const people = await (await fetch(`${product.sandboxUrl}/people`)).json();
  const head = people.find((/** @type {{userPrincipalName: string}} */ one) =>
    one.userPrincipalName.startsWith(`${HEAD}@`),
  ).id;
  const signIn = await fetch(`${product.sandboxUrl}/token`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ person: head }) },
  });
  const token = (await signIn.json()).access_token;
  const school = { product, head, token, unit: '', team: '', actions: /** @type {string[]} */ ([]) };
  school.unit = (await api(school, 'GET', '/me')).units[0].id;
  school.team = (await api(school, 'GET', `/units/${school.unit}`)).channel.team;
  let goal = /** @type {object} */ ({ new: { text: 'Ett mål', area: 'ledning', step: 1, indicators: [] } });
  for (let number = 0; number < ACTIONS; number += 1) {
    const made = await api(school, 'POST', `/units/${school.unit}/plan/actions`, {
      ...{ title: `Insats ${number}`, goal, area: 'ledning', indicators: [], activities: STEPS },
    });
    goal = { id: made.goal };
    await api(school, 'PATCH', `/actions/${made.id}`, {
      ...{ version: made.version, state: 'decided', responsible: head, due: FIRST },
      followUp: { on: '2027-06-15', how: null },
    });
    school.actions.push(made.id);
  }
  return school;
}

/**
 * @param {School} school
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 */
async function api({ product, token }, method, path, body) {
  const response = await fetch(`${product.serviceUrl}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : null;
}

/**
 * The head's own token for Graph, as a script would have it.
 * @param {School} school
 */
async function graphToken({ product, token }) {
  const body = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    client_id: SANDBOX_IDENTITY.clientId,
    client_secret: SANDBOX_IDENTITY.clientSecret,
    assertion: token,
    requested_token_use: 'on_behalf_of',
    scope: 'https://graph.microsoft.com/.default',
  });
  const issuer = `${product.sandboxUrl}/${SANDBOX_IDENTITY.tenantId}/oauth2/v2.0/token`;
  return String((await (await fetch(issuer, { method: 'POST', body })).json()).access_token);
}

/**
 * @param {School} school
 * @param {(line: string) => void} say
 */
async function measureOurs(school, say) {
  const { product, actions, unit } = school;
  const { way } = product;
  // Looked at past the way, so that looking costs nothing there.
  const graph = { url: `${product.sandboxUrl}/graph`, token: await graphToken(school) };
  const there = async () => {
    const { planner } = await api(school, 'GET', `/units/${unit}/plan`);
    const id = /\/plan\/([^/]+)\/view/.exec(planner?.url ?? '')?.[1];
    return id ? (await ask(graph, 'GET', `/planner/plans/${id}/tasks?$expand=details`)).value : [];
  };
  const whole = (/** @type {any} */ task) =>
    Object.keys(task.details?.checklist ?? {}).length === STEPS.length && task.details.description !== '';

  const first = await timed(way, say, 'the first time', async () => {
    await api(school, 'POST', `/units/${unit}/plan/planner`, { actions, into: { title: null } });
    await until(async () => (await there()).filter(whole).length === ACTIONS);
  });
  const changed = await timed(way, say, `changed in ${CHANGED} places`, async () => {
    const known = (await api(school, 'GET', `/units/${unit}/plan`)).actions;
    for (const id of actions.slice(0, CHANGED)) {
      const { version } = known.find((/** @type {{id: string}} */ one) => one.id === id);
      await api(school, 'PATCH', `/actions/${id}`, { version, due: THEN });
    }
    const isChanged = (/** @type {any} */ task) => task.dueDateTime.startsWith(THEN);
    await until(async () => (await there()).filter(isChanged).length === CHANGED);
  });
  const same = await timed(way, say, 'unchanged', () => api(school, 'POST', `/units/${unit}/plan/planner/try`));
  return { first, changed, same: same.requests };
}

/**
 * Milliseconds until the work is done, and the requests to Graph until the plan rests.
 * @param {GraphWay} way
 * @param {(line: string) => void} say
 * @param {string} what
 * @param {() => Promise<unknown>} work
 */
async function timed(way, say, what, work) {
  way.forget();
  const began = performance.now();
  await work();
  const ms = performance.now() - began;
  let requests = 0;
  await until(async () => {
    const count = way.passed.length;
    const isLook = way.passed.at(-1)?.path.endsWith('/tasks') ?? false;
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    requests = way.passed.length;
    return isLook && count === requests;
  });
  const looks = way.passed.map(({ method, path }) => `${method} ${path.split('/').slice(-2).join('/')}`);
  say(`planner ${what}: ${Math.round(ms)} ms, ${requests} requests (${counted(looks)})`);
  return { ms, requests };
}

/** @param {string[]} names */
function counted(names) {
  const counts = new Map();
  for (const name of names) {
    const key = name.replace(/[\w-]{28}/, '…');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ');
}

/** @param {() => Promise<boolean>} isSo */
async function until(isSo) {
  const end = performance.now() + WITHIN_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error('the plan does not come to Planner');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * @param {School} school
 * @param {(line: string) => void} say
 */
async function measurePeer(school, say) {
  const { product, head, team } = school;
  // As long as ours, and its own: ours goes on looking.
  const way = new GraphWay(WAY_MS);
  const graph = { url: `${await way.open()}/graph`, token: await graphToken(school) };
  way.to(product.sandboxUrl);
  const wanted = school.actions.map((_, number) => ({
    ...{ title: `Insats ${number}`, due: FIRST, owner: head, steps: STEPS },
  }));
  /** @type {string[]} */
  let tasks = [];
  const run = async (/** @type {string} */ what, /** @type {() => Promise<void>} */ work) => {
    way.forget();
    const began = performance.now();
    await work();
    const ms = performance.now() - began;
    const requests = way.passed.length;
    say(`one by one ${what}: ${Math.round(ms)} ms, ${requests} requests`);
    return { ms, requests };
  };
  const first = await run('the first time', async () => void (tasks = await sendAll(graph, team, wanted)));
  const changed = await run('changed', () => changeEach(graph, tasks.slice(0, CHANGED), THEN));
  const same = await run('unchanged', () => lookAtEach(graph, tasks));
  way.close();
  return { first, changed, same: same.requests };
}
