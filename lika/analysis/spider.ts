/**
 * The spider chart as drawing primitives: paths, lines, marks and texts with places, in the units of the drawing. The
 * tab turns them into React SVG and the service into an SVG text, so that the chart looks the same everywhere. Colours
 * and fonts are the reader's; what tells the series apart without colour (dash, mark, label) is here.
 */
import { scaleLinear } from 'd3-scale';
import { curveLinear, curveLinearClosed, line, symbol, symbolCircle, symbolSquare, symbolTriangle } from 'd3-shape';
import { axisLayout } from './spider-axis-labels.ts';
import type { AxisLabel } from './spider-axis-labels.ts';
import { placeSeriesLabels } from './spider-series-labels.ts';
import type { SeriesLabel } from './spider-series-labels.ts';

export type MarkShape = 'circle' | 'square' | 'triangle';

export interface SpiderAxis {
  readonly key: string;
  /** The first line of the axis' label, such as `Ledning 1`. */
  readonly label: string;
  /** Further lines under it, such as `79,2`. */
  readonly values?: readonly string[] | undefined;
}

export interface SeriesStyle {
  /** An SVG stroke-dasharray, or null for a whole line. */
  readonly dash: string | null;
  readonly shape: MarkShape;
  readonly fill: boolean;
}

export interface SpiderSeries {
  readonly key: string;
  /** What stands beside the polygon, such as `Nu`; empty for none. */
  readonly label: string;
  /** One value 0–100 per axis, in the order of the axes; null where there is no score. */
  readonly values: readonly (number | null)[];
  /** Without one, the style of its place: now, last time, one more. */
  readonly style?: SeriesStyle | undefined;
}

export interface SpiderSize {
  readonly width: number;
  readonly height: number;
  /** Text size in drawing units; 13 without one. */
  readonly fontSize?: number | undefined;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Mark extends Point {
  /** Key of the axis that the mark stands on. */
  readonly axis: string;
  readonly value: number;
  readonly shape: MarkShape;
}

export interface Polygon {
  readonly key: string;
  /** SVG path data; broken where a value is missing, never drawn through 0. Empty when no two neighbours have values. */
  readonly path: string;
  /** Only a whole polygon is filled. */
  readonly fill: boolean;
  readonly dash: string | null;
  readonly shape: MarkShape;
  readonly marks: readonly Mark[];
  readonly label: SeriesLabel | null;
}

export interface SpiderDrawing {
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
  readonly lineHeight: number;
  readonly center: Point;
  /** The distance from the centre to 100. */
  readonly radius: number;
  /** Path data of the rings 25, 50, 75 and 100, inside out. */
  readonly rings: readonly string[];
  readonly spokes: readonly { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number }[];
  readonly ringLabels: readonly (Point & { readonly text: string; readonly anchor: 'start' | 'end' })[];
  readonly axisLabels: readonly AxisLabel[];
  readonly polygons: readonly Polygon[];
}

/** Now is whole, round and filled; the earlier one dashed with squares; a third dotted with triangles. */
export const SERIES_STYLES: readonly [SeriesStyle, SeriesStyle, SeriesStyle] = [
  { dash: null, shape: 'circle', fill: true },
  { dash: '6 4', shape: 'square', fill: false },
  { dash: '2 3', shape: 'triangle', fill: false },
];

export const SERIES_MAX = 3;
export const AXES_MIN = 3;
const RINGS = [25, 50, 75, 100];

export type SpiderFault = 'too-many-series' | 'too-few-axes' | 'wrong-length' | 'out-of-range';

/** Something that cannot be drawn as a spider; show a table or bars instead. */
export class UndrawableSpider extends Error {
  override readonly name = 'UndrawableSpider';
  constructor(
    readonly code: SpiderFault,
    detail: string,
  ) {
    super(`${code}: ${detail}`);
  }
}

function check(axes: readonly SpiderAxis[], series: readonly SpiderSeries[]): void {
  if (axes.length < AXES_MIN) throw new UndrawableSpider('too-few-axes', `${axes.length}, at least ${AXES_MIN}`);
  if (series.length > SERIES_MAX)
    throw new UndrawableSpider('too-many-series', `${series.length}, at most ${SERIES_MAX}`);
  for (const { key, values } of series) {
    if (values.length !== axes.length) throw new UndrawableSpider('wrong-length', `${key} has ${values.length} values`);
    const odd = values.find((value) => value !== null && !(value >= 0 && value <= 100));
    if (odd !== undefined) throw new UndrawableSpider('out-of-range', `${key} has the value ${odd}`);
  }
}

/** Two decimals of a drawing unit: finer than any screen, and short in the file. */
function round(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}

/** Places and paths round one centre: the first axis points up, the others follow clockwise. */
class Plane {
  private readonly radiusOf;
  constructor(
    private readonly center: Point,
    radius: number,
    private readonly axes: number,
  ) {
    this.radiusOf = scaleLinear([0, 100], [0, radius]);
  }

