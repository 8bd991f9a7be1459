import type { Message, PersonPlace, Place, Posted } from '../conversation/ports.ts';
import type { DeliveryRow } from '../store/deliveries.ts';
import type { Tx } from '../store/store.ts';

/** What goes to Teams, in the words that a composer and the sender share. */

export type Sending =
  | { readonly verb: 'channel'; readonly to: Place; readonly message: Message }
  | { readonly verb: 'say'; readonly to: Place; readonly message: Message }
  | { readonly verb: 'update'; readonly to: Place; readonly activity: string; readonly message: Message }
  /** Opens the chat with a person, then says it there. */
  | { readonly verb: 'person'; readonly to: PersonPlace; readonly message: Message };

export type Composed =
  /** Nothing to say any more; the cause is a key of the text files. */
  | { readonly drop: string }
  /** Not now, but in so many seconds of the service's clock; counts as no try. */
  | { readonly later: number; readonly cause: string }
  | {
      readonly send: Sending;
      /** Runs in the transaction that settles the message, and not at all for one that may have gone. */
      readonly sent?: (tx: Tx, posted: Posted) => Promise<void>;
    };

/** Asks the truth again, in a transaction of its own, and says what is to be sent now. May run more than once. */
export type Composer = (municipality: string, delivery: DeliveryRow) => Promise<Composed>;
