import type { Clock } from '../clock.ts';
import type { Conversation } from '../conversation/ports.ts';
import type { Documents } from '../documents/documents.ts';
import type { Directory, Files, PersonKey, Planner, TokenSource } from '../graph/ports.ts';
import type { Notifications } from '../graph/notifications.ts';
import type { Instruments } from '../instruments.ts';
import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import type { Store } from '../store/store.ts';
import type { Rosters } from '../talk/rosters.ts';
import { startNotices } from './notices.ts';
import { composersOf } from './messages/composers.ts';
import { startDocumentsLoop } from './documents/loop.ts';
import { startPlannerLoop } from './planner/loop.ts';
import { startSender } from './sender.ts';
import { startSweep } from './sweep.ts';

export interface WorkDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Settings;
  readonly instruments: Instruments;
  readonly rosters: Rosters;
  readonly conversation: Conversation;
  readonly planner: Planner;
  readonly files: Files;
  readonly documents: Documents;
  readonly directory: Directory;
  readonly tokens: TokenSource;
  readonly notifications: Notifications;
}

export interface Work {
  /** The person has signed in anew: what waited for them is tried now. */
  personIsBack(person: PersonKey): Promise<void>;
  stop(): Promise<void>;
}

/** Begins to do what is due. */
export async function startJobs(deps: WorkDeps): Promise<Work> {
  const sender = await startSender({ ...deps, databaseUrl: deps.settings.databaseUrl }, composersOf(deps));
  const planner = startPlannerLoop(deps);
  const documents = startDocumentsLoop(deps);
  const sweep = startSweep(deps);
  const notices = startNotices(deps);
  return {
    async personIsBack(person) {
      await Promise.all([planner.personIsBack(person), documents.personIsBack(person)]);
    },
    async stop() {
      await sweep.stop();
      await Promise.all([sender.stop(), planner.stop(), documents.stop(), notices.stop()]);
    },
  };
}
