import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createServer } from './api/server.ts';
import { followingClock, systemClock } from './clock.ts';
import { startConversation } from './conversation/start.ts';
import { createPictures } from './documents/pictures.ts';
import { createDirectory } from './graph/directory.ts';
import { createPlanner } from './graph/planner.ts';
import { createTokenSource } from './graph/tokens.ts';
import { loadInstruments } from './instruments.ts';
import { startJobs } from './jobs/work.ts';
import { createLog } from './log.ts';
import type { Services } from './services.ts';
import { environment, readSettings, SettingsFault } from './settings.ts';
import type { Settings } from './settings.ts';
import { watchSignIns } from './sign-ins.ts';
import { openFeed } from './store/feed.ts';
import { openStore } from './store/store.ts';

/** The service's start: settings, store, what the API stands on, the web server, and last what happens later. */

const INSTRUMENTS = join('dist', 'instruments');
const CLOSE_WITHIN_MS = 5000;

async function start(settings: Settings): Promise<() => Promise<void>> {
  const log = createLog(settings.logLevel);
  const store = openStore({ url: settings.databaseUrl, log });
  const fault = (await store.faultNow()) ?? (await store.loginFault());
  if (fault !== null) {
    await store.close();
    throw new SettingsFault([fault]);
  }
  const clock = settings.clockUrl === null ? systemClock() : await followingClock(settings.clockUrl);
  const feed = openFeed(settings.databaseUrl, log);
  const instruments = loadInstruments(INSTRUMENTS);
  const tokens = createTokenSource(settings, () => clock.realTime());
  const bot = startConversation({ settings, store, clock, log });
  const planner = createPlanner(tokens, settings.graphUrl);
  const { conversation } = bot;
  const work = await startJobs({ settings, store, boss: store.boss, clock, log, instruments, conversation, planner });
  const services: Services = {
    ...{ settings, clock, log, store, feed, instruments, messages: bot.messages },
    directory: createDirectory(tokens, settings.graphUrl, () => clock.realTime()),
    pictures: createPictures(store),
    tokens: watchSignIns(tokens, (person) => {
      work
        .personIsBack(person)
        .catch((error: unknown) => log.warn({ err: error }, 'waiting work could not be taken up'));
    }),
  };
  const server = await listen(createHttpServer(createServer(services)), settings.port);
  log.info({ port: settings.port, mode: settings.mode, instruments: instruments.all.length }, 'LIKA is up');
  void bot.warmUp().catch((error: unknown) => log.error({ err: error }, 'the bot could not be loaded'));

  return async () => {
    const closed = once(server, 'close');
    server.close();
    await feed.stop();
    server.closeIdleConnections();
    const force = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
    await closed;
    clearTimeout(force);
    await work.stop();
    await store.close();
    clock.stop();
    log.info('LIKA is down');
  };
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
