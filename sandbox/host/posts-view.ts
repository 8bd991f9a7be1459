import { drawCard } from './cards.ts';
import { composer } from './composer.ts';
import type { Message } from './conversation.ts';
import { readMessages, sendFrom } from './conversation.ts';
import { h, initials, mark } from './dom.ts';
import { now } from './page-clock.ts';
import { dayInWords, t, timeOfDay } from './texts.ts';
import { toast } from './toast.ts';

interface PostsParts {
  conversation: string;
  personal: boolean;
  person: string;
  lang: string;
  openUrl: (url: string) => void;
  /** Called with the messages each time they were read and shown. */
  shown: (messages: Message[]) => void;
}

const CARD = 'application/vnd.microsoft.card.adaptive';

/** The conversation of a channel, or with the bot: posts with their replies, cards drawn, and a line to write in. */
export function postsView(parts: PostsParts): { element: HTMLElement; refresh: () => Promise<void> } {
  const { conversation, personal, person, shown } = parts;
  const posts = h('div', { class: 'posts' });
  /** What a card showed last to this person alone (the answer to an action), by message. */
  const answers = new Map<string, unknown>();
  let drawn = '';

  const refresh = async () => {
    let messages: Message[];
    try {
      messages = await readMessages(conversation, person);
    } catch {
      posts.replaceChildren(note(t('posts.unreachable')));
      return;
    }
    const seen = JSON.stringify([messages, [...answers]]);
    if (seen !== drawn) {
      // A reply being written stays as it is: only a change redraws, and not while something is typed.
      if (posts.querySelector('form:focus-within')) return;
      drawn = seen;
      draw(messages);
    }
    shown(messages);
  };
  const draw = (messages: Message[]) => {
    const roots = messages.filter((message) => !parentOf(message, messages));
    const children = roots.flatMap((root, index) => {
      const day = dayOf(root);
      const head = day === (roots[index - 1] ? dayOf(roots[index - 1]) : null) ? null : h('p', { class: 'day' }, day);
      return [
        head,
        thread(
          root,
          messages.filter((each) => parentOf(each, messages) === root.id),
        ),
      ];
    });
    const empty = h(
      'div',
      { class: 'empty' },
      h('h2', {}, t('posts.empty')),
      h('p', {}, t(personal ? 'posts.emptyChat' : 'posts.emptyText')),
    );
    posts.replaceChildren(...(roots.length > 0 ? children.filter((child) => child !== null) : [empty]));
  };
  const thread = (root: Message, replies: Message[]) => {
    const heading = `post-${root.id}`;
    const write = personal
      ? null
      : composer({
          label: t('posts.writeReply'),
          opener: t('posts.reply'),
          send: (text) => say({ text, replyToId: root.id }),
        });
    return h(
      'article',
      { class: 'post', 'aria-labelledby': heading },
      post(root, heading),
      ...replies.map((reply) => h('div', { class: 'reply' }, post(reply, `post-${reply.id}`))),
      write,
    );
  };
  const post = (message: Message, heading: string) => {
    const { from } = message;
    const attachments = message.attachments.filter((each) => each.contentType === CARD);
    const head = h(
      'p',
      { class: 'post-head', id: heading },
      h('strong', {}, from.name),
      ' ',
      h('time', { datetime: message.at }, timeOfDay(new Date(message.at))),
      message.edited ? h('span', { class: 'edited' }, t('posts.edited')) : null,
    );
    return h(
      'div',
      { class: 'message' },
      from.kind === 'bot' ? mark() : initials(from.name),
      h(
        'div',
        { class: 'said' },
        head,
        message.text ? h('p', { class: 'said-text' }, withoutTags(message.text)) : null,
        ...attachments.map((each) => card(message, each.content)),
      ),
    );
  };
  const card = (message: Message, content: unknown) => {
    const act = async (action: { type: string; verb?: string | undefined; data: unknown; id?: string | undefined }) => {
      const what =
        action.type === 'Action.Execute' ? { invoke: { action, trigger: 'manual' } } : { value: action.data };
      const answer = await say({ replyToId: message.id, ...what });
      if (answer?.body?.type === CARD) {
        answers.set(message.id, answer.body.value);
        await refresh();
      } else if (answer?.body?.type === 'application/vnd.microsoft.activity.message') toast(String(answer.body.value));
      else if (answer?.body?.type?.startsWith('application/vnd.microsoft.error'))
        toast(t('posts.notSent', { reason: reasonIn(answer.body.value) }));
    };
    try {
      return drawCard(
        answers.get(message.id) ?? content,
        { openUrl: parts.openUrl, send: (action) => void act(action) },
        parts.lang,
      );
    } catch {
      return note(t('posts.badCard'));
    }
  };
  const say = async (what: Record<string, unknown>) => {
    try {
      const sent = await sendFrom(person, conversation, what);
      await refresh();
      return sent;
    } catch (error) {
      toast(t('posts.notSent', { reason: error instanceof Error ? error.message : String(error) }));
      return null;
    }
  };
  const scroll = h(
    'div',
    { class: 'posts-scroll', tabindex: 0, role: 'region', 'aria-label': t('posts.label') },
    posts,
  );
  keepAtEnd(scroll, posts);
  const element = h(
    'div',
    { class: 'posts-view' },
    scroll,
    composer({ label: t(personal ? 'posts.writeChat' : 'posts.write'), opener: null, send: (text) => say({ text }) }),
  );
  void refresh();
  return { element, refresh };
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
  const parent = all.find((each) => each.id === message.replyToId);
  if (!parent) return null;
  return parent.replyToId === null ? parent.id : (parentOf(parent, all) ?? parent.id);
}

function dayOf(message: Message | undefined): string {
  const at = new Date(message?.at ?? 0);
  const today = now();
  return at.toDateString() === today.toDateString() ? t('posts.today') : dayInWords(at, today);
}

/** A mention arrives as `<at>LIKA</at>`; other tags in a text are shown as text. */
const withoutTags = (text: string) => text.replace(/<\/?at[^>]*>/g, '');

const reasonIn = (value: unknown) =>
  typeof value === 'object' && value !== null && 'message' in value ? String(value.message) : '';
