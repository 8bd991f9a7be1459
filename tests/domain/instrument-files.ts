/** A small, faultless instrument as files, and ways to spoil it. */
import { parseYaml } from '../../bot/operator/read-instrument.ts';
import { readInstrument } from '../../lika/instrument/read.ts';
import type { Fault, InstrumentFile } from '../../lika/instrument/read.ts';

const FRAME = `id: prov
version: 1
supersedes: null
languages: [sv, en]
scale:
  - key: no
    value: 0
  - key: partly
    value: 50
  - key: done
    value: 100
  - key: not-relevant
    value: null
steps: [1, 2]
tags: [focus-1]
areas:
  - key: ledning
    letter: L
`;

const AREA = `area: ledning
steps:
  - step: 1
    indicators:
      - id: l-vision
        tags: [focus-1]
        activities:
          a1: [no]
          a2: [no, partly]
          a3: [partly]
        goals: [g1]
  - step: 2
    indicators:
      - id: l-plan
        tags: []
        activities:
          a1: [no, partly]
          a2: [no, partly]
        goals: [g1]
`;

const FRAME_TEXTS = `name: Prov
scale:
  no: { label: Nej, meaning: Inte alls. }
  partly: { label: Delvis, meaning: Till en del. }
  done: { label: Klart, meaning: Helt. }
  not-relevant: { label: Ej relevant, meaning: Räknas inte. }
steps:
  1: Grunden
  2: Vardag
tags:
  focus-1: Fokus ett
areas:
  ledning: { name: Ledning, about: Mål och ansvar }
`;

const AREA_TEXTS = `area: ledning
indicators:
  l-vision:
    statement: Skolan har en vision.
    done: Visionen hänger på väggen.
    why: Alla drar åt samma håll.
    activities:
      a1: Bjud in.
      a2: Skriv.
      a3: Prova.
    goals:
      g1: Alla har läst före 1 juni.
  l-plan:
    statement: Skolan har en plan.
    done: Planen följs upp.
    why: Det blir gjort.
    activities:
      a1: Utse.
      a2: Boka.
    goals:
      g1: Klart före 1 december.
`;

/** The files of the faultless instrument, by path. */
export const FILES: Readonly<Record<string, string>> = {
  'instrument.yaml': FRAME,
  'ledning.yaml': AREA,
  'sv/instrument.yaml': FRAME_TEXTS,
  'sv/ledning.yaml': AREA_TEXTS,
  'en/instrument.yaml': FRAME_TEXTS,
  'en/ledning.yaml': AREA_TEXTS,
};

export const asFiles = (files: Readonly<Record<string, string>>): InstrumentFile[] =>
  Object.entries(files).map(([path, text]) => ({ path, text }));

/** The files with one place in one of them replaced. Throws when the place isn't there. */
export function spoiled(file: string, from: string, to: string): Record<string, string> {
  const text = FILES[file] ?? '';
  if (!text.includes(from)) throw new Error(`"${from}" is not in ${file}`);
  return { ...FILES, [file]: text.replace(from, to) };
}

/** The faults found in these files; none when the instrument could be read. */
export function faultsOf(files: Readonly<Record<string, string>>): readonly Fault[] {
  const read = readInstrument(asFiles(files), parseYaml);
  return read.ok ? [] : read.faults;
}
