import { tabToken } from './api.ts';
import type { Choices } from './choices.ts';
import { channelOf, pageId, PERSONAL_PAGES } from './choices.ts';
import { entityLink } from './deep-links.ts';
import { pickPeople } from './dialogs.ts';
import type { HostPerson, HostSetup } from './setup.ts';
import { flatContext, RUNTIME } from './teams-context.ts';
import type { FrameContext } from './teams-context.ts';
import type { Handler, TabLine } from './teams-host.ts';
import { openSignIn } from './sign-in.ts';
import { t } from './texts.ts';
import { toast } from './toast.ts';

/** What a tab's calls need of the page around it. */
export interface TabSurroundings {
  setup: HostSetup;
  /** The choices at this moment (the theme may have changed since the frame was made). */
  choices: () => Choices;
  frame: FrameContext;
  go: (change: Partial<Choices>) => void;
  /** Does what Teams does with a link. False with the reason when it refuses. */
  openLink: (url: string) => { done: boolean; reason: string };
  /** Shows an app's dialog; answers when it closes, with an error or what the app handed in. */
  openTask: (task: TaskInfo, asker: TabLine) => Promise<unknown[]>;
}

export interface TaskInfo {
  url: string;
  title: string;
  /** In pixels, when the app gave a number. */
  height: number | null;
  width: number | null;
}

const USER_CLOSED = 8000;
const INVALID_ARGUMENTS = 4000;
const sessionId = crypto.randomUUID();
const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const pixels = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Answers what any frame of the app may ask: who, where, a token, links, people, dialogs. */
export function tabCalls(around: TabSurroundings, line: () => TabLine): Record<string, Handler> {
  const { setup, choices, frame } = around;
  return {
    initialize: () => [frame, 'web', RUNTIME, '2.0.9'],
    getContext: () => [flatContext(setup, choices(), frame, sessionId)],
    'authentication.getAuthToken': async () => {
      try {
        return [true, await tabToken(choices().person.id)];
      } catch (error) {
        return [false, error instanceof Error ? error.message : String(error)];
      }
    },
    'authentication.authenticate': ([url, width, height]) =>
      openSignIn(around, { url: textOf(url), width: pixels(width), height: pixels(height) }),
    executeDeepLink: ([url]) => {
      const { done, reason } = around.openLink(textOf(url));
      return done ? [true] : [false, reason];
    },
    shareDeepLink: ([subPageId, label, webUrl]) => {
      share(around, textOf(subPageId), textOf(label), textOf(webUrl));
      return null;
    },
    'pages.currentApp.navigateTo': ([to]) => navigate(around, fieldsOf(to)),
    'pages.navigateToApp': ([to]) => {
      const { appId, pageId: page, subPageId, channelId } = fieldsOf(to);
      const link = entityLink({
        appId: textOf(appId),
        pageId: textOf(page),
        subPageId: textOf(subPageId),
        channelId: textOf(channelId) || null,
        label: '',
      });
      const { done, reason } = around.openLink(link);
      return done ? [true] : [false, reason];
    },
    'people.selectPeople': ([inputs]) => selectPeople(setup, choices(), fieldsOf(inputs)),
    'tasks.startTask': ([info]) => {
      const task = readTask(info, setup);
      return task
        ? around.openTask(task, line())
        : [{ errorCode: INVALID_ARGUMENTS, message: 'The address is not in validDomains' }];
    },
  };
}

/** A dialog's address must be the service's own; sizes other than numbers are left to the page. */
function readTask(info: unknown, setup: HostSetup): TaskInfo | null {
  const { url, title, height, width } = fieldsOf(info);
  const address = textOf(url);
  if (!URL.canParse(address) || new URL(address).origin !== new URL(setup.serviceUrl).origin) return null;
  return { url: address, title: textOf(title) || t('frame.title'), height: pixels(height), width: pixels(width) };
}

function share({ setup, choices }: TabSurroundings, subPageId: string, label: string, webUrl: string): void {
  const now = choices();
  const channelId = now.surface === 'personal' ? null : (channelOf(now)?.id ?? null);
  const link = entityLink({
    appId: setup.teamsAppId,
    pageId: pageId(setup, now),
    subPageId,
    channelId,
    label,
    webUrl: webUrl || undefined,
  });
  const copy = () => {
    void navigator.clipboard.writeText(link).then(() => {
      toast(t('share.copied'));
    });
  };
  toast(`${t('share.title')}: ${label || subPageId}`, { label: t('share.copy'), run: copy });
}

/** Within the app: a page of the personal app, or a place within the tab that is open. */
function navigate({ setup, choices, go }: TabSurroundings, to: Record<string, unknown>): unknown[] {
  const page = textOf(to['pageId']);
  const sub = textOf(to['subPageId']) || null;
  const personal = PERSONAL_PAGES.find((each) => each === page);
  if (personal) go({ surface: 'personal', page: personal, view: 'tab', sub });
  else if (page === pageId(setup, choices())) go({ sub, view: 'tab' });
  else return [{ errorCode: INVALID_ARGUMENTS, message: 'No such page in the app' }];
  return [null];
}

async function selectPeople(
  setup: HostSetup,
  { team, person, surface }: Choices,
  inputs: Record<string, unknown>,
): Promise<unknown[]> {
  const everyone = setup.people.filter((each) => each.tenant === person.tenant);
  const inTeam = surface !== 'personal' && team && inputs['openOrgWideSearchInChatOrChannel'] !== true;
  const offered = inTeam ? everyone.filter((each) => team.members.includes(each.id)) : everyone;
  const chosen = Array.isArray(inputs['setSelected']) ? inputs['setSelected'].map(String) : [];
  const picked = await pickPeople(
    offered.map((each) => ({ id: each.id, name: each.name, note: each.unit ?? '' })),
    { single: inputs['singleSelect'] === true, chosen, title: textOf(inputs['title']) || null },
  );
  if (!picked) return [{ errorCode: USER_CLOSED, message: 'The user closed the picker' }];
  const addressOf = (id: string) => setup.people.find((each: HostPerson) => each.id === id)?.userPrincipalName ?? '';
  return [null, picked.map(({ id, name }) => ({ objectId: id, displayName: name, email: addressOf(id) }))];
}
