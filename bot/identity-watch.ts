import type { Clock } from './clock.ts';
import { identityStanding } from './graph/credential.ts';
import type { Log } from './log.ts';
import type { AppIdentity } from './settings.ts';

const DAILY_MS = 24 * 60 * 60 * 1000;

/**
 * Looks at the end of the app's certificate now and each day, and says so in the log when it draws near: what ends
 * unseen takes the bot and Planner with it. The function that comes back ends the watch.
 */
export function watchIdentity(identity: AppIdentity, clock: Pick<Clock, 'now'>, log: Pick<Log, 'warn' | 'error'>) {
  const look = (): void => {
    const { expires, warning } = identityStanding(identity, clock.now());
    if (warning === null) return;
    const about = { expires, warning };
    if (warning === 'soon') log.warn(about, 'the app’s certificate ends soon: renew it');
    else log.error(about, 'the app’s certificate ends within days or has ended: renew it now');
  };
  look();
  const timer = setInterval(look, DAILY_MS);
  timer.unref();
  return (): void => clearInterval(timer);
}
