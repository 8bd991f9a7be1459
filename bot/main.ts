import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createServer } from './api/server.ts';
import { followingClock, systemClock } from './clock.ts';
import { startConversation } from './conversation/start.ts';
import { DOCUMENTS } from './documents/documents.ts';
import { createPictures } from './documents/pictures.ts';
import { graphAs } from './graph/client.ts';
import { identityFault } from './graph/credential.ts';
import { createDirectory } from './graph/directory.ts';
import { createFiles } from './graph/files.ts';
import { createNotifications } from './graph/notifications.ts';
import { createMembership } from './graph/membership.ts';
import { createPlanner } from './graph/planner.ts';
import type { PersonKey } from './graph/ports.ts';
import { createRightsDesk } from './graph/rights-desk.ts';
import { createTokenSource } from './graph/tokens.ts';
import { watchIdentity } from './identity-watch.ts';
import { loadInstruments } from './instruments.ts';
import { membersOf } from './jobs/sender-reads.ts';
import { startJobs } from './jobs/work.ts';
import { createLog } from './log.ts';
import type { Services } from './services.ts';
import { environment, readSettings, SettingsFault } from './settings.ts';
import type { Settings } from './settings.ts';
import { watchSignIns } from './sign-ins.ts';
import { openFeed } from './store/feed.ts';
import type { Feed } from './store/feed.ts';
import { openStore } from './store/store.ts';
import { createHearer } from './talk/hearer.ts';
import { createRosters } from './talk/rosters.ts';
import { sorry } from './talk/sorry.ts';
import type { Store } from './store/store.ts';
import { createTeamRoles } from './team-roles.ts';

/** The service's start: settings, store, what the API stands on, the web server, and last what happens later. */

const INSTRUMENTS = join('dist', 'instruments');
const CLOSE_WITHIN_MS = 5000;

async function start(settings: Settings): Promise<() => Promise<void>> {
  const unproven = identityFault(settings.identity);
  if (unproven !== null) throw new SettingsFault([unproven]);
  const log = createLog(settings.logLevel);
  const store = openStore({ url: settings.databaseUrl, log });
  const [fault, clock] = await Promise.all([
    faultOf(store),
    settings.clockUrl === null ? systemClock() : followingClock(settings.clockUrl),
  ]);
  if (fault !== null) throw new SettingsFault([fault]);
  const feed = openFeed(settings.databaseUrl, log);
  const instruments = loadInstruments(INSTRUMENTS);
  const tokens = createTokenSource(settings, () => clock.realTime());
  const bot = startConversation({
    ...{ settings, clock, log, sorry },
    hear: (heard) => hear(heard),
  });
  const directory = createDirectory(tokens, settings.graphUrl, () => clock.realTime());
  const planner = createPlanner(tokens, settings.graphUrl);
  const files = createFiles(tokens, settings.graphUrl);
  const notifications = createNotifications((tenant) =>
    graphAs({ tenant, person: null }, 'notices', tokens, settings.graphUrl),
  );
  const { conversation } = bot;
  const rosters = createRosters({
    members: (place) => membersOf({ store, clock, conversation }, place),
    realTime: () => clock.realTime(),
  });
  const hear = createHearer({ store, clock, log, settings, instruments, rosters });
  // Begins beside the web server: what waits in the queue need not hold up whoever opens the tab.
  const work = startJobs({
    ...{ settings, store, clock, log, instruments, rosters, conversation, planner, directory, notifications, tokens },
    ...{ files, documents: DOCUMENTS },
  });
  const takeUp = (person: PersonKey): void => {
    work
      .then((running) => running.personIsBack(person))
      .catch((error: unknown) => log.warn({ err: error }, 'waiting work could not be taken up'));
  };
  const services: Services = {
    ...{ settings, clock, log, store, feed, instruments, planner, messages: bot.messages },
    directory,
    teamRoles: createTeamRoles({
      ...{ store, log, membership: createMembership(tokens, settings.graphUrl) },
      realTime: () => clock.realTime(),
      seconds: settings.membershipSeconds,
    }),
    pictures: createPictures(store),
    tokens: watchSignIns(tokens, takeUp),
    rights: createRightsDesk(tokens, takeUp),
  };
  const server = await listen(createHttpServer(createServer(services)), settings.port);
  await work;
  log.info({ port: settings.port, mode: settings.mode, instruments: instruments.all.length }, 'LIKA is up');
  const stopWatch = watchIdentity(settings.identity, clock, log);
  void bot
    .warmUp()
    .then(() => tokens.warmUp())
    .catch((error: unknown) => log.error({ err: error }, 'the bot or sign-in to Graph could not be loaded'));

  return async () => {
    stopWatch();
    await close(server, feed);
    await (await work).stop();
    await store.close();
    clock.stop();
    log.info('LIKA is down');
  };
}

/** Takes no new calls, lets those under way be answered and the streams go. */
async function close(server: Server, feed: Feed): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  await feed.stop();
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
  await closed;
  clearTimeout(force);
}

/** Why the service must not start with this database and login, or null. */
async function faultOf(store: Store): Promise<string | null> {
  return (await store.faultNow()) ?? store.loginFault();
}

async function listen(server: Server, port: number): Promise<Server> {
  server.listen(port);
  await once(server, 'listening');
  return server;
}

try {
  const stop = await start(readSettings(environment()));
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void stop().then(() => process.exit(0));
    });
} catch (error) {
  process.stderr.write(`${error instanceof SettingsFault ? error.message : inspect(error)}\n`);
  process.exit(1);
}
