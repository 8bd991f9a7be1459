import { schoolYearOf } from '../../../lika/plan/decide.ts';
import { swedishDay } from '../../clock.ts';
import { tell } from '../../store/feed.ts';
import type { DueWork } from '../../store/held-queue.ts';
import { keptDocumentsOf, noteDocument } from '../../store/kept-documents.ts';
import { createSend } from '../../store/outbox.ts';
import type { Tx } from '../../store/store.ts';
import { channelOfUnit, unitById } from '../../store/units.ts';
import type { DocumentsDeps } from './look.ts';

/** The channel is told once of files that somebody had changed and the new ones that LIKA has put beside them. */
export async function tellOfBeside({ clock }: DocumentsDeps, tx: Tx, due: DueWork): Promise<void> {
  const now = clock.now();
  const schoolYear = schoolYearOf(swedishDay(now));
  const untold = (await keptDocumentsOf(tx, due.id, schoolYear)).flatMap(({ kind, item, beside }) =>
    item !== null && beside && !beside.told ? [{ kind, beside }] : [],
  );
  if (untold.length === 0) return;
  const [unit, channel] = [await unitById(tx, due.id), await channelOfUnit(tx, due.id)];
  for (const { kind, beside } of untold)
    await noteDocument(tx, { unit: due.id, schoolYear, kind }, { beside: { ...beside, told: true } });
  if (!unit || !channel) return;
  const id = await createSend(tx, {
    ...{ kind: 'documents', unit: unit.id, about: null, at: now, unasked: true },
    payload: { unit: unit.id, schoolYear, kinds: untold.map(({ kind }) => kind) },
    ...{ tenant: due.tenant, target: channel.channel },
  });
  await tell(tx, { unit: unit.id, kind: 'delivery', id, by: null });
}
