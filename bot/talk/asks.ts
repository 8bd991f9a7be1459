import { z } from 'zod';
import type { Heard } from '../conversation/heard.ts';
import { createSend } from '../store/outbox.ts';
import type { Tx } from '../store/store.ts';
import { placeOf } from './places.ts';
import type { PressTurn } from './pressed.ts';
import type { Turn } from './turn.ts';

/** What a person asked for, as it stands in the outbox: what is answered is found out when the answer goes out. */
export const Ask = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['hello', 'thanks', 'help', 'status', 'result', 'actions', 'my-actions', 'remind']) }),
  z.object({ kind: z.enum(['schedule', 'language', 'choose-unit', 'no-role', 'not-here', 'no-instrument']) }),
  z.object({ kind: z.literal('discuss-where') }),
  z.object({ kind: z.literal('unknown'), near: z.string().nullable() }),
  z.object({ kind: z.literal('topics'), indicators: z.array(z.string()).max(5) }),
  z.object({ kind: z.literal('nothing-to-discuss') }),
  z.object({ kind: z.literal('language-set') }),
  z.object({ kind: z.literal('unit-chosen') }),
  z.object({ kind: z.literal('reminded'), at: z.iso.datetime() }),
  /** What a press led to, where the client takes no answer to it. */
  z.object({ kind: z.literal('told'), line: z.string() }),
]);
export type Ask = z.infer<typeof Ask>;

export const AskedPlace = z.object({
  tenant: z.guid(),
  conversation: z.string(),
  serviceUrl: z.string(),
  anonymous: z.boolean(),
});

export const AnswerPayload = z.object({
  ask: Ask,
  place: AskedPlace,
  where: z.enum(['channel', 'personal', 'group']),
  person: z.guid(),
  language: z.enum(['sv', 'en']),
});

/** The same in place of a card that was pressed. */
export const RenewedAnswerPayload = AnswerPayload.extend({ activity: z.string() });

/** Answers the person, in the conversation, as soon as it may go out. */
export async function reply(turn: Turn, ask: Ask, language = turn.language): Promise<null> {
  const { where, who } = turn.heard;
  await createSend(turn.tx, {
    ...{ kind: 'answer', unit: turn.unit?.id ?? null, about: turn.unit?.name ?? null, at: turn.now },
    payload: { ask, place: placeOf(where), where: where.kind, person: who.person, language },
    ...{ tenant: where.tenant, target: where.conversation, unasked: false },
  });
  return null;
}

/** Says a line where a button was pressed that takes no answer. */
export async function tell(tx: Tx, { where, who }: Heard, line: string, at: Date): Promise<void> {
  await createSend(tx, {
    ...{ kind: 'answer', unit: null, about: null, at },
    payload: {
      ...{ ask: { kind: 'told', line }, place: placeOf(where), where: where.kind },
      ...{ person: who.person, language: who.language },
    },
    ...{ tenant: where.tenant, target: where.conversation, unasked: false },
  });
}

/** Puts the answer in place of the card that was pressed, for all who see it. */
export async function replyInPlace(turn: PressTurn, ask: Ask): Promise<void> {
  const { where, who, card } = turn.heard;
  await createSend(turn.tx, {
    ...{ kind: 'card-update', unit: turn.unit?.id ?? null, about: null, at: turn.now },
    payload: {
      ...{ ask, place: placeOf(where), where: where.kind, person: who.person, language: turn.language },
      activity: card,
    },
    ...{ tenant: where.tenant, target: where.conversation, unasked: false },
  });
}
