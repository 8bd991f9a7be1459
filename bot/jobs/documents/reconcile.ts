import { DOCUMENT_KINDS } from '../../documents/kinds.ts';
import type { DocumentKind } from '../../documents/kinds.ts';
import { peopleOf } from '../../documents/report.ts';
import type { UnitReport } from '../../documents/report.ts';
import { GraphFault } from '../../graph/ports.ts';
import type { GraphCause, SeenItem } from '../../graph/ports.ts';
import { ensureDocument, keptDocumentsOf, noteDocument } from '../../store/kept-documents.ts';
import type { KeptDocumentRow } from '../../store/kept-documents.ts';
import { bringDocument, isShown } from './bring.ts';
import { fingerprintOf } from './fingerprint.ts';
import { inLook, readKnown } from './look.ts';
import type { Known, Look } from './look.ts';
import { findYearFolder } from './place.ts';

/** A unit's documents and SharePoint, brought together once. */

/** What came of a look. */
export interface Brought {
  /** Why single documents could not be brought. */
  readonly faults: readonly GraphFault[];
  /** Whether somebody is to be asked about a document. */
  readonly asks: boolean;
  /** Whether the files themselves were looked at. */
  readonly seen: boolean;
  /** What had changed by then is shown now. */
  readonly at: Date | null;
}

/** Files that were seen so short a time ago needn't be looked at when there is nothing to write. */
const SEEN_MS = 3 * 3_600_000;

/** What meets a single document, so that the others can go on; anything else would meet them too. */
const OF_ONE: readonly GraphCause[] = [
  'file-locked',
  'name-taken',
  'path-too-long',
  'changed-meanwhile',
  'drive-full',
  'refused',
];

/** Looks at the unit's documents once, and brings what is missing or old. Throws GraphFault, LostWork. */
export async function bringDocuments(look: Look): Promise<Brought> {
  const known = await readKnown(look);
  if (!known) return { ...NOTHING, at: null };
  if (!known.channel) throw new GraphFault('not-linked');
  const people = peopleOf(known.report);
  const names = await look.deps.directory.names(look.as, people);
  const report: UnitReport = { ...known.report, names };
  const shown = { shows: fingerprintOf(report, known.schoolYear), unnamed: people.length - names.size };
  const kinds = kindsOf(look, known, report);
  if (isQuiet(known, kinds, shown)) return { ...NOTHING, at: known.at };
  const rows = await rowsOf(look, known, kinds);
  const folder = once(() => findYearFolder(look, known));
  const came: Awaited<ReturnType<typeof bringOne>>[] = [];
  for (const row of rows) came.push(await bringOne(look, { known, row, report, folder, ...shown }));
  return {
    faults: came.filter((one) => one instanceof GraphFault),
    asks: came.includes('gone'),
    ...{ seen: true, at: known.at },
  };
}

const NOTHING = { faults: [], asks: false, seen: false };

/** A new file is made only when there is something to show; one that is there shows also that there is nothing any more. */
function kindsOf({ deps }: Look, { documents }: Known, report: UnitReport): DocumentKind[] {
  return DOCUMENT_KINDS.filter((kind) => {
    const isThere = documents.some((row) => row.kind === kind && (row.item !== null || row.sending !== null));
    return deps.documents[kind] && (isThere || deps.documents[kind].isWorthMaking(report));
  });
}

interface Shown {
  readonly shows: string;
  readonly unnamed: number;
}

function isQuiet({ row, documents, at }: Known, kinds: readonly DocumentKind[], shown: Shown): boolean {
  if (!row.seen_at || at.getTime() - row.seen_at.getTime() > SEEN_MS) return false;
  return kinds.every((kind) => {
    const document = documents.find((one) => one.kind === kind);
    if (document?.state === 'left') return true;
    return document?.state === 'kept' && document.item !== null && isShown({ row: document, ...shown });
  });
}

async function rowsOf(
  look: Look,
  { schoolYear }: Known,
  kinds: readonly DocumentKind[],
): Promise<readonly KeptDocumentRow[]> {
  const rows = await inLook(look, async (tx) => {
    for (const kind of kinds) await ensureDocument(tx, { unit: look.unit, schoolYear, kind });
    return keptDocumentsOf(tx, look.unit, schoolYear);
  });
  return kinds.flatMap((kind) => rows.filter((row) => row.kind === kind));
}

interface One extends Shown {
  readonly known: Known;
  readonly row: KeptDocumentRow;
  readonly report: UnitReport;
  readonly folder: () => Promise<SeenItem>;
}

/** @returns how it went, or what keeps this document alone from being brought; throws what would keep the others too */
async function bringOne(look: Look, { known, row, ...one }: One): Promise<'done' | 'gone' | GraphFault> {
  const spec = look.deps.documents[row.kind];
  if (!spec) return 'done';
  const key = { unit: look.unit, schoolYear: known.schoolYear, kind: row.kind };
  try {
    return await bringDocument({ look, key, row, spec, ...one });
  } catch (error) {
    if (!(error instanceof GraphFault) || !OF_ONE.includes(error.reason)) throw error;
    look.deps.log.info(
      { unit: look.unit, kind: row.kind, reason: error.reason, code: error.code, detail: error.message },
      'a document could not be brought to SharePoint',
    );
    const state = passesByItself(error) ? 'waiting' : 'needs-you';
    await inLook(look, (tx) => noteDocument(tx, key, { state, cause: error.reason }));
    return error;
  }
}

/** Whether trying the same again later can go well without anyone doing anything. */
export const passesByItself = ({ reason }: GraphFault): boolean =>
  ['file-locked', 'changed-meanwhile'].includes(reason);

/** The same promise for all who ask. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | null = null;
  return () => (begun ??= work());
}
