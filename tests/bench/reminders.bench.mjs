/**
 * 10,000 reminders to as many chats in three municipalities, through a connector that enforces Teams' limits and turns away
 * one call in a hundred, with one kill of the sender half-way; beside the shortest time that the limits allow.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import pg from 'pg';
import { openDatabase } from '../../scripts/database.mjs';
import { sandboxSettings, SANDBOX_IDENTITY } from '../../scripts/sandbox-settings.mjs';
import { freePort } from '../support/ports.mjs';
import { dataFolder, startTimed } from './product.mjs';
import { fastest } from './reminders-least.mjs';

const CONVERSATIONS = Number(process.env['LIKA_BENCH_CONVERSATIONS'] ?? 10_000);
const TURNED_AWAY_EVERY = 100;
const RETRY_AFTER_SECONDS = 1;
/** Far more than it takes: who waits longer waits in vain. */
const WITHIN_MS = 15 * 60_000;
const SENDER = 'dist/bench/sender-service.js';

/**
 * @typedef {{tenant: string, municipality: string, chats: string[]}} Municipality
 * @typedef {import('./reminders-least.mjs').Call} Call
 */

export const bench = {
  name: 'reminders',
  peer: 'the limits',
  /** @param {(line: string) => void} say */
  async run(say) {
    await bundle();
    const { folder, drop } = dataFolder();
    /** @type {{stop: () => Promise<void>}[]} */
    const running = [];
    try {
      const database = await openDatabase({ dataFolder: join(folder, 'database') });
      running.unshift(database);
      execFileSync(process.execPath, ['dist/operator/main.js', 'migrate'], {
        env: { ...process.env, DATABASE_OWNER_URL: database.ownerUrl, DATABASE_URL: database.databaseUrl },
      });
      const people = writePeople(join(folder, 'people.json'));
      const at = { port: await freePort(), sandboxPort: await freePort(), tlsPort: await freePort() };
      const settings = sandboxSettings({
        ...at,
        ...{ dataDir: folder, databaseUrl: database.databaseUrl, peopleFile: join(folder, 'people.json') },
      });
      const sandboxUrl = `http://localhost:${at.sandboxPort}`;
      running.unshift(await startTimed(['dist/sandbox/main.js'], settings.sandbox, `${sandboxUrl}/clock`));
      await turnAway(sandboxUrl);
      const adminUrl = new URL(database.superUrl);
      adminUrl.pathname = new URL(database.ownerUrl).pathname;
      const admin = new pg.Client({ connectionString: adminUrl.href });
      await admin.connect();
      running.unshift({ stop: () => admin.end() });
      await fillQueue(admin, people);
      const sender = () => startSender(settings.service, join(folder, 'sender.log'));
      const { killedAt, inFlight, peak } = await sendAll(admin, sender, say);
      const calls = await callsOf(sandboxUrl, people);
      return await judge(admin, calls, { killedAt, inFlight, peak, say });
    } finally {
      for (const part of running) await part.stop().catch(() => undefined);
      drop();
    }
  },
};

async function bundle() {
  await build({
    entryPoints: ['tests/bench/sender-service.ts'],
    outfile: SENDER,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: {
      js: "import { createRequire as requireFromHere } from 'node:module'; const require = requireFromHere(import.meta.url);",
    },
    external: ['@resvg/resvg-js', 'pg-native'],
    logLevel: 'warning',
  });
}

/**
 * @param {string} file
 * @returns {Municipality[]}
 */
