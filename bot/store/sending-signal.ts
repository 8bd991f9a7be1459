import type { Log } from '../log.ts';
import { listenTo } from './notices.ts';

/** The channel by which the database tells every sender that something new is to go out. */
export const SENDS = 'lika_send';

/**
 * Calls `woken` when something was put in the queue. What is told while the connection is broken is lost: a sender also
 * looks by itself.
 */
export function openSendSignal(url: string, log: Log, woken: () => void): { stop(): Promise<void> } {
  return listenTo(SENDS, { url, name: 'lika-sender', log }, { told: woken, connected: woken, lost: () => undefined });
}
