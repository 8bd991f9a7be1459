import './styles.css';
import { boot } from './app/boot.ts';

// Teams, texts and the first answers of the service come in while React is being loaded.
const started = boot();
void import('./app/mount.tsx').then(({ mount }) => mount(started));
