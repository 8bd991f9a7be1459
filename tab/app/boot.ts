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
      /** Resolves when all the first questions have been answered, one way or the other. */
      readonly answered: Promise<unknown>;
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

/** Asks for what every view of a unit needs. */
async function askAhead(unit: string, host: Promise<Host>): Promise<void> {
  const assessments = queryClient.query(assessmentsQuery(unit));
  const askInstrument = async (): Promise<void> => {
    const { instrument } = await queryClient.query(unitQuery(unit));
    const { language } = await host;
    if (instrument) await queryClient.query(instrumentQuery(instrument, language));
  };
  await Promise.all([assessments, askInstrument()]);
}

/** Without a unit in the address, the channel says which one. */
async function askByChannel(host: Promise<Host>): Promise<void> {
  const { channel, frame } = await host;
  if (!channel || frame !== 'content') return;
  const { unit } = await queryClient.query(channelQuery(channel.team, channel.channel));
  if (unit) await askAhead(unit.id, host);
}

/**
 * The first questions. They wait for a token by themselves, and need not know where in Teams the tab stands. A fault shows
 * up where the answer is used.
 */
function askFirst(host: Promise<Host>): Promise<unknown> {
  const unit = new URLSearchParams(location.search).get('unit');
  const ofUnit = unit ? askAhead(unit, host) : askByChannel(host);
  return Promise.allSettled([ofUnit, queryClient.query(meQuery), answerQueue()]);
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
    const answered = askFirst(meeting);
    const host = await meeting;
    setTheme(host.theme);
    onTheme(setTheme);
    await loadLanguage(host.language);
    return { kind: 'inside', host, landing: landingOf(host), answered };
  } catch (error) {
    if (!(error instanceof OutsideTeams)) throw error;
    setTheme(theme);
    await loadLanguage(likelyLanguage());
    return { kind: 'outside' };
  }
}
