import type { GraphFault } from '../graph/ports.ts';
import type { DeliveryStage } from '../store/tables.ts';
import { backoff, TRIES_MAX } from './tries.ts';

export interface NoticeOutcome {
  readonly stage: DeliveryStage;
  readonly cause: string;
  /** Seconds until the next try; null when there is none. */
  readonly again: number | null;
  /** So long the whole tenant is left alone. Seconds. */
  readonly hold: number;
}

/**
 * What a fault means for a notice. Only what was surely turned away is tried again: a notice can't be told apart from its
 * repetition.
 * @param attempts this one included
 */
export function noticeOutcome(fault: GraphFault, attempts: number): NoticeOutcome {
  const ends = (stage: DeliveryStage, cause: string): NoticeOutcome => ({ stage, cause, again: null, hold: 0 });
  const again = (seconds: number, cause: string, hold = 0): NoticeOutcome =>
    attempts >= TRIES_MAX ? { ...ends('failed', cause), hold } : { stage: 'queued', cause, again: seconds, hold };
  switch (fault.reason) {
    case 'too-busy': {
      const seconds = fault.retryAfterSeconds ?? backoff(attempts);
      return again(seconds, 'too-busy', seconds);
    }
    case 'unclear':
      return ends('maybe-sent', 'unclear');
    case 'unreachable':
      return again(backoff(attempts), 'unreachable');
    // The app's own token was turned away: another is asked for.
    case 'person-away':
      return again(backoff(attempts), 'refused');
    case 'app-refused':
      return again(backoff(attempts), 'app-refused');
    case 'not-allowed':
      return ends('failed', 'app-not-there');
    case 'not-found':
      return ends('dropped', 'person-unknown');
    default:
      return ends('failed', 'refused');
  }
}
