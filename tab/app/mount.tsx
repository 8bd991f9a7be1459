import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { tellLoaded } from '../parts/teams.ts';
import { App } from './App.tsx';
import type { Start } from './boot.ts';

/** Draws the tab once it has started. */
export async function mount(started: Promise<Start>): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  const start = await started;
  createRoot(root).render(
    <StrictMode>
      <App start={start} />
    </StrictMode>,
  );
  if (start.kind === 'inside') tellLoaded();
}
