import { may } from '../../lika/access/access.ts';
import { schoolYearOf } from '../../lika/plan/decide.ts';
import { keepDocuments } from '../acts/keep-documents.ts';
import { swedishDay } from '../clock.ts';
import { DOCUMENT_KINDS } from '../documents/kinds.ts';
import type { DocumentKind } from '../documents/kinds.ts';
import { Conflict } from '../errors.ts';
import { writeAudit } from '../store/audit.ts';
import { allDocumentsKept, documentsKeptOf, tryDocuments, tryDocumentsAnew } from '../store/documents-kept.ts';
import { tell } from '../store/feed.ts';
import { keptDocumentsOf, LET_GO, noteDocument } from '../store/kept-documents.ts';
import { allUnits, channelOfUnit } from '../store/units.ts';
import { documentView } from './documents-view.ts';
import { findUnit } from './find.ts';
import type { FoundUnit } from './find.ts';
import { route } from './route.ts';
import type { Call } from './route.ts';
import {
  DocumentGoneChoice,
  DocumentKind as Kind,
  DocumentsDrift,
  KeepingWish,
  KeptDocuments,
} from './schemas/documents.ts';
import { UnitParams } from './units.ts';

/** A unit's documents among the channel's own files. */

export const keptDocumentRoutes = [
  route({
    method: 'get',
    path: '/units/{unit}/documents',
    summary: 'The unit’s documents in SharePoint: where they are and how they stand',
    permission: 'plan.read',
    params: UnitParams,
    answers: { 200: KeptDocuments },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { found }) => ({ status: 200, body: await view(call, found) }),
  }),
  route({
    method: 'put',
    path: '/units/{unit}/documents/keeping',
    summary: 'Says whether the unit’s documents are kept current in the channel’s files; what lies there stays',
    permission: 'documents.keep',
    params: UnitParams,
    body: KeepingWish,
    answers: { 200: KeptDocuments },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { body, found }) => {
      const before = await documentsKeptOf(call.tx, found.unit.id, true);
      if ((before?.keep ?? false) !== body.keep)
        await keepDocuments(call, call.person.tenant, found.unit.id, body.keep);
      return { status: 200, body: await view(call, found) };
    },
  }),
  route({
    method: 'post',
    path: '/units/{unit}/documents/try',
    summary: 'Brings the documents up to date now, also what was given up',
    permission: 'documents.keep',
    params: UnitParams,
    answers: { 202: null },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { found }) => {
      await tryDocuments(call.tx, found.unit.id, call.now);
      await tell(call.tx, { unit: found.unit.id, kind: 'documents', id: found.unit.id, by: call.window });
      return { status: 202 };
    },
  }),
  route({
    method: 'post',
    path: '/units/{unit}/documents/{kind}/gone',
    summary: 'Says what becomes of a document that somebody has taken away in SharePoint',
    permission: 'documents.keep',
    params: UnitParams.extend({ kind: Kind }),
    body: DocumentGoneChoice,
    answers: { 200: KeptDocuments },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { params, body, found }) => {
      await settleGone(call, found, params.kind, body.choose);
      return { status: 200, body: await view(call, found) };
    },
  }),
  route({
    method: 'get',
    path: '/documents',
    summary: 'Documents of the municipality’s units that wait or need somebody',
    permission: 'deliveries.read',
    answers: { 200: DocumentsDrift },
    handle: async (call) => ({ status: 200, body: await drift(call) }),
  }),
];

const yearNow = ({ now }: Call): number => schoolYearOf(swedishDay(now));

async function view(call: Call, { unit, subject }: FoundUnit): Promise<KeptDocuments> {
  const wish = await documentsKeptOf(call.tx, unit.id);
  const schoolYear = yearNow(call);
  const rows = await keptDocumentsOf(call.tx, unit.id, schoolYear);
  return {
    keep: wish?.keep ?? false,
    wish: wish && { by: wish.asked_by, at: wish.asked_at.toISOString() },
    folder: wish?.year_url ?? wish?.folder_url ?? null,
    hasChannel: (await channelOfUnit(call.tx, unit.id)) !== null,
    schoolYear,
    documents: DOCUMENT_KINDS.map((kind) =>
      documentView(
        kind,
        rows.find((row) => row.kind === kind),
        wish,
      ),
    ),
    mayKeep: may(call.actor, 'documents.keep', subject),
  };
}

/** It is made again, or left out for the rest of the school year. Throws Conflict `question-settled`. */
async function settleGone(
  call: Call,
  { unit }: FoundUnit,
  kind: DocumentKind,
  choose: 'again' | 'leave',
): Promise<void> {
  await documentsKeptOf(call.tx, unit.id, true);
  const key = { unit: unit.id, schoolYear: yearNow(call), kind };
  const row = (await keptDocumentsOf(call.tx, unit.id, key.schoolYear)).find((one) => one.kind === kind);
  if (row?.cause !== 'document-gone' && row?.state !== 'left') throw new Conflict('question-settled');
  if (choose === 'again') await noteDocument(call.tx, key, { ...LET_GO, beside: null });
  else await noteDocument(call.tx, key, { state: 'left', cause: null });
  const { person } = call.actor;
  const detail = { kind, choose };
  await writeAudit(call.tx, {
    at: call.now,
    person,
    what: 'kept-document.gone',
    unit: unit.id,
    about: unit.id,
    detail,
  });
  await tryDocumentsAnew(call.tx, unit.id, call.now);
  await tell(call.tx, { unit: unit.id, kind: 'documents', id: unit.id, by: call.window });
}

async function drift(call: Call): Promise<DocumentsDrift> {
  const names = new Map((await allUnits(call.tx)).map(({ id, name }) => [id, name]));
  const schoolYear = yearNow(call);
  const units = [];
  const all = await allDocumentsKept(call.tx);
  for (const wish of all) {
    const rows = await keptDocumentsOf(call.tx, wish.unit_id, schoolYear);
    const documents = DOCUMENT_KINDS.map((kind) =>
      documentView(
        kind,
        rows.find((row) => row.kind === kind),
        wish,
      ),
    ).filter(({ state }) => !['none', 'synced', 'queued'].includes(state));
    if (documents.length === 0) continue;
    const unit = { id: wish.unit_id, name: names.get(wish.unit_id) ?? '' };
    units.push({ unit, folder: wish.year_url ?? wish.folder_url, documents });
  }
  units.sort((a, b) => a.unit.name.localeCompare(b.unit.name, 'sv'));
  return { units, calm: all.length - units.length };
}
