import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import type { SandboxContext } from '../context.ts';
import { botApi } from './bot-api.ts';
import { Conversations } from './conversations.ts';
import { Delivery } from './delivery.ts';
import { BotError, badSyntax, errorBody, faultBody, tooBig } from './errors.ts';
import { hostApi } from './host.ts';
import { refusals } from './refused.ts';
import { Ids } from './ids.ts';
import { Inbound } from './inbound.ts';
import { installAtStart } from './install.ts';
import { Presence } from './presence.ts';
import { presenceApi } from './presence-api.ts';

export interface ConnectorOptions {
  /** Whether the bot is told at once of the demo teams and of the chats that begin with the app; by default it is. */
  readonly install?: boolean;
  /** How long the bot may take to answer, in milliseconds; Teams' 15 seconds by default. */
  readonly patience?: number;
}

/**
 * The bot connector of Teams. For the bot: v3/… and the OpenID configuration by which it checks who calls it. For the
 * host page: conversations/{id}, messages, feed, outbox, presence, install and members. GET /log has the bot's calls as JSON lines.
 */
export function connectorRouter(context: SandboxContext, options: ConnectorOptions = {}): Router {
  const ids = new Ids(context);
  const conversations = new Conversations(context);
  const inbound = new Inbound(context, ids);
  const presence = new Presence(context);
  const delivery = new Delivery(context, ids, options.patience);
  const parts = { context, ids, conversations, presence, inbound, delivery };
  if (options.install ?? true) {
    const begin = installAtStart(parts);
    context.onReset(begin);
    begin();
  }
  const router = Router();
  router.get('/log', context.log('connector').handler());
  addKeys(router, context);
  router.use(hostApi(parts), presenceApi(parts), refusals);
  router.use(context.log('connector').middleware());
  router.use(context.faults.middleware('connector', (fault) => faultBody(fault.status)));
  router.use(botApi(parts));
  router.use(() => {
    throw new BotError(404, 'NotFound', 'The connector has no such resource.');
  });
  router.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const known = refusalOf(error);
    for (const [name, value] of Object.entries(known.headers)) response.setHeader(name, value);
    response.status(known.status).json(errorBody(known.code, known.message, known.beside));
  });
  return router;
}

function addKeys(router: Router, { issuer, settings }: SandboxContext): void {
  router.get(['/.well-known/openidconfiguration', '/v1/.well-known/openidconfiguration'], (_request, response) => {
    response.json(issuer.botConfiguration(`${settings.origin}/connector/.well-known/keys`));
  });
  router.get('/.well-known/keys', (_request, response) => {
    response.json(issuer.botKeys());
  });
}

/** The refusal behind an error: the connector's own, the body parser's, or 500. */
function refusalOf(error: unknown): BotError {
  if (error instanceof BotError) return error;
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (status === 413) return tooBig();
  if (status === 400 || status === 415) return badSyntax('Invalid request payload: the body is not valid JSON.');
  console.error('sandbox: the connector failed', error);
  return new BotError(500, 'ServiceError', 'Internal server error.');
}