function writePeople(file) {
  // The first is the home tenant of the app registration, where the bot's token comes from.
  const tenants = [SANDBOX_IDENTITY.tenantId, randomUUID(), randomUUID()];
  const municipalities = tenants.map((tenant, index) => {
    const size = Math.floor((CONVERSATIONS + tenants.length - 1 - index) / tenants.length);
    const people = Array.from({ length: size }, (_, number) => ({
      ...{ key: `person-${index}-${number}`, id: randomUUID(), name: `Person ${number}` },
      ...{ role: 'teacher', scope: `skolan-${index}`, teams: [] },
    }));
    const unit = { key: `skolan-${index}`, id: randomUUID(), name: 'Skolan', team: randomUUID(), instrument: null };
    return {
      ...{ key: `kommun-${index}`, name: `Kommun ${index}`, tenant, personalApp: true, people },
      units: [{ ...unit, channel: `19:${unit.id.replaceAll('-', '')}@thread.tacv2` }],
    };
  });
  writeFileSync(file, JSON.stringify({ municipalities }));
  return municipalities.map(({ tenant, people }) => ({
    tenant,
    municipality: randomUUID(),
    chats: people.map(({ id }) => chatOf(id)),
  }));
}

/** @param {string} person the id that the sandbox's connector gives to their chat with the bot */
function chatOf(person) {
  const bot = `28:${SANDBOX_IDENTITY.clientId}`;
  return `a:1${createHash('sha256').update(`chat ${bot} ${person}`).digest('base64url')}`;
}

/** @param {string} sandboxUrl */
async function turnAway(sandboxUrl) {
  const fault = {
    ...{ target: 'connector', match: 'POST */activities', status: 429, retryAfter: RETRY_AFTER_SECONDS },
    ...{ every: TURNED_AWAY_EVERY, times: 1_000_000, mode: 'refuse' },
  };
  const { ok } = await fetch(`${sandboxUrl}/faults`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fault) },
  });
  if (!ok) throw new Error('the sandbox takes no such fault');
}

/**
 * @param {pg.Client} admin
 * @param {Municipality[]} people
 */
async function fillQueue(admin, people) {
  for (const { municipality, tenant, chats } of people) {
    const rule = JSON.stringify({ kind: 'mean', percent: 80 });
    await admin.query('insert into municipality values ($1, $2, $3)', [municipality, 'Kommun', rule]);
    await admin.query('insert into tenant values ($1, $2)', [tenant, municipality]);
    await admin.query(
      `with made as (
        insert into delivery (municipality_id, id, kind, stage, payload, created_at, changed_at, tenant, target, unasked)
        select $1, gen_random_uuid(), 'reminder', 'queued', '{}', now(), now(), $2, chat, true from unnest($3::text[]) as chat
        returning id, target, created_at)
      insert into send_queue (delivery, municipality_id, tenant, target, not_before)
      select id, $1, $2, target, created_at from made`,
      [municipality, tenant, chats],
    );
  }
}

/**
 * @param {Record<string, string>} settings
 * @param {string} logFile
 */
function startSender(settings, logFile) {
  const out = openSync(logFile, 'a');
  const child = spawn(process.execPath, [SENDER], {
    ...{ env: { ...process.env, ...settings }, stdio: ['ignore', out, out] },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  /** @param {NodeJS.Signals} signal */
  const end = async (signal) => {
    child.kill(signal);
    await ended;
  };
  return { pid: child.pid ?? 0, end };
}

/**
 * Runs the sender until the queue is empty, with one kill and a restart when half has gone.
 * @param {pg.Client} admin
 * @param {() => ReturnType<typeof startSender>} start
 * @param {(line: string) => void} say
 */
async function sendAll(admin, start, say) {
  let sender = start();
  let peak = 0;
  /** @type {string[]} */
  let inFlight = [];
  let killedAt = 0;
  const began = Date.now();
  try {
    for (let last = -1; ;) {
      const { rows } = await admin.query('select count(*)::int as left from send_queue');
      const left = Number(rows[0]?.left);
      peak = Math.max(peak, peakOf(sender.pid));
      if (left === 0) break;
      if (Date.now() - began > WITHIN_MS) throw new Error(`${left} reminders have not gone`);
      if (killedAt === 0 && left <= CONVERSATIONS / 2) {
        await untilInFlight(admin);
        await sender.end('SIGKILL');
        killedAt = Date.now();
        const begun = await admin.query(`select id from delivery where stage = 'sending'`);
        inFlight = begun.rows.map(({ id }) => String(id));
        sender = start();
      }
      const tenth = Math.floor((10 * left) / CONVERSATIONS);
      if (tenth !== last) say(`reminders: ${left} to go, ${peak} MB`);
      last = tenth;
      await new Promise((later) => setTimeout(later, 250));
    }
  } finally {
    await sender.end('SIGTERM');
  }
  return { killedAt, inFlight, peak };
}

/** Waits for the worst moment. @param {pg.Client} admin */
async function untilInFlight(admin) {
  for (;;) {
    const { rowCount } = await admin.query(`select from delivery where stage = 'sending' limit 1`);
    if (rowCount) return;
  }
}

/** @param {number} pid the most memory the process has had, in MB; 0 where the system doesn't say */
function peakOf(pid) {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kilobytes) / 1000);
  } catch {
    return 0;
  }
}

