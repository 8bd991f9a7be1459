import { chatsOf, ownChannelsOf, teamsOf } from './choices.ts';
import { h, initials } from './dom.ts';
import { badge, FRESH, place } from './place.ts';
import type { Going } from './place.ts';
import type { HostChat, HostSetup, HostTeam } from './setup.ts';
import { t } from './texts.ts';

type Parts = Going & { setup: HostSetup };

/** The list beside the main part: the person's teams, or in the chats their group chats. */
export function placeList(parts: Parts): HTMLElement {
  return parts.choices.surface === 'chat' ? chatList(parts) : teamList(parts);
}

function list(label: string, none: string, items: HTMLElement[]): HTMLElement {
  return h(
    'nav',
    { class: 'teams', 'aria-label': label },
    h('h2', {}, label),
    items.length > 0 ? h('ul', {}, ...items) : h('p', { class: 'note' }, none),
  );
}

function teamList(parts: Parts): HTMLElement {
  const { setup, choices } = parts;
  const item = (team: HostTeam) => {
    const here = choices.surface === 'channel' && choices.team?.id === team.id;
    const isOpen = (id: string | null) => here && (choices.channel?.id ?? null) === id;
    const channels = team.channels.map(({ name }) => {
      const to = { ...FRESH, surface: 'channel', team, channel: null } as const;
      return place(parts, `team-${team.key}`, to, isOpen(null), h('span', {}, name));
    });
    const own = ownChannelsOf(team, choices.person).map((channel, index) => {
      const to = { ...FRESH, surface: 'channel', team, channel } as const;
      const kind = h('span', { class: 'note' }, t(`channels.${channel.kind}`));
      const name = h('span', {}, channel.name);
      return place(parts, `team-${team.key}-${String(index)}`, to, isOpen(channel.id), name, kind);
    });
    return h(
      'li',
      {},
      h('div', { class: 'team-name' }, initials(team.name, 'square'), h('span', {}, team.name)),
      ...channels,
      ...own,
    );
  };
  const teams = teamsOf(setup, choices.person);
  return list(t('teams.label'), t('teams.none', { name: choices.person.name }), teams.map(item));
}

function chatList(parts: Parts): HTMLElement {
  const { setup, choices } = parts;
  const item = (chat: HostChat) => {
    const to = { ...FRESH, surface: 'chat', chat } as const;
    const name = h('span', { class: 'chat-name' }, chat.name);
    const link = place(parts, `chat-${chat.key}`, to, choices.chat?.id === chat.id, initials(chat.name), name, badge());
    link.classList.add('chat-link');
    return h('li', {}, link);
  };
  const chats = chatsOf(setup, choices.person);
  return list(t('chats.label'), t('chats.none', { name: choices.person.name }), chats.map(item));
}
