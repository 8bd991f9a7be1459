/** Which of what was sent is which: sorted, narrowed, gathered by day. */
import type { Delivery } from '../../bot/api/schemas/deliveries.ts';
import { swedishDay } from '../parts/short-day.ts';

export type Filter = 'all' | 'attention' | 'waiting';
export const FILTERS: readonly Filter[] = ['all', 'attention', 'waiting'];

/** How many the service gives at most. */
export const SHOWN_AT_MOST = 100;

/** Tried again later by itself, or done again by whoever wants it: then LIKA has stopped. */
const PASSING = ['too-busy', 'unreachable', 'unclear', 'unforeseen', 'refused'];

export const isWaiting = ({ stage }: Delivery): boolean => stage === 'queued' || stage === 'sending';

function isSameThing(one: Delivery, other: Delivery): boolean {
  return one.kind === other.kind && one.about === other.about && one.unit?.id === other.unit?.id;
}

/** Whether it waits for a person's doing: it went wrong, and nothing newer about the same has gone out or is on its way. */
export function needsSomeone(delivery: Delivery, all: readonly Delivery[]): boolean {
  if (!['failed', 'maybe-sent', 'waiting-for-person'].includes(delivery.stage)) return false;
  return !all.some(
    (other) =>
      other.created > delivery.created && isSameThing(other, delivery) && (other.stage === 'sent' || isWaiting(other)),
  );
}

/** Whether LIKA gave up on what may well work another time. */
export function isGivenUp({ stage, cause }: Delivery): boolean {
  return stage === 'failed' && cause !== null && PASSING.includes(cause);
}

/** What a filter shows. */
export function shownBy(filter: Filter, all: readonly Delivery[]): Delivery[] {
  switch (filter) {
    case 'all':
      return [...all];
    case 'waiting':
      return all.filter(isWaiting);
    case 'attention':
      return all.filter((delivery) => needsSomeone(delivery, all));
  }
}

export interface DayGroup {
  /** Where the schools are, `YYYY-MM-DD`. */
  readonly day: string;
  readonly deliveries: readonly Delivery[];
}

/** By the day they were made, in the order they have. */
export function byDay(deliveries: readonly Delivery[]): DayGroup[] {
  const groups = new Map<string, Delivery[]>();
  for (const delivery of deliveries) {
    const day = swedishDay(delivery.created);
    groups.set(day, [...(groups.get(day) ?? []), delivery]);
  }
  return [...groups].map(([day, list]) => ({ day, deliveries: list }));
}
