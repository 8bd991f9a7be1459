import { join } from 'node:path';
import { demoConfig, runPlayground } from '../../scripts/playground.mjs';
import type { PlaygroundConfig } from '../../scripts/playground.mjs';
import { freePort } from './ports.mjs';
import type { ApiAnswer, World } from './world.ts';

/** Settings of a world that a Playground can talk to: it sends no token. */
export const LETS_IN_PLAYGROUND = { LIKA_BOT_ANONYMOUS: '1' } as const;

/** Where a message stands; a thread of the channel is named by the channel's id and `;messageid=`. */
export interface Standing {
  readonly conversation: string;
  readonly id: string;
}

/** Microsoft's Agents Playground on a port of its own, beside a world. One person writes in it; others act through it here. */
export interface Playground {
  readonly url: string;
  readonly config: PlaygroundConfig;
  readonly conversations: { readonly personal: string; readonly group: string; readonly channel: string };
  /**
   * What happens when somebody else presses a card's button: their own invoke, in the shape that the Playground sends.
   * @returns the bot's answer to them: `{ statusCode, type, value }`
   */
  pressAs(person: string, card: Standing, verb: string, data?: Readonly<Record<string, unknown>>): Promise<ApiAnswer>;
  /** Somebody else mentions LIKA in the group chat or the channel; the bot's answer comes into the Playground. */
  writeAs(person: string, conversation: string, text: string): Promise<ApiAnswer>;
  stop(): Promise<void>;
}

/**
 * Starts a Playground against a world whose service runs with `LETS_IN_PLAYGROUND`. Stop it before the world.
 * @param who person: who writes in it, the head of Ekskolan when left out; unit: whose team, their own when left out
 */
export async function startPlayground(
  world: World,
  { person = 'rektor-ekskolan', unit }: { readonly person?: string; readonly unit?: string } = {},
): Promise<Playground> {
  const port = await freePort();
  const config = await demoConfig(person, unit);
  const { url, stop } = await runPlayground({
    folder: join(world.dataDir, `playground-${String(port)}`),
    port,
    messagesUrl: `${world.serviceUrl}/api/messages`,
    config,
  });
  const send = (key: string, conversation: string, activity: object): Promise<ApiAnswer> =>
    world.api(null, 'POST', '/api/messages', {
      body: { ...envelope(url, config, world.person(key), conversation), ...activity },
    });
  return {
    url,
    config,
    conversations: { personal: config.personalChat.id, group: config.groupChat.id, channel: config.team.id },
    pressAs: (key, card, verb, data = {}) =>
      send(key, card.conversation, {
        type: 'invoke',
        name: 'adaptiveCard/action',
        replyToId: card.id,
        value: { action: { type: 'Action.Execute', title: verb, verb, data } },
      }),
    writeAs: (key, conversation, text) =>
      send(key, conversation, {
        type: 'message',
        textFormat: 'plain',
        text: `<at>LIKA</at> ${text}`,
        entities: [{ type: 'mention', mentioned: config.bot, text: '<at>LIKA</at>' }],
      }),
    stop,
  };
}

let sent = 0;

/** What every activity of the Playground carries. Only installations name the team's group; messages name its id alone. */
function envelope(
  url: string,
  config: PlaygroundConfig,
  person: { readonly id: string; readonly name: string },
  conversation: string,
) {
  const tenant = { id: config.tenantId };
  const inChannel = conversation.startsWith(config.team.id);
  const isGroup = inChannel || conversation === config.groupChat.id;
  const conversationType = inChannel ? 'channel' : isGroup ? 'groupChat' : 'personal';
  const team = inChannel ? { team: { id: config.team.id }, channel: { id: config.team.id } } : {};
  sent += 1;
  return {
    id: `${String(process.pid)}-${String(sent)}`,
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl: `${url}/_connector`,
    from: { id: person.id, aadObjectId: person.id, name: person.name },
    recipient: config.bot,
    conversation: { id: conversation, tenantId: tenant.id, conversationType, ...(isGroup ? { isGroup } : {}) },
    channelData: { tenant, ...team },
    locale: 'en-US',
  };
}
