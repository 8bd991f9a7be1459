import { writeAudit } from '../store/audit.ts';
import { conversationById } from '../store/conversations.ts';
import { wishDocuments } from '../store/documents-kept.ts';
import { tell } from '../store/feed.ts';
import { channelOfUnit } from '../store/units.ts';
import type { Act } from './act.ts';

/** Somebody decides whether the unit's documents are kept in the channel's files, in the language that is spoken there. */
export async function keepDocuments(act: Act, tenant: string, unit: string, keep: boolean): Promise<void> {
  const channel = await channelOfUnit(act.tx, unit);
  const spoken = channel && (await conversationById(act.tx, channel.channel));
  const { person } = act.actor;
  await wishDocuments(act.tx, { unit, keep, language: spoken?.language ?? 'sv', tenant, person, at: act.now });
  await writeAudit(act.tx, { at: act.now, person, what: 'documents.keep', unit, about: unit, detail: { keep } });
  await tell(act.tx, { unit, kind: 'documents', id: unit, by: act.window });
}
