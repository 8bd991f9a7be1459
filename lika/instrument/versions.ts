/** Several instruments and their versions read together: each replaces one that exists, and none replaces itself. */
import type { Fault, InstrumentFile, Parse } from './fault.ts';
import type { Instrument } from './instrument.ts';
import { readInstrument } from './read.ts';

export interface InstrumentFolder {
  /** Put before the files' paths in faults. */
  readonly folder: string;
  readonly files: readonly InstrumentFile[];
}

export type VersionsResult =
  | { readonly ok: true; readonly instruments: readonly Instrument[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

interface Placed {
  readonly instrument: Instrument;
  readonly file: string;
  readonly lineOf: (key: 'version' | 'supersedes') => number;
}

/** All instruments of the folders, or every fault: those of each, and those between versions. */
export function readInstrumentVersions(folders: readonly InstrumentFolder[], parse: Parse): VersionsResult {
  const faults: Fault[] = [];
  const placed: Placed[] = [];
  for (const { folder, files } of folders) {
    const read = readInstrument(files, parse);
    const at = (file: string): string => (folder === '' ? file : `${folder}/${file}`);
    if (!read.ok) {
      faults.push(...read.faults.map((fault) => ({ ...fault, file: at(fault.file) })));
      continue;
    }
    const text = files.find(({ path }) => path === 'instrument.yaml')?.text ?? '';
    const { lineOf } = parse(text, 'instrument.yaml');
    placed.push({ instrument: read.instrument, file: at('instrument.yaml'), lineOf: (key) => lineOf([key]) });
  }
  // A version that couldn't be read would be missed by the others, which are not at fault.
  if (faults.length === 0) faults.push(...placed.flatMap((one) => versionFaults(one, placed)));
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, instruments: placed.map(({ instrument }) => instrument) };
}

function versionFaults(one: Placed, all: readonly Placed[]): Fault[] {
  const { id, version, supersedes } = one.instrument;
  const fault = (key: 'version' | 'supersedes', message: string): Fault[] => [
    { file: one.file, line: one.lineOf(key), path: key, message },
  ];
  const versions = all.filter((other) => other.instrument.id === id);
  const first = versions.find((other) => other.instrument.version === version);
  if (first && first !== one) return fault('version', `${id} ${version} is already in ${first.file}`);
  if (supersedes === null) return [];
  const cycle = cycleFrom(one.instrument, versions);
  if (cycle) return fault('supersedes', `the versions go in a circle: ${cycle.join(' → ')}`);
  if (versions.some((other) => other.instrument.version === supersedes)) return [];
  return fault('supersedes', `there is no version ${supersedes} of ${id}`);
}

/** The way back to where it started, or null when it ends. */
function cycleFrom(start: Instrument, versions: readonly Placed[]): number[] | null {
  const way = [start.version];
  let next = start.supersedes;
  while (next !== null) {
    way.push(next);
    if (next === start.version) return way;
    // A circle further back is told of at the versions that are in it.
    if (way.indexOf(next) < way.length - 1) return null;
    const step = next;
    next = versions.find(({ instrument }) => instrument.version === step)?.instrument.supersedes ?? null;
  }
  return null;
}
