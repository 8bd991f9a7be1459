import './page.css';
import './cards.css';
import './chats.css';
import './planner.css';
import './files.css';
import './bell.css';
import { call } from './api.ts';
import { followActivities } from './bell.ts';
import type { Choices } from './choices.ts';
import { channelOf, chatsOf, conversationOf, localeOf, readChoices, writeChoices } from './choices.ts';
import { showClock } from './clock-control.ts';
import type { Conversation, FeedEvent } from './conversation.ts';
import { followMessages, readConversation } from './conversation.ts';
import { changeApp, showAppMenu, showUnread } from './heading.ts';
import { h } from './dom.ts';
import { linkOpener } from './links.ts';
import { followClock, startClock } from './page-clock.ts';
import { filesView } from './files-view.ts';
import { plannerView } from './planner-view.ts';
import { postsView } from './posts-view.ts';
import type { HostSetup } from './setup.ts';
import { drawShell } from './shell.ts';
import type { Shown } from './surfaces.ts';
import { showTab } from './surfaces.ts';
import { speak, t } from './texts.ts';
import { toast } from './toast.ts';
import { countUnread, markSeen } from './unread.ts';

const setup = JSON.parse(document.getElementById('setup')?.textContent ?? '{}') as HostSetup;
startClock(setup);

let choices = readChoices(location.search, setup);
let shown: Shown | null = null;
let stopFollowing: () => void = () => undefined;

const nothingToLeave = { lines: () => [], leave: () => Promise.resolve() };

/** Goes to other choices: the tab is left as Teams leaves it, the address and the page follow. */
async function go(change: Partial<Choices>): Promise<void> {
  await shown?.leave();
  choices = readChoices(writeChoices({ ...choices, ...change }), setup);
  history.pushState(null, '', writeChoices(choices));
  draw();
}

function setTheme(theme: Choices['theme']): void {
  choices = { ...choices, theme };
  history.replaceState(null, '', writeChoices(choices));
  document.documentElement.dataset['theme'] = theme;
  for (const line of shown?.lines() ?? []) line.send('themeChange', theme);
}

const page = { setup, choices: () => choices, go: (change: Partial<Choices>) => void go(change) };
const openLink = linkOpener(page);

const activities = followActivities({ choices: () => choices, openUrl: (url) => openFromPage(url) });

function openFromPage(url: string): void {
  const { done, reason } = openLink(url);
  if (!done) toast(t('link.refusedText', { reason }));
}

function placeName({ surface, team, chat }: Choices): string {
  if (surface === 'personal') return t('rail.app');
  return (surface === 'chat' ? chat?.name : team?.name) ?? t('rail.app');
}

function draw(): void {
  const focused = document.activeElement?.id;
  speak(choices.lang);
  document.documentElement.lang = choices.lang;
  document.documentElement.dataset['theme'] = choices.theme;
  document.title = t('title', {
    place: placeName(choices),
  });
  shown = content();
  const toasts = document.getElementById('toasts');
  document.body.replaceChildren(
    ...drawShell({ ...page, choices, setTheme }, shown.element),
    ...(toasts ? [toasts] : []),
  );
  if (focused) document.getElementById(focused)?.focus();
  activities.refresh();
}

