/** Imported first by every script: whatever folder it is started from, it works in the project's root. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
