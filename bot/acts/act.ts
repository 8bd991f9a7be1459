import type { Actor } from '../../lika/access/access.ts';
import type { Instruments } from '../instruments.ts';
import type { Tx } from '../store/store.ts';

/**
 * Somebody doing something, in a transaction: what a call from the tab and a word to the bot have in common. What is
 * done to plans and assessments stands in this folder, so that both ways in have the same rules and leave the same marks.
 */
export interface Act {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
  /** The window that acts, as it names itself, so that it can know its own changes again; null for the bot. */
  readonly window: string | null;
  readonly instruments: Pick<Instruments, 'get' | 'latest'>;
}
