import type { SendFault } from '../conversation/ports.ts';
import type { DeliveryStage } from '../store/tables.ts';
import { backoff, TRIES_MAX } from './tries.ts';

export type Step = 'channel' | 'say' | 'update' | 'open';

export interface Outcome {
  readonly stage: DeliveryStage;
  readonly cause: string;
  /** Milliseconds until the next try; null when there is none. */
  readonly again: number | null;
  /** So long the whole tenant is left alone. Milliseconds. */
  readonly holdMs: number;
  /** Nothing more is to be sent there. */
  readonly stops: boolean;
}

/** Posts can't be told apart from their repetition; updates and opening a chat can be done again. */
export const isRepeatable = (step: Step): boolean => step === 'update' || step === 'open';

/**
 * What a fault means for the message.
 * @param attempts this one included
 * @param inThread the place was a thread, which may be gone while its channel is still there
 */
export function outcomeOf(fault: SendFault, step: Step, attempts: number, inThread: boolean): Outcome {
  const { reason, status, code } = fault;
  const ends = (stage: DeliveryStage, cause: string, stops = false): Outcome => ({
    ...{ stage, cause, stops },
    ...{ again: null, holdMs: 0 },
  });
  const again = (seconds: number, cause: string, holdMs = 0): Outcome =>
    attempts >= TRIES_MAX
      ? { ...ends('failed', cause), holdMs }
      : { stage: 'queued', cause, again: seconds * 1000, holdMs, stops: false };
  switch (reason) {
    case 'too-busy': {
      const seconds = fault.retryAfterSeconds ?? backoff(attempts);
      // Some chance in it, so that what was turned away together doesn't come back together.
      return again(seconds * (1 + Math.random() / 4), reason, status === 429 ? seconds * 1000 : 0);
    }
    case 'unreachable':
      return again(backoff(attempts), reason);
    case 'unclear':
      return isRepeatable(step) ? again(backoff(attempts), reason) : ends('maybe-sent', reason);
    case 'gone':
      if (code === 'ActivityNotFoundInConversation') return ends('dropped', 'message-gone');
      if (status === 404 && inThread) return ends('dropped', 'message-gone');
      return ends('failed', 'bot-not-installed', true);
    case 'refused':
      return ends('failed', reason);
  }
}
