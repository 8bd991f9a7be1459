/** Two analyses beside each other, what stands out, and the one finding that the page puts into words. */
import type { Instrument, Text } from '../instrument/instrument.ts';
import type { Analysis, CellScore } from './cells.ts';
import { compare as order, mean, subtract, ZERO } from './fraction.ts';
import type { Fraction } from './fraction.ts';

export interface Change {
  readonly now: Fraction | null;
  readonly before: Fraction | null;
  /** now − before, or null when either is empty. */
  readonly change: Fraction | null;
}

export interface ComparedCell extends Change {
  readonly area: string;
  readonly step: number;
}

export interface ComparedArea extends Change {
  readonly area: string;
}

export interface Comparison {
  readonly cells: readonly ComparedCell[];
  readonly areas: readonly ComparedArea[];
}

function changeOf(now: Fraction | null, before: Fraction | null): Change {
  return { now, before, change: now === null || before === null ? null : subtract(now, before) };
}

/** Cell by cell and area by area, in the order of `now`. What only `before` has (another version) is left out. */
export function compare(now: Analysis, before: Analysis): Comparison {
  const cells = now.cells.map(({ area, step, score }) => {
    const earlier = before.cells.find((cell) => cell.area === area && cell.step === step);
    return { area, step, ...changeOf(score, earlier?.score ?? null) };
  });
  const areas = now.areas.map(({ area, score }) => {
    const earlier = before.areas.find((other) => other.area === area);
    return { area, ...changeOf(score, earlier?.score ?? null) };
  });
  return { cells, areas };
}

/** The `n` cells with the highest scores, highest first; equal ones in the instrument's order. Empty cells never. */
export function strongest(analysis: Analysis, n: number): CellScore[] {
  return scored(analysis)
    .sort((a, b) => order(b.score, a.score))
    .slice(0, n);
}

/** The `n` cells with the lowest scores, lowest first; equal ones in the instrument's order. Empty cells never. */
export function weakest(analysis: Analysis, n: number): CellScore[] {
  return scored(analysis)
    .sort((a, b) => order(a.score, b.score))
    .slice(0, n);
}

function scored(analysis: Analysis): (CellScore & { score: Fraction })[] {
  return analysis.cells.flatMap((cell) => (cell.score === null ? [] : [{ ...cell, score: cell.score }]));
}

type ChangedCell = ComparedCell & { readonly change: Fraction };

function changed(cells: readonly ComparedCell[]): ChangedCell[] {
  return cells.flatMap((cell) => (cell.change === null ? [] : [{ ...cell, change: cell.change }]));
}

function size({ n, d }: Fraction): Fraction {
  return { n: n < 0n ? -n : n, d };
}

/** The `n` cells that rose or fell most, most first. Unchanged cells are not among them. */
export function mostChanged(comparison: Comparison, n: number): ComparedCell[] {
  return changed(comparison.cells)
    .filter(({ change }) => change.n !== 0n)
    .sort((a, b) => order(size(b.change), size(a.change)))
    .slice(0, n);
}

/** A cell with the words a sentence needs about it. */
export interface CellFact {
  readonly area: string;
  readonly name: Text;
  readonly step: number;
  /** A score or a change, as the fact says. */
  readonly value: Fraction;
}

/**
 * The fact that the title states; the sentence is made where the texts are. Counts are of cells.
 * - `empty`: nothing relevant is answered
 * - `even`: a first picture, all cells equal · `standing`: a first picture
 * - `unchanged`, `all-rise`, `hold-or-rise`, `rise-and-fall`, `all-fall`: against the earlier assessment; `falls` and
 *   `rises` are those that moved most; `grown` is an area that rose in all its cells (two at least), or null
 */
