import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import type { SandboxContext } from '../../context.ts';
import { GraphError, errorBody } from '../errors.ts';
import { mimeTypeOf } from './names.ts';
import { isGoodPass } from './passes.ts';
import { notFound, SharePoint } from './store.ts';

const unauthorized = () => new GraphError(401, 'unauthenticated', 'The caller is not authenticated.');

/**
 * SharePoint's own addresses, which Graph hands out and which need no token: a good pass is in them, and whoever sends a
 * token besides is turned away ("If you include the Authorization header … 401" in "driveItem: createUploadSession").
 */
export function sharePointRouter(context: SandboxContext): Router {
  const parts = { context, sharePoint: new SharePoint(context) };
  const router = Router();
  router.use((request, _response, next) => {
    if (request.headers.authorization !== undefined) throw unauthorized();
    next();
  });
  router.get('/sites/:site/_layouts/15/download.aspx', (request, response) => {
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
  });
  router.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (!(error instanceof GraphError)) return next(error);
    const requestId = String(request.headers['client-request-id'] ?? '');
    const ids = { date: new Date(context.clock.real()), requestId, clientRequestId: requestId };
    response.status(error.status).json(errorBody(error.code, error.message, ids, error.inner));
  });
  return router;
}
