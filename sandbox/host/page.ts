import './page.css';
import type { Choices } from './choices.ts';
import { conversationOf, readChoices, writeChoices } from './choices.ts';
import { followMessages, readMessages } from './conversation.ts';
import { linkOpener } from './links.ts';
import { startClock } from './page-clock.ts';
import { plannerView } from './planner-view.ts';
import { postsView } from './posts-view.ts';
import type { HostSetup } from './setup.ts';
import { drawShell, showUnread } from './shell.ts';
import type { Shown } from './surfaces.ts';
import { showTab } from './surfaces.ts';
import { speak, t } from './texts.ts';
import { toast } from './toast.ts';
import { countUnread, markSeen } from './unread.ts';

const setup = JSON.parse(document.getElementById('setup')?.textContent ?? '{}') as HostSetup;
startClock(setup.now);

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

function openFromPage(url: string): void {
  const { done, reason } = openLink(url);
  if (!done) toast(t('link.refusedText', { reason }));
}

function draw(): void {
  const focused = document.activeElement?.id;
  speak(choices.lang);
  document.documentElement.lang = choices.lang;
  document.documentElement.dataset['theme'] = choices.theme;
  document.title = t('title', {
    place: choices.surface === 'personal' ? t('rail.app') : (choices.team?.name ?? t('rail.app')),
  });
  shown = content();
  const toasts = document.getElementById('toasts');
  document.body.replaceChildren(
    ...drawShell({ ...page, choices, setTheme }, shown.element),
    ...(toasts ? [toasts] : []),
  );
  if (focused) document.getElementById(focused)?.focus();
}

/** The main part, and the following of the conversation that goes with it. */
function content(): Shown {
  stopFollowing();
  const { person, surface, team, view, lang } = choices;
  const conversation = conversationOf(choices);
  const follow = (happened: () => void) => {
    if (!conversation || (surface !== 'channel' && surface !== 'personal')) return;
    stopFollowing = followMessages(
      { team: surface === 'personal' ? null : (team?.id ?? null), person: person.id, conversation },
      happened,
    );
  };
  if (view === 'posts' && conversation && (surface === 'channel' || surface === 'personal')) {
    const posts = postsView({
      conversation,
      personal: surface === 'personal',
      person: person.id,
      lang,
      openUrl: openFromPage,
      shown: (messages) => {
        markSeen(messages, conversation, person.id);
      },
    });
    follow(() => void posts.refresh());
    return { element: posts.element, ...nothingToLeave };
  }
  const count = async () => {
    if (!conversation) return;
    const messages = await readMessages(conversation, person.id).catch(() => []);
    showUnread(countUnread(messages, conversation, person.id));
  };
  follow(() => void count());
  if (surface === 'channel' || surface === 'personal') void count();
  if (view === 'planner' && team && surface === 'channel') {
    const nameOf = (id: string) => setup.people.find((each) => each.id === id)?.name ?? id;
    const planner = plannerView({
      team: team.id,
      person: person.id,
      nameOf,
      task: choices.task,
      openUrl: openFromPage,
    });
    return { element: planner.element, ...nothingToLeave };
  }
  return showTab({ ...page, openLink });
}

window.addEventListener('popstate', () => {
  void (async () => {
    await shown?.leave();
    choices = readChoices(location.search, setup);
    draw();
  })();
});

draw();
