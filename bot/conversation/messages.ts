import type { Request, RequestHandler, Response } from 'express';
import type { CloudAdapter, TurnContext } from 'botbuilder';
import { InboundRefused } from './authentication.ts';
import { heardIn } from './heard.ts';
import type { Answer, Heard, Hearer } from './heard.ts';

export interface MessagesInput {
  readonly adapter: CloudAdapter;
  /** For a client without tokens, where settings let one in; null otherwise. */
  readonly anonymous: CloudAdapter | null;
  readonly check: (authorization: string | undefined, activity: Record<string, unknown>) => Promise<void>;
  readonly hear: Hearer;
  /** What a person is told when what they did could not be done; `isFault`: when it wasn't theirs. */
  readonly sorry: (heard: Heard, error: unknown) => { readonly line: string; readonly isFault: boolean };
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
      await adapter.process(request, response, (context) => turn(input, context, nameless));
    } catch (error) {
      input.warn({ err: error }, 'a turn of the bot failed');
      if (!response.headersSent) response.status(500).end();
    }
  };
}

/** Hears what was said and answers a press. What goes wrong is told kindly; nothing of it was kept. */
async function turn(input: MessagesInput, context: TurnContext, nameless: boolean): Promise<void> {
  const isInvoke = context.activity.type === 'invoke';
  const heard = heardIn(context.activity, nameless);
  if (!heard) return isInvoke ? invokeResponse(context, null) : undefined;
  let answer: Answer;
  try {
    answer = await input.hear(heard);
  } catch (error) {
    const { line, isFault } = input.sorry(heard, error);
    if (isFault) input.warn({ err: error }, 'what the bot heard could not be done');
    answer = { line };
  }
  if (isInvoke) return invokeResponse(context, answer);
  if (answer && 'line' in answer)
    // A word that doesn't get through is no reason to have the whole activity brought again.
    await context
      .sendActivity(answer.line)
      .catch((error: unknown) => input.warn({ err: error }, 'an excuse did not get through'));
}

/**
 * The body that Teams expects for `adaptiveCard/action`.
 * Source: learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards
 */
async function invokeResponse(context: TurnContext, answer: Answer): Promise<void> {
  const body =
    answer && 'card' in answer
      ? { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: answer.card }
      : { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: answer?.line ?? '' };
  await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
}
