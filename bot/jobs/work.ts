import type { Conversation } from '../conversation/ports.ts';
import type { Notifications } from '../graph/notifications.ts';
import type { PersonKey, Planner } from '../graph/ports.ts';
import type { Instruments } from '../instruments.ts';
import type { Settings } from '../settings.ts';
import type { Rosters } from '../talk/rosters.ts';
import { wakeDeliveriesOf } from '../store/deliveries.ts';
import { sendJob } from '../store/store.ts';
import { gaveUpOnPlanner, syncToPlanner } from './planner-sync.ts';
import { startNotices } from './notices.ts';
import { composersOf } from './messages/composers.ts';
import { DeliveryJob, runDelivery } from './run-delivery.ts';
import type { JobDeps, Work as QueueWork } from './run-delivery.ts';
import { startSender } from './sender.ts';
import { startSweep } from './sweep.ts';
import type { QueueName } from '../store/migrations/index.ts';

export interface WorkDeps extends JobDeps {
  readonly settings: Settings;
  readonly instruments: Instruments;
  readonly rosters: Rosters;
  readonly conversation: Conversation;
  readonly planner: Planner;
  readonly notifications: Notifications;
}

export interface Work {
  /** The person has signed in anew: what waited for them is tried now. */
  personIsBack(person: PersonKey): Promise<void>;
  stop(): Promise<void>;
}

/** The shortest that the queue allows; a head who has just published looks at the channel next. */
const LOOK_EVERY_SECONDS = 0.5;

/** Begins to do what is due. */
export async function startJobs(deps: WorkDeps): Promise<Work> {
  const { boss, store, clock, settings } = deps;
  const work: Record<QueueName, QueueWork> = {
    'planner-sync': { attempt: (attempt) => syncToPlanner(deps, attempt), gaveUp: gaveUpOnPlanner },
  };
  await boss.start();
  for (const [queue, of] of Object.entries(work) as [QueueName, QueueWork][])
    await boss.work(queue, { batchSize: 1, pollingIntervalSeconds: LOOK_EVERY_SECONDS }, async (jobs) => {
      for (const { data } of jobs) await runDelivery(deps, queue, DeliveryJob.parse(data), of);
    });
  const sender = await startSender({ ...deps, databaseUrl: settings.databaseUrl }, composersOf(deps));
  const sweep = startSweep(deps);
  const notices = startNotices(deps);

  return {
    async personIsBack({ tenant, person }) {
      const municipality = await store.municipalityOf(tenant);
      if (!municipality) return;
      await store.inMunicipality(municipality, async (tx) => {
        for (const { id } of await wakeDeliveriesOf(tx, person, clock.now()))
          await sendJob(boss, tx, 'planner-sync', { municipality, delivery: id });
      });
    },
    async stop() {
      await Promise.all([sweep.stop(), notices.stop()]);
      await Promise.all([sender.stop(), boss.stop({ graceful: true, timeout: 5000, close: true })]);
    },
  };
}
