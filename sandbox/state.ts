import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { SandboxState, StateSection } from './context.ts';

/** The state with what main needs besides: saving at exit and starting afresh. */
export interface KeptState extends SandboxState {
  /** Writes what has changed; what changes later (an answer that comes late) is no longer kept. */
  close(): void;
  /** Makes every section anew. */
  reset(): void;
}

/** How long a change waits for others before the file is written; longer when the file is so large that writing takes long. */
const REST_MS = 25;
const REST_PER_MS_OF_WRITING = 10;

/**
 * Opens `<folder>/state.json`. A file that can't be read as JSON is put aside as `state.json.broken`, and the state
 * starts afresh.
 */
export function openState(folder: string): KeptState {
  const file = join(folder, 'state.json');
  let kept = readKept(file);
  const sections = new Map<string, { section: StateSection<unknown>; initial: () => unknown }>();
  let timer: NodeJS.Timeout | null = null;
  let rest = REST_MS;

  const flush = () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = null;
    const began = performance.now();
    const live = [...sections].map(([name, { section }]): [string, unknown] => [name, section.value]);
    writeWhole(file, JSON.stringify({ ...kept, ...Object.fromEntries(live) }));
    rest = Math.max(REST_MS, (performance.now() - began) * REST_PER_MS_OF_WRITING);
  };
  let closed = false;
  const changed = () => {
    if (closed) return;
    timer ??= setTimeout(flush, rest);
  };

  return {
    section<T>(name: string, initial: () => T): StateSection<T> {
      const known = sections.get(name);
      if (known) return known.section as StateSection<T>;
      const section: StateSection<T> = { value: name in kept ? (kept[name] as T) : initial(), changed };
      sections.set(name, { section, initial });
      return section;
    },
    close() {
      flush();
      closed = true;
    },
    reset() {
      kept = {};
      for (const { section, initial } of sections.values()) section.value = initial();
      changed();
      flush();
    },
  };
}

function readKept(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return {};
  }
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    renameSync(file, `${file}.broken`);
    console.error(`sandbox: ${file} could not be read; it was put aside as state.json.broken`);
    return {};
  }
}

/** Writes a file so that a crash leaves the old or the new one, never half. */
function writeWhole(file: string, text: string): void {
  const fresh = `${file}.new`;
  const handle = openSync(fresh, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(fresh, file);
}
