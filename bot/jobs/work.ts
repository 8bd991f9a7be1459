import type { Conversation } from '../conversation/ports.ts';
import type { PersonKey, Planner } from '../graph/ports.ts';
import type { Instruments } from '../instruments.ts';
import type { Settings } from '../settings.ts';
import { wakeDeliveriesOf } from '../store/deliveries.ts';
import { sendJob } from '../store/store.ts';
import { syncToPlanner } from './planner-sync.ts';
import { postResultCard } from './result-card.ts';
import { DeliveryJob, runDelivery } from './run-delivery.ts';
import type { Attempt, JobDeps, Tried } from './run-delivery.ts';
import type { QueueName } from '../store/migrations/index.ts';

export interface WorkDeps extends JobDeps {
  readonly settings: Settings;
  readonly instruments: Instruments;
  readonly conversation: Conversation;
  readonly planner: Planner;
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
  const { boss, store, clock } = deps;
  const attempts: Record<QueueName, (attempt: Attempt) => Promise<Tried>> = {
    'result-card': (attempt) => postResultCard(deps, attempt),
    'planner-sync': (attempt) => syncToPlanner(deps, attempt),
  };
  await boss.start();
  for (const [queue, attempt] of Object.entries(attempts) as [QueueName, (attempt: Attempt) => Promise<Tried>][])
    await boss.work(queue, { batchSize: 1, pollingIntervalSeconds: LOOK_EVERY_SECONDS }, async (jobs) => {
      for (const { data } of jobs) await runDelivery(deps, queue, DeliveryJob.parse(data), attempt);
    });

  return {
    async personIsBack({ tenant, person }) {
      const municipality = await store.municipalityOf(tenant);
      if (!municipality) return;
      await store.inMunicipality(municipality, async (tx) => {
        for (const { id } of await wakeDeliveriesOf(tx, person, clock.now()))
          await sendJob(boss, tx, 'planner-sync', { municipality, delivery: id });
      });
    },
    stop: () => boss.stop({ graceful: true, timeout: 5000, close: true }),
  };
}
