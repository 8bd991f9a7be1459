import { z } from 'zod';
import { schoolYearName, schoolYearOf } from '../../lika/plan/decide.ts';
import { DOCUMENTS } from '../documents/documents.ts';
import type { DocumentSpec } from '../documents/documents.ts';
import { fileName } from '../documents/file-names.ts';
import { reportPicture } from '../documents/report-chart.ts';
import { readReport } from '../documents/read-report.ts';
import { peopleOf } from '../documents/report.ts';
import type { UnitReport } from '../documents/report.ts';
import { NotFound } from '../errors.ts';
import { unitLink } from '../talk/links.ts';
import { textsIn } from '../texts.ts';
import { findAssessment, findUnit } from './find.ts';
import type { FoundUnit } from './find.ts';
import { demand, route } from './route.ts';
import type { Call, GivenFile, Reply } from './route.ts';
import { Blocks } from './schemas/blocks.ts';
import { Id } from './schemas/common.ts';
import { DocumentKind } from './schemas/documents.ts';
import { UnitParams } from './units.ts';

const SVG = { extension: 'svg', contentType: 'image/svg+xml' } as const;
const HTML = 'text/html; charset=utf-8';

/** A unit's documents, made for the one who asks: what they may not see isn't in them. */

const OF_AN_ASSESSMENT = z.object({ assessment: Id.optional() });
/** How the chart is drawn, and as what; other documents have one form alone. */
const PICTURE_WISH = z.object({
  format: z.enum(['png', 'svg']).default('png'),
  look: z.enum(['light', 'dark', 'transparent']).default('light'),
});
type PictureWish = z.output<typeof PICTURE_WISH>;

export const documentFileRoutes = [
  route({
    method: 'get',
    path: '/units/{unit}/documents/{kind}',
    summary:
      'A document of the unit’s as a file: of the published assessment in force, or of one that I may read. The plan’s is for whoever may read the plan',
    permission: 'unit.read',
    params: UnitParams.extend({ kind: DocumentKind }),
    query: OF_AN_ASSESSMENT.extend(PICTURE_WISH.shape),
    answers: { 200: null },
    gives: [...Object.values(DOCUMENTS).map(({ contentType }) => contentType), SVG.contentType],
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { params, query, found }) => {
      if (params.kind === 'plan') demand(call, 'plan.read', found.subject);
      const report = await reportFor(call, found, query.assessment);
      const spec = params.kind === 'picture' ? pictureSpec(query) : DOCUMENTS[params.kind];
      return { later: () => made(call, report, spec) };
    },
  }),
  route({
    method: 'get',
    path: '/units/{unit}/print',
    summary: 'The page for politicians as HTML, to be printed',
    permission: 'unit.read',
    params: UnitParams,
    query: OF_AN_ASSESSMENT,
    answers: { 200: null },
    gives: [HTML],
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { query, found }) => {
      const report = await reportFor(call, found, query.assessment);
      return { later: () => printed(call, report) };
    },
  }),
  route({
    method: 'get',
    path: '/units/{unit}/blocks',
    summary: 'Parts of the result and the plan, ready to be pasted into other documents',
    permission: 'unit.read',
    params: UnitParams,
    query: OF_AN_ASSESSMENT,
    answers: { 200: Blocks },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { query, found }) => {
      const report = await reportFor(call, found, query.assessment);
      return { later: () => blocksOf(call, report) };
    },
  }),
];

/** The chart in the form wished for. */
function pictureSpec({ format, look }: PictureWish): DocumentSpec | undefined {
  const { picture } = DOCUMENTS;
  if (!picture) return undefined;
  const isPlain = format === 'png' && look === 'light';
  const make = async (report: UnitReport): Promise<Buffer> => {
    const drawn = await reportPicture(report, { look });
    if (!drawn) throw new NotFound();
    return format === 'png' ? drawn.png : Buffer.from(drawn.svg, 'utf8');
  };
  return isPlain ? picture : { ...picture, make, ...(format === 'svg' ? SVG : {}) };
}

async function printed(call: Call, report: UnitReport): Promise<Reply> {
  const { printPage } = await import('../documents/print/page.ts');
  const bytes = Buffer.from(printPage(await withNames(call, report)), 'utf8');
  return { status: 200, file: { bytes, type: HTML, name: 'LIKA.html' } };
}

async function blocksOf(call: Call, report: UnitReport): Promise<Reply> {
  const { BLOCKS, block } = await import('../documents/blocks.ts');
  const told = await withNames(call, report);
  const all = await Promise.all(BLOCKS.map(async (key) => ({ key, made: await block(told, key) })));
  const blocks = all.flatMap(({ key, made: one }) =>
    one ? [{ key, html: one.html, text: one.text, png: one.png?.toString('base64') ?? null }] : [],
  );
  return { status: 200, body: { blocks } };
}

/** The report as the caller may read it. Throws NotFound, Forbidden, Conflict `no-instrument`. */
export async function reportFor(call: Call, { unit }: FoundUnit, wished: string | undefined): Promise<UnitReport> {
  const named = wished === undefined ? null : await findAssessment(call, wished);
  if (named && named.unit.id !== unit.id) throw new NotFound();
  if (named) demand(call, 'answers.read', named.subject);
  return readReport(call.tx, call.services.instruments, {
    ...{ unit, assessment: named?.assessment ?? null, language: call.language, now: call.now, reader: call.actor },
    link: unitLink(call.services.settings, { unit, path: '/', channel: null }),
  });
}

/** The report with the names that Graph tells the caller; without them when it can't be asked now. */
export async function withNames({ services, person }: Call, report: UnitReport): Promise<UnitReport> {
  return { ...report, names: await services.directory.names(person, peopleOf(report)) };
}

async function made(call: Call, report: UnitReport, spec: DocumentSpec | undefined): Promise<Reply> {
  if (!spec?.canBeMade(report)) throw new NotFound();
  const bytes = await spec.make(await withNames(call, report));
  return { status: 200, file: named(report, spec, bytes) };
}

function named(report: UnitReport, { name, extension, contentType: type }: DocumentSpec, bytes: Buffer): GivenFile {
  const t = textsIn(report.language);
  const year = schoolYearName(schoolYearOf(report.day)).replace('/', '-');
  const compose = (unit: string): string => t(name, { unit, year });
  return { bytes, type, name: fileName({ about: report.unit.name, compose, extension, folderPath: '' }) ?? 'LIKA' };
}
