import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startMicrosoft365 } from './microsoft365.ts';
import type { Answer, Asking, Json, Microsoft365 } from './microsoft365.ts';

/** A bot that keeps what it is sent and answers as it is told; null is no answer. */
export interface Bot {
  received: { authorization: string; activity: Json }[];
  answer: (activity: Json) => BotAnswer | Promise<BotAnswer>;
}
type BotAnswer = { status: number; body?: unknown } | null;

/** The connector with a bot at its other end, installed in the demo teams. */
export interface BotWorld {
  readonly bot: Bot;
  readonly teams: Microsoft365;
  /** The bot's token for the connector. */
  readonly token: string;
  /** Thread id of Sjöskolan's channel. */
  readonly channel: string;
  /** Calls the connector as the bot, e.g. `GET /conversations/…`. */
  call(address: string, asking?: Asking): Promise<Answer>;
  /** Begins a thread in Sjöskolan's channel. */
  post(text: string): Promise<Json>;
  /** The messages that a person sees. */
  shown(person: string, query?: string): Promise<Json[]>;
  /** The last message in Sjöskolan's channel. */
  last(): Promise<Json>;
  stop(): Promise<void>;
}

/** Demo teams whose unit has an instrument: nine in Mittköping and the neighbour's. */
export const INSTALLED = 10;

/** Starts both and waits until the bot has been told of its teams. */
export async function startBotWorld(): Promise<BotWorld> {
  const { bot, server } = await startBot();
  const { port } = server.address() as AddressInfo;
  const teams = await startMicrosoft365({ serviceUrl: `http://localhost:${port}`, install: true, patience: 1_000 });
  const token = await teams.tokens.appToken(teams.person('rektor-sjoskolan').tenant, 'https://api.botframework.com');
  const channel = teams.team('sjoskolan').channels[0]?.id ?? '';
  // On a slow machine the connector may deliver the same activity once more, as Teams does.
  const once = () => [...new Map(bot.received.map((each) => [each.activity.id, each])).values()];
  while (once().length < 2 * INSTALLED) await new Promise((resolve) => setTimeout(resolve, 5));
  bot.received = once();
  const call = (address: string, asking: Asking = {}) => {
    const [method, path] = address.split(/ (.*)/s);
    return teams.ask(`${method} /connector/v3${path}`, { token, ...asking });
  };
  const shown = async (person: string, query = 'team=sjoskolan') =>
    (await teams.ask(`GET /connector/messages?${query}&person=${person}`)).body as unknown as Json[];
  return {
    bot,
    teams,
    token,
    channel,
    call,
    shown,
    post: async (text) => {
      const body = { isGroup: true, channelData: { channel: { id: channel } }, activity: message(text) };
      return (await call('POST /conversations', { body })).body;
    },
    last: async () => (await shown('larare-sjoskolan')).at(-1) ?? {},
    async stop() {
      await teams.stop();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function startBot(): Promise<{ bot: Bot; server: Server }> {
  const bot: Bot = { received: [], answer: () => ({ status: 200 }) };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (request.url === '/readyz') return void response.end('{}');
      const activity = JSON.parse(Buffer.concat(parts).toString()) as Json;
      bot.received.push({ authorization: request.headers.authorization ?? '', activity });
      void Promise.resolve(bot.answer(activity)).then((answer) => {
        if (!answer) return;
        response.writeHead(answer.status, { 'content-type': 'application/json' });
        response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { bot, server };
}

/** A conversation's address. */
export const conversation = (id: string) => `/conversations/${encodeURIComponent(id)}`;
export const message = (text: string, more: Json = {}): Json => ({ type: 'message', text, ...more });
export const card = (more: Json = {}): Json => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Sjöskolan' }], ...more },
});