/** The main part, and the following of the conversations that go with it. */
function content(): Shown {
  stopFollowing();
  const { person, surface, team, view, lang } = choices;
  const conversation = conversationOf(choices);
  const isTalk = surface === 'channel' || surface === 'chat' || surface === 'personal';
  const follow = (changed: () => void) => {
    const teamId = surface === 'channel' ? (team?.id ?? null) : null;
    stopFollowing = followMessages({ team: teamId, person: person.id }, (event) => {
      happened(event, conversation, changed);
    });
    void countElsewhere();
  };
  if (surface === 'chat' && !conversation) return { element: noChat(), ...nothingToLeave };
  if (view === 'posts' && conversation && isTalk) {
    const posts = postsView({
      conversation,
      kind: surface === 'chat' ? 'group' : surface,
      person: person.id,
      lang,
      locale: localeOf(lang),
      openUrl: openFromPage,
      addApp: () => void changeApp(choices, 'add'),
      shown: (read) => {
        markSeen(read.messages, conversation, person.id);
        if (conversationOf(choices) === conversation) showAppMenu(choices, read.app);
      },
    });
    follow(() => void posts.refresh());
    return { element: posts.element, ...nothingToLeave };
  }
  const count = async () => {
    if (!conversation) return;
    const read = await readConversation(conversation, person.id).catch(() => null);
    if (!read || conversationOf(choices) !== conversation) return;
    showUnread(unreadIn(read, conversation));
    showAppMenu(choices, read.app);
  };
  if (isTalk) {
    follow(() => void count());
    void count();
  }
  if (view === 'planner' && team && surface === 'channel') {
    const nameOf = (id: string) => setup.people.find((each) => each.id === id)?.name ?? id;
    const planner = plannerView({
      team: team.id,
      person: person.id,
      nameOf,
      members: () => membersOf(team.id),
      task: choices.task,
      openUrl: openFromPage,
    });
    return { element: planner.element, ...nothingToLeave };
  }
  const channel = channelOf(choices);
  if (view === 'files' && channel && surface === 'channel') {
    const files = filesView({ ...page, choices, person: person.id, name: person.name, channel: channel.id });
    return { element: files.element, ...nothingToLeave };
  }
  return showTab({ ...page, openLink });
}

/** Those who are in a team now, by name. */
function membersOf(team: string): { id: string; name: string }[] {
  const members = setup.teams.find((each) => each.id === team)?.members ?? [];
  const people = setup.people.filter((each) => members.includes(each.id));
  return people.map(({ id, name }) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, choices.lang));
}

const unreadIn = (read: Conversation, conversation: string) =>
  countUnread(read.messages, conversation, choices.person.id, read.viewer.id);

/** What was heard from the feed, while `conversation` is in view. */
function happened(event: FeedEvent, conversation: string | null, changed: () => void): void {
  if (event.kind === 'reset' || event.conversation === conversation) changed();
  if (event.kind === 'message' && event.conversation !== conversation) void countElsewhere();
  // Somebody may have joined or left: who is where is asked anew, and the page is drawn when it has changed.
  if (event.kind !== 'message' && event.kind !== 'update' && event.kind !== 'delete') void readSetup();
}

/** Counts what is new where one is not: in the group chats, each in the list and all on "Chat", and in the app's own chat. */
async function countElsewhere(): Promise<void> {
  const { person, surface, chat: open } = choices;
  const newIn = async (conversation: string) => {
    if (conversation === conversationOf(choices)) return 0;
    const read = await readConversation(conversation, person.id).catch(() => null);
    return read && choices.person.id === person.id ? unreadIn(read, conversation) : 0;
  };
  if (surface !== 'personal') showUnread(await newIn(`personal:${person.id}`), 'rail-app');
  let all = 0;
  for (const chat of chatsOf(setup, person)) {
    const count = surface === 'chat' && chat.id === open?.id ? 0 : await newIn(chat.id);
    showUnread(count, `chat-${chat.key}`);
    all += count;
  }
  showUnread(all, 'rail-chat');
}

async function readSetup(): Promise<void> {
  const fresh = (await call('/host/setup').catch(() => null)) as HostSetup | null;
  if (!fresh) return;
  const places = ({ teams, chats }: HostSetup) => JSON.stringify([teams, chats]);
  const isSame = places(fresh) === places(setup);
  Object.assign(setup, fresh);
  if (isSame) return;
  // Somebody may be writing in a dialog: the page under it is drawn when it is closed.
  const dialog = document.querySelector('dialog[open]');
  if (dialog) dialog.addEventListener('close', () => void drawAnew(), { once: true });
  else await drawAnew();
}

async function drawAnew(): Promise<void> {
  await shown?.leave();
  choices = readChoices(location.search, setup);
  draw();
}

function noChat(): HTMLElement {
  const text = t('chats.none', { name: choices.person.name });
  return h('div', { class: 'empty' }, h('h2', {}, t('chats.emptyTitle')), h('p', {}, text));
}

window.addEventListener('popstate', () => {
  void drawAnew();
});

draw();
followClock(showClock);
