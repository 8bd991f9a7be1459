import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { SendFault } from '../conversation/ports.ts';
import type { Place, Turnstile } from '../conversation/ports.ts';
import { noteAnswers, takeReadSlot } from '../store/sending-slots.ts';
import type { Store } from '../store/store.ts';
import { withoutThread } from '../talk/places.ts';

/** Who presses a button waits for this at most; after that it is said that Teams is busy. */
const WAIT_AT_MOST_MS = 1500;

/** Lets one read of a conversation at a time through, counted under the same limits as what is sent. */
export function readSlots(store: Store, { tenant, conversation }: Place): Turnstile {
  return async (ask) => {
    const slot = randomUUID();
    let left = WAIT_AT_MOST_MS;
    for (;;) {
      const wait = await takeReadSlot(store, { slot, tenant, target: withoutThread(conversation) });
      if (wait === 0) break;
      if (wait > left) throw new SendFault('too-busy', null, 'no room for a read', Math.ceil(wait / 1000));
      left -= wait;
      await pause(wait);
    }
    try {
      return await ask();
    } finally {
      await noteAnswers(store.outside, [{ slot, ago: 0 }]);
    }
  };
}
