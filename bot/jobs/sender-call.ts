import { SendFault } from '../conversation/ports.ts';
import type { Conversation, Posted } from '../conversation/ports.ts';
import { stopSends } from '../store/conversations.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { momentAt } from '../clock.ts';
import type { Ready } from './sender-lane.ts';
import { outcomeOf } from './sender-outcome.ts';
import type { Step } from './sender-outcome.ts';
import type { Note, Settling } from './sender-settling.ts';
import type { Sending } from './sending.ts';

export interface CallDeps {
  readonly conversation: Conversation;
  readonly clock: Clock;
  readonly log: Log;
  readonly settling: Settling;
  /** A chat was opened: what is to be said in it waits for a slot of its own. */
  opened(message: Ready): void;
  /** An answer came; its slot is free a second later. */
  answered(tenant: string, at: number): void;
  /** The tenant is to be left alone until then, in real time. */
  hold(tenant: string, until: number): void;
}

/** What a message's next call is. */
export const stepOf = ({ verb }: Sending): Step => (verb === 'person' ? 'open' : verb);

/** Makes the next call of a message, once, and notes what came of it. Never throws. */
export async function callOnce(deps: CallDeps, message: Ready, slot: string): Promise<void> {
  const { sending } = message;
  let answer: Posted | { readonly chat: string } | SendFault;
  try {
    answer = await ask(deps.conversation, sending);
  } catch (error) {
    if (!(error instanceof SendFault)) deps.log.error({ err: error }, 'a call met an error nobody foresaw');
    answer = error instanceof SendFault ? error : new SendFault('unclear', null, String(error));
  }
  const at = deps.clock.realTime();
  deps.settling.answered(slot, at);
  deps.answered(message.claimed.tenant, at);
  if (answer instanceof SendFault) return noteFault(deps, message, answer, at);
  if ('chat' in answer) {
    const { person: _, ...to } = sending.to as Extract<Sending, { verb: 'person' }>['to'];
    const said: Sending = { verb: 'say', to: { ...to, conversation: answer.chat }, message: sending.message };
    return deps.opened({ ...message, sending: said });
  }
  const { sent } = message;
  const posted = answer;
  deps.settling.settle({
    ...noteOf(message),
    ...{ stage: 'sent', result: posted, attempts: message.row.attempts + 1 },
    along: sent ? (tx) => sent(tx, posted) : null,
  });
}

async function ask(conversation: Conversation, sending: Sending): Promise<Posted | { readonly chat: string }> {
  switch (sending.verb) {
    case 'channel':
      return conversation.postToChannel(sending.to, sending.message);
    case 'say':
      return conversation.say(sending.to, sending.message);
    case 'update':
      await conversation.update(sending.to, sending.activity, sending.message);
      return { conversation: sending.to.conversation, activity: sending.activity };
    case 'person':
      return { chat: await conversation.openChat(sending.to) };
  }
}

function noteFault(deps: CallDeps, message: Ready, fault: SendFault, at: number): void {
  const { sending, claimed, row } = message;
  const attempts = row.attempts + 1;
  const inThread = 'conversation' in sending.to && sending.to.conversation.includes(';messageid=');
  const { stage, cause, again, holdMs, stops } = outcomeOf(fault, stepOf(sending), attempts, inThread);
  deps.log.warn({ err: fault, delivery: row.id }, 'a message did not go out');
  if (holdMs > 0) deps.hold(claimed.tenant, at + holdMs);
  const now = deps.clock.now();
  const { serviceUrl } = sending.to;
  deps.settling.settle({
    ...noteOf(message),
    ...{ stage, cause, attempts, holdUntil: holdMs > 0 ? at + holdMs : null },
    again: again === null ? null : { afterMs: again },
    nextTry: again === null ? null : momentAt(now.getTime() + again),
    along: stops ? (tx) => stopSends(tx, { target: claimed.target, tenant: claimed.tenant, serviceUrl }, now) : null,
  });
}

/** A settled message about which nothing more is said. */
export function noteOf({ claimed, row }: Pick<Ready, 'claimed' | 'row'>): Omit<Note, 'stage'> {
  const { delivery, municipality, tenant } = claimed;
  const nothing = { cause: null, again: null, nextTry: null, result: null, holdUntil: null, along: null };
  return { ...nothing, delivery, municipality, tenant, unit: row.unit_id, attempts: row.attempts };
}
