import type { HostChannel, HostChat, HostPerson, HostSetup, HostTeam } from './setup.ts';

export const THEMES = ['default', 'dark', 'contrast'] as const;
export const LANGUAGES = ['sv', 'en'] as const;
export const SURFACES = ['channel', 'chat', 'personal', 'meeting-side-panel', 'meeting-stage', 'config'] as const;
export const VIEWS = ['tab', 'posts', 'files', 'planner'] as const;
/** The app's own pages in the personal app, as the manifest's static tabs name them. */
export const PERSONAL_PAGES = ['start', 'my-actions'] as const;

export type Theme = (typeof THEMES)[number];
export type Language = (typeof LANGUAGES)[number];
export type Surface = (typeof SURFACES)[number];
export type View = (typeof VIEWS)[number];
export type PersonalPage = (typeof PERSONAL_PAGES)[number];

/** Everything that decides what the host page shows; each part is a query parameter. */
export interface Choices {
  person: HostPerson;
  theme: Theme;
  lang: Language;
  surface: Surface;
  /** The team in view; null when the person is in none. */
  team: HostTeam | null;
  /** The team's private or shared channel in view; null for the general one. */
  channel: HostChannel | null;
  /** The group chat in view; null when the person is in none. */
  chat: HostChat | null;
  view: View;
  /** Which page of the personal app. */
  page: PersonalPage;
  /** A deep link's place within the tab (page.subPageId). */
  sub: string | null;
  /** A Planner task to be shown open. */
  task: string | null;
  /** The folder that is open in the channel's files; null for the channel's own. */
  folder: string | null;
}

/** Who one is when the address names nobody. */
const FIRST_PERSON = 'rektor-sjoskolan';

const oneOf = <T extends string>(all: readonly T[], value: string | null, otherwise: T): T =>
  all.find((each) => each === value) ?? otherwise;

/** Reads the choices from an address; what is missing or unknown gets its default. */
export function readChoices(search: string, setup: HostSetup): Choices {
  const query = new URLSearchParams(search);
  const person = findPerson(setup, query.get('person'));
  const teams = teamsOf(setup, person);
  const wanted = query.get('team');
  const chats = chatsOf(setup, person);
  const talk = query.get('chat');
  const team = teams.find((each) => each.id === wanted || each.key === wanted) ?? teams[0] ?? null;
  const channel = ownChannelsOf(team, person).find(({ id }) => id === query.get('channel')) ?? null;
  const view = oneOf(VIEWS, query.get('view'), 'tab');
  const surface = oneOf(SURFACES, query.get('surface'), teams.length > 0 ? 'channel' : 'personal');
  return {
    person,
    // Teams' meetings are dark whatever the person has chosen elsewhere.
    theme: oneOf(THEMES, query.get('theme'), surface.startsWith('meeting') ? 'dark' : 'default'),
    lang: oneOf(LANGUAGES, query.get('lang'), 'sv'),
    surface,
    team,
    channel,
    chat: chats.find((chat) => chat.id === talk || chat.key === talk) ?? chats[0] ?? null,
    // A group chat has the conversation and nothing else; a channel with members of its own has no bot to talk with.
    view: surface === 'chat' ? 'posts' : channel && surface === 'channel' && view === 'posts' ? 'tab' : view,
    page: oneOf(PERSONAL_PAGES, query.get('page'), 'start'),
    sub: query.get('sub'),
    task: query.get('task'),
    folder: query.get('folder'),
  };
}

function findPerson(setup: HostSetup, wanted: string | null): HostPerson {
  const name = (wanted ?? FIRST_PERSON).toLowerCase();
  const named = (person: HostPerson) => [person.id, person.key, person.userPrincipalName].includes(name);
  const person = setup.people.find(named) ?? setup.people.find((each) => each.key === FIRST_PERSON) ?? setup.people[0];
  if (!person) throw new Error('there is nobody in the demo data');
  return person;
}

/** The teams that a person is in: Teams shows no others. */
export function teamsOf(setup: HostSetup, person: HostPerson): HostTeam[] {
  return setup.teams.filter((team) => person.teams.includes(team.id));
}

/** The private and shared channels of a team that a person is in. */
export function ownChannelsOf(team: HostTeam | null, person: HostPerson): HostChannel[] {
  return (team?.ownChannels ?? []).filter(({ members }) => members.includes(person.id));
}

/** The channel in view: one with members of its own, or the team's general one. */
export function channelOf({ team, channel }: Pick<Choices, 'team' | 'channel'>): { id: string; name: string } | null {
  return channel ?? team?.channels[0] ?? null;
}

/** The group chats that a person is in. */
export function chatsOf(setup: HostSetup, person: HostPerson): HostChat[] {
  return setup.chats.filter((chat) => chat.members.includes(person.id));
}

/** The address of some choices; what is as by default or doesn't matter is left out, except person, theme and language. */
export function writeChoices(choices: Choices): string {
  const { person, theme, lang, surface, team, channel, chat, view, page, sub, task, folder } = choices;
  const query = new URLSearchParams({ person: person.key, theme, lang, surface });
  if (team && person.teams.length > 1 && surface !== 'personal' && surface !== 'chat') query.set('team', team.key);
  if (channel && surface !== 'personal' && surface !== 'chat') query.set('channel', channel.id);
  if (surface === 'chat' && chat) query.set('chat', chat.key);
  if (view !== 'tab' && surface !== 'chat') query.set('view', view);
  if (surface === 'personal' && page !== 'start') query.set('page', page);
  if (sub) query.set('sub', sub);
  if (task) query.set('task', task);
  if (folder && view === 'files') query.set('folder', folder);
  return `?${query.toString()}`;
}

/** The tab's address in the frame: what was configured for the channel, otherwise the unit's. */
export function tabAddress(setup: HostSetup, choices: Choices): string | null {
  const { surface, team, page } = choices;
  const base = `${setup.serviceUrl}/tab`;
  if (surface === 'personal') return `${base}/${page}`;
  if (!team) return null;
  if (surface === 'config') return `${base}/config`;
  return setup.tabs[channelOf(choices)?.id ?? '']?.contentUrl ?? `${base}/?unit=${team.unit}`;
}

/** The page id that the tab is told (and that deep links carry): the configured entity, the unit, or the personal page. */
export function pageId(setup: HostSetup, choices: Choices): string {
  const { surface, team, page } = choices;
  if (surface === 'personal') return page;
  return setup.tabs[channelOf(choices)?.id ?? '']?.entityId ?? team?.unit ?? '';
}

/** The language as Teams names it to a bot. */
export const localeOf = (lang: Language): string => (lang === 'sv' ? 'sv-SE' : 'en-US');

/** The conversation behind "posts": the channel's, the group chat's, or the personal chat; null where the bot cannot be. */
export function conversationOf({ surface, team, channel, chat, person }: Choices): string | null {
  if (surface === 'chat') return chat?.id ?? null;
  if (channel && surface !== 'personal') return null;
  return surface === 'personal' ? `personal:${person.id}` : (team?.channels[0]?.id ?? null);
}
