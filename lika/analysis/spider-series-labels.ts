/** Where each polygon's own label stands: along a line or at a corner, where it hides least and is least mistaken. */
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
/** A label closer than this to an axis' name could be read as part of it. */
const NAME_AIR = 14;
/** What a place at a corner costs beyond one beside a line: it covers a spoke. */
const CORNER = 0.4;
/** Half the width of a mark, with its outline. */
const MARK = 6;
/** A label closer than this to another polygon's corner could be taken for its. */
const NEAR = 40;

function boxOf({ x, y, anchor, text }: SeriesLabel, fontSize: number): Box {
  const width = textWidth(text, fontSize);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - fontSize * 0.8, bottom: y + fontSize * 0.25 };
}

const widened = ({ left, right, top, bottom }: Box, by: number): Box => ({
  left: left - by,
  right: right + by,
  top: top - by,
  bottom: bottom + by,
});

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

/** Beside the middle of each of the polygon's lines, outside and inside of it. Only a whole polygon has them all. */
function besideLines({ text, marks }: Drawn, { center, fontSize, axisLabels }: Surroundings): SeriesLabel[] {
  if (marks.length !== axisLabels.length) return [];
  return marks.flatMap((from, i) => {
    const to = marks[(i + 1) % marks.length] ?? from;
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    const across = { x: (to.y - from.y) / length, y: (from.x - to.x) / length };
    const outward = across.x * (middle.x - center.x) + across.y * (middle.y - center.y) < 0 ? -1 : 1;
    return [OFFSET, -OFFSET].map((offset): SeriesLabel => {
      const x = middle.x + across.x * outward * offset;
      const y = middle.y + across.y * outward * offset + fontSize * 0.3;
      const away = x - middle.x;
      return { text, x, y, anchor: Math.abs(away) < 3 ? 'middle' : away > 0 ? 'start' : 'end' };
    });
  });
}

function atCorner(text: string, mark: Point, fontSize: number): SeriesLabel[] {
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
  const besideName = axisBoxes(around).filter((name) => overlap(widened(box, NAME_AIR), name)).length;
  const hidden = all.flatMap(({ marks }) => marks).filter((mark) => distance(mark, box) < MARK).length;
  return mistaken + crossed + middle + besideName + 10 * hidden + 20 * covered;
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
    const places = [
      ...besideLines(own, around).map((label) => ({ label, extra: 0 })),
      ...own.marks.flatMap((mark) =>
        atCorner(own.text, mark, around.fontSize).map((label) => ({ label, extra: CORNER })),
      ),
    ];
    const [best] = places
      .map(({ label, extra }) => ({ label, extra, box: boxOf(label, around.fontSize) }))
      .filter(({ box }) => isInside(box, around))
      .map(({ label, extra, box }) => ({ label, box, cost: extra + cost(box, own, series, placed, around) }))
      .sort((a, b) => a.cost - b.cost);
    if (!best) return null;
    placed.push(best.box);
    return round(best.label);
  });
}
