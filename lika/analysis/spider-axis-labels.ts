/** How large a spider can be for its axis labels to fit, and where they stand. */
import type { Point, SpiderAxis } from './spider.ts';

export interface AxisLabel extends Point {
  readonly key: string;
  /** From the top down; the first is the axis' name. */
  readonly lines: readonly string[];
  /** `x` is the place of the anchor and `y` the first line's baseline; the next stands `lineHeight` below. */
  readonly anchor: 'start' | 'middle' | 'end';
}

interface AxisLayout {
  readonly center: Point;
  readonly radius: number;
  readonly lineHeight: number;
  readonly labels: readonly AxisLabel[];
}

/** Space between the rim and a label. */
const GAP = 12;
/** Space between a label and the drawing's edge. */
const EDGE = 2;
/** The drawing keeps at least this share of its half side; beyond it, labels are shortened instead. */
const RADIUS_SHARE_MIN = 0.35;
/** Part of a line height that stands above the baseline. */
const ASCENT = 0.8;

/** Widths of letters in ems, as wide as in the widest of the fonts in use (Segoe UI semibold and its stand-ins). */
const LETTER_WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijl|.,:;'! ]/, 0.36],
  [/[frt()-]/, 0.48],
  [/[a-zåäöé0-9+−±–/]/, 0.6],
  [/[A-LN-VX-ZÅÄÖ]/, 0.72],
];
const WIDEST_LETTER = 1;

/** A width that the text doesn't exceed. The domain draws without a screen, so there is nothing to measure on. */
export function textWidth(text: string, fontSize: number): number {
  const ems = [...text].map((letter) => LETTER_WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? WIDEST_LETTER);
  return ems.reduce((sum, width) => sum + width, 0) * fontSize;
}

function shortened(text: string, room: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= room) return text;
  const letters = [...text];
  while (letters.length > 0 && textWidth(`${letters.join('')}…`, fontSize) > room) letters.pop();
  return letters.length > 0 ? `${letters.join('').trimEnd()}…` : '';
}

interface Box {
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
  readonly sin: number;
  readonly cos: number;
}

/** The largest radius at which this label still lies inside the drawing. */
function roomFor(box: Box, center: Point, size: { width: number; height: number }): number {
  const across = Math.abs(box.sin);
  const along = Math.abs(box.cos);
  const sideways = across < 0.1 ? Infinity : (center.x - EDGE - box.width) / across - GAP;
  const half = (box.height / 2) * (1 + along);
  const upwards = along < 0.1 ? Infinity : (size.height / 2 - EDGE - half) / along - GAP;
  return Math.min(sideways, upwards);
}

function labelAt(
  key: string,
  box: Box,
  place: Point,
  size: { width: number; height: number; fontSize: number },
): AxisLabel {
  const anchor = box.sin > 0.1 ? 'start' : box.sin < -0.1 ? 'end' : 'middle';
  const x = Math.max(EDGE, Math.min(size.width - EDGE, place.x));
  const right = size.width - EDGE - x;
  const left = x - EDGE;
  const room = anchor === 'start' ? right : anchor === 'end' ? left : 2 * Math.min(left, right);
  const lineHeight = box.height / box.lines.length;
  const top = Math.max(
    EDGE,
    Math.min(size.height - EDGE - box.height, place.y - box.height / 2 - (box.cos * box.height) / 2),
  );
  return {
    key,
    lines: box.lines.map((line) => shortened(line, room, size.fontSize)),
    x: Math.round(x * 100) / 100,
    y: Math.round((top + ASCENT * lineHeight) * 100) / 100,
    anchor,
  };
}

/** Centre, radius and label places for these axes in a drawing of this size. */
export function axisLayout(
  axes: readonly SpiderAxis[],
  size: { readonly width: number; readonly height: number; readonly fontSize: number },
): AxisLayout {
  const lineHeight = Math.round(size.fontSize * 1.35 * 100) / 100;
  const center = { x: size.width / 2, y: size.height / 2 };
  const boxes = axes.map(({ key, label, values = [] }, axis) => {
    const lines = [label, ...values];
    const angle = (2 * Math.PI * axis) / axes.length;
    const width = Math.max(...lines.map((line) => textWidth(line, size.fontSize)));
    return {
      key,
      box: { lines, width, height: lines.length * lineHeight, sin: Math.sin(angle), cos: Math.cos(angle) },
    };
  });
  const smallest = (Math.min(size.width, size.height) / 2) * RADIUS_SHARE_MIN;
  const room = Math.min(...boxes.map(({ box }) => roomFor(box, center, size)));
  const radius = Math.floor(Math.max(smallest, room));
  const labels = boxes.map(({ key, box }) => {
    const place = { x: center.x + (radius + GAP) * box.sin, y: center.y - (radius + GAP) * box.cos };
    return labelAt(key, box, place, size);
  });
  return { center, radius, lineHeight, labels };
}
