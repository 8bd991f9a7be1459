/** The only place that talks to Teams: start, context, theme, token. Teams' own shapes stay in here. */
import { app, authentication, pages } from '@microsoft/teams-js';

export type ThemeName = 'light' | 'dark' | 'contrast';
export type LanguageName = 'sv' | 'en';

/** Where the tab stands. `channel` is null in the personal app. */
export interface Host {
  readonly frame: 'content' | 'settings' | 'other';
  readonly theme: ThemeName;
  readonly language: LanguageName;
  readonly channel: { readonly team: string; readonly channel: string; readonly name: string | null } | null;
  /** Which of the personal app's pages Teams shows as chosen; null in a channel. */
  readonly personalPage: string | null;
  /** The address within the tab that a deep link asks for, such as `/plan?action=…`. */
  readonly subPage: string | null;
}

/** The page was opened outside Teams, or Teams doesn't answer. */
export class OutsideTeams extends Error {
  override readonly name = 'OutsideTeams';
}

/** Teams normally answers within a second; a slow phone gets this long. */
const HOST_PATIENCE_MS = 20_000;

/** Teams' theme names; unknown ones are light. */
export function themeOf(name: string | undefined): ThemeName {
  if (name === 'dark') return 'dark';
  return name === 'contrast' ? 'contrast' : 'light';
}

/** Swedish unless Teams is set to a language that isn't Nordic. */
export function languageOf(locale: string | undefined): LanguageName {
  return locale === undefined || /^(sv|nb|nn|no|da)\b/i.test(locale) ? 'sv' : 'en';
}

function hostOrigins(): string[] {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="lika-host-origins"]');
  return (meta?.content ?? '').split(',').flatMap((origin) => origin.trim() || []);
}

function hostOf(context: app.Context): Host {
  const { channel, team, page } = context;
  const teamId = team?.groupId;
  return {
    frame: page.frameContext === 'settings' ? 'settings' : page.frameContext === 'content' ? 'content' : 'other',
    theme: themeOf(context.app.theme),
    language: languageOf(context.app.locale),
    channel: channel && teamId ? { team: teamId, channel: channel.id, name: channel.displayName ?? null } : null,
    personalPage: channel ? null : page.id,
    subPage: page.subPageId?.startsWith('/') ? page.subPageId : null,
  };
}

async function meet(): Promise<Host> {
  if (window.parent === window && !window.opener) throw new OutsideTeams('no parent window');
  const patience = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new OutsideTeams('no answer from the host')), HOST_PATIENCE_MS);
  });
  try {
    await Promise.race([app.initialize(hostOrigins()), patience]);
    // The first calls will want a token: Teams may as well fetch it while the rest of the tab is being read.
    askToken().catch(() => undefined);
    return hostOf(await Promise.race([app.getContext(), patience]));
  } catch (error) {
    throw error instanceof OutsideTeams ? error : new OutsideTeams(String(error));
  }
}

let meeting: Promise<Host> | null = null;

/** Introduces the tab to Teams, once. Rejects with OutsideTeams when there is no Teams around it. */
export function meetTeams(): Promise<Host> {
  meeting ??= meet();
  return meeting;
}

/** Tells Teams that the page shows something, so that its own waiting sign goes away. */
export function tellLoaded(): void {
  app.notifyAppLoaded();
  void app.notifySuccess();
}

/** Calls back at every change of theme in Teams. */
export function onTheme(changed: (theme: ThemeName) => void): void {
  app.registerOnThemeChangeHandler((name) => changed(themeOf(name)));
}

/** The personal app's pages, as the manifest names them. */
export type PersonalPage = 'start' | 'my-actions';

/** Goes to another of the personal app's pages with Teams' own tabs; false when this Teams can't. */
export async function goToPersonalPage(page: PersonalPage): Promise<boolean> {
  if (!pages.currentApp.isSupported()) return false;
  return pages.currentApp.navigateTo({ pageId: page }).then(
    () => true,
    () => false,
  );
}

/** Opens a Teams deep link (a chat, a meeting form) or an https address outside the tab. */
export function openLink(url: string): Promise<void> {
  return app.openLink(url);
}

/** Calls that come close together share one answer; Teams keeps the token fresh, so it is asked again after that. */
const SHARED_MS = 5_000;
let asking: Promise<string> | null = null;

/** A single-sign-on token; `anew` when the one just given was refused. Rejects when Teams can't sign the person in. */
export function askToken(anew = false): Promise<string> {
  if (asking && !anew) return asking;
  const asked = authentication.getAuthToken();
  const forget = () => {
    if (asking === asked) asking = null;
  };
  asked.then(() => setTimeout(forget, SHARED_MS), forget);
  asking = asked;
  return asked;
}

/** What came of asking a person for a right: `admin-needed` when Entra says that only an administrator can give it. */
export type ConsentAnswer = 'given' | 'declined' | 'admin-needed' | 'closed' | 'failed';
const ANSWERS: readonly ConsentAnswer[] = ['given', 'declined', 'admin-needed', 'closed', 'failed'];

/** Opens Entra's page for the right in a window of Teams' own, and waits until the person has answered or closed it. */
export async function askConsent(right: string): Promise<ConsentAnswer> {
  const { user } = await app.getContext();
  const state = crypto.randomUUID();
  const query = new URLSearchParams({ right, tenant: user?.tenant?.id ?? '', state });
  if (user?.loginHint) query.set('hint', user.loginHint);
  // Teams opens https alone.
  const url = new URL(`https://${location.host}${import.meta.env.BASE_URL}consent-start.html?${query.toString()}`);
  try {
    const told = await authentication.authenticate({ url: url.href, width: 600, height: 640 });
    return told === state ? 'given' : 'failed';
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    if (reason === 'CancelledByUser') return 'closed';
    return ANSWERS.find((answer) => answer === reason && answer !== 'given') ?? 'failed';
  }
}

/** In that window: tells the tab what came of it, and Teams closes the window. Rejects where there is no tab. */
export async function tellConsent(answer: ConsentAnswer, state: string): Promise<void> {
  if (window.parent === window && !window.opener) throw new OutsideTeams('no window that asked');
  await app.initialize(hostOrigins());
  if (answer === 'given') authentication.notifySuccess(state);
  else authentication.notifyFailure(answer);
}

/** What a channel's tab opens with, as Teams keeps it. */
export interface TabSettings {
  /** Same for the same content, so that Teams recognises the tab. */
  readonly entityId: string;
  readonly name: string;
  /** Within the tab, such as `/?unit=…`. */
  readonly path: string;
}

/** Whether Teams' own Save button may be pressed. */
export function allowSave(isAllowed: boolean): void {
  pages.config.setValidityState(isAllowed);
}

function absolute(path: string): string {
  return new URL(`${import.meta.env.BASE_URL.replace(/\/$/, '')}${path}`, location.origin).href;
}

/**
 * When Save is pressed, `save` does the tab's part and gives what Teams is to keep; when it throws, Teams is told that
 * nothing was saved, with the words of `explain`.
 */
export function onSave(save: () => Promise<TabSettings>, explain: (error: unknown) => string): void {
  pages.config.registerOnSaveHandler((event) => {
    save()
      .then(async ({ entityId, name, path }) => {
        const url = absolute(path);
        await pages.config.setConfig({ entityId, suggestedDisplayName: name, contentUrl: url, websiteUrl: url });
        event.notifySuccess();
      })
      .catch((error: unknown) => event.notifyFailure(explain(error)));
  });
}
