import type { Activity } from '../activity-feed.ts';
import { call } from './api.ts';
import type { Choices } from './choices.ts';
import { openDialog } from './dialogs.ts';
import { h, icon } from './dom.ts';
import { badge } from './place.ts';
import { dayInWords, t, timeOfDay } from './texts.ts';
import { now } from './page-clock.ts';

const LOOK_EVERY = 3_000;

/** The bell in the top bar: how many notices are new in the person's activity feed; a press opens the feed. */
export function bell(): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'quiet bell', id: 'bell', 'aria-label': t('activity.open'), title: t('activity.title') },
    icon('bell'),
    badge(),
  );
}

interface BellParts {
  choices: () => Choices;
  openUrl: (url: string) => void;
}

/** Keeps the bell true for whoever is in view, and opens the feed when it is pressed. */
export function followActivities({ choices, openUrl }: BellParts): { refresh: () => void } {
  let known: { person: string; feed: Activity[] } | null = null;
  const look = async () => {
    const { id } = choices().person;
    const query = new URLSearchParams({ person: id });
    const feed = (await call(`/host/activities?${query.toString()}`).catch(() => null)) as Activity[] | null;
    if (!feed || choices().person.id !== id) return;
    known = { person: id, feed };
    show();
  };
  const feedNow = () => (known?.person === choices().person.id ? known.feed : []);
  const show = () => {
    const count = feedNow().filter(({ read }) => !read).length;
    const button = document.getElementById('bell');
    const sign = button?.querySelector<HTMLElement>('.badge');
    if (!button || !sign) return;
    sign.hidden = count === 0;
    sign.textContent = count === 0 ? '' : String(count);
    sign.setAttribute('aria-hidden', 'true');
    button.setAttribute('aria-label', count === 0 ? t('activity.open') : t('activity.openNew', { count }));
  };
  const open = (activity: Activity) => {
    const body = { person: choices().person.id, id: activity.id };
    void call('/host/activities/read', { method: 'POST', body }).then(look, () => undefined);
    if (activity.url) openUrl(activity.url);
  };
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('#bell')) return;
    void look().then(() => {
      showFeed(feedNow(), choices().lang, open);
    });
  });
  setInterval(() => void look(), LOOK_EVERY);
  void look();
  return {
    refresh: () => {
      show();
      void look();
    },
  };
}

function showFeed(feed: Activity[], lang: string, open: (activity: Activity) => void): void {
  const item = (activity: Activity) => {
    const { title, preview, topic, at, read } = activity;
    const when = new Date(at);
    return h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: read ? 'activity' : 'activity new',
          onclick: () => {
            dialog.close();
            open(activity);
          },
        },
        h('span', { class: 'activity-dot', 'aria-hidden': 'true' }),
        h(
          'span',
          { class: 'activity-words' },
          !read && h('span', { class: 'only-read-aloud' }, `${t('activity.new')}: `),
          h('span', { class: 'activity-title' }, title[lang] ?? Object.values(title)[0] ?? ''),
          h('span', { class: 'activity-line' }, preview),
          h('span', { class: 'activity-line' }, `${topic} · ${dayInWords(when, now())} ${timeOfDay(when)}`),
        ),
      ),
    );
  };
  const dialog = openDialog({
    title: t('activity.title'),
    body: [
      feed.length === 0
        ? h('p', { class: 'note' }, t('activity.empty'))
        : h('ul', { class: 'activities' }, ...feed.map(item)),
    ],
  });
}
