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
  /** True when whoever runs the service does it in the person's stead, from the shell. */
  readonly isOperator?: boolean;
}

/** Whom the log names for what is done; nobody for whoever runs the service, as for all that is done from the shell. */
export function loggedAs({
  actor,
  isOperator = false,
}: Pick<Act, 'isOperator'> & { readonly actor: { readonly person: string | null } }): string | null {
  return isOperator ? null : actor.person;
}
