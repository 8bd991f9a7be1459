import { until } from './until.ts';
import type { World } from './world.ts';

/** A message as the local Teams holds it. */
export interface Message {
  readonly id: string;
  readonly replyToId: string | null;
  readonly from: { readonly kind: 'bot' | 'person' };
  readonly text: string | null;
  readonly attachments: readonly { readonly content: unknown }[];
}

/** What is said in a team's first channel, without a window: people write and press, the bot answers. */
export interface ChannelTalk {
  /** Writes as the person; gives the message's id. */
  say(person: string, text: string): Promise<string>;
  /** Writes to the bot, and waits for its answer in the thread. */
  ask(person: string, text: string): Promise<Message>;
  /** Presses a button of a card as the person. */
  press(person: string, message: Message, verb: string, data: Readonly<Record<string, unknown>>): Promise<void>;
  /** What a person sees there, the oldest first. */
  seenBy(person: string): Promise<Message[]>;
}

/** @param team as the sandbox names it, such as `sjoskolan` */
export function talkIn(world: World, team: string): ChannelTalk {
  const post = async (body: Readonly<Record<string, unknown>>) => {
    const answer = await world.sandbox('POST', '/connector/outbox', { team, ...body });
    const { status, activityId } = answer.body as { status: number; activityId: string };
    if (answer.status !== 200 || status !== 200)
      throw new Error(`the bot did not take ${JSON.stringify(body)}: ${JSON.stringify(answer.body)}`);
    return activityId;
  };
  const seenBy = async (person: string) =>
    (await world.sandbox('GET', `/connector/messages?team=${team}&person=${person}`)).body as Message[];
  /** The app is added to the demo teams a moment after the start, and welcomes itself. */
  const isThere = (person: string) =>
    until('the bot is in the channel', async () => (await seenBy(person)).some(({ from }) => from.kind === 'bot'));
  const say = async (person: string, text: string) => {
    await isThere(person);
    return post({ person, text: `@LIKA ${text}` });
  };
  return {
    say,
    seenBy,
    async ask(person, text) {
      const id = await say(person, text);
      return until(`the bot answers “${text}”`, async () =>
        (await seenBy(person)).find((message) => message.replyToId === id && message.from.kind === 'bot'),
      );
    },
    async press(person, { id }, verb, data) {
      await post({ person, replyToId: id, verb, data });
    },
  };
}

/** Everything that a message says in words: its text, and every text of its card. */
export function wordsOf({ text, attachments }: Pick<Message, 'text' | 'attachments'>): string {
  const texts = (node: unknown): string[] => {
    if (Array.isArray(node)) return node.flatMap(texts);
    if (typeof node !== 'object' || node === null) return [];
    return Object.entries(node).flatMap(([key, value]) =>
      ['text', 'title', 'value', 'label'].includes(key) && typeof value === 'string' ? [value] : texts(value),
    );
  };
  return [text ?? '', ...attachments.flatMap(({ content }) => texts(content))].join('\n');
}

/** The first value of that name in a card's data, at any depth. */
export function dataOf(message: Message, name: string): string {
  const find = (node: unknown): string | undefined => {
    if (typeof node !== 'object' || node === null) return undefined;
    const here = (node as Record<string, unknown>)[name];
    if (typeof here === 'string') return here;
    return Object.values(node)
      .map(find)
      .find((found) => found !== undefined);
  };
  const found = find(message.attachments.map(({ content }) => content));
  if (found === undefined) throw new Error(`the card has no ${name}: ${JSON.stringify(message)}`);
  return found;
}
