/**
 * Small pictures that stand in the card itself, as PNG data URIs: Teams draws no SVG on phones, and text signs for pills
 * look different in every font. One colour that keeps 3:1 to light, dark and black grounds, so that a card that was
 * posted in one theme is clear in all.
 */
import { crc32, deflateSync } from 'node:zlib';
import type { Part } from './parts.ts';

/** Red, green, blue. Between Teams' brand colours for light and dark. */
export const MARK_COLOUR = [119, 124, 236] as const;

/** What a bar fills: a shade of any ground. */
const TRACK_COLOUR = [128, 128, 128] as const;
const TRACK_ALPHA = 51;

/** Sixteen colours, so that a card carries little: nothing, the mark in steps of cover, the track in fewer. */
const MARK_STEPS = 9;
const TRACK_STEPS = 6;

/** Picture points per CSS pixel. */
const SHARPNESS = 3;

/** How much of a point is covered by a shape, 0 to 1, by the point's distance from the edge: negative inside. */
const cover = (distance: number): number => Math.min(1, Math.max(0, 0.5 - distance * SHARPNESS));

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
}

function toBox(px: number, py: number, { x, y, width, height, radius }: Box): number {
  const dx = Math.abs(px - x - width / 2) - width / 2 + radius;
  const dy = Math.abs(py - y - height / 2) - height / 2 + radius;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
}

function toLine(px: number, py: number, [ax, ay, bx, by]: readonly [number, number, number, number]): number {
  const along = ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2);
  const at = Math.min(1, Math.max(0, along));
  return Math.hypot(px - ax - at * (bx - ax), py - ay - at * (by - ay));
}

/** The outline of a shape, as thick as `width`, inside its edge. */
const ring = (distance: number, width: number): number => Math.abs(distance + width / 2) - width / 2;

/** How a point is painted: with the mark's or the track's colour, and how much of it that covers, 0 to 1. */
type Paint = (x: number, y: number) => { readonly track?: boolean; readonly cover: number };

const STEPS = Array.from({ length: MARK_STEPS + TRACK_STEPS }, (_, index) => index + 1);
const PALETTE = Buffer.from([0, 0, 0, ...STEPS.flatMap((step) => (step <= MARK_STEPS ? MARK_COLOUR : TRACK_COLOUR))]);
const ALPHAS = Buffer.from([
  0,
  ...STEPS.map((step) =>
    step <= MARK_STEPS ? (255 * step) / MARK_STEPS : (TRACK_ALPHA * (step - MARK_STEPS)) / TRACK_STEPS,
  ),
]);

function inPalette({ track = false, cover: covered }: ReturnType<Paint>): number {
  const step = Math.round(covered * (track ? TRACK_STEPS : MARK_STEPS));
  return step > 0 && track ? MARK_STEPS + step : step;
}

function chunk(kind: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}

/** A picture of so many CSS pixels, two points to a byte. Source: w3.org/TR/png, colour type 3, bit depth 4. */
function png(width: number, height: number, paint: Paint): string {
  const [columns, rows] = [width * SHARPNESS, height * SHARPNESS];
  const line = 1 + columns / 2;
  const points = Buffer.alloc(rows * line);
  for (let row = 0; row < rows; row += 1) {
    for (let col = 0; col < columns; col += 1) {
      const index = inPalette(paint((col + 0.5) / SHARPNESS, (row + 0.5) / SHARPNESS));
      const at = row * line + 1 + Math.floor(col / 2);
      points[at] = (points[at] ?? 0) | (col % 2 === 0 ? index << 4 : index);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(columns, 0);
  header.writeUInt32BE(rows, 4);
  header.set([4, 3], 8);
  const file = Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('PLTE', PALETTE),
    chunk('tRNS', ALPHAS),
    chunk('IDAT', deflateSync(points, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return `data:image/png;base64,${file.toString('base64')}`;
}

const drawn = new Map<string, string>();

function once(key: string, draw: () => string): string {
  const known = drawn.get(key) ?? draw();
  drawn.set(key, known);
  return known;
}

function pillsUrl(level: number, of: number): string {
  const [width, height] = [of * 4, 12];
  return once(`pills ${level} ${of}`, () =>
    png(width, height, (x, y) => {
      const pill = Math.min(of - 1, Math.floor(x / 4));
      const distance = toBox(x, y, { x: pill * 4 + 0.35, y: 0, width: 3.3, height, radius: 1.65 });
      return { cover: cover(pill < level ? distance : ring(distance, 0.75)) };
    }),
  );
}

/** So many of so many pills are filled: where on the scale an answer stands. */
export const pills = (level: number, of: number, alt: string): Part => ({
  type: 'Image',
  url: pillsUrl(level, of),
  altText: alt,
  width: `${of * 4}px`,
  height: '12px',
});

const BAR = { width: 200, height: 15 };

/** A bar on its track, `share` 0 to 1 of the whole; as wide as its column. */
export function bar(share: number, alt: string): Part {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  const url = once(`bar ${percent}`, () =>
    png(BAR.width, BAR.height, (x, y) => {
      const whole = { x: 0, y: 0, ...BAR, radius: 3 };
      const filled = { ...whole, width: Math.max(6, (BAR.width * percent) / 100) };
      const on = percent > 0 ? cover(toBox(x, y, filled)) : 0;
      return on > 0.5 ? { cover: on } : { track: true, cover: cover(toBox(x, y, whole)) };
    }),
  );
  return { type: 'Image', url, altText: alt, size: 'stretch' };
}

/** What an action's sign looks like: a ring, a half, a check, a closed line. */
export type ActionMark = 'proposed' | 'decided' | 'ongoing' | 'done' | 'closed';

const CHECK = [
  [4.6, 8.3, 7, 10.7],
  [7, 10.7, 11.6, 5.6],
] as const;

function markCover(mark: ActionMark, x: number, y: number): number {
  const distance = Math.hypot(x - 8, y - 8) - 7;
  const outline = cover(ring(distance, 1.4));
  if (mark === 'done') {
    const check = Math.min(...CHECK.map((line) => toLine(x, y, line))) - 0.85;
    return Math.min(cover(distance), 1 - cover(check));
  }
  if (mark === 'ongoing') return Math.max(outline, Math.min(cover(distance + 2.4), cover(8 - x)));
  if (mark === 'closed') return Math.max(outline, cover(toLine(x, y, [5, 8, 11, 8]) - 0.8));
  if (mark === 'proposed') return Math.sin(Math.atan2(y - 8, x - 8) * 8) > -0.2 ? outline : 0;
  return outline;
}

/** The address of an action's sign, for a button. */
export const actionMarkUrl = (mark: ActionMark): string =>
  once(`mark ${mark}`, () => png(16, 16, (x, y) => ({ cover: markCover(mark, x, y) })));

/** An action's sign, so many pixels wide. */
export const actionMark = (mark: ActionMark, alt: string, size = 16): Part => ({
  type: 'Image',
  url: actionMarkUrl(mark),
  altText: alt,
  width: `${size}px`,
  height: `${size}px`,
});
