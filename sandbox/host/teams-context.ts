import type { Choices } from './choices.ts';
import { channelOf, pageId } from './choices.ts';
import type { HostSetup } from './setup.ts';

export type FrameContext = 'content' | 'settings' | 'sidePanel' | 'meetingStage' | 'task' | 'authentication';

const FRAME_OF_SURFACE = {
  channel: 'content',
  chat: 'content',
  personal: 'content',
  config: 'settings',
  'meeting-side-panel': 'sidePanel',
  'meeting-stage': 'meetingStage',
} as const satisfies Record<Choices['surface'], FrameContext>;

/** What kind of frame a surface is to teams-js. */
export function frameContextOf(surface: Choices['surface']): FrameContext {
  return FRAME_OF_SURFACE[surface];
}

/** What the host says it can do, as the text that teams-js parses; only what this host really does. */
export const RUNTIME = JSON.stringify({
  apiVersion: 4,
  isLegacyTeams: false,
  supports: {
    pages: { config: {}, currentApp: {} },
    people: {},
    dialog: { url: { parentCommunication: {} } },
    teamsCore: {},
  },
});

/** The context in the flat form that Teams sends; teams-js makes the nested one of it. */
export function flatContext(
  setup: HostSetup,
  choices: Choices,
  frame: FrameContext,
  sessionId: string,
): Record<string, unknown> {
  const { person, surface, team, theme, lang } = choices;
  const channel = surface === 'personal' ? null : channelOf(choices);
  return {
    appId: setup.teamsAppId,
    appSessionId: sessionId,
    sessionId,
    hostName: 'Teams',
    hostClientType: 'web',
    ringId: 'general',
    locale: lang === 'sv' ? 'sv-se' : 'en-gb',
    theme,
    frameContext: frame,
    entityId: pageId(setup, choices),
    subEntityId: choices.sub ?? '',
    isFullScreen: false,
    isMultiWindow: false,
    userObjectId: person.id,
    userDisplayName: person.name,
    userPrincipalName: person.userPrincipalName,
    loginHint: person.userPrincipalName,
    userLicenseType: 'Unknown',
    tid: person.tenant,
    tenantSKU: 'edu',
    ...(channel && team ? channelFields(channel, team, choices.channel?.kind) : {}),
    ...(surface.startsWith('meeting')
      ? { meetingId: `meeting-${team?.key ?? person.key}`, chatId: `19:meeting_${team?.key ?? person.key}@thread.v2` }
      : {}),
  };
}

const CHANNEL_TYPES = { private: 'Private', shared: 'Shared' } as const;

function channelFields(
  channel: { id: string; name: string },
  team: NonNullable<Choices['team']>,
  kind: keyof typeof CHANNEL_TYPES | undefined,
): Record<string, unknown> {
  return {
    teamId: team.channels[0]?.id,
    teamName: team.name,
    teamType: 1,
    groupId: team.id,
    channelId: channel.id,
    channelName: channel.name,
    channelType: kind ? CHANNEL_TYPES[kind] : 'Regular',
    hostTeamGroupId: team.id,
    hostTeamTenantId: team.tenant,
    channelRelativeUrl: `/sites/${team.key}/Shared Documents/${channel.name}`,
  };
}
