import type { Clock } from '../clock.ts';
import { UNDO_FOR_MS, WAITS_FOR_MS } from '../imports/kept.ts';
import type { Log } from '../log.ts';
import { forgetBroughtFiles } from '../store/brought-files.ts';
import { forgetSeen } from '../store/conversations.ts';
import type { Tx } from '../store/store.ts';
import type { TalkDeps } from '../talk/turn.ts';
import { closeDiscussions, findDue, sendDue } from './due.ts';

const LOOK_EVERY_MS = { sandbox: 1000, production: 15_000 } as const;
const HOUR_MS = 3_600_000;
/** How long an activity is remembered as heard; Teams brings one again within minutes, if at all. */
const HEARD_FOR_MS = 48 * HOUR_MS;

export interface Sweep {
  stop(): Promise<void>;
}

/**
 * Looks again and again, by the service's clock, for what has become due in each municipality. Any number of instances
 * may look: one at a time does in a municipality.
 */
export function startSweep(deps: TalkDeps & { readonly clock: Clock; readonly log: Log }): Sweep {
  const { store, log, settings } = deps;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();
  let forgotAt = -Infinity;

  const forgetOld = async (tx: Tx, now: number): Promise<void> => {
    await forgetSeen(tx, new Date(now - HEARD_FOR_MS));
    await forgetBroughtFiles(tx, new Date(now - WAITS_FOR_MS), new Date(now - UNDO_FOR_MS));
  };
  const look = async (): Promise<void> => {
    const forgets = performance.now() - forgotAt > HOUR_MS;
    if (forgets) forgotAt = performance.now();
    for (const municipality of await store.municipalities()) {
      if (stopped) return;
      await store
        .inMunicipality(municipality, async (tx) => {
          if (!(await store.tryAlone(tx, 'sweep'))) return;
          // One moment for all of it: what comes due between finding and sending would be passed by what ranks below it.
          const now = deps.clock.now();
          const standing = { ...deps, clock: { ...deps.clock, now: () => now } };
          await closeDiscussions(standing, tx);
          await findDue(standing, tx);
          await sendDue(standing, tx);
          if (forgets) await forgetOld(tx, now.getTime());
        })
        .catch((error: unknown) => log.error({ err: error, municipality }, 'what is due could not be looked for'));
    }
  };
  const again = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      underWay = look()
        .catch((error: unknown) => log.warn({ err: error }, 'what is due could not be looked for'))
        .finally(again);
    }, LOOK_EVERY_MS[settings.mode]);
  };
  again();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
