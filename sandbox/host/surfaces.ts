import { keepTab } from './api.ts';
import { channelOf, tabAddress, writeChoices } from './choices.ts';
import { openDialog } from './dialogs.ts';
import { h, initials } from './dom.ts';
import type { ConfiguredTab, HostSetup } from './setup.ts';
import type { TabSurroundings, TaskInfo } from './tab-calls.ts';
import { tabCalls } from './tab-calls.ts';
import type { TabFrame } from './tab-frame.ts';
import { openTabFrame } from './tab-frame.ts';
import { frameContextOf } from './teams-context.ts';
import type { Handler, TabLine } from './teams-host.ts';
import { t } from './texts.ts';
import { toast } from './toast.ts';

/** What stands in the page's main part, and how it goes away. */
export interface Shown {
  element: HTMLElement;
  /** Lines to the frames in it, for events such as a change of theme. */
  lines: () => TabLine[];
  leave: () => Promise<void>;
}

export type Page = Pick<TabSurroundings, 'choices' | 'go' | 'openLink'> & { setup: HostSetup };

const FRAME_NAME = 'lika-tab';

/** The app's frame on any surface; with what the surface has around it. */
export function showTab(page: Page): Shown {
  const { surface } = page.choices();
  const url = tabAddress(page.setup, page.choices());
  if (!url) return { element: noTeam(page), lines: () => [], leave: () => Promise.resolve() };
  if (surface === 'config') return showConfig(page, url);
  if (surface === 'meeting-side-panel') return showSidePanel(page, url);
  const frame = frameFor(page, FRAME_NAME, url, frameContextOf(surface), {});
  return alone(frame.element, frame);
}

const alone = (element: HTMLElement, frame: TabFrame): Shown => ({
  element,
  lines: () => [frame.line],
  leave: () => frame.leave(),
});

function frameFor(
  page: Page,
  name: string,
  url: string,
  frame: TabSurroundings['frame'],
  more: Record<string, Handler>,
): TabFrame {
  const origin = new URL(page.setup.serviceUrl).origin;
  const openTask = (task: TaskInfo, asker: TabLine) => showTask(page, task, asker);
  return openTabFrame({
    name,
    url,
    origin,
    handlers: (line) => ({ ...tabCalls({ ...page, frame, openTask }, line), ...more }),
  });
}

function noTeam({ choices, go }: Page): HTMLElement {
  const now = choices();
  const to = { surface: 'personal', view: 'tab' } as const;
  const link = h('a', { class: 'button primary', href: writeChoices({ ...now, ...to }) }, t('noTeam.open'));
  link.addEventListener('click', (event) => {
    event.preventDefault();
    go(to);
  });
  return h(
    'div',
    { class: 'empty' },
    h('h2', {}, t('noTeam.title')),
    h('p', {}, t('noTeam.text', { name: now.person.name })),
    link,
  );
}

/** Teams' dialog round the app's configuration page: Save is there when the page says that its choices hold. */
function showConfig(page: Page, url: string): Shown {
  const { team } = page.choices();
  const channel = channelOf(page.choices());
  let tab: ConfiguredTab | null = page.setup.tabs[channel?.id ?? ''] ?? null;
  const save = h('button', { type: 'button', class: 'primary', disabled: true, id: 'config-save' }, t('config.save'));
  const cancel = h('button', { type: 'button' }, t('config.cancel'));
  const warning = h('p', { class: 'warning', role: 'alert' });
  const failed = (reason: unknown) => {
    warning.textContent = t('config.failed', { reason: typeof reason === 'string' ? reason : '' });
    save.disabled = false;
    return null;
  };
  const keep = async () => {
    if (!tab?.contentUrl || !channel) return failed('no contentUrl');
    try {
      await keepTab(channel.id, tab);
    } catch (error) {
      return failed(error instanceof Error ? error.message : '');
    }
    page.setup.tabs[channel.id] = tab;
    toast(t('config.saved'));
    page.go({ surface: 'channel', view: 'tab', sub: null });
    return null;
  };
  const frame = frameFor(page, FRAME_NAME, url, 'settings', {
    'settings.getSettings': () => [tab ?? {}],
    'settings.setSettings': ([given]) => {
      const read = readConfiguration(given, page.setup.serviceUrl);
      if (typeof read === 'string') return [false, read];
      tab = read;
      return [true];
    },
    'settings.setValidityState': ([valid]) => {
      save.disabled = valid !== true;
      return null;
    },
    'settings.save.success': keep,
    'settings.save.failure': ([reason]) => failed(reason),
  });
  save.addEventListener('click', () => {
    warning.textContent = '';
    save.disabled = true;
    // A page without a save handler agrees at once: teams-js answers for it.
    frame.line.push('settings.save', {});
  });
  cancel.addEventListener('click', () => {
    page.go({ surface: 'channel', view: 'tab' });
  });
  const title = t('config.title', { channel: `${team?.name ?? ''} ${channel?.name ?? ''}` });
  const element = h(
    'section',
    { class: 'config-box', 'aria-label': title },
    h('h2', {}, title),
    frame.element,
    warning,
    h('div', { class: 'dialog-foot' }, save, cancel),
  );
  return alone(element, frame);
}

