import { z } from 'zod';
import { takeImport } from '../acts/take-import.ts';
import { undoImport } from '../acts/undo-import.ts';
import { weighImport } from '../acts/weigh-import.ts';
import { FILE_MAX } from '../documents/incoming/faults.ts';
import { Conflict, NotFound } from '../errors.ts';
import { UNDO_FOR_MS, WAITS_FOR_MS } from '../imports/kept.ts';
import { understand } from '../imports/understand.ts';
import type { Understood } from '../imports/understand.ts';
import { openAssessment } from '../store/assessments.ts';
import type { AssessmentRow } from '../store/assessments.ts';
import {
  broughtFile,
  keepBroughtFile,
  keepReading,
  latestBroughtFiles,
  noteTaken,
  noteUndone,
} from '../store/brought-files.ts';
import type { BroughtFile } from '../store/brought-files.ts';
import type { Tx } from '../store/store.ts';
import type { UnitRow } from '../store/units.ts';
import { findUnit } from './find.ts';
import type { FoundUnit } from './find.ts';
import { byOf, importView, listedView, PAGE, rowsView } from './import-view.ts';
import type { Previewed } from './import-view.ts';
import { demand, route } from './route.ts';
import type { Call, Reply } from './route.ts';
import { Id } from './schemas/common.ts';
import { Import, ImportList, ImportName, ImportReading, ImportRows, ImportTake } from './schemas/imports.ts';
import { UnitParams } from './units.ts';

/**
 * Files that are brought in. A file is read and understood between transactions: that takes a while, and holds nothing up.
 * Nothing of it is brought in before `take`, which does it in one transaction.
 */

const ImportParams = z.object({ id: Id });
/** The body as its bytes; one without any is empty. */
const Bytes = z.unknown().transform((body) => (Buffer.isBuffer(body) ? body : Buffer.alloc(0)));

/** So many of the unit's latest are listed. */
const LISTED = 8;

interface FoundImport extends FoundUnit {
  readonly file: BroughtFile;
}

export const importRoutes = [
  route({
    method: 'post',
    path: '/units/{unit}/imports',
    summary:
      'Brings a file: a workbook of ours, an exported LIKA file or any table. Nothing of it is saved as answers yet',
    permission: 'assessment.create',
    params: UnitParams,
    query: ImportName,
    body: Bytes,
    takes: { max: FILE_MAX },
    answers: { 201: Import },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { query, body, found }) => {
      const draft = await openAssessment(call.tx, found.unit.id, 'unit', call.actor.person);
      return {
        later: async () => {
          const understood = await understoodBytes(call, body, { reading: {}, unit: found.unit, draft });
          return inPlace(call, async (tx) => {
            const kept = { unit: found.unit.id, by: call.actor.person, at: call.now, name: query.name, bytes: body };
            const file = await keepBroughtFile(tx, kept);
            return shown(call, tx, { file, unit: found.unit, understood, status: 201 });
          });
        },
      };
    },
  }),
  route({
    method: 'get',
    path: '/units/{unit}/imports',
    summary: 'The unit’s latest files that wait to be brought in, and imports that can be undone',
    permission: 'assessment.create',
    params: UnitParams,
    answers: { 200: ImportList },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async ({ tx, now, person, services }, { found }) => {
      const since = (ms: number) => new Date(now.getTime() - ms);
      const moments = { waiting: since(WAITS_FOR_MS), taken: since(UNDO_FOR_MS) };
      const files = await latestBroughtFiles(tx, found.unit.id, moments, LISTED);
      const people = new Set(files.flatMap((file) => byOf(file) ?? []));
      return {
        later: async () => {
          const names = await services.directory.names(person, [...people]);
          return { status: 200, body: { imports: files.map((file) => listedView(file, names)) } };
        },
      };
    },
  }),
  route({
    method: 'get',
    path: '/imports/{id}',
    summary: 'A file that was brought: what would become of it, or what became',
    permission: 'assessment.create',
    params: ImportParams,
    answers: { 200: Import },
    find: (call, { params }) => findImport(call, params.id),
    handle: (call, { found }) => looked(call, found),
  }),
  route({
    method: 'get',
    path: '/imports/{id}/rows',
    summary: 'More of the rows that are unsure or left out, from a number on',
    permission: 'assessment.create',
    params: ImportParams,
    query: z.object({ from: z.coerce.number().int().min(0).max(50_000).default(PAGE) }),
    answers: { 200: ImportRows },
    find: (call, { params }) => findImport(call, params.id),
    handle: async (call, { query, found }) => {
      const around = await aroundOf(call, found);
      return {
        later: async () => {
          const understood = await understoodFile(call, found.file, around);
          return inPlace(call, async (tx) => {
            const previewed = await previewOf(call, tx, { ...found, understood });
            return { status: 200, body: rowsView(previewed, query.from, call.language) };
          });
        },
      };
    },
  }),
  route({
    method: 'post',
    path: '/imports/{id}/mapping',
    summary: 'Says how the file is to be understood: its columns, what answers mean, and what becomes of unsure rows',
    permission: 'assessment.create',
    params: ImportParams,
    body: ImportReading,
    answers: { 200: Import },
    find: (call, { params }) => findImport(call, params.id, true),
    handle: async (call, { body, found }) => {
      demandWaiting(found.file, body.version);
      const file = await keepReading(call.tx, found.file, body.reading);
      return looked(call, { ...found, file });
    },
  }),
  route({
    method: 'post',
    path: '/imports/{id}/take',
    summary:
      'Brings the file in: answers and comments into the open draft, and a workbook’s plan; all of it or nothing',
    permission: 'assessment.create',
    params: ImportParams,
    body: ImportTake,
    answers: { 200: Import },
    find: (call, { params }) => findImport(call, params.id),
    handle: async (call, { body, found }) => {
      if (body.plan) demand(call, 'plan.write', found.subject);
      demandWaiting(found.file, body.version);
      const around = await aroundOf(call, found);
      return {
        later: async () => {
          const understood = await understoodFile(call, found.file, around);
          return inPlace(call, async (tx) => {
            const file = await broughtFile(tx, found.file.id, true);
            if (!file) throw new NotFound();
            demandWaiting(file, body.version);
            const instrument = instrumentFor(call, around);
            const seen = new Map(body.seen.map(({ indicator, version }) => [indicator, version]));
            const { existing, plan, draft } = body;
            const wish = { unit: found.unit, understood, instrument, draft, existing, seen, plan };
            const taken = await takeImport({ ...call, tx }, wish);
            const row = await noteTaken(tx, file.id, { by: call.actor.person, at: call.now, ...taken });
            return { status: 200, body: importView(row, call.language, null) };
          });
        },
      };
    },
  }),
  route({
    method: 'post',
    path: '/imports/{id}/undo',
    summary: 'Puts back what stood before the import, where nobody has changed it since',
    permission: 'assessment.create',
    params: ImportParams,
    answers: { 200: Import },
    find: (call, { params }) => findImport(call, params.id, true),
    handle: async (call, { found }) => {
      const { file, unit, subject } = found;
      if (file.state === 'undone') return { status: 200, body: importView(file, call.language, null) };
      if (file.state !== 'taken') throw new Conflict('import-not-taken');
      if (file.before === null) throw new Conflict('undo-too-late');
      if (file.before.plan !== null) demand(call, 'plan.write', subject);
      const undoing = await undoImport(call, unit, { id: file.id, before: file.before });
      const row = await noteUndone(call.tx, file.id, { by: call.actor.person, at: call.now, undoing });
      return { status: 200, body: importView(row, call.language, null) };
    },
  }),
];

