/**
 * `npm run playground`: the bot in Microsoft's Agents Playground, as a person of the demo municipality. It uses the product that runs
 * when that one lets in a client without a token (LIKA_BOT_ANONYMOUS=1), else it starts one. Ctrl-C or SIGTERM stops what it started.
 *
 *   npm run playground                                  the head of Ekskolan
 *   npm run playground -- bitradande-sjoskolan          another person, in their own team
 *   npm run playground -- kommunansvarig centralskolan  a person, in another unit's team
 *
 * PLAYGROUND_PORT chooses its port, PORT and SANDBOX_PORT the product's.
 */
import './root.mjs';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { children, untilReady } from './children.mjs';
import { install } from './install.mjs';
import { SANDBOX_IDENTITY } from './sandbox-settings.mjs';

const CLI = resolve('node_modules/@microsoft/m365agentsplayground/cli.js');
const DEMO = 'sandbox/mittkoping.yaml';
/** Of a school with people enough: what a conversation may show is what everybody in it may see. */
const HEAD = 'rektor-ekskolan';
/** The Playground takes neither more nor fewer beside the one who writes. */
const OTHERS = 5;
/** A first start installs and builds. */
const PRODUCT_LIMIT = 600_000;
const PLAYGROUND_LIMIT = 60_000;

/**
 * @typedef {{id: string, key: string, name: string, role: string, scope: string, teams: string[]}} DemoPerson
 * @typedef {{key: string, id: string, name: string, area: string, team: string, channel: string}} DemoUnit
 * @typedef {{key: string, tenant: string, units: DemoUnit[], people: DemoPerson[]}} DemoMunicipality
 * @typedef {{id: string, aadObjectId: string, name: string, givenName: string, surname: string, userPrincipleName: string, email: string}} PlaygroundUser
 *   the Playground spells it so
 * @typedef {{
 *   version: string, tenantId: string, bot: {id: string, name: string}, currentUser: PlaygroundUser, users: PlaygroundUser[],
 *   personalChat: {id: string}, groupChat: {id: string, name: string},
 *   team: {id: string, name: string, aadGroupId: string, channels: {id: string, name: string}[]},
 * }} PlaygroundConfig
 */

/**
 * What the Playground is told of the demo municipality: who writes, who else is there, in which team.
 * @param {string} personKey who writes, e.g. `rektor-sjoskolan`
 * @param {string} [unitKey] whose team it is; the person's own when left out
 * @returns {Promise<PlaygroundConfig>}
 * @throws Error in words for whoever typed a name that the municipality doesn't have
 */
export async function demoConfig(personKey, unitKey) {
  const { parse } = await import('yaml');
  /** @type {{municipalities: DemoMunicipality[]}} */
  const { municipalities } = parse(readFileSync(DEMO, 'utf8'));
  const municipality = municipalities.find(({ people }) => people.some(({ key }) => key === personKey));
  const person = municipality?.people.find(({ key }) => key === personKey);
  if (!municipality || !person) throw new Error(`Nobody is called ${personKey}. ${names(municipalities, 'people')}`);
  const unit = municipality.units.find(({ key, area }) =>
    unitKey ? key === unitKey : [key, area, 'municipality'].includes(person.scope),
  );
  if (!unit) throw new Error(`There is no unit ${unitKey} in ${municipality.key}. ${names([municipality], 'units')}`);
  const users = [...municipality.people]
    .filter((one) => one !== person && one.role !== 'none')
    .sort((one, other) => nearness(other, unit) - nearness(one, unit))
    .slice(0, OTHERS);
  if (users.length < OTHERS)
    throw new Error(`${municipality.key} has too few people: the Playground wants ${OTHERS} more.`);
  return {
    version: '0.1.1',
    tenantId: municipality.tenant,
    bot: { id: `28:${SANDBOX_IDENTITY.clientId}`, name: 'LIKA' },
    currentUser: userOf(person, municipality),
    users: users.map((one) => userOf(one, municipality)),
    personalChat: { id: `a:playground-${person.id}` },
    groupChat: { id: `19:playground-${unit.id}@thread.v2`, name: `${unit.name}, ledningsgruppen` },
    // The team's id is its General channel's too: the one that the unit's cards go to.
    team: { id: unit.channel, name: unit.name, aadGroupId: unit.team, channels: [] },
  };
}

/** @param {DemoMunicipality[]} of @param {'people' | 'units'} what */
function names(of, what) {
  return `There are: ${of.flatMap((one) => one[what].map(({ key }) => key)).join(', ')}.`;
}

/** Those of the unit first, then those who follow it. @param {DemoPerson} person @param {DemoUnit} unit */
function nearness({ scope }, unit) {
  return ['municipality', unit.area, unit.key].indexOf(scope);
}

/**
 * @param {DemoPerson} person
 * @param {DemoMunicipality} municipality
 * @returns {PlaygroundUser}
 */
function userOf({ id, key, name }, municipality) {
  const mail = `${key}@${municipality.key}.example`;
  const [givenName = name, ...rest] = name.split(' ');
  // One id in both places: Teams opens a chat by a person's object id, the Playground only by its own id for them.
  return { id, aadObjectId: id, name, givenName, surname: rest.join(' '), userPrincipleName: mail, email: mail };
}

