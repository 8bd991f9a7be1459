import type { Act } from '../acts/act.ts';
import type { HandedOver } from '../acts/hand-over.ts';
import { chatOfPerson } from '../store/conversations.ts';
import { createSend } from '../store/outbox.ts';
import type { UnitRow } from '../store/units.ts';
import { textsIn } from '../texts.ts';
import { placeIn } from './places.ts';

/** Tells the old head and the new, each in their own chat with the bot; whoever has none sees it in the tab. */
export async function tellHandedOver(act: Act, unit: UnitRow, { from, to }: HandedOver): Promise<void> {
  await tellOne(act, unit, to.person, 'talk.handedOver.to', to.tenant);
  if (from !== null) await tellOne(act, unit, from, 'talk.handedOver.from', to.tenant);
}

async function tellOne({ tx, now }: Act, unit: UnitRow, person: string, key: string, tenant: string): Promise<void> {
  const chat = await chatOfPerson(tx, tenant, person);
  if (!chat) return;
  const language = chat.language ?? chat.heard_language ?? 'sv';
  const line = textsIn(language)(key, { unit: unit.name });
  await createSend(tx, {
    ...{ kind: 'answer', unit: unit.id, about: unit.name, at: now },
    payload: { ask: { kind: 'told', line }, place: placeIn(chat), where: 'personal', person, language },
    ...{ tenant, target: chat.id, unasked: true },
  });
}
