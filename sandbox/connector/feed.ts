import type { Request, Response } from 'express';
import type { Person } from '../context.ts';
import type { Conversations, Happening } from './conversations.ts';

/** How often a sign of life is sent, so that nothing between closes the connection. */
const SIGN_OF_LIFE = 20_000;

/**
 * Answers with server-sent events: what happens in a team's channels and in the person's own chat with the bot, each as
 * `{type, kind, team, conversation, message}`, and `{kind: 'reset'}` when Microsoft 365 starts afresh.
 */
export function feed(
  conversations: Conversations,
  request: Request,
  response: Response,
  reader: { person: Person; team: string | null },
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  response.write(': open\n\n');
  const send = (data: unknown) => response.write(`data: ${JSON.stringify(data)}\n\n`);
  const end = conversations.listen((happening) => {
    if (happening === 'reset') send({ type: 'reset', kind: 'reset' });
    else if (concerns(happening, reader)) send(eventOf(happening));
  });
  const beat = setInterval(() => response.write(': here\n\n'), SIGN_OF_LIFE);
  beat.unref();
  request.on('close', () => {
    clearInterval(beat);
    end();
    response.end();
  });
}

const concerns = ({ place }: Happening, reader: { person: Person; team: string | null }) =>
  place.kind === 'personal' ? place.person.id === reader.person.id : place.team.id === reader.team;

function eventOf({ kind, place, message }: Happening): unknown {
  const conversation = place.kind === 'personal' ? `personal:${place.person.id}` : place.id;
  return { type: kind, kind, team: place.kind === 'channel' ? place.team.id : null, conversation, message };
}
