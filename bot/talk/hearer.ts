import type { Heard, Hearer } from '../conversation/heard.ts';
import { actorOf } from '../store/grants.ts';
import { firstTimeSeen, keepConversation, lockConversation } from '../store/conversations.ts';
import type { ConversationRow } from '../store/conversations.ts';
import type { Tx } from '../store/store.ts';
import { arrived, left } from './being-there.ts';
import { languageOf, unitOf } from './places.ts';
import { pressed } from './pressed.ts';
import { said } from './said.ts';
import type { Outcome, TalkDeps, Turn } from './turn.ts';

/**
 * What is done with what the bot hears: one transaction for each, one at a time in a conversation, each activity once.
 * What is to be said goes out from a job; only a press is answered at once. A tenant that we don't know gets silence.
 */
export function createHearer(deps: TalkDeps): Hearer {
  return async (heard) => {
    const municipality = await deps.store.municipalityOf(heard.where.tenant);
    if (!municipality) return null;
    const outcome = await deps.store.inMunicipality(municipality, (tx) => hear(deps, tx, heard));
    return typeof outcome === 'function' ? outcome() : outcome;
  };
}

async function hear(deps: TalkDeps, tx: Tx, heard: Heard): Promise<Outcome> {
  const { where, activity } = heard;
  const now = deps.clock.now();
  await lockConversation(tx, where.conversation);
  const isFirst = activity === '' || (await firstTimeSeen(tx, { conversation: where.conversation, activity }, now));
  if (!isFirst && heard.what !== 'pressed') return null;
  if (heard.what === 'removed') return left(tx, heard, now);
  const place = await keepConversation(tx, asKept(heard));
  const turn = await turnOf(deps, tx, heard, { place, now, isFirst });
  switch (heard.what) {
    case 'installed':
      return arrived({ ...turn, heard });
    case 'said':
      return said({ ...turn, heard });
    case 'pressed':
      return pressed({ ...turn, heard });
  }
}

function asKept({ where, who }: Heard) {
  const isPersonal = where.kind === 'personal';
  return {
    id: where.conversation,
    kind: where.kind,
    team: where.team,
    tenant: where.tenant,
    serviceUrl: where.serviceUrl,
    anonymous: where.anonymous,
    person: isPersonal ? who.person : null,
    user: isPersonal ? who.id : null,
    language: isPersonal ? who.language : null,
  };
}

async function turnOf(
  deps: TalkDeps,
  tx: Tx,
  heard: Heard,
  known: { readonly place: ConversationRow; readonly now: Date; readonly isFirst: boolean },
): Promise<Turn> {
  const actor = await actorOf(tx, heard.where.tenant, heard.who.person);
  return {
    ...{ deps, tx, actor, heard, window: null, instruments: deps.instruments, ...known },
    unit: await unitOf(tx, heard.where, known.place, actor),
    language: languageOf(heard, known.place),
  };
}
