import { systemClock } from '../clock.ts';
import { createLog } from '../log.ts';
import { environment, readOperatorSettings } from '../settings.ts';
import type { OperatorSettings } from '../settings.ts';
import { openStore } from '../store/store.ts';
import type { Store } from '../store/store.ts';

/** What a command prints, and the exit code: 0 well, 1 faults in what it was given, 2 wrongly called. */
export interface CommandResult {
  readonly lines: readonly string[];
  readonly code: number;
}

export interface OperatorContext {
  readonly settings: OperatorSettings;
  readonly store: Store;
  readonly now: Date;
}

export const done = (...lines: string[]): CommandResult => ({ lines, code: 0 });
export const failed = (...lines: string[]): CommandResult => ({ lines, code: 1 });
export const wronglyCalled = (usage: string): CommandResult => ({ lines: [`usage: ${usage}`], code: 2 });

/** Runs the work with the owner's login, and closes what it opened. */
export async function asOwner(work: (context: OperatorContext) => Promise<CommandResult>): Promise<CommandResult> {
  const settings = readOperatorSettings(environment());
  const store = openStore({ url: settings.ownerUrl, log: createLog('warn'), connections: 2 });
  try {
    return await work({ settings, store, now: systemClock().now() });
  } finally {
    await store.close();
  }
}

/** `--name value` pairs and `--flags` apart from the rest. */
export function options(args: readonly string[]): { rest: string[]; named: Map<string, string> } {
  const rest: string[] = [];
  const named = new Map<string, string>();
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (!arg.startsWith('--')) rest.push(arg);
    else if (args[index + 1] === undefined || args[index + 1]?.startsWith('--')) named.set(arg.slice(2), '');
    else named.set(arg.slice(2), args[(index += 1)] ?? '');
  }
  return { rest, named };
}
