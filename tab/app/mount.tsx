import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { tellLoaded } from '../parts/teams.ts';
import { App } from './App.tsx';
import { BASE } from './boot.ts';
import type { Start } from './boot.ts';
import { loadView } from './routes.tsx';

const DRAWN_AFTER_MS = 500;

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Draws the tab once it has started. */
export async function mount(started: Promise<Start>): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  const start = await started;
  if (start.kind === 'inside') {
    // A deep link is followed before anything is drawn.
    if (start.landing !== null) history.replaceState(null, '', `${BASE}${start.landing}`);
    const loaded = loadView(location.pathname.slice(BASE.length) || '/').catch(() => undefined);
    // Drawing twice, first that it is loading and then the view, takes longer than to wait for what soon is there.
    await Promise.all([loaded, Promise.race([start.answered, rest(DRAWN_AFTER_MS)])]);
  }
  createRoot(root).render(
    <StrictMode>
      <App start={start} />
    </StrictMode>,
  );
  if (start.kind === 'inside') tellLoaded();
}
