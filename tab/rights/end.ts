/** The page that Entra's consent leads back to: it tells the tab what came of it, and people who came without a tab. */
import '../styles.css';
import './end.css';
import i18next from 'i18next';
import { likelyLanguage, loadLanguage } from '../app/languages.ts';
import { tellConsent } from '../parts/teams.ts';
import type { ConsentAnswer } from '../parts/teams.ts';
import { answerOf } from './answer.ts';

type Shown = 'given' | 'declined' | 'adminNeeded' | 'failed';
const WORDS: Readonly<Record<ConsentAnswer, Shown>> = {
  given: 'given',
  declined: 'declined',
  'admin-needed': 'adminNeeded',
  closed: 'declined',
  failed: 'failed',
};

/** Says it on the page itself, for an administrator who followed a link. In the tab's window it stands for a moment. */
async function show(answer: ConsentAnswer): Promise<void> {
  await loadLanguage(likelyLanguage());
  const page = document.getElementById('end');
  const heading = document.createElement('h1');
  heading.textContent = i18next.t(`consent.${WORDS[answer]}.title`);
  const text = document.createElement('p');
  text.textContent = i18next.t(`consent.${WORDS[answer]}.text`);
  page?.replaceChildren(heading, text);
}

document.documentElement.dataset['theme'] = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
const { answer, state } = answerOf(new URL(location.href));
// What stands in the address has been read, and needs not stay in the browser's history.
history.replaceState(null, '', location.pathname);
tellConsent(answer, state).catch(() => undefined);
void show(answer);
