import type { Answer, Heard, Hearer } from '../conversation/heard.ts';
import { actorOf } from '../store/grants.ts';
import {
  chatOfPerson,
  conversationById,
  firstTimeSeen,
  keepConversation,
  lockConversation,
} from '../store/conversations.ts';
import type { ConversationRow } from '../store/conversations.ts';
import type { Tx } from '../store/store.ts';
import { textsIn } from '../texts.ts';
import type { ServiceLanguage } from '../texts.ts';
import { tell } from './asks.ts';
import { arrived, left, membersChanged } from './being-there.ts';
import { languageOf, unitOf } from './places.ts';
import { pressed, refusalKey } from './pressed.ts';
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
    const answer = await answerTo(deps, municipality, heard);
    // What answers no call is a message like any other.
    if (heard.what !== 'pressed' || heard.isAnswered || !answer || !('line' in answer)) return answer;
    await deps.store.inMunicipality(municipality, (tx) => tell(tx, heard, answer.line, deps.clock.now()));
    return null;
  };
}

/** A refusal is the answer, in the language of who is refused; nothing of what they did was kept. */
async function answerTo(deps: TalkDeps, municipality: string, heard: Heard): Promise<Answer> {
  try {
    const outcome = await deps.store.inMunicipality(municipality, (tx) => hear(deps, tx, heard));
    return await (typeof outcome === 'function' ? outcome() : outcome);
  } catch (error) {
    const refusal = refusalKey(error);
    if (refusal === null) throw error;
    return deps.store.inMunicipality(municipality, async (tx) => {
      const line = textsIn(await ownLanguage(tx, heard))(refusal);
      const isAnswered = heard.what === 'pressed' && heard.isAnswered;
      // That it was heard went with all else that wasn't kept; a refusal is said once.
      return isAnswered || (await isFirstTime(tx, heard, deps.clock.now())) ? { line } : null;
    });
  }
}

async function hear(deps: TalkDeps, tx: Tx, heard: Heard): Promise<Outcome> {
  const { where } = heard;
  const now = deps.clock.now();
  await lockConversation(tx, where.conversation);
  const isFirst = await isFirstTime(tx, heard, now);
  if (!isFirst && !(heard.what === 'pressed' && heard.isAnswered)) return null;
  if (heard.what === 'removed') return left(deps, tx, heard, now);
  if (heard.what === 'members') return membersChanged(deps, tx, heard, now);
  const place = await keepConversation(tx, await asKept(tx, heard));
  const turn = await turnOf(deps, tx, heard, { place, now, isFirst });
  switch (heard.what) {
    case 'installed':
      return arrived({ ...turn, heard });
    case 'said':
      return said({ ...turn, heard });
    case 'pressed':
      return pressed({ ...turn, heard, own: await ownLanguage(tx, heard) });
  }
}

const isFirstTime = async (tx: Tx, { where, activity }: Heard, now: Date): Promise<boolean> =>
  activity === '' || (await firstTimeSeen(tx, { conversation: where.conversation, activity }, now));

async function asKept(tx: Tx, { where, who }: Heard) {
  const isPersonal = where.kind === 'personal';
  const first = where.team === null && where.firstChannel ? await conversationById(tx, where.firstChannel) : null;
  return {
    id: where.conversation,
    kind: where.kind,
    team: where.team ?? first?.team ?? null,
    tenant: where.tenant,
    serviceUrl: where.serviceUrl,
    anonymous: where.anonymous,
    person: isPersonal ? who.person : null,
    user: isPersonal ? who.id : null,
    language: isPersonal ? who.language : null,
  };
}

/** What the person has chosen in their own chat, else the language that they use Teams in. */
async function ownLanguage(tx: Tx, { where, who }: Heard): Promise<ServiceLanguage> {
  const chat = await chatOfPerson(tx, where.tenant, who.person);
  return chat?.language ?? who.language;
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
