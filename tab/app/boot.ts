/** What happens before anything is drawn: Teams, language, and the first questions to the service, all side by side. */
import { channelQuery, assessmentsQuery, instrumentQuery, meQuery, queryClient, unitQuery } from '../parts/queries.ts';
import { answerQueue } from '../parts/queue/start.ts';
import { meetTeams, onTheme, OutsideTeams } from '../parts/teams.ts';
import type { Host, ThemeName } from '../parts/teams.ts';
import { fetchTexts, likelyLanguage, loadLanguage } from './languages.ts';

export type Start =
  | {
      readonly kind: 'inside';
      readonly host: Host;
      readonly landing: string | null;
      /** Resolves when all the first questions are on their way. */
      readonly asked: Promise<void>;
    }
  | { readonly kind: 'outside' };

/** The tab's address on the service, without a slash at its end. */
export const BASE = import.meta.env.BASE_URL.replace(/\/$/, '');
let theme: ThemeName = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
const listeners = new Set<() => void>();

function setTheme(name: ThemeName): void {
  theme = name;
  document.documentElement.dataset['theme'] = name;
  for (const listener of listeners) listener();
}

/** The theme as something React can follow. */
export const themeStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: (): ThemeName => theme,
};

/** Asks without waiting; a fault shows up where the answer is used. */
function ask(question: Promise<unknown>): void {
  question.catch(() => undefined);
}

/** Asks for what every view of a unit needs. Resolves when all of it is asked for, not when it is there. */
async function askAhead(unit: string, host: Promise<Host>): Promise<void> {
  ask(queryClient.query(assessmentsQuery(unit)));
  const { instrument } = await queryClient.query(unitQuery(unit));
  const { language } = await host;
  if (instrument) ask(queryClient.query(instrumentQuery(instrument, language)));
}

/** Without a unit in the address, the channel says which one. */
async function askByChannel(host: Promise<Host>): Promise<void> {
  const { channel, frame } = await host;
  if (!channel || frame !== 'content') return;
  const { unit } = await queryClient.query(channelQuery(channel.team, channel.channel));
  if (unit) await askAhead(unit.id, host);
}

/** The first questions. They wait for a token by themselves, and need not know where in Teams the tab stands. */
function askFirst(host: Promise<Host>): Promise<void> {
  const unit = new URLSearchParams(location.search).get('unit');
  const asked = unit ? askAhead(unit, host) : askByChannel(host);
  ask(queryClient.query(meQuery));
  ask(answerQueue());
  return asked.catch(() => undefined);
}

/** A deep link's address is followed when the tab opens at its own front, not when the person is already elsewhere. */
function landingOf(host: Host): string | null {
  const path = location.pathname.slice(BASE.length);
  const isFront = path === '' || path === '/' || path === '/start';
  if (host.subPage === null || !isFront) return null;
  const asked = new URL(host.subPage, location.origin);
  const unit = new URLSearchParams(location.search).get('unit');
  if (unit && !asked.searchParams.has('unit')) asked.searchParams.set('unit', unit);
  return `${asked.pathname}${asked.search}${asked.hash}`;
}

/** Starts the tab. Resolves when texts are there and Teams has answered (or there is no Teams). */
export async function boot(): Promise<Start> {
  try {
    fetchTexts(likelyLanguage());
    const meeting = meetTeams();
    const asked = askFirst(meeting);
    const host = await meeting;
    setTheme(host.theme);
    onTheme(setTheme);
    await loadLanguage(host.language);
    return { kind: 'inside', host, landing: landingOf(host), asked };
  } catch (error) {
    if (!(error instanceof OutsideTeams)) throw error;
    setTheme(theme);
    await loadLanguage(likelyLanguage());
    return { kind: 'outside' };
  }
}