export type Finding =
  | { readonly kind: 'empty' }
  | { readonly kind: 'even'; readonly cells: number; readonly score: Fraction }
  | { readonly kind: 'standing'; readonly cells: number; readonly strongest: CellFact; readonly weakest: CellFact }
  | { readonly kind: 'unchanged'; readonly cells: number }
  | { readonly kind: 'all-rise'; readonly cells: number; readonly rises: CellFact }
  | { readonly kind: 'all-fall'; readonly cells: number; readonly falls: CellFact }
  | {
      readonly kind: 'hold-or-rise';
      readonly cells: number;
      readonly risen: number;
      readonly rises: CellFact;
      readonly grown: { readonly area: string; readonly name: Text } | null;
    }
  | {
      readonly kind: 'rise-and-fall';
      readonly cells: number;
      /** Cells that hold or rise. */
      readonly held: number;
      readonly fallen: number;
      readonly falls: CellFact;
      readonly rises: CellFact | null;
      readonly grown: { readonly area: string; readonly name: Text } | null;
    };

/** What the figures say first. A comparison without any comparable cell is told as a first picture. */
export function finding(instrument: Instrument, figures: Comparison | Analysis): Finding {
  if ('steps' in figures) return standing(instrument, figures.cells);
  const cells = changed(figures.cells);
  return cells.length === 0
    ? standing(
        instrument,
        figures.cells.map((cell) => ({ ...cell, score: cell.now })),
      )
    : movement(instrument, cells);
}

function nameOf(instrument: Instrument, area: string): Text {
  return instrument.areas.find(({ key }) => key === area)?.name ?? {};
}

type Place = { readonly area: string; readonly step: number };

function fact(instrument: Instrument, { area, step }: Place, value: Fraction): CellFact {
  return { area, name: nameOf(instrument, area), step, value };
}

/** The one with the highest (1) or lowest (−1) value; among equals the first. */
function extreme<T>(cells: readonly T[], value: (cell: T) => Fraction, sign: 1 | -1): T | undefined {
  return [...cells].sort((a, b) => sign * order(value(b), value(a)))[0];
}

function standing(instrument: Instrument, all: readonly (Place & { readonly score: Fraction | null })[]): Finding {
  const cells = all.flatMap((cell) => (cell.score === null ? [] : [{ ...cell, score: cell.score }]));
  const high = extreme(cells, (cell) => cell.score, 1);
  const low = extreme(cells, (cell) => cell.score, -1);
  if (!high || !low) return { kind: 'empty' };
  if (order(high.score, low.score) === 0) return { kind: 'even', cells: cells.length, score: high.score };
  return {
    kind: 'standing',
    cells: cells.length,
    strongest: fact(instrument, high, high.score),
    weakest: fact(instrument, low, low.score),
  };
}

function movement(instrument: Instrument, cells: readonly ChangedCell[]): Finding {
  const risen = cells.filter(({ change }) => change.n > 0n);
  const fallen = cells.filter(({ change }) => change.n < 0n);
  const most = extreme(risen, (cell) => cell.change, 1);
  const least = extreme(fallen, (cell) => cell.change, -1);
  const rises = most ? fact(instrument, most, most.change) : null;
  const falls = least ? fact(instrument, least, least.change) : null;
  const count = { cells: cells.length };
  if (!falls) {
    if (!rises) return { kind: 'unchanged', ...count };
    if (risen.length === cells.length) return { kind: 'all-rise', ...count, rises };
    return { kind: 'hold-or-rise', ...count, risen: risen.length, rises, grown: grownArea(instrument, cells) };
  }
  if (fallen.length === cells.length) return { kind: 'all-fall', ...count, falls };
  return {
    kind: 'rise-and-fall',
    ...count,
    held: cells.length - fallen.length,
    fallen: fallen.length,
    falls,
    rises,
    grown: grownArea(instrument, cells),
  };
}

/** The area that rose in all its compared cells, two at least; of several the one that rose most on average. */
function grownArea(instrument: Instrument, cells: readonly ChangedCell[]): { area: string; name: Text } | null {
  const grown = instrument.areas.flatMap(({ key, name }) => {
    const changes = cells.filter(({ area }) => area === key).map(({ change }) => change);
    const rose = changes.length >= 2 && changes.every((change) => change.n > 0n);
    return rose ? [{ area: key, name, by: mean(changes) ?? ZERO }] : [];
  });
  const best = extreme(grown, ({ by }) => by, 1);
  return best ? { area: best.area, name: best.name } : null;
}
