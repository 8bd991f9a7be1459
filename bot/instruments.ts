import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instrument } from '../lika/instrument/instrument.ts';

/** The instruments that the build compiled, in memory: they change with the service and never while it runs. */
export interface Instruments {
  get(id: string, version: number): Instrument | null;
  /** The newest version: what a new assessment is made with. */
  latest(id: string): Instrument | null;
  /** The instrument as JSON text with texts in one language alone; null when there is none, or not in that language. */
  asJson(id: string, version: number, language: string): InstrumentJson | null;
  readonly all: readonly Instrument[];
}

export interface InstrumentJson {
  readonly text: string;
  /** A strong ETag, quotes included. */
  readonly etag: string;
}

/** Reads `<id>-<version>.json` files. A folder that isn't there holds no instruments. */
export function loadInstruments(folder: string): Instruments {
  const all = readFolder(folder);
  const made = new Map<string, InstrumentJson>();
  const get = (id: string, version: number) => all.find((i) => i.id === id && i.version === version) ?? null;
  return {
    all,
    get,
    latest: (id) => all.filter((instrument) => instrument.id === id).sort((a, b) => b.version - a.version)[0] ?? null,
    asJson(id, version, language) {
      const key = `${id}/${version}/${language}`;
      const known = made.get(key);
      if (known) return known;
      const instrument = get(id, version);
      if (!instrument?.languages.includes(language)) return null;
      const text = JSON.stringify(inLanguage(instrument, instrument.languages, language));
      const json = { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"` };
      made.set(key, json);
      return json;
    },
  };
}

function readFolder(folder: string): Instrument[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
  return names.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Instrument);
}

/** The same tree with each text holding only the wished language. */
function inLanguage(value: unknown, languages: readonly string[], language: string): unknown {
  if (Array.isArray(value)) return value.map((item) => inLanguage(item, languages, language));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const isText =
    entries.length > 0 && entries.every(([key, text]) => languages.includes(key) && typeof text === 'string');
  const kept = isText ? entries.filter(([key]) => key === language) : entries;
  return Object.fromEntries(kept.map(([key, inner]) => [key, inLanguage(inner, languages, language)]));
}
