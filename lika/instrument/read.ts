/**
 * Reads an instrument from its files: `instrument.yaml`, `<area>.yaml` for each area, and the same names in a folder per
 * language with the texts. Nothing is half read: either a whole instrument comes out, or every fault that was found.
 */
import { checkArea, checkFrame } from './check.ts';
import type { Fault, InstrumentFile, Parse } from './fault.ts';
import type { Area, Indicator, Instrument, Text } from './instrument.ts';
import { areaSchema, areaTextsSchema, frameSchema, frameTextsSchema } from './schema.ts';
import type { AreaStructure, AreaTexts, Frame, FrameTexts } from './schema.ts';
import { Sources } from './sources.ts';

export type { Fault, InstrumentFile, Parse, ParsedFile, TreePath } from './fault.ts';
export { faultLine } from './fault.ts';

export type ReadResult =
  { readonly ok: true; readonly instrument: Instrument } | { readonly ok: false; readonly faults: readonly Fault[] };

/** One thing in every language. */
type Languages<T> = ReadonlyMap<string, T>;

interface AreaParts {
  readonly frame: Frame['areas'][number];
  readonly structure: AreaStructure;
  readonly texts: Languages<AreaTexts>;
}

/**
 * An instrument from the files of its folder; `path` is relative to it. `parse` reads one file's format and knows its
 * lines. Faults are in the order of files and lines.
 */
export function readInstrument(files: readonly InstrumentFile[], parse: Parse): ReadResult {
  const sources = new Sources(files, parse);
  const source = sources.take('instrument.yaml', frameSchema);
  // Without a frame there is no telling which other files there should be.
  if (!source) return { ok: false, faults: sources.faults().filter(({ file }) => file === 'instrument.yaml') };
  checkFrame(source);
  const frame = source.data;
  const texts = inEach(frame, (language) => sources.take(`${language}/instrument.yaml`, frameTextsSchema(frame))?.data);
  const seen = new Map<string, string>();
  const areas = frame.areas.map((area) => readArea(area, frame, sources, seen));
  const faults = sources.faults();
  if (faults.length > 0) return { ok: false, faults };
  const whole = areas.flatMap((area) => area ?? []);
  return { ok: true, instrument: build(frame, texts, whole) };
}

function readArea(
  area: Frame['areas'][number],
  frame: Frame,
  sources: Sources,
  seen: Map<string, string>,
): AreaParts | null {
  const source = sources.take(`${area.key}.yaml`, areaSchema);
  if (!source) {
    // Its texts cannot be held against anything, but they are no strangers.
    frame.languages.forEach((language) => sources.expect(`${language}/${area.key}.yaml`));
    return null;
  }
  checkArea(area.key, frame, source, seen);
  const schema = areaTextsSchema(source.data);
  const texts = inEach(frame, (language) => sources.take(`${language}/${area.key}.yaml`, schema)?.data);
  return { frame: area, structure: source.data, texts };
}

function inEach<T>(frame: Frame, take: (language: string) => T | undefined): Languages<T> {
  return new Map(
    frame.languages.flatMap((language) => {
      const taken = take(language);
      return taken === undefined ? [] : [[language, taken] as const];
    }),
  );
}

/** Gathers one text from every language. The schemas have seen to it that each is there. */
function gather<T>(languages: Languages<T>, pick: (texts: T) => string | undefined): Text {
  return Object.fromEntries([...languages].map(([language, texts]) => [language, pick(texts) ?? '']));
}

function build(frame: Frame, texts: Languages<FrameTexts>, areas: readonly AreaParts[]): Instrument {
  return {
    id: frame.id,
    version: frame.version,
    supersedes: frame.supersedes,
    languages: frame.languages,
    name: gather(texts, (t) => t.name),
    scale: frame.scale.map(({ key, value }) => ({
      key,
      value,
      label: gather(texts, (t) => t.scale[key]?.label),
      meaning: gather(texts, (t) => t.scale[key]?.meaning),
    })),
    stepNames: Object.fromEntries(frame.steps.map((step) => [step, gather(texts, (t) => t.steps[step])])),
    tags: Object.fromEntries(frame.tags.map((tag) => [tag, gather(texts, (t) => t.tags[tag])])),
    operations: frame.operations.map((key) => ({ key, name: gather(texts, (t) => t.operations[key]) })),
    areas: areas.map((area) => buildArea(area, texts)),
  };
}

function buildArea({ frame, structure, texts }: AreaParts, frameTexts: Languages<FrameTexts>): Area {
  return {
    key: frame.key,
    operation: frame.operation ?? null,
    letter: frame.letter,
    name: gather(frameTexts, (t) => t.areas[frame.key]?.name),
    about: gather(frameTexts, (t) => t.areas[frame.key]?.about),
    steps: structure.steps.map(({ step, indicators }) => ({
      step,
      indicators: indicators.map((indicator) => buildIndicator(indicator, texts)),
    })),
  };
}

type IndicatorStructure = AreaStructure['steps'][number]['indicators'][number];

/** Activities and goals are named after their indicator, so that those of several can stand in one list. */
function buildIndicator({ id, tags, activities, goals }: IndicatorStructure, texts: Languages<AreaTexts>): Indicator {
  return {
    id,
    tags,
    statement: gather(texts, (t) => t.indicators[id]?.statement),
    done: gather(texts, (t) => t.indicators[id]?.done),
    why: gather(texts, (t) => t.indicators[id]?.why),
    activities: Object.entries(activities).map(([key, fits]) => ({
      id: `${id}.${key}`,
      fits,
      text: gather(texts, (t) => t.indicators[id]?.activities[key]),
    })),
    goals: goals.map((key) => ({ id: `${id}.${key}`, text: gather(texts, (t) => t.indicators[id]?.goals[key]) })),
  };
}