/** The settings of a tab as Teams takes them, or why it doesn't. */
function readConfiguration(given: unknown, serviceUrl: string): ConfiguredTab | string {
  const fields = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : undefined);
  const contentUrl = text('contentUrl');
  if (!contentUrl || !URL.canParse(contentUrl)) return 'contentUrl is missing';
  if (new URL(contentUrl).origin !== new URL(serviceUrl).origin) return 'contentUrl is not in validDomains';
  const websiteUrl = text('websiteUrl');
  const removeUrl = text('removeUrl');
  const suggestedDisplayName = text('suggestedDisplayName');
  return {
    entityId: text('entityId') ?? '',
    contentUrl,
    ...(websiteUrl ? { websiteUrl } : {}),
    ...(removeUrl ? { removeUrl } : {}),
    ...(suggestedDisplayName ? { suggestedDisplayName } : {}),
  };
}

/** A meeting with the app at its side; what the app shares is shown on the stage to all. */
function showSidePanel(page: Page, url: string): Shown {
  const { team } = page.choices();
  const members = page.setup.people.filter((person) => team?.members.includes(person.id));
  const tiles = h(
    'ul',
    { class: 'tiles', 'aria-label': t('meeting.people') },
    ...members.map((person) => h('li', {}, initials(person.name), h('span', {}, person.name))),
  );
  const stage = h('section', { class: 'stage', 'aria-label': t('meeting.stage') }, tiles);
  let shared: TabFrame | null = null;
  const stop = async () => {
    await shared?.leave();
    shared = null;
    stage.replaceChildren(tiles);
  };
  const panel = frameFor(page, FRAME_NAME, url, 'sidePanel', {
    'meeting.shareAppContentToStage': async ([address]) => {
      const to = typeof address === 'string' && URL.canParse(address) ? new URL(address) : null;
      if (to?.origin !== new URL(page.setup.serviceUrl).origin)
        return [{ errorCode: 4000, message: 'The address is not in validDomains' }, null];
      await stop();
      shared = frameFor(page, 'lika-stage', to.href, 'meetingStage', {});
      stage.replaceChildren(shared.element);
      return [null, true];
    },
    'meeting.getAppContentStageSharingState': () => [null, { isAppSharing: shared !== null }],
    'meeting.getAppContentStageSharingCapabilities': () => [null, { doesAppHaveSharePermission: true }],
    'meeting.stopSharingAppContentToStage': async () => {
      await stop();
      return [null, true];
    },
  });
  const element = h(
    'div',
    { class: 'meeting' },
    stage,
    h('section', { class: 'side-panel', 'aria-label': t('meeting.panel') }, h('h2', {}, t('rail.app')), panel.element),
  );
  return {
    element,
    lines: () => [panel.line, ...(shared ? [shared.line] : [])],
    async leave() {
      await Promise.all([panel.leave(), shared?.leave()]);
    },
  };
}

/** An app's dialog: a framed page of it over the page. Answers when it closes, with what the app handed in or an error. */
function showTask(page: Page, task: TaskInfo, asker: TabLine): Promise<unknown[]> {
  return new Promise((resolve) => {
    let answer: unknown[] = [{ errorCode: 8000, message: 'The user closed the dialog' }];
    const frame = frameFor(page, 'lika-dialog', task.url, 'task', {
      'tasks.completeTask': ([result]) => {
        answer = [null, result];
        dialog.close();
        return null;
      },
      messageForParent: ([message]) => {
        asker.push('messageForParent', message);
        return null;
      },
    });
    const dialog = openDialog({ title: task.title, body: [frame.element], kind: 'wide' }, () => {
      void frame.leave();
      resolve(answer);
    });
    if (task.height) frame.element.style.setProperty('--height', `${String(task.height)}px`);
  });
}
