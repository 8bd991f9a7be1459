import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { SendFault } from '../conversation/ports.ts';
import type { Conversation, Member, Place, Turnstile } from '../conversation/ports.ts';
import { noteAnswers, takeReadSlot } from '../store/sending-slots.ts';
import type { Store } from '../store/store.ts';

export interface ReadDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly conversation: Conversation;
}

/** Somebody may be waiting for what is read: not longer than this. */
const PATIENCE_MS = 2000;

/**
 * Lets reads of a conversation pass under the same limits as what is sent: each takes a slot first, and waits a little for
 * one.
 * @throws SendFault too-busy, with the seconds after which there is room, when it would have to wait longer.
 */
export function readTurnstile(
  { store, clock }: Omit<ReadDeps, 'conversation'>,
  tenant: string,
  target: string,
): Turnstile {
  return async (ask) => {
    const slot = randomUUID();
    const end = clock.realTime() + PATIENCE_MS;
    for (;;) {
      const wait = await takeReadSlot(store, { slot, tenant, target });
      if (wait === 0) break;
      if (clock.realTime() + wait > end)
        throw new SendFault('too-busy', null, 'no room for a read', Math.ceil(wait / 1000));
      await new Promise((later) => setTimeout(later, Math.ceil(wait)));
    }
    try {
      return await ask();
    } finally {
      await noteAnswers(store.outside, [{ slot, ago: 0 }]);
    }
  };
}

/**
 * Everybody in a conversation, read under the limits, a slot for each page.
 * @throws SendFault
 */
export async function membersOf(deps: ReadDeps, place: Place): Promise<Member[]> {
  const target = place.conversation.split(';')[0] ?? '';
  return deps.conversation.members(place, readTurnstile(deps, place.tenant, target));
}
