import { Router, json } from 'express';
import { z } from 'zod';
import { badRequest, problem } from '../../problems.ts';
import type { Graph } from '../call.ts';
import type { Library } from './places.ts';
import { fill } from './store.ts';
import type { SharePoint } from './store.ts';

const library = z.strictObject({
  /** A channel's id, or its team's key or id. */
  channel: z.string(),
  readOnly: z.boolean().optional(),
  full: z.boolean().optional(),
  /** False: nobody has opened the channel's files yet, so that they have no folder. */
  ready: z.boolean().optional(),
});
const grant = z.strictObject({
  channel: z.string(),
  /** Client id; ours when left out. */
  app: z.string().optional(),
  /** Null takes the grant away. */
  role: z.enum(['read', 'write', 'manage', 'fullcontrol']).nullable(),
});
const habits = z.strictObject({ writesProperties: z.boolean() });

/**
 * What a test or a demonstration sets in SharePoint: POST /libraries (read-only, full, not ready yet), GET and POST
 * /grants (which sites an app with Sites.Selected may reach), GET and POST /habits (`writesProperties`: SharePoint
 * changes Office files after an upload).
 */
export function sharePointControls({ context, sharePoint }: Graph): Router {
  const router = Router();
  const found = (name: string) => {
    const team = context.directory.team(name);
    const channel = team?.channels[0]?.id ?? name;
    const place = sharePoint.libraries.ofChannel(channel);
    return place ? { channel, place } : null;
  };
  router.post('/libraries', json(), (request, response) => {
    const wanted = library.safeParse(request.body);
    if (!wanted.success) return badRequest(response, wanted.error);
    const at = found(wanted.data.channel);
    if (!at) return problem(response, 404, 'No such channel');
    response.json(setLibrary(sharePoint, at, wanted.data));
  });
  router.get('/grants', (_request, response) => {
    response.json(sharePoint.state.grants);
  });
  router.post('/grants', json(), (request, response) => {
    const wanted = grant.safeParse(request.body);
    if (!wanted.success) return badRequest(response, wanted.error);
    const at = found(wanted.data.channel);
    if (!at) return problem(response, 404, 'No such channel');
    const { app = context.settings.clientId, role } = wanted.data;
    const { [app]: _before, ...others } = sharePoint.state.grants[at.place.site] ?? {};
    sharePoint.state.grants[at.place.site] = role === null ? others : { ...others, [app]: role };
    sharePoint.save();
    response.json(sharePoint.state.grants);
  });
  router.get('/habits', (_request, response) => {
    response.json({ writesProperties: sharePoint.state.writesProperties });
  });
  router.post('/habits', json(), (request, response) => {
    const wanted = habits.safeParse(request.body);
    if (!wanted.success) return badRequest(response, wanted.error);
    Object.assign(sharePoint.state, wanted.data);
    sharePoint.save();
    response.json(wanted.data);
  });
  return router;
}

function setLibrary(
  sharePoint: SharePoint,
  { channel, place }: { channel: string; place: Library },
  { readOnly, full, ready }: z.output<typeof library>,
): Record<string, unknown> {
  const state = sharePoint.library(place.drive);
  if (readOnly !== undefined) state.readOnly = readOnly;
  if (full !== undefined) fill(sharePoint, place, full);
  if (ready !== undefined) {
    const others = sharePoint.state.notReady.filter((each) => each !== channel);
    sharePoint.state.notReady = ready ? others : [...others, channel];
  }
  sharePoint.save();
  const { remaining } = sharePoint.quota(place);
  return {
    drive: place.drive,
    site: place.site,
    readOnly: state.readOnly,
    full: remaining === 0,
    ready: sharePoint.isReady(channel),
  };
}
