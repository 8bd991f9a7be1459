import { checkCard } from './cards.ts';
import { CARD } from './conversations.ts';
import type { Attachment, Draft } from './conversations.ts';
import { badSyntax, tooBig } from './errors.ts';
import { BOT_NAME } from './ids.ts';
import type { Ids } from './ids.ts';

type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Most of a whole message. */
const LARGEST_ACTIVITY = 100 * 1024;
const KNOWN_ATTACHMENTS =
  /^(image\/(png|jpeg|gif|\*)|application\/vnd\.microsoft\.(card\.(adaptive|hero|thumbnail|receipt|signin|oauth)|teams\.card\.(list|o365connector|file\.(consent|info))))$/;

/** What a bot sends, checked: a message to keep, or the sign that it is typing. */
export type Outgoing = { type: 'message'; draft: Draft } | { type: 'typing' };

/**
 * Checks an activity that the bot sends.
 * @throws BotError 400 for a wrong shape, 413 for too large a message or card.
 */
export function readActivity(sent: unknown, ids: Ids): Outgoing {
  if (!isObject(sent)) throw badSyntax('Invalid activity: the body must be an object.');
  for (const [name, kind] of Object.entries(KINDS)) {
    const value = sent[name];
    if (value !== undefined && value !== null && !kind(value))
      throw badSyntax(`Invalid activity: '${name}' has the wrong type.`);
  }
  if (Buffer.byteLength(JSON.stringify(sent)) > LARGEST_ACTIVITY) throw tooBig();
  if (sent.type === 'typing') return { type: 'typing' };
  if (sent.type !== 'message') throw badSyntax('Unknown activity type');
  return { type: 'message', draft: readMessage(sent, ids) };
}

const isText = (value: unknown) => typeof value === 'string';
const KINDS: Record<string, (value: unknown) => boolean> = {
  type: isText,
  id: isText,
  text: isText,
  summary: isText,
  replyToId: isText,
  locale: isText,
  textFormat: (value) => ['plain', 'markdown', 'xml'].includes(String(value)),
  attachmentLayout: (value) => ['list', 'carousel'].includes(String(value)),
  importance: (value) => ['low', 'normal', 'high', 'urgent'].includes(String(value)),
  from: isObject,
  recipient: isObject,
  conversation: isObject,
  channelData: isObject,
  attachments: Array.isArray,
  entities: Array.isArray,
};

function readMessage(sent: Json, ids: Ids): Draft {
  const attachments = (Array.isArray(sent.attachments) ? sent.attachments : []).map((each) =>
    readAttachment(each, ids),
  );
  const text = typeof sent.text === 'string' && sent.text !== '' ? sent.text : null;
  if (text === null && attachments.length === 0) {
    throw badSyntax("Activity must include non empty 'text' field or at least 1 attachment");
  }
  checkMentions(Array.isArray(sent.entities) ? sent.entities : [], text ?? '', ids);
  const from = { id: ids.bot, name: BOT_NAME, kind: 'bot' as const };
  return { from, text, textFormat: typeof sent.textFormat === 'string' ? sent.textFormat : 'markdown', attachments };
}

function readAttachment(sent: unknown, ids: Ids): Attachment {
  if (!isObject(sent) || typeof sent.contentType !== 'string')
    throw badSyntax('Invalid attachment: it has no contentType.');
  if (!KNOWN_ATTACHMENTS.test(sent.contentType)) throw badSyntax(`Unknown attachment type '${sent.contentType}'`);
  if (sent.contentType === CARD) {
    checkCard(sent.content);
    checkCardMentions(sent.content, ids);
  } else if (sent.contentType.startsWith('image/') && typeof sent.contentUrl !== 'string')
    throw badSyntax('Invalid attachment: a picture needs a contentUrl.');
  return {
    contentType: sent.contentType,
    ...(sent.content === undefined ? {} : { content: sent.content }),
    ...(typeof sent.contentUrl === 'string' ? { contentUrl: sent.contentUrl } : {}),
    ...(typeof sent.name === 'string' ? { name: sent.name } : {}),
  };
}

/** A card names those it mentions in `msteams.entities`. */
function checkCardMentions(card: unknown, ids: Ids): void {
  const teams = isObject(card) && isObject(card.msteams) ? card.msteams : {};
  if (Array.isArray(teams.entities)) checkMentions(teams.entities, JSON.stringify((card as Json).body ?? []), ids);
}

/** A mention must stand in the text and name somebody who is there. */
function checkMentions(entities: readonly unknown[], text: string, ids: Ids): void {
  for (const entity of entities) {
    if (!isObject(entity) || entity.type !== 'mention') continue;
    const mentioned = isObject(entity.mentioned) ? String(entity.mentioned.id) : '';
    if (typeof entity.text !== 'string' || !text.includes(entity.text))
      throw badSyntax('Invalid mention: its text does not stand in the message.');
    if (mentioned !== ids.bot && !ids.person(mentioned)) throw badSyntax('Invalid mention: nobody has this id.');
  }
}
