import { channelOf, localeOf } from './choices.ts';
import type { Choices } from './choices.ts';
import type { AppThere } from './conversation.ts';
import { installApp } from './conversation.ts';
import { h, icon, initials, mark } from './dom.ts';
import { menuButton } from './menu.ts';
import { badge, FRESH, place } from './place.ts';
import type { Going } from './place.ts';
import type { HostSetup } from './setup.ts';
import { t } from './texts.ts';
import { toast } from './toast.ts';

type Parts = Going & { setup: HostSetup };

/** What stands above the main part: where one is, its tabs, and the menu of the app (filled by `showAppMenu`). */
export function heading(parts: Parts): HTMLElement {
  const { surface, team } = parts.choices;
  const slot = h('div', { class: 'app-menu', id: 'app-menu' });
  if (surface === 'personal')
    return h('div', { class: 'heading' }, mark(), h('h1', {}, t('rail.app')), tabs(parts), slot);
  if (surface === 'chat') return chatHeading(parts, slot);
  if (surface.startsWith('meeting'))
    return h('div', { class: 'heading' }, icon('meeting'), h('h1', {}, t('meeting.title')));
  if (!team) return h('div', { class: 'heading' }, h('h1', {}, t('rail.teams')));
  const title = h(
    'h1',
    {},
    h('span', { class: 'heading-team' }, team.name),
    ' ',
    h('span', { class: 'heading-channel' }, channelOf(parts.choices)?.name ?? ''),
  );
  return h(
    'div',
    { class: 'heading' },
    initials(team.name, 'square'),
    title,
    tabs(parts),
    surface === 'channel' && slot,
  );
}

function chatHeading({ setup, choices }: Parts, slot: HTMLElement): HTMLElement {
  const { chat } = choices;
  if (!chat) return h('div', { class: 'heading' }, h('h1', {}, t('rail.chat')));
  const members = new Set(chat.members);
  const names = setup.people.filter(({ id }) => members.has(id)).map(({ name }) => name);
  const people = h(
    'span',
    { class: 'chat-people', title: names.join(', ') },
    h('span', { 'aria-hidden': 'true' }, String(names.length)),
    h('span', { class: 'only-read-aloud' }, t('chats.people', { names: names.join(', ') })),
  );
  return h('div', { class: 'heading' }, initials(chat.name), h('h1', {}, chat.name), people, slot);
}

function tabs(parts: Parts): HTMLElement {
  const { surface, channel, page, view } = parts.choices;
  const tab = (id: string, change: Partial<Choices>, current: boolean, label: string) =>
    place(parts, id, { ...FRESH, ...change }, current, label, badge());
  const row = (...links: (HTMLElement | false)[]) =>
    h('nav', { class: 'tabs', 'aria-label': t('tabs.label') }, ...links);
  if (surface === 'personal') {
    const isPage = (name: Choices['page']) => view !== 'posts' && page === name;
    return row(
      tab('tab-posts', { view: 'posts' }, view === 'posts', t('tabs.chat')),
      tab('tab-start', { view: 'tab', page: 'start' }, isPage('start'), t('tabs.start')),
      tab('tab-my-actions', { view: 'tab', page: 'my-actions' }, isPage('my-actions'), t('tabs.my-actions')),
    );
  }
  const current = surface === 'channel' ? view : null;
  return row(
    channel === null && tab('tab-posts', { surface: 'channel', view: 'posts' }, current === 'posts', t('tabs.posts')),
    tab('tab-files', { surface: 'channel', view: 'files' }, current === 'files', t('tabs.files')),
    tab('tab-lika', { surface: 'channel', view: 'tab' }, current === 'tab', t('tabs.tab')),
    tab('tab-planner', { surface: 'channel', view: 'planner' }, current === 'planner', t('tabs.planner')),
  );
}

/** Shows how many posts are new, on the posts' tab or a chat in the list (`link` is its id); 0 takes the sign away. */
export function showUnread(count: number, link = 'tab-posts'): void {
  const sign = document.querySelector<HTMLElement>(`#${link} .badge`);
  if (!sign) return;
  sign.hidden = count === 0;
  const words = t('unread', { count });
  const said = h('span', { class: 'only-read-aloud' }, ` (${words})`);
  sign.replaceChildren(...(count === 0 ? [] : [h('span', { 'aria-hidden': 'true' }, String(count)), said]));
}

/** Fills the app's menu: adds the app where one is, or takes it away. Unchanged, it stays as it is (it may be open). */
export function showAppMenu(choices: Choices, app: AppThere): void {
  const slot = document.getElementById('app-menu');
  const wanted = app.here ? 'remove' : 'add';
  if (!slot || slot.dataset['offers'] === wanted) return;
  slot.dataset['offers'] = wanted;
  const label = t(app.here ? 'app.remove' : 'app.add');
  const item = { label, run: () => void changeApp(choices, wanted) };
  slot.replaceChildren(menuButton(t('app.menu'), [item], 'app-menu-button'));
}

/** Adds the app to the place of the choices, or takes it away. */
export async function changeApp(choices: Choices, action: 'add' | 'remove'): Promise<void> {
  const { surface, person, team, chat, lang } = choices;
  const where =
    surface === 'personal'
      ? { person: person.id }
      : surface === 'chat'
        ? { chat: chat?.id ?? '' }
        : { team: team?.id ?? '' };
  try {
    await installApp(where, action, { person: person.id, locale: localeOf(lang) });
    toast(t(action === 'add' ? 'app.added' : 'app.removed'));
  } catch (error) {
    toast(t('app.failed', { reason: error instanceof Error ? error.message : String(error) }));
  }
}
