import { expect } from '@jest/globals';
import { buttons, cardOf } from './talk-messages.ts';
import type { Json, Message } from './talk-messages.ts';
import { unitId } from './talk-stage.ts';
import type { TalkStage } from './talk-stage.ts';

export const SJO = { team: 'sjoskolan' } as const;
export const [HEAD, DEPUTY, TEACHER] = ['rektor-sjoskolan', 'bitradande-sjoskolan', 'larare-sjoskolan'] as const;
export const ALL = [HEAD, DEPUTY, TEACHER];
export const NOT_ALLOWED = 'Det kan bara den göra som har rätt roll på enheten.';
export const UNKNOWN = 'Den knappen känner jag inte igen. Skriv hjälp, så börjar vi om.';
export const GONE = 'Det här finns inte kvar.';

/** A discussion as it hangs in the conversation. */
export interface Talk {
  readonly card: Message;
  readonly id: string;
  readonly options: readonly string[];
}

/** Begins one; each on an indicator of its own. */
export async function begin(
  stage: TalkStage,
  by: string = HEAD,
  where: { readonly team: string } = SJO,
): Promise<Talk> {
  const card = await stage.ask(by, 'diskutera', where);
  const votes = buttons(cardOf(card), 'discussion.vote');
  if (votes.length === 0) throw new Error(`No discussion has begun: ${JSON.stringify(card)}`);
  return { card, id: String(votes[0]?.['discussion']), options: votes.map(({ option }) => String(option)) };
}

/** What a vote's button has in it. */
export const vote = ({ id, options }: Talk, more: Json = {}): Json => ({
  ...{ discussion: id, round: 1, option: options[1] },
  ...more,
});

/** One in which all have voted, and the head has let it stand. */
export async function settled(stage: TalkStage): Promise<Talk> {
  const talk = await begin(stage);
  for (const [index, person] of ALL.entries())
    await stage.press(
      person,
      talk.card,
      SJO,
      'discussion.vote',
      vote(talk, { option: talk.options[Math.min(index + 1, 2)] }),
    );
  await stage.press(HEAD, talk.card, SJO, 'discussion.settle', { discussion: talk.id });
  return talk;
}

/** As the database has it. */
export const row = async (stage: TalkStage, { id }: Pick<Talk, 'id'>): Promise<Json> =>
  (await stage.query('select * from discussion where id = $1', [id]))[0] ?? {};

/** How many have voted, in any round. */
export const votes = async (stage: TalkStage, { id }: Pick<Talk, 'id'>): Promise<number> =>
  (await stage.query('select 1 from vote where discussion_id = $1', [id])).length;

/** In the shape that Teams takes: a line or a card, and nothing else. */
export function isAnswer(answer: { readonly status: number; readonly body: unknown }): void {
  expect(answer.status).toBe(200);
  const { statusCode, type, value } = answer.body as Json;
  expect(statusCode).toBe(200);
  if (type === 'application/vnd.microsoft.card.adaptive') expect(value).toMatchObject({ type: 'AdaptiveCard' });
  else {
    expect(type).toBe('application/vnd.microsoft.activity.message');
    expect(value).toMatch(/\S/);
  }
}

/** What the service has logged as an error of its own. */
export const serviceFaults = (stage: TalkStage): string[] =>
  stage.world
    .serviceLog()
    .split('\n')
    .filter((line) => /"level":50|could not be done|turn of the bot failed/.test(line));

/** The school's plan as its head has it. */
export const plan = async (stage: TalkStage): Promise<unknown> =>
  (await stage.world.api(HEAD, 'GET', `/api/units/${unitId('sjoskolan')}/plan`)).body;
