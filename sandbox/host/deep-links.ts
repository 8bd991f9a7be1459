/** What Teams does with a link that an app opens or a card carries. */
export type LinkTarget =
  | { kind: 'meeting'; subject: string; start: string; end: string; content: string; attendees: string[] }
  | { kind: 'chat'; users: string[]; message: string }
  | { kind: 'tab'; appId: string; pageId: string; subPageId: string | null; channelId: string | null }
  | { kind: 'task'; task: string | null }
  | { kind: 'file'; url: string }
  | { kind: 'web'; url: string }
  | { kind: 'refused'; reason: string };

const PLANNER_HOSTS =
  /^(tasks\.office\.com|planner\.cloud\.microsoft|planner\.microsoft\.com|tasks\.teams\.microsoft\.com)$/;

/**
 * Reads a link as Teams does.
 * @param serviceOrigin the tab's own origin, the only one that may be http
 */
export function readLink(text: string, serviceOrigin: string): LinkTarget {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) return { kind: 'refused', reason: 'Invalid link' };
  if (url.origin === serviceOrigin) return { kind: 'web', url: url.href };
  if (url.protocol !== 'https:') return { kind: 'refused', reason: 'Only https links are opened' };
  if (url.hostname === 'teams.microsoft.com' || url.hostname === 'teams.cloud.microsoft') return readTeamsLink(url);
  if (PLANNER_HOSTS.test(url.hostname)) return { kind: 'task', task: taskOf(url) };
  if (url.hostname.endsWith('.sharepoint.com')) return { kind: 'file', url: url.href };
  return { kind: 'web', url: url.href };
}

const list = (value: string | null) => (value ?? '').split(',').flatMap((each) => each.trim() || []);

function readTeamsLink(url: URL): LinkTarget {
  const [, l, what, first = '', second = ''] = url.pathname.split('/').map(decodeURIComponent);
  const query = url.searchParams;
  if (l !== 'l') return { kind: 'refused', reason: 'Invalid deep link' };
  if (what === 'meeting' && first === 'new') {
    const field = (name: string) => query.get(name) ?? '';
    return {
      kind: 'meeting',
      subject: field('subject'),
      start: field('startTime'),
      end: field('endTime'),
      content: field('content'),
      attendees: list(query.get('attendees')),
    };
  }
  if (what === 'chat') return { kind: 'chat', users: list(query.get('users')), message: query.get('message') ?? '' };
  if (what === 'entity' && first && second)
    return { kind: 'tab', appId: first, pageId: second, ...placeOf(query.get('context')) };
  if (what === 'task' || (what === 'app' && query.has('taskId'))) return { kind: 'task', task: query.get('taskId') };
  return { kind: 'refused', reason: 'Invalid deep link' };
}

function placeOf(context: string | null): { subPageId: string | null; channelId: string | null } {
  let read: unknown = null;
  try {
    read = JSON.parse(context ?? 'null');
  } catch {
    // A context that isn't JSON is ignored by Teams; the link still opens the tab.
  }
  const fields = typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  return { subPageId: text(fields['subEntityId']) ?? text(fields['subPageId']), channelId: text(fields['channelId']) };
}

/** The task's id in any of Planner's addresses: `…/task/{id}`, `…/taskboard/{plan}/task/{id}`, `?taskId=`, `#/…/task/…`. */
function taskOf(url: URL): string | null {
  const path = `${url.pathname}/${url.hash.replace(/^#\/?/, '')}`;
  return url.searchParams.get('taskId') ?? /\/tasks?\/([\w-]+)/i.exec(path)?.[1] ?? null;
}

/** The deep link to a place in a tab, as "copy link" gives it. */
export function entityLink(place: {
  appId: string;
  pageId: string;
  subPageId: string;
  channelId: string | null;
  label: string;
  webUrl?: string | undefined;
}) {
  const link = new URL(`https://teams.microsoft.com/l/entity/${place.appId}/${encodeURIComponent(place.pageId)}`);
  if (place.webUrl) link.searchParams.set('webUrl', place.webUrl);
  link.searchParams.set('label', place.label);
  const channel = place.channelId ? { channelId: place.channelId } : {};
  link.searchParams.set('context', JSON.stringify({ subEntityId: place.subPageId, ...channel }));
  return link.href;
}
