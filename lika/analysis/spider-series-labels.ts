/** Where each polygon's own label stands: at the corner where it hides least and is least mistaken for another's. */
import { textWidth } from './spider-axis-labels.ts';
import type { AxisLabel } from './spider-axis-labels.ts';
import type { Point } from './spider.ts';

export interface SeriesLabel extends Point {
  readonly text: string;
  readonly anchor: 'start' | 'middle' | 'end';
}

interface Drawn {
  readonly key: string;
  readonly text: string;
  readonly marks: readonly Point[];
}

interface Surroundings {
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
  readonly center: Point;
  readonly axisLabels: readonly AxisLabel[];
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Space between a mark's centre and its label. */
const OFFSET = 11;
/** A label closer than this to another polygon's corner could be taken for its. */
const NEAR = 40;

function boxOf({ x, y, anchor, text }: SeriesLabel, fontSize: number): Box {
  const width = textWidth(text, fontSize);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - fontSize * 0.8, bottom: y + fontSize * 0.25 };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function distance(point: Point, box: Box): number {
  const dx = Math.max(box.left - point.x, 0, point.x - box.right);
  const dy = Math.max(box.top - point.y, 0, point.y - box.bottom);
  return Math.hypot(dx, dy);
}

/** Points along the lines between neighbouring marks, close enough that no label slips between two. */
function along(marks: readonly Point[]): Point[] {
  return marks.flatMap((from, i) => {
    const to = marks[(i + 1) % marks.length] ?? from;
    return Array.from({ length: 20 }, (_, step) => ({
      x: from.x + ((to.x - from.x) * step) / 20,
      y: from.y + ((to.y - from.y) * step) / 20,
    }));
  });
}

function candidates(text: string, mark: Point, fontSize: number): SeriesLabel[] {
  const middle = mark.y + fontSize * 0.3;
  return [
    { text, x: mark.x + OFFSET, y: middle, anchor: 'start' },
    { text, x: mark.x - OFFSET, y: middle, anchor: 'end' },
    { text, x: mark.x, y: mark.y - OFFSET, anchor: 'middle' },
    { text, x: mark.x, y: mark.y + OFFSET + fontSize * 0.7, anchor: 'middle' },
  ];
}

function cost(box: Box, own: Drawn, all: readonly Drawn[], placed: readonly Box[], around: Surroundings): number {
  const others = all.filter(({ key }) => key !== own.key);
  const mistaken = others
    .flatMap(({ marks }) => marks)
    .reduce((sum, mark) => sum + Math.max(0, NEAR - distance(mark, box)) / NEAR, 0);
  const crossed = all.flatMap(({ marks }) => along(marks)).filter((point) => distance(point, box) < 2).length;
  const covered = placed.filter((other) => overlap(box, other)).length;
  const middle = distance(around.center, box) < around.fontSize ? 1 : 0;
  return mistaken + crossed + 20 * covered + middle;
}

function axisBoxes({ axisLabels, fontSize }: Surroundings): Box[] {
  return axisLabels.flatMap(({ lines, x, y, anchor }) =>
    lines.map((text, line) => boxOf({ text, x, y: y + line * fontSize * 1.35, anchor }, fontSize)),
  );
}

function isInside(box: Box, { width, height }: Surroundings): boolean {
  return box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height;
}

function round({ x, y, ...rest }: SeriesLabel): SeriesLabel {
  return { ...rest, x: Math.round(x * 100) / 100, y: Math.round(y * 100) / 100 };
}

/** A place for each series' label, in the order of the series; null where it has no text, no mark or no room. */
export function placeSeriesLabels(series: readonly Drawn[], around: Surroundings): (SeriesLabel | null)[] {
  const placed = axisBoxes(around);
  return series.map((own) => {
    if (own.text === '') return null;
    const [best] = own.marks
      .flatMap((mark) => candidates(own.text, mark, around.fontSize))
      .map((label) => ({ label, box: boxOf(label, around.fontSize) }))
      .filter(({ box }) => isInside(box, around))
      .map(({ label, box }) => ({ label, box, cost: cost(box, own, series, placed, around) }))
      .sort((a, b) => a.cost - b.cost);
    if (!best) return null;
    placed.push(best.box);
    return round(best.label);
  });
}
