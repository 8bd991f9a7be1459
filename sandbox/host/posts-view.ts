import { CallFailed } from './api.ts';
import { composer } from './composer.ts';
import type { Conversation, Message, Sent } from './conversation.ts';
import { readConversation, sendFrom } from './conversation.ts';
import { h } from './dom.ts';
import { KeptNodes, setChildren } from './keep-nodes.ts';
import { now } from './page-clock.ts';
import { drawPost, refreshesFor, refreshOf, withoutNothing } from './post.ts';
import { dayInWords, t } from './texts.ts';
import { toast } from './toast.ts';

interface PostsParts {
  conversation: string;
  kind: 'channel' | 'group' | 'personal';
  person: string;
  lang: string;
  locale: string;
  openUrl: (url: string) => void;
  /** Adds the app where it has been taken away. */
  addApp: () => void;
  /** Called with the conversation each time it was read and shown. */
  shown: (conversation: Conversation) => void;
}

/** The conversation of a channel, of a group, or with the bot: posts with their replies, cards drawn, and a line to write in. */
export function postsView(parts: PostsParts): { element: HTMLElement; refresh: () => Promise<void> } {
  const { conversation, kind, person, locale, shown } = parts;
  const posts = h('div', { class: 'posts' });
  const foot = h('div', { class: 'posts-foot' });
  const kept = new KeptNodes();
  const refresher = cardRefresher((message, what) =>
    sendFrom({ person, locale }, conversation, { replyToId: message, ...what }),
  );

  const refresh = async () => {
    let read: Conversation;
    try {
      read = await readConversation(conversation, person);
    } catch {
      setChildren(posts, [note(t('posts.unreachable'))]);
      return;
    }
    draw(read);
    shown(read);
  };
  const draw = (read: Conversation) => {
    const { messages } = read;
    const roots = messages.filter((message) => !parentOf(message, messages));
    const children = roots.flatMap((root, index) => {
      const day = dayOf(root);
      const head = kept.get(`day-${root.id}`, day, () => h('p', { class: 'day' }, day));
      const replies = messages.filter((each) => parentOf(each, messages) === root.id);
      return [...(index > 0 && day === dayOf(roots[index - 1]) ? [] : [head]), thread(root, replies)];
    });
    setChildren(
      posts,
      roots.length > 0 ? children : [kept.get('empty', isMissing(read), () => empty(isMissing(read)))],
    );
    setChildren(foot, [kept.get('foot', kind === 'personal' && read.app.gone, () => writeLine(read.app.gone))]);
    kept.sweep();
    refresher.look(read, posts);
  };
  /** Where the app is not: in one's own chat a first word adds it, unless it has been taken away. */
  const isMissing = ({ app }: Conversation) => (kind === 'personal' ? app.gone : !app.here);
  const empty = (missing: boolean) => {
    const about = t({ channel: 'posts.emptyText', group: 'posts.emptyGroup', personal: 'posts.emptyChat' }[kind]);
    const text = missing ? t('app.gone') : about;
    return h('div', { class: 'empty' }, h('h2', {}, t('posts.empty')), h('p', {}, text));
  };
  const thread = (root: Message, replies: Message[]) => {
    const article = kept.get(`thread-${root.id}`, null, () =>
      h('article', { class: 'post', 'aria-labelledby': `post-${root.id}` }),
    );
    const write = () =>
      composer({
        label: t('posts.writeReply'),
        opener: t('posts.reply'),
        send: (text) => say({ text, replyToId: root.id }),
      });
    setChildren(article, [
      post(root),
      ...replies.map((reply) => kept.get(`reply-${reply.id}`, reply, () => h('div', { class: 'reply' }, post(reply)))),
      ...(kind === 'channel' ? [kept.get(`write-${root.id}`, null, write)] : []),
    ]);
    return article;
  };
  const post = (message: Message) =>
    kept.get(`post-${message.id}`, message, () =>
      drawPost(
        {
          message,
          lang: parts.lang,
          openUrl: parts.openUrl,
          act: (what) => say({ replyToId: message.id, ...what }),
        },
        `post-${message.id}`,
      ),
    );
  const writeLine = (isGone: boolean) => {
    if (isGone && kind === 'personal') {
      const add = h('button', { type: 'button', class: 'primary', onclick: parts.addApp }, t('app.add'));
      return h('div', { class: 'composer' }, h('p', { class: 'note' }, t('app.gone')), add);
    }
    const label = t({ channel: 'posts.write', group: 'posts.writeGroup', personal: 'posts.writeChat' }[kind]);
    return composer({ label, opener: null, send: (text) => say({ text }) });
  };
  const say = async (what: Record<string, unknown>): Promise<Sent | null> => {
    try {
      const sent = await sendFrom({ person, locale }, conversation, what);
      await refresh();
      return sent;
    } catch (error) {
      const isGone = error instanceof CallFailed && error.status === 403;
      const reason = error instanceof Error ? error.message : String(error);
      toast(isGone ? t('app.gone') : t('posts.notSent', { reason }));
      return null;
    }
  };
  const scroll = h(
    'div',
    { class: 'posts-scroll', tabindex: 0, role: 'region', 'aria-label': t('posts.label') },
    posts,
  );
  keepAtEnd(scroll, posts);
  void refresh();
  return { element: h('div', { class: 'posts-view' }, scroll, foot), refresh };
}

/**
 * Refreshes cards by themselves as Teams does: when a message comes into view, and again when it has been edited, for
 * those whom its card is to refresh for.
 */
function cardRefresher(send: (message: string, what: Record<string, unknown>) => Promise<unknown>) {
  const done = new Set<string>();
  const due = new Map<Element, () => void>();
  const inView = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) due.get(target)?.();
  });
  return {
    /** Looks which of the drawn messages are to be refreshed. */
    look({ messages, viewer, members }: Conversation, drawn: HTMLElement) {
      inView.disconnect();
      due.clear();
      for (const message of messages) {
        const refresh = refreshOf(message);
        const version = `${message.id} ${String(message.version ?? 0)}`;
        const element = drawn.querySelector(`[data-message="${message.id}"]`);
        if (!refresh || !element || done.has(version) || !refreshesFor(refresh, viewer.id, members)) continue;
        due.set(element, () => {
          if (done.has(version)) return;
          done.add(version);
          const invoke = { action: withoutNothing(refresh.action), trigger: 'automatic' };
          // Nobody asked for it, so nobody is told when it fails: the card stays as it is.
          void send(message.id, { invoke }).catch(() => undefined);
        });
        inView.observe(element);
      }
    },
  };
}

/** The newest post stands in view, also when its pictures come late, until the person scrolls away from the end. */
function keepAtEnd(scroll: HTMLElement, content: HTMLElement): void {
  let atEnd = true;
  scroll.addEventListener('scroll', () => {
    atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 40;
  });
  new ResizeObserver(() => {
    if (atEnd) scroll.scrollTop = scroll.scrollHeight;
  }).observe(content);
}

const note = (text: string) => h('p', { class: 'note' }, text);

/** The thread's first message; replies to replies belong to the same one. */
function parentOf(message: Message, all: Message[]): string | null {
  if (message.replyToId === null) return null;
  const parent = all.find((each) => each.id === message.replyToId);
  if (!parent) return null;
  return parent.replyToId === null ? parent.id : (parentOf(parent, all) ?? parent.id);
}

function dayOf(message: Message | undefined): string {
  const at = new Date(message?.at ?? 0);
  const today = now();
  return at.toDateString() === today.toDateString() ? t('posts.today') : dayInWords(at, today);
}
