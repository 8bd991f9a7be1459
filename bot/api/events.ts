import type { Response } from 'express';
import { z } from 'zod';
import { may } from '../../lika/access/access.ts';
import type { Action, Actor } from '../../lika/access/access.ts';
import { TooMany } from '../errors.ts';
import type { Change } from '../store/feed.ts';
import { actorOf } from '../store/grants.ts';
import { findUnit } from './find.ts';
import type { FoundUnit } from './find.ts';
import { route } from './route.ts';
import type { Call } from './route.ts';
import { Id } from './schemas/common.ts';

const HEARTBEAT_MS = 20_000;
/** The browser's pause before it takes the stream up again. */
const RETRY_MS = 2000;
const STREAMS_PER_PERSON = 20;
const open = new Map<string, number>();

export const eventRoutes = [
  route({
    method: 'get',
    path: '/events',
    summary: 'A unit’s changes as they happen (server-sent events), until the token expires',
    permission: 'unit.read',
    query: z.object({ unit: Id }),
    answers: { 200: null },
    find: (call, { query }) => findUnit(call, query.unit),
    handle: (call, { found }) => Promise.resolve({ stream: (response) => stream(call, found, response) }),
  }),
];

/** The permission that a change is seen with; any of them will do. */
const SEEN_WITH: Readonly<Record<Change['kind'], readonly Action[]>> = {
  answer: ['result.read', 'draft.read'],
  assessment: ['result.read', 'draft.read'],
  plan: ['plan.read'],
  delivery: ['deliveries.read'],
  schedule: ['plan.read'],
  discussion: ['discussion.join'],
  documents: ['plan.read'],
};

function stream(call: Call, found: FoundUnit, response: Response): void {
  const { feed, clock, tokens } = call.services;
  const key = `${call.person.tenant}/${call.person.person}`;
  if ((open.get(key) ?? 0) >= STREAMS_PER_PERSON) throw new TooMany(RETRY_MS / 1000);
  let actor: Actor = call.actor;

  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  response.write(`retry: ${RETRY_MS}\n\n`);
  const end = (): void => void response.end();
  const leave = feed.listen({
    municipality: actor.municipality,
    unit: found.unit.id,
    lost: end,
    changed: (change) => {
      if (tokens.hasGone(call.person.token)) return end();
      const { unit, kind, id, by } = change;
      const subject = { ...found.subject, ...change.assessment };
      if (!SEEN_WITH[kind].some((action) => may(actor, action, subject))) return;
      response.write(`event: change\ndata: ${JSON.stringify({ unit, kind, id, by })}\n\n`);
    },
  });
  const beat = setInterval(() => {
    if (tokens.hasGone(call.person.token)) return end();
    response.write(': alive\n\n');
    // A role that has been taken away since ends the stream.
    currentActor(call)
      .then((now) => {
        actor = now;
        if (!may(actor, 'unit.read', found.subject)) end();
      })
      .catch(end);
  }, HEARTBEAT_MS);
  const expiry = setTimeout(end, Math.max(0, call.person.expires.getTime() - clock.realTime()));
  open.set(key, (open.get(key) ?? 0) + 1);
  response.on('close', () => {
    leave();
    clearInterval(beat);
    clearTimeout(expiry);
    const left = (open.get(key) ?? 1) - 1;
    if (left > 0) open.set(key, left);
    else open.delete(key);
  });
}

function currentActor(call: Call): Promise<Actor> {
  const { municipality, tenant, person } = call.person;
  return call.services.store.inMunicipality(municipality, (tx) => actorOf(tx, tenant, person));
}
