import type { Person, SandboxContext } from '../context.ts';
import type { Conversations } from './conversations.ts';
import type { Delivery } from './delivery.ts';
import type { Ids, Place } from './ids.ts';
import { scopeOf, teamThread } from './ids.ts';
import { LOCALE } from './inbound.ts';
import type { Actor, Inbound } from './inbound.ts';
import type { Presence } from './presence.ts';

export interface Parts {
  context: SandboxContext;
  ids: Ids;
  conversations: Conversations;
  presence: Presence;
  inbound: Inbound;
  delivery: Delivery;
}

/** How long to wait before looking again whether the service is ready, in milliseconds. */
const PAUSE = 1_000;
/** How many teams and chats the service is told of at once. */
const AT_ONCE = 8;

/**
 * Adds the app to the demo teams whose unit has an instrument and to the chats that begin with it: as soon as the service
 * is ready, it is told of each once. What somebody has taken away since stays away.
 * @returns what begins anew, for a reset.
 */
export function installAtStart(parts: Parts): () => void {
  let running = false;
  const begin = () => {
    if (running) return;
    running = true;
    void untilInstalled(parts).finally(() => {
      running = false;
    });
  };
  return begin;
}

async function untilInstalled(parts: Parts): Promise<void> {
  for (;;) {
    if ((await isReady(parts.context)) && (await installMissing(parts))) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE).unref());
  }
}

async function isReady(context: SandboxContext): Promise<boolean> {
  try {
    return (await fetch(`${context.settings.serviceUrl}/readyz`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

/** @returns whether every team and chat has it now. */
async function installMissing(parts: Parts): Promise<boolean> {
  const { context, ids, presence } = parts;
  const wanted = [
    ...context.directory.teams.flatMap((team) => (team.instrument === null ? [] : teamThread(team))),
    ...context.directory.chats.flatMap((chat) => (chat.app ? chat.id : [])),
  ];
  const missing = wanted.flatMap((id) => {
    const place = ids.place(id);
    const from = place && firstMember(context, place);
    if (!place || !from || presence.isAdded(scopeOf(place)) || presence.isGone(scopeOf(place))) return [];
    return [{ place, from }];
  });
  let all = true;
  for (let at = 0; at < missing.length; at += AT_ONCE) {
    const now = missing.slice(at, at + AT_ONCE);
    const told = await Promise.all(now.map(({ place, from }) => add(parts, place, { person: from, locale: LOCALE })));
    for (const [index, statuses] of told.entries()) {
      const failed = now[index];
      if (!failed || statuses.every(isGood)) continue;
      presence.forget(scopeOf(failed.place));
      all = false;
    }
  }
  return all;
}

/** Who adds the app when nobody is named: the team's owner, the chat's or team's first member, the person themselves. */
export function firstMember(context: SandboxContext, place: Place): Person | undefined {
  if (place.kind === 'personal') return place.person;
  const first = place.kind === 'channel' ? (place.team.owners[0] ?? place.team.members[0]) : place.chat.members[0];
  return context.directory.person(first ?? '');
}

const isGood = (status: number) => status >= 200 && status <= 299;

/**
 * Adds the app. It is there before the bot hears of it: what the bot posts in answer must find its way.
 * @returns the bot's answers.
 */
export async function add(parts: Parts, place: Place, by: Actor): Promise<number[]> {
  const { presence, conversations, inbound, delivery } = parts;
  presence.add(scopeOf(place));
  conversations.tell({ kind: 'presence', place });
  const statuses: number[] = [];
  for (const activity of [inbound.installation(place, by, 'add'), inbound.bot(place, by, 'add')]) {
    statuses.push((await delivery.bring(activity)).status);
    if (!statuses.every(isGood)) break;
  }
  return statuses;
}

/**
 * Takes the app away. From then on the bot is refused there; it hears that it is a member no more (in a team or group
 * chat) and that it has been taken away.
 * @returns the bot's answers.
 */
export async function remove(parts: Parts, place: Place, by: Actor): Promise<number[]> {
  const { presence, conversations, inbound, delivery } = parts;
  presence.remove(scopeOf(place));
  conversations.tell({ kind: 'presence', place });
  const left = place.kind === 'personal' ? [] : [inbound.bot(place, by, 'remove')];
  const statuses: number[] = [];
  for (const activity of [...left, inbound.installation(place, by, 'remove')])
    statuses.push((await delivery.bring(activity)).status);
  return statuses;
}
