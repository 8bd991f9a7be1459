import { join } from 'node:path';
import express from 'express';
import type { Express, RequestHandler, Router } from 'express';
import { BadFile, NotFound, Unauthorized } from '../errors.ts';
import type { Services } from '../services.ts';
import { createAuthentication } from './authentication.ts';
import { securityHeaders, tabHeaders } from './headers.ts';
import { createLimiter } from './limiter.ts';
import { openApi } from './openapi.ts';
import { problemHandler } from './problem.ts';
import { consentStart } from './rights.ts';
import { expressHandler } from './route.ts';
import { ROUTES } from './routes.ts';
import { tabHandler } from './tab.ts';

const BODY_LIMIT = '64kb';
/** Activities carry whole messages and cards. */
const ACTIVITY_LIMIT = '256kb';
const TAB_FOLDER = join('dist', 'tab');
/** Teams keeps a card's picture for a while; after a withdrawal it should soon be blank everywhere. */
const PICTURE_CACHE = 'public, max-age=300';

/** The service's web server, not yet listening. */
export function createServer(services: Services, tabFolder = TAB_FOLDER): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(securityHeaders(services.settings));
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', readiness(services));
  app.get('/pictures/:file', picture(services));
  app.post('/api/messages', express.json({ limit: ACTIVITY_LIMIT }), services.messages);
  app.get('/api/openapi.json', (_request, response) => void response.json(openApi(ROUTES)));
  app.use('/api', apiRouter(services));
  app.get('/tab/consent-start.html', consentStart(services.settings));
  app.use('/tab', tabHeaders(services.settings), tabHandler(tabFolder, services.settings));
  app.get('/', (_request, response) => response.redirect('/tab/'));
  app.use(notThere);
  app.use(problemHandler(services.log));
  return app;
}

function apiRouter(services: Services): Router {
  const { settings, clock, store } = services;
  const authenticate = createAuthentication({
    ...settings,
    clock,
    municipalityOf: (tenant) => store.municipalityOf(tenant),
  });
  const limit = createLimiter(settings.requestsPerMinute, () => clock.realTime());
  const router = express.Router();
  router.use(async (request, response, next) => {
    const person = await authenticate(request.headers.authorization);
    limit(`${person.tenant}/${person.person}`);
    const who = { tenant: person.tenant, person: person.person };
    services.tokens.remember(who, person.token, person.expires);
    // Such a token is good by itself for an hour or more; Entra has told since that the account isn't.
    if (!(await services.tokens.isLetIn(who, person.token))) throw new Unauthorized('account gone', 'account-gone');
    response.locals['person'] = person;
    next();
  });
  const json = express.json({ limit: BODY_LIMIT, type: () => true });
  for (const route of ROUTES) {
    const path = route.spec.path.replaceAll(/\{(\w+)\}/g, ':$1');
    const body = route.spec.takes === undefined ? json : fileBody(route.spec.takes.max);
    router[route.spec.method](path, body, expressHandler(services, route));
  }
  router.use(notThere);
  return router;
}

/** A body that is a file, as its bytes. */
function fileBody(max: number): RequestHandler {
  const raw = express.raw({ limit: max, type: () => true, inflate: false });
  return (request, response, next) =>
    raw(request, response, (error?: unknown) => {
      const isTooLarge = (error as { type?: unknown } | undefined)?.type === 'entity.too.large';
      next(isTooLarge ? new BadFile('too-large') : error);
    });
}

const notThere: RequestHandler = () => {
  throw new NotFound();
};

function readiness({ store }: Services): RequestHandler {
  return async (_request, response) => {
    const reason = await store.faultNow();
    response
      .status(reason === null ? 200 : 503)
      .json(reason === null ? { status: 'ready' } : { status: 'not ready', reason });
  };
}

/** A chart for a card: the 256-bit id is the key, since Teams fetches it without a token. */
function picture({ pictures }: Services): RequestHandler {
  return async (request, response) => {
    const id = /^([0-9a-f]{64})\.png$/.exec(String(request.params['file']))?.[1];
    const png = id === undefined ? null : await pictures.png(id);
    if (!png) throw new NotFound();
    response
      .set({
        'Content-Type': 'image/png',
        'Cache-Control': PICTURE_CACHE,
        'Cross-Origin-Resource-Policy': 'cross-origin',
      })
      .send(png);
  };
}