/**
 * Starts the Playground and waits until it can be used.
 * @param {{folder: string, port: number, messagesUrl: string, config: PlaygroundConfig}} at
 *   folder: for its settings and logs; port: a free one, for else it takes any other; messagesUrl: where the bot listens
 * @returns {Promise<{url: string, stop: () => Promise<void>, ended: Promise<string>}>} ended: resolves with its last words
 * @throws Error with its last words when it ends instead
 */
export async function runPlayground({ folder, port, messagesUrl, config }) {
  const { stringify } = await import('yaml');
  mkdirSync(folder, { recursive: true });
  const configFile = join(folder, '.m365agentsplayground.yml');
  const ownLog = join(folder, 'requests.log');
  writeFileSync(configFile, stringify(config));
  const env = {
    ...process.env,
    NO_PROXY: 'localhost,127.0.0.1',
    TEAMSAPPTESTER_BROWSER: 'none',
    M365_AGENTS_PLAYGROUND_CONFIG_PATH: configFile,
    M365_AGENTS_PLAYGROUND_LOGFILE: ownLog,
  };
  const options = ['start', '-e', messagesUrl, '-c', 'msteams', '-p', String(port), '--disable-telemetry'];
  const child = children(folder).run('playground', CLI, env, options);
  let hasEnded = false;
  // Why it ended stands in a log of its own.
  const ended = child.ended.then((lastWords) => {
    hasEnded = true;
    return `${lastWords}\n${existsSync(ownLog) ? readFileSync(ownLog, 'utf8').slice(-2000) : ''}`;
  });
  const url = `http://localhost:${port}`;
  const { isReady } = await untilReady(`${url}/_debug/ping`, PLAYGROUND_LIMIT, () => hasEnded);
  if (!isReady) {
    await child.stop();
    throw new Error(await ended);
  }
  return { url, ended, stop: child.stop };
}

/**
 * Starts the product with the setting that lets the Playground in, and waits until it is ready.
 * @param {string} readyUrl
 */
async function startProduct(readyUrl) {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    stdio: 'inherit',
    env: { ...process.env, LIKA_BOT_ANONYMOUS: '1' },
  });
  let hasEnded = false;
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) =>
    child.once('exit', () => {
      hasEnded = true;
      resolve('The product has stopped.');
    }),
  );
  const part = {
    ended,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
  running.unshift(part);
  await untilReady(readyUrl, PRODUCT_LIMIT, () => hasEnded || stopping !== undefined);
  if (hasEnded) throw new Error(await ended);
  return part;
}

/**
 * Whether the service hears a client without a token, asked with what has no effect.
 * @param {string} messagesUrl
 */
async function letsInWithoutToken(messagesUrl) {
  const typing = {
    type: 'typing',
    channelId: 'msteams',
    serviceUrl: 'http://localhost/',
    conversation: { id: 'a:playground' },
    from: { id: 'playground' },
    recipient: { id: 'playground' },
  };
  const headers = { 'content-type': 'application/json' };
  const { status } = await fetch(messagesUrl, { method: 'POST', headers, body: JSON.stringify(typing) });
  return status < 400;
}

/** @param {number} port @returns {Promise<boolean>} */
function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}

/** What this start runs, newest first. @type {{stop: () => Promise<void>, ended: Promise<string>}[]} */
const running = [];
/** @type {Promise<void> | undefined} */
let stopping;

/** @param {number} code */
function stopAll(code) {
  stopping ??= (async () => {
    for (const part of running) await part.stop();
    process.exit(code);
  })();
  return stopping;
}

/** @param {unknown} why */
async function fail(why) {
  if (stopping) return;
  console.error(why instanceof Error ? why.message : why);
  await stopAll(1);
}

/** @param {string[]} wanted */
async function main([personKey = HEAD, unitKey]) {
  const { env } = process;
  const port = Number(env['PLAYGROUND_PORT'] || 56150);
  const service = `http://localhost:${Number(env['PORT'] || 3978)}`;
  const messagesUrl = `${service}/api/messages`;
  install(console.log);
  const config = await demoConfig(personKey, unitKey);
  const folder = join(resolve(env['LIKA_DATA_DIR'] || '.lika'), 'playground');
  await children(folder).stopLeftovers();
  if (!(await isFree(port)))
    throw new Error(`Port ${port} is taken by another program. Choose another with PLAYGROUND_PORT.`);
  const { isReady } = await untilReady(`${service}/readyz`, 0);
  if (!isReady) watch(await startProduct(`${service}/readyz`));
  else if (!(await letsInWithoutToken(messagesUrl)))
    throw new Error(
      `The service at ${service} hears nobody without a token. Stop it and try again, or start it with LIKA_BOT_ANONYMOUS=1.`,
    );
  if (stopping) return;
  const playground = await runPlayground({ folder, port, messagesUrl, config });
  running.unshift(playground);
  watch(playground);
  console.log(`The Agents Playground is ready.

  ${config.currentUser.name} in the team ${config.team.name}   ${playground.url}

In the channel and in the group chat LIKA hears what begins with @LIKA. Ctrl-C stops it.`);
}

/** @param {{ended: Promise<string>}} part */
function watch({ ended }) {
  void ended.then(fail);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stopAll(0));
  await main(process.argv.slice(2)).catch(fail);
}
