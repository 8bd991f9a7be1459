import type { Person, SandboxContext } from '../context.ts';
import type { Conversations } from './conversations.ts';
import type { Delivery } from './delivery.ts';
import type { Ids, Place } from './ids.ts';
import { teamThread } from './ids.ts';
import type { Inbound } from './inbound.ts';

interface Parts {
  context: SandboxContext;
  ids: Ids;
  conversations: Conversations;
  inbound: Inbound;
  delivery: Delivery;
}

/** How long to wait before looking again whether the service is ready, in milliseconds. */
const PAUSE = 1_000;

/**
 * Adds the app to the demo teams whose unit has an instrument: as soon as the service is ready, it is told of each once.
 * @returns what begins anew, for a reset.
 */
export function installInTeams(parts: Parts): () => void {
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

/** @returns whether every team has it now. */
async function installMissing({ context, ids, conversations, inbound, delivery }: Parts): Promise<boolean> {
  let all = true;
  for (const team of context.directory.teams) {
    if (team.instrument === null || conversations.hasTeam(team.id)) continue;
    const place = ids.place(teamThread(team));
    const from = context.directory.person(team.owners[0] ?? team.members[0] ?? '');
    if (!place || !from) continue;
    // It is in the team before the bot hears of it: what the bot posts in answer must find its way.
    conversations.addTeam(team.id);
    if (await announce({ place, from, inbound, delivery })) continue;
    conversations.removeTeam(team.id);
    all = false;
  }
  return all;
}

/** Tells the bot that it was added. @returns whether it took both activities. */
export async function announce(to: {
  place: Place;
  from: Person;
  inbound: Inbound;
  delivery: Delivery;
}): Promise<boolean> {
  const { place, from, inbound, delivery } = to;
  for (const activity of [inbound.installed(place, from), inbound.botAdded(place, from)]) {
    const { status } = await delivery.bring(activity);
    if (status < 200 || status > 299) return false;
  }
  return true;
}