async function findImport(call: Call, id: string, lock = false): Promise<FoundImport> {
  const file = await broughtFile(call.tx, id, lock);
  if (!file) throw new NotFound();
  return { file, ...(await findUnit(call, file.unit_id)) };
}

/** Throws Conflict when the file isn't waiting any more, or is understood otherwise than the one who asks has seen. */
function demandWaiting(file: BroughtFile, version: number): void {
  if (file.state !== 'previewed') throw new Conflict('import-taken');
  if (file.version !== version) throw new Conflict('stale-version');
}

/** What a file is held against. */
interface Around {
  readonly unit: UnitRow;
  readonly draft: AssessmentRow | null;
}

async function aroundOf(call: Call, { unit }: FoundImport): Promise<Around> {
  return { unit, draft: await openAssessment(call.tx, unit.id, 'unit', call.actor.person) };
}

/** The draft's instrument, or the unit's latest. Throws Conflict `no-instrument`. */
function instrumentFor({ services: { instruments } }: Call, { unit, draft }: Around) {
  const instrument = draft
    ? instruments.get(draft.instrument_id, draft.instrument_version)
    : unit.instrument === null
      ? null
      : instruments.latest(unit.instrument);
  if (!instrument) throw new Conflict('no-instrument');
  return instrument;
}

function understoodBytes(
  call: Call,
  bytes: Buffer,
  around: Around & { readonly reading: BroughtFile['reading'] },
): Promise<Understood> {
  const instrument = instrumentFor(call, around);
  return understand(bytes, { instrument, instruments: call.services.instruments, reading: around.reading });
}

function understoodFile(call: Call, file: BroughtFile, around: Around): Promise<Understood> {
  if (!file.bytes) throw new Conflict('import-taken');
  return understoodBytes(call, file.bytes, { ...around, reading: file.reading });
}

/** Goes on in another transaction of the same municipality. */
function inPlace(call: Call, work: (tx: Tx) => Promise<Reply>): Promise<Reply> {
  return call.services.store.inMunicipality(call.tx.municipality, work);
}

/** The file as it is: what would become of it, or what became. */
async function looked(call: Call, found: FoundImport): Promise<Reply | { later: () => Promise<Reply> }> {
  const { file, unit } = found;
  if (file.state !== 'previewed') return { status: 200, body: importView(file, call.language, null) };
  const around = await aroundOf(call, found);
  return {
    later: async () => {
      const understood = await understoodFile(call, file, around);
      return inPlace(call, (tx) => shown(call, tx, { file, unit, understood, status: 200 }));
    },
  };
}

type Shown = { readonly file: BroughtFile; readonly unit: UnitRow; readonly understood: Understood };

async function shown(call: Call, tx: Tx, { status, ...of }: Shown & { readonly status: number }): Promise<Reply> {
  return { status, body: importView(of.file, call.language, await previewOf(call, tx, of)) };
}

/** What would become of the file, held against what stands now. */
async function previewOf(call: Call, tx: Tx, { file, unit, understood }: Shown): Promise<Previewed> {
  const draft = await openAssessment(tx, unit.id, 'unit', call.actor.person);
  return {
    ...{ file, understood, instrument: instrumentFor(call, { unit, draft }), draft: draft?.id ?? null },
    ...(await weighImport({ ...call, tx }, { unit, draft, understood })),
  };
}
