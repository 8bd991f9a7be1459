/** Which of what was sent is which: sorted, narrowed, gathered by day. */
import type { Delivery } from '../../bot/api/schemas/deliveries.ts';
import { swedishDay } from '../parts/short-day.ts';

export type Filter = 'all' | 'attention' | 'waiting';
export const FILTERS: readonly Filter[] = ['all', 'attention', 'waiting'];

/** How many the service gives at most. */
export const SHOWN_AT_MOST = 100;

/** Tried again later by itself, or done again by whoever wants it: then LIKA has stopped. */
const PASSING = ['too-busy', 'unreachable', 'unclear', 'unforeseen', 'app-refused', 'refused'];

export const isWaiting = ({ stage }: Delivery): boolean => stage === 'queued' || stage === 'sending';

function isSameThing(one: Delivery, other: Delivery): boolean {
  return one.kind === other.kind && one.about === other.about && one.unit?.id === other.unit?.id;
}

/** Whether it waits for a person's doing: it went wrong, and nothing newer about the same has gone out or is on its way. */
export function needsSomeone(delivery: Delivery, all: readonly Delivery[]): boolean {
  if (!['failed', 'maybe-sent', 'waiting-for-person'].includes(delivery.stage)) return false;
  return !all.some(
    (other) =>
      other.created > delivery.created &&
      isSameThing(other, delivery) &&
      (other.stage === 'sent' || (isWaiting(other) && other.cause === null)),
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

/** A row of the list: one delivery, or the newest of several updates of cards that went well after each other. */
export interface Row {
  readonly delivery: Delivery;
  readonly count: number;
}

export interface DayGroup {
  /** Where the schools are, `YYYY-MM-DD`. */
  readonly day: string;
  readonly rows: readonly Row[];
}

/** A vote redraws a card: that it went well is no news, and there are many of them. */
const isRoutine = ({ kind, stage }: Delivery): boolean => kind === 'card-update' && stage === 'sent';

/** By the day they were made, in the order they have. */
export function byDay(deliveries: readonly Delivery[]): DayGroup[] {
  const groups = new Map<string, Row[]>();
  for (const delivery of deliveries) {
    const day = swedishDay(delivery.created);
    const rows = groups.get(day) ?? [];
    const last = rows.at(-1);
    const isMore = last !== undefined && isRoutine(last.delivery) && isRoutine(delivery);
    groups.set(
      day,
      isMore && last.delivery.unit?.id === delivery.unit?.id
        ? [...rows.slice(0, -1), { ...last, count: last.count + 1 }]
        : [...rows, { delivery, count: 1 }],
    );
  }
  return [...groups].map(([day, rows]) => ({ day, rows }));
}
