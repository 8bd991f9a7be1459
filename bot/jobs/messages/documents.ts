import { z } from 'zod';
import { besideCard } from '../../conversation/cards/documents.ts';
import { DOCUMENT_KINDS } from '../../documents/kinds.ts';
import { keptDocumentsOf } from '../../store/kept-documents.ts';
import type { KeptDocumentRow } from '../../store/kept-documents.ts';
import { unitById } from '../../store/units.ts';
import type { TalkDeps } from '../../talk/turn.ts';
import type { Composer } from '../sending.ts';
import { channelPlace, dropped } from './compose.ts';
import { carded } from './message.ts';

const Payload = z.object({ unit: z.guid(), schoolYear: z.int(), kinds: z.array(z.enum(DOCUMENT_KINDS)) });

/** Files that somebody had changed in SharePoint, and the new ones beside them, told in the unit's channel. */
export const composeDocuments =
  (deps: TalkDeps): Composer =>
  async (municipality, delivery) => {
    const { unit: id, schoolYear, kinds } = Payload.parse(delivery.payload);
    const read = await deps.store.inMunicipality(municipality, async (tx) => ({
      unit: await unitById(tx, id),
      files: (await keptDocumentsOf(tx, id, schoolYear)).filter(({ kind }) => kinds.includes(kind)).flatMap(pairOf),
      channel: await channelPlace(tx, deps, id),
    }));
    if (!read.channel) return dropped('channel-not-linked');
    if (!read.unit || read.files.length === 0) return dropped('no-longer-true');
    const { place, language } = read.channel;
    const card = besideCard({ unit: read.unit.name, files: read.files }, language);
    return { send: { verb: 'channel', to: place, message: carded(card) } };
  };

function pairOf({ beside, name, url }: KeptDocumentRow) {
  if (!beside || name === null || url === null) return [];
  return [{ theirs: { name: beside.name, url: beside.url }, ours: { name, url } }];
}
