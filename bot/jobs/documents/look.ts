import { schoolYearOf } from '../../../lika/plan/decide.ts';
import type { Documents } from '../../documents/documents.ts';
import { swedishDay } from '../../clock.ts';
import { readReport } from '../../documents/read-report.ts';
import type { UnitReport } from '../../documents/report.ts';
import { Conflict } from '../../errors.ts';
import type { Directory, Files, TokenSource } from '../../graph/ports.ts';
import type { Instruments } from '../../instruments.ts';
import { documentsKeptOf } from '../../store/documents-kept.ts';
import type { DocumentsKeptRow } from '../../store/documents-kept.ts';
import { documentsQueue } from '../../store/documents-queue.ts';
import { keptDocumentsOf } from '../../store/kept-documents.ts';
import type { KeptDocumentRow } from '../../store/kept-documents.ts';
import type { Tx } from '../../store/store.ts';
import { channelOfUnit, unitById } from '../../store/units.ts';
import type { ChannelRow, UnitRow } from '../../store/units.ts';
import { unitLink } from '../../talk/links.ts';
import { writeHeld } from '../held-loop.ts';
import type { HeldLook, LoopDeps } from '../held-loop.ts';

/** One look at a unit's documents in SharePoint: who has it in hand, as whom, and what is known when it begins. */

export interface DocumentsDeps extends LoopDeps {
  readonly files: Files;
  readonly directory: Pick<Directory, 'names'>;
  readonly instruments: Instruments;
  readonly tokens: Pick<TokenSource, 'isAlive' | 'grantedToApp'>;
  readonly documents: Documents;
}

export interface Look extends HeldLook {
  readonly deps: DocumentsDeps;
  readonly unit: string;
}

/** Writes something of what was done, as long as the unit's documents are in this hand. Throws LostWork. */
export const inLook = <T>(look: Look, work: (tx: Tx) => Promise<T>): Promise<T> =>
  writeHeld(look, { queue: documentsQueue, id: look.unit }, work);

export interface Known {
  readonly row: DocumentsKeptRow;
  readonly unit: UnitRow;
  readonly channel: ChannelRow | null;
  /** For everyone in the unit, without names. */
  readonly report: UnitReport;
  /** First calendar year of the school year. */
  readonly schoolYear: number;
  readonly documents: readonly KeptDocumentRow[];
  readonly at: Date;
}

/** All that is known here; null when there is nothing to do for the unit. */
export function readKnown(look: Look): Promise<Known | null> {
  const { clock, instruments, settings } = look.deps;
  return inLook(look, async (tx) => {
    const at = clock.now();
    const row = await documentsKeptOf(tx, look.unit);
    const unit = row?.keep ? await unitById(tx, look.unit) : null;
    if (!row || !unit) return null;
    const channel = await channelOfUnit(tx, unit.id);
    const link = unitLink(settings, { unit, path: '/', channel: channel?.channel ?? null });
    const wish = { unit, language: row.language, now: at, link, reader: null };
    const report = await readReport(tx, instruments, wish).catch(nullWithoutInstrument);
    if (!report) return null;
    const schoolYear = schoolYearOf(swedishDay(at));
    const documents = await keptDocumentsOf(tx, unit.id, schoolYear);
    return { row, unit, channel, report, schoolYear, documents, at };
  });
}

function nullWithoutInstrument(error: unknown): null {
  if (error instanceof Conflict) return null;
  throw error;
}
