import './styles.css';
import { meetTeams } from './parts/teams.ts';

// Teams is greeted first; it answers while the rest is being read.
meetTeams().catch(() => undefined);
const mounting = import('./app/mount.tsx');
void import('./app/boot.ts').then(async ({ boot }) => {
  const started = boot();
  const { mount } = await mounting;
  await mount(started);
});