/**
 * What the connector says it was asked.
 * @param {string} sandboxUrl
 * @param {Municipality[]} people
 * @returns {Promise<Call[]>}
 */
async function callsOf(sandboxUrl, people) {
  const tenantOf = new Map(people.flatMap(({ tenant, chats }) => chats.map((chat) => [chat, tenant])));
  const log = await (await fetch(`${sandboxUrl}/connector/log`)).text();
  return log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    .flatMap(({ method, path, at, status }) => {
      const chat = decodeURIComponent(/^\/v3\/conversations\/([^/]+)\/activities/.exec(path)?.[1] ?? '');
      const tenant = tenantOf.get(chat);
      return method === 'POST' && tenant !== undefined ? [{ chat, tenant, at: Date.parse(at), status }] : [];
    });
}

/**
 * @param {pg.Client} admin
 * @param {Call[]} calls
 * @param {{killedAt: number, inFlight: string[], peak: number, say: (line: string) => void}} run
 */
async function judge(admin, calls, { killedAt, inFlight, peak, say }) {
  const { rows } = await admin.query('select id, stage, target, cause from delivery');
  const arrived = new Map();
  for (const { chat, status } of calls) if (status === 201) arrived.set(chat, (arrived.get(chat) ?? 0) + 1);
  const unknown = rows.filter(({ stage }) => stage === 'maybe-sent');
  const lost = rows.filter(({ stage, target }) => stage !== 'maybe-sent' && !arrived.has(target));
  const wrong = rows.filter(({ stage }) => stage !== 'sent' && stage !== 'maybe-sent');
  const doubled = [...arrived.values()].filter((times) => times > 1);
  const strange = unknown.filter(({ id }) => !inFlight.includes(id));
  const overLimit = calls.filter(({ status }) => status === 429).length;
  say(
    `reminders: ${rows.length} in all, ${lost.length} lost, ${doubled.length} doubled, ${unknown.length} unknown ` +
      `(${inFlight.length} were in flight at the kill, ${strange.length} of the unknown were not), ` +
      `${overLimit} turned away with 429; at most ${peak} MB`,
  );
  const { ours, least, busiest } = fastest(calls, { killedAt, retryAfter: RETRY_AFTER_SECONDS * 1000 });
  say(
    `reminders: ${Math.round(ours / 1000)} s, at least ${Math.round(least / 1000)} s; ${busiest} a second and tenant at most`,
  );
  const none = { peer: 1, goal: 0 };
  return [
    { measure: 'time, restart left out', ours: ours / 1000, peer: least / 1000, unit: 's', goal: 1.1 },
    { measure: 'lost', ours: lost.length + wrong.length, unit: '', ...none },
    { measure: 'doubled', ours: doubled.length, unit: '', ...none },
    { measure: 'unknown that were not in flight', ours: strange.length, unit: '', ...none },
  ];
}
