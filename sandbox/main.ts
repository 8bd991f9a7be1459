import { startSandbox } from './sandbox.ts';
import { readSettings } from './settings.ts';

const settings = readSettings();
const sandbox = await startSandbox(settings);
console.log(`Local Microsoft 365: ${settings.origin}/ (issuer ${settings.authority})`);

let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  await sandbox.stop();
  process.exit(0);
};
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
