/**
 * What an instrument is: a versioned tree, instrument → (operation) → area → step → indicator, with an ordered scale
 * and texts in every language it declares. Plain data: read from YAML by `read.ts`, sent to the tab as JSON.
 */

/** A language tag without region, such as `sv` or `en`. */
export type Language = string;

/** One text in every language of its instrument. */
export type Text = Readonly<Record<Language, string>>;

/** One answer on the scale. `value` is 0–100, or null for an answer that is not counted (Ej relevant). */
export interface ScaleOption {
  readonly key: string;
  readonly value: number | null;
  readonly label: Text;
  readonly meaning: Text;
}

/** Something a school can do; suggested to those who gave one of the answers in `fits`. */
export interface Activity {
  readonly id: string;
  readonly fits: readonly string[];
  readonly text: Text;
}

/** A measurable goal that belongs to an indicator. */
export interface IndicatorGoal {
  readonly id: string;
  readonly text: Text;
}

/** A concrete thing that a school does, with help: what it looks like when done, and why it matters. */
export interface Indicator {
  readonly id: string;
  readonly tags: readonly string[];
  readonly statement: Text;
  readonly done: Text;
  readonly why: Text;
  readonly activities: readonly Activity[];
  readonly goals: readonly IndicatorGoal[];
}

/** A step (steg) of an area: 1 is basic, 3 is natural everyday use. */
export interface Step {
  readonly step: number;
  readonly indicators: readonly Indicator[];
}

/** An area (område); `operation` names the operation (verksamhet) it belongs to, where the instrument has such. */
export interface Area {
  readonly key: string;
  readonly operation: string | null;
  readonly letter: string;
  readonly name: Text;
  readonly about: Text;
  readonly steps: readonly Step[];
}

export interface Instrument {
  readonly id: string;
  readonly version: number;
  /** The version that this one replaces, or null. */
  readonly supersedes: number | null;
  readonly languages: readonly Language[];
  readonly name: Text;
  readonly scale: readonly ScaleOption[];
  /** Names of the steps by number: `1` → Grunden. */
  readonly stepNames: Readonly<Record<string, Text>>;
  readonly tags: Readonly<Record<string, Text>>;
  readonly operations: readonly { readonly key: string; readonly name: Text }[];
  readonly areas: readonly Area[];
}

/** An indicator together with where it stands. */
export interface PlacedIndicator {
  readonly area: Area;
  readonly step: number;
  readonly indicator: Indicator;
}

/** All indicators in the instrument's own order (area, step, indicator). */
export function placedIndicators(instrument: Instrument): PlacedIndicator[] {
  return instrument.areas.flatMap((area) =>
    area.steps.flatMap(({ step, indicators }) => indicators.map((indicator) => ({ area, step, indicator }))),
  );
}

/** The indicator with this id and its place, or undefined. */
export function findIndicator(instrument: Instrument, id: string): PlacedIndicator | undefined {
  return placedIndicators(instrument).find((placed) => placed.indicator.id === id);
}

/** The scale option with this key, or undefined when the key is not on the scale. */
export function findOption(instrument: Instrument, key: string): ScaleOption | undefined {
  return instrument.scale.find((option) => option.key === key);
}

/** The step numbers that any area has, ascending. */
export function stepNumbers(instrument: Instrument): number[] {
  return [...new Set(instrument.areas.flatMap((area) => area.steps.map((s) => s.step)))].sort((a, b) => a - b);
}

/** The text in the wished language, else in the instrument's first language that has it. */
export function textIn(text: Text, language: Language): string {
  return text[language] ?? Object.values(text)[0] ?? '';
}
