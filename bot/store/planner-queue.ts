import { heldQueue } from './held-queue.ts';

/** Which plans are due to be brought together with Planner. */
export const plannerQueue = heldQueue({ table: 'planner_queue', key: 'plan_id', told: 'lika_planner' });
