import { readSettings, environment } from '../../bot/settings.ts';
import { systemClock } from '../../bot/clock.ts';
import { startConversation } from '../../bot/conversation/start.ts';
import { createLog } from '../../bot/log.ts';
import { startSender } from '../../bot/jobs/sender.ts';
import { openStore } from '../../bot/store/store.ts';
import { ownMunicipality } from '../../bot/store/units.ts';

/**
 * The sending part of the service alone, with a reminder that is composed like any other: what is true is asked in a
 * transaction, then a text is made. `payload` holds the chat's id.
 */
const settings = readSettings(environment());
const log = createLog('error');
const store = openStore({ url: settings.databaseUrl, log });
const clock = systemClock();
const { conversation } = startConversation({
  ...{ settings, clock, log },
  hear: () => Promise.resolve(null),
  sorry: () => ({ line: '', isFault: true }),
});
const sender = await startSender(
  { store, databaseUrl: settings.databaseUrl, clock, log, conversation },
  {
    reminder: async (municipality, delivery) => {
      const { name } = await store.inMunicipality(municipality, ownMunicipality);
      const text = `En insats i ${name} ska vara klar i dag.`;
      const place = { tenant: delivery.tenant ?? '', serviceUrl: settings.botServiceUrl, anonymous: false };
      const to = { ...place, conversation: delivery.target ?? '' };
      return { send: { verb: 'say', to, message: { text, summary: text } } };
    },
  },
);
process.once('SIGTERM', () => {
  void sender
    .stop()
    .then(() => store.close())
    .then(() => process.exit(0));
});
