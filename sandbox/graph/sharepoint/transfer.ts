import express, { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import type { SandboxContext } from '../../context.ts';
import { GraphError, errorBody, faultBody } from '../errors.ts';
import { setAside, takeAside } from './bytes.ts';
import { writeProperties } from './changes.ts';
import { mimeTypeOf } from './names.ts';
import { downloadUrlOf, isGoodPass } from './passes.ts';
import { commit, endSession, progress, sessionOf, takeRange } from './sessions.ts';
import type { UploadSession } from './sessions.ts';
import { driveItem } from './shapes.ts';
import { notFound, SharePoint } from './store.ts';

const UPLOAD = '/sites/:site/_api/v2.0/drives/:drive/items/:item/uploadSession';
/** The largest range is less than 60 MiB; one that is larger is refused in SharePoint's words, not the reader's. */
const LARGEST_RANGE = '61mb';

type Parts = { context: SandboxContext; sharePoint: SharePoint };

const unauthorized = () => new GraphError(401, 'unauthenticated', 'The caller is not authenticated.');

/**
 * SharePoint's own addresses, which Graph hands out and which need no token: a good pass is in them, and whoever sends a
 * token besides is turned away ("If you include the Authorization header … 401" in "driveItem: createUploadSession").
 * They are no addresses of Graph's, so they have a log of their own, GET /log; faults for Graph strike here too.
 */
export function sharePointRouter(context: SandboxContext): Router {
  const parts = { context, sharePoint: new SharePoint(context) };
  const router = Router();
  router.get('/log', context.log('sharepoint').handler());
  router.use(context.log('sharepoint').middleware());
  router.use(express.raw({ type: () => true, limit: LARGEST_RANGE }));
  router.use(setAside);
  router.use(context.faults.middleware('graph', ({ status }) => faultBody(status, new Date(context.clock.real()))));
  router.use((request, _response, next) => {
    if (request.headers.authorization !== undefined) throw unauthorized();
    next();
  });
  router.get('/sites/:site/_layouts/15/download.aspx', (request, response) => {
    download(parts, request, response);
  });
  router.get(UPLOAD, (request, response) => {
    response.json(progress(opened(parts, request)));
  });
  router.put(UPLOAD, (request, response) => {
    const session = opened(parts, request);
    const range = request.headers['content-range'] ?? '';
    const isLast = takeRange(parts.sharePoint, session, range, takeAside(request) ?? Buffer.alloc(0));
    if (isLast && !session.defer) finish(parts, session, response);
    else response.status(202).json(progress(session));
  });
  router.post(UPLOAD, (request, response) => {
    finish(parts, opened(parts, request), response);
  });
  router.delete(UPLOAD, (request, response) => {
    endSession(parts.sharePoint, opened(parts, request));
    response.status(204).end();
  });
  router.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    const known = error instanceof GraphError ? error : tooLarge(error);
    if (!known) return next(error);
    const requestId = String(request.headers['client-request-id'] ?? '');
    const ids = { date: new Date(context.clock.real()), requestId, clientRequestId: requestId };
    response.status(known.status).json(errorBody(known.code, known.message, ids, known.inner));
  });
  return router;
}

const tooLarge = (error: unknown) =>
  error instanceof Error && 'status' in error && error.status === 413
    ? new GraphError(400, 'invalidRequest', 'The fragment is too large: less than 60 MiB are allowed.')
    : null;

function download(parts: Parts, request: Request, response: Response): void {
  const { UniqueId: guid, tempauth } = request.query;
  const item = Object.values(parts.sharePoint.state.items).find((each) => each.guid === guid);
  if (!item?.file || item.deletedAt !== null) throw notFound();
  if (typeof tempauth !== 'string' || !isGoodPass(parts, `download ${item.id}`, tempauth)) throw unauthorized();
  response.set({
    'Content-Type': mimeTypeOf(item.name),
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(item.name)}`,
    'Cache-Control': 'private, max-age=0',
  });
  response.send(parts.sharePoint.contents.get(item.file.content));
}

/** The session of the address, for whoever has its pass. */
function opened(parts: Parts, request: Request): UploadSession {
  const { guid, tempauth } = request.query;
  const id = typeof guid === 'string' ? guid.replaceAll("'", '') : '';
  const session = sessionOf(parts.sharePoint, id, parts.context.clock.real());
  if (typeof tempauth !== 'string' || !isGoodPass(parts, `upload ${id}`, tempauth)) throw unauthorized();
  return session;
}

function finish(parts: Parts, session: UploadSession, response: Response): void {
  const { item, isNew, work } = commit(parts.sharePoint, session);
  const shown = driveItem(parts.sharePoint, work.library, item, (file) => downloadUrlOf(parts, work.library, file));
  writeProperties(work, item);
  response.status(isNew ? 201 : 200).json(shown);
}