  point({ axis, value }: Place): Point {
    const angle = (2 * Math.PI * axis) / this.axes;
    const r = this.radiusOf(value);
    return { x: round(this.center.x + r * Math.sin(angle)), y: round(this.center.y - r * Math.cos(angle)) };
  }

  /** The ring at a value. */
  ring(value: number): string {
    return this.path(
      Array.from({ length: this.axes }, (_, axis) => ({ axis, value })),
      true,
    );
  }

  /** The path of a series, in as many open pieces as its gaps make. */
  polygon(values: readonly (number | null)[]): string {
    const places = values.map((value, axis) => ({ axis, value }));
    const known = places.flatMap(({ axis, value }) => (value === null ? [] : [{ axis, value }]));
    if (known.length === values.length) return this.path(known, true);
    return pieces(places)
      .filter((piece) => piece.length > 1)
      .map((piece) => this.path(piece, false))
      .join('');
  }

  private path(places: readonly Place[], closed: boolean): string {
    const draw = line<Point>()
      .x(({ x }) => x)
      .y(({ y }) => y)
      .curve(closed ? curveLinearClosed : curveLinear)
      .digits(2);
    return draw(places.map((place) => this.point(place))) ?? '';
  }
}

interface Place {
  readonly axis: number;
  readonly value: number;
}

/** The runs of neighbouring values, beginning after a gap, so that a run may pass the first axis. */
function pieces(places: readonly { readonly axis: number; readonly value: number | null }[]): Place[][] {
  const gap = places.findIndex(({ value }) => value === null);
  const runs: Place[][] = [[]];
  for (const { axis, value } of [...places.slice(gap + 1), ...places.slice(0, gap + 1)]) {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push({ axis, value });
  }
  return runs;
}

/**
 * Draws the chart: axes in the order given, first one up and on clockwise, 0 in the centre and 100 at the rim. All
 * labels stay within width × height; too long ones are shortened with an ellipsis.
 * Throws UndrawableSpider for fewer than three axes, more than three series or values that don't fit.
 */
export function spider(input: {
  readonly axes: readonly SpiderAxis[];
  readonly series: readonly SpiderSeries[];
  readonly size: SpiderSize;
}): SpiderDrawing {
  const { axes, series, size } = input;
  check(axes, series);
  const { width, height, fontSize = 13 } = size;
  const layout = axisLayout(axes, { width, height, fontSize });
  const { center, radius, lineHeight, labels: axisLabels } = layout;
  const plane = new Plane(center, radius, axes.length);
  const drawn = series.map(({ key, label, values, style }, place) => {
    const { dash, shape, fill } = style ?? SERIES_STYLES[place] ?? SERIES_STYLES[2];
    const marks = values.flatMap((value, axis) =>
      value === null ? [] : [{ axis: axes[axis]?.key ?? '', value, shape, ...plane.point({ axis, value }) }],
    );
    const whole = marks.length === axes.length;
    return { key, text: label, path: plane.polygon(values), fill: fill && whole, dash, shape, marks };
  });
  const labels = placeSeriesLabels(drawn, { width, height, fontSize, center, axisLabels });
  return {
    width,
    height,
    fontSize,
    lineHeight,
    center,
    radius,
    rings: RINGS.map((value) => plane.ring(value)),
    spokes: axes.map((_, axis) => {
      const { x, y } = plane.point({ axis, value: 100 });
      return { x1: center.x, y1: center.y, x2: x, y2: y };
    }),
    ringLabels: [
      { text: '50', x: round(center.x - 8), y: round(plane.point({ axis: 0, value: 50 }).y + 4), anchor: 'end' },
      { text: '100', x: round(center.x + 8), y: round(plane.point({ axis: 0, value: 100 }).y + 8), anchor: 'start' },
    ],
    axisLabels,
    polygons: drawn.map(({ text: _, ...polygon }, place) => ({ ...polygon, label: labels[place] ?? null })),
  };
}

/** Path data of a mark round the origin; `size` is its width in drawing units. Triangles are drawn a little larger. */
export function markPath(shape: MarkShape, size = 9): string {
  const types = { circle: symbolCircle, square: symbolSquare, triangle: symbolTriangle };
  const areas = { circle: (Math.PI * size ** 2) / 4, square: (size * 0.9) ** 2, triangle: size ** 2 * 0.55 };
  return symbol(types[shape], areas[shape]).digits(2)() ?? '';
}
