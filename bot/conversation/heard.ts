import { z } from 'zod';

/**
 * What the bot hears, in our own words: plain data that outlives a turn, whichever SDK brought it. An activity is what a
 * stranger may have sent; only what fits gets through, and a card's data is a claim until the one who presses is checked.
 */

export type PlaceKind = 'channel' | 'personal' | 'group';

/** Where something was heard. */
export interface Where {
  readonly tenant: string;
  /** Without `;messageid=`. */
  readonly conversation: string;
  /** The thread's first message in a channel, else null. */
  readonly thread: string | null;
  readonly kind: PlaceKind;
  /** The team's group id in Entra, in a channel. */
  readonly team: string | null;
  /** The team's first channel, by which Teams names the team where it leaves its group id out. */
  readonly firstChannel?: string;
  readonly serviceUrl: string;
  /** It came without a token, from a client that the sandbox's settings let in. */
  readonly anonymous: boolean;
}

export interface Who {
  /** What Teams calls the person to this bot. */
  readonly id: string;
  /** Entra object id. */
  readonly person: string;
  readonly name: string;
  readonly language: 'sv' | 'en';
}

interface Common {
  readonly where: Where;
  readonly who: Who;
  /** The activity's id: Teams may bring the same one twice. */
  readonly activity: string;
}

export type Heard = Common &
  (
    | { readonly what: 'installed' }
    | { readonly what: 'removed' }
    /** Others than the bot have come or gone: their Entra object ids, null for who has none. */
    | { readonly what: 'members'; readonly people: readonly (string | null)[] }
    | { readonly what: 'said'; readonly text: string }
    | {
        readonly what: 'pressed';
        readonly verb: string;
        readonly data: Readonly<Record<string, unknown>>;
        /** The message that carries the card. */
        readonly card: string;
        /** The card refreshed itself: nobody has pressed anything. */
        readonly automatic: boolean;
        /** An Action.Execute, which is answered at once; an Action.Submit isn't. */
        readonly isAnswered: boolean;
      }
  );

/** What a press is answered with: a card for the one who pressed, or a line. Null for silence. */
export type Answer = { readonly card: Readonly<Record<string, unknown>> } | { readonly line: string } | null;

/** What is done with what is heard. */
export type Hearer = (heard: Heard) => Promise<Answer>;

const text = z.string().max(500);
const Member = z.object({ id: text, aadObjectId: z.guid().optional().catch(undefined) });
const Activity = z.object({
  type: z.string(),
  name: z.string().nullish(),
  id: text.nullish(),
  action: z.string().nullish(),
  serviceUrl: z.string().max(2000),
  locale: z.string().optional().catch(undefined),
  from: z.object({ id: text, aadObjectId: z.guid().optional(), name: z.string().nullish() }),
  recipient: z.object({ id: text }).optional(),
  conversation: z.object({ id: text, tenantId: z.guid().optional(), conversationType: z.string().nullish() }),
  channelData: z
    .object({
      team: z.object({ id: text.optional(), aadGroupId: text.optional() }).optional().catch(undefined),
      channel: z.object({ id: text }).optional().catch(undefined),
      tenant: z.object({ id: z.guid() }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  replyToId: text.nullish(),
  membersAdded: z.array(Member).nullish(),
  membersRemoved: z.array(Member).nullish(),
});
type Activity = z.infer<typeof Activity>;

/** What doesn't fit is as good as an unknown button: whoever pressed gets an answer. */
const Pressed = z
  .object({
    action: z
      .object({ verb: z.string().max(100).catch(''), data: z.record(z.string(), z.unknown()).catch({}) })
      .catch({ verb: '', data: {} }),
    trigger: z.string().optional().catch(undefined),
  })
  .catch({ action: { verb: '', data: {} } });
const Submitted = z.looseObject({ verb: z.string().max(100) });

const KINDS: ReadonlyMap<string, PlaceKind> = new Map([
  ['channel', 'channel'],
  ['groupChat', 'group'],
  ['personal', 'personal'],
]);
const MOST_TEXT = 4000;

/** What the activity says, or null for what is none of the bot's business. */
export function heardIn(sent: unknown, anonymous: boolean): Heard | null {
  const read = Activity.safeParse(sent);
  if (!read.success) return null;
  const activity = read.data;
  const common = commonOf(activity, anonymous);
  if (!common) return null;
  switch (activity.type) {
    case 'installationUpdate':
      return { ...common, what: activity.action?.startsWith('remove') ? 'removed' : 'installed' };
    case 'conversationUpdate':
      return membership(activity, common);
    case 'message':
      return said(activity, common);
    case 'invoke':
      return activity.name === 'adaptiveCard/action' ? pressed(activity, common) : null;
    default:
      return null;
  }
}

function commonOf(activity: Activity, anonymous: boolean): Common | null {
  const { conversation, channelData: data, from } = activity;
  const tenant = conversation.tenantId ?? data?.tenant?.id;
  const [id = '', thread] = conversation.id.split(';messageid=');
  if (!tenant || id === '' || !from.aadObjectId) return null;
  const kind = KINDS.get(conversation.conversationType ?? '') ?? 'personal';
  const team = kind === 'channel' ? data?.team : undefined;
  return {
    where: {
      tenant,
      conversation: id,
      thread: thread ?? null,
      kind,
      team: team?.aadGroupId ?? null,
      ...(team?.id === undefined ? {} : { firstChannel: team.id }),
      serviceUrl: activity.serviceUrl,
      anonymous,
    },
    who: {
      id: from.id,
      person: from.aadObjectId.toLowerCase(),
      name: (from.name ?? '').slice(0, 200),
      language: activity.locale?.toLowerCase().startsWith('en') ? 'en' : 'sv',
    },
    activity: activity.id ?? '',
  };
}

/** Who has come or gone; only whether it is the bot makes a difference. */
function membership(activity: Activity, common: Common): Heard | null {
  const bot = activity.recipient?.id;
  const has = (members: readonly { id: string }[] | null | undefined) => members?.some(({ id }) => id === bot) ?? false;
  if (has(activity.membersAdded)) return { ...common, what: 'installed' };
  if (has(activity.membersRemoved)) return { ...common, what: 'removed' };
  const members = [...(activity.membersAdded ?? []), ...(activity.membersRemoved ?? [])];
  const people = members.map(({ aadObjectId }) => aadObjectId?.toLowerCase() ?? null);
  return people.length > 0 ? { ...common, what: 'members', people } : null;
}

/** A message is a press when it brings a card's data (Action.Submit), else what somebody said. */
function said(activity: Activity, common: Common): Heard {
  const submitted = Submitted.safeParse(activity.value);
  if (submitted.success && typeof activity.replyToId === 'string') {
    const { verb, ...data } = submitted.data;
    return { ...common, what: 'pressed', verb, data, card: activity.replyToId, automatic: false, isAnswered: false };
  }
  return { ...common, what: 'said', text: (activity.text ?? '').slice(0, MOST_TEXT) };
}

function pressed(activity: Activity, common: Common): Heard {
  const { action, trigger } = Pressed.parse(activity.value);
  const { verb, data } = action;
  const automatic = trigger === 'automatic';
  return { ...common, what: 'pressed', verb, data, card: activity.replyToId ?? '', automatic, isAnswered: true };
}
