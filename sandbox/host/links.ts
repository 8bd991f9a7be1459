import type { Choices } from './choices.ts';
import { ownChannelsOf, PERSONAL_PAGES, teamsOf } from './choices.ts';
import type { LinkTarget } from './deep-links.ts';
import { readLink } from './deep-links.ts';
import { showLink, showNewMeeting } from './dialogs.ts';
import { findFile } from './files-data.ts';
import { FRESH } from './place.ts';
import type { HostSetup } from './setup.ts';
import { t } from './texts.ts';
import { toast } from './toast.ts';

interface LinkParts {
  setup: HostSetup;
  choices: () => Choices;
  go: (change: Partial<Choices>) => void;
}

/**
 * Does what Teams does with a link from the app or a card: opens the meeting form, the tab, the task, or says where it
 * would lead.
 */
export function linkOpener({ setup, choices, go }: LinkParts): (url: string) => { done: boolean; reason: string } {
  const nameOf = (address: string) =>
    setup.people.find((each) => each.userPrincipalName === address.toLowerCase() || each.id === address)?.name ??
    address;
  const done = { done: true, reason: '' };
  const follow = (target: LinkTarget, url: string): { done: boolean; reason: string } => {
    switch (target.kind) {
      case 'meeting':
        showNewMeeting(target, nameOf, () => {
          toast(t('newMeeting.sent'));
        });
        return done;
      case 'chat':
        showLink(
          t('link.chat'),
          [t('link.chatWith', { people: target.users.map(nameOf).join(', ') }), target.message]
            .filter(Boolean)
            .join('\n'),
        );
        return done;
      case 'tab':
        return openTab(target);
      case 'task':
        go({ surface: 'channel', view: 'planner', task: target.task, sub: null });
        return done;
      case 'file':
        void openFile(url);
        return done;
      case 'web':
        if (new URL(url).origin === new URL(setup.serviceUrl).origin) window.open(url, '_blank', 'noopener');
        else showLink(t('link.web'), url);
        return done;
      case 'refused':
        return { done: false, reason: target.reason };
    }
  };
  /** SharePoint's own addresses are of this machine only in the channel's files; the others are shown. */
  const openFile = async (url: string) => {
    const { person } = choices();
    const found = await findFile(person.id, url);
    const team = teamsOf(setup, person).find(({ id }) => id === found?.team) ?? null;
    if (!found || !team) return void showLink(t('link.file'), url);
    const channel = ownChannelsOf(team, person).find(({ id }) => id === found.channel) ?? null;
    go({ ...FRESH, surface: 'channel', view: 'files', team, channel, folder: found.folder });
  };
  const openTab = (target: Extract<LinkTarget, { kind: 'tab' }>) => {
    const { person } = choices();
    if (target.appId !== setup.teamsAppId) {
      showLink(t('link.app'), t('link.appText'));
      return done;
    }
    const personal = PERSONAL_PAGES.find((page) => page === target.pageId);
    if (personal && !target.channelId)
      go({ surface: 'personal', page: personal, view: 'tab', sub: target.subPageId, task: null });
    else {
      const teams = teamsOf(setup, person);
      const isIt = ({ id }: { id: string }) => id === target.channelId;
      const own = teams.flatMap((each) =>
        ownChannelsOf(each, person)
          .filter(isIt)
          .map((channel) => ({ each, channel })),
      );
      const team = own[0]?.each ?? teams.find((each) => each.unit === target.pageId || each.channels.some(isIt));
      const to = { surface: 'channel', view: 'tab', sub: target.subPageId, task: null } as const;
      if (!team) toast(t('link.noChannel', { name: person.name }));
      else go({ ...to, team, channel: own[0]?.channel ?? null });
    }
    return done;
  };
  return (url) => follow(readLink(url, new URL(setup.serviceUrl).origin), url);
}
