import type { Request, RequestHandler, Response } from 'express';
import type { ActivityHandler, CloudAdapter } from 'botbuilder';
import { InboundRefused } from './authentication.ts';

export interface MessagesInput {
  readonly adapter: CloudAdapter;
  /** For a client without tokens, where settings let one in; null otherwise. */
  readonly anonymous: CloudAdapter | null;
  readonly check: (authorization: string | undefined, activity: Record<string, unknown>) => Promise<void>;
  readonly handler: ActivityHandler;
  readonly warn: (about: { err: unknown }, message: string) => void;
}

const isActivity = (body: unknown): body is Record<string, unknown> =>
  typeof body === 'object' && body !== null && typeof (body as { type?: unknown }).type === 'string';

/** POST /api/messages. A refusal says nothing but its status; the reason stands in the log. */
export function createMessagesHandler(input: MessagesInput): RequestHandler {
  return async (request: Request, response: Response) => {
    const body: unknown = request.body;
    const nameless = input.anonymous !== null && !request.headers.authorization;
    try {
      if (!isActivity(body)) throw new InboundRefused(400, 'not an activity');
      if (!nameless) await input.check(request.headers.authorization, body);
      // The Playground says en-US of everybody: that is nobody's choice of language.
      else delete body['locale'];
    } catch (error) {
      input.warn({ err: error }, 'a request to the bot was refused');
      response.status(error instanceof InboundRefused ? error.status : 401).end();
      return;
    }
    const adapter = nameless ? input.anonymous : input.adapter;
    try {
      await adapter.process(request, response, (context) => input.handler.run(context));
    } catch (error) {
      input.warn({ err: error }, 'a turn of the bot failed');
      if (!response.headersSent) response.status(500).end();
    }
  };
}
