import type { Request, Response } from 'express';
import type { Person } from '../context.ts';
import type { Conversations, Happening } from './conversations.ts';

/** How often a sign of life is sent, so that nothing between closes the connection. */
const SIGN_OF_LIFE = 20_000;

/**
 * Answers with server-sent events: what happens in a team's channels, in the person's group chats and in their own chat
 * with the bot, each as `{type, kind, team, conversation, message}`; `{kind: 'presence', conversation}` when the app or
 * somebody comes or goes there; and `{kind: 'reset'}` when Microsoft 365 starts afresh.
 */
export function feed(
  conversations: Conversations,
  request: Request,
  response: Response,
  reader: { person: Person; team: string | null; chats: readonly string[] },
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  response.write(': open\n\n');
  const send = (data: unknown) => response.write(`data: ${JSON.stringify(data)}\n\n`);
  const scopes = [reader.person.id, ...(reader.team === null ? [] : [reader.team]), ...reader.chats];
  const end = conversations.listen(scopes, (happening) => {
    send(happening === 'reset' ? { type: 'reset', kind: 'reset' } : eventOf(happening));
  });
  const beat = setInterval(() => response.write(': here\n\n'), SIGN_OF_LIFE);
  beat.unref();
  request.on('close', () => {
    clearInterval(beat);
    end();
    response.end();
  });
}

function eventOf(happening: Happening): unknown {
  const { kind, place } = happening;
  const conversation = place.kind === 'personal' ? `personal:${place.person.id}` : place.id;
  const team = place.kind === 'channel' ? place.team.id : null;
  return { type: kind, kind, team, conversation, ...('message' in happening ? { message: happening.message } : {}) };
}
