import { markPath } from '../../lika/analysis/spider.ts';
import type { Mark, Polygon, SpiderDrawing } from '../../lika/analysis/spider.ts';

/** Colours of a chart outside the tab: light, and dark enough on white for print. Order: now, last time, one more. */
const SERIES_COLOURS = ['#5B5FC7', '#242424', '#0B7285'] as const;
const RING = '#D1D1D1';
const QUIET = '#616161';
const STRONG = '#242424';
const BACKGROUND = '#FFFFFF';
const FONT = 'Open Sans';

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const textAt = (x: number, y: number, anchor: string, content: string, style: string) =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" ${style}>${escape(content)}</text>`;

const markAt = ({ x, y, shape }: Mark, colour: string, hollow: boolean) =>
  `<path transform="translate(${x} ${y})" d="${markPath(shape)}" fill="${hollow ? BACKGROUND : colour}" stroke="${hollow ? colour : BACKGROUND}" stroke-width="1.5"/>`;

function polygonSvg(polygon: Polygon, place: number): string {
  const colour = SERIES_COLOURS[place] ?? STRONG;
  const dash = polygon.dash ? ` stroke-dasharray="${polygon.dash}"` : '';
  const fill = polygon.fill ? `fill="${colour}" fill-opacity="0.18"` : 'fill="none"';
  const line = `<path d="${polygon.path}" ${fill} stroke="${colour}" stroke-width="2" stroke-linejoin="round"${dash}/>`;
  const marks = polygon.marks.map((mark) => markAt(mark, colour, polygon.shape === 'square')).join('');
  const { label } = polygon;
  const words = label
    ? textAt(label.x, label.y, label.anchor, label.text, `font-weight="600" font-size="13" fill="${colour}"`)
    : '';
  return line + marks + words;
}

/** The drawing as an SVG document; `title` is what a screen reader says of it. */
export function chartSvg(drawing: SpiderDrawing, title: string): string {
  const { width, height, fontSize } = drawing;
  const grid = [
    ...drawing.rings.map((ring) => `<path d="${ring}" fill="none" stroke="${RING}"/>`),
    ...drawing.spokes.map(
      ({ x1, y1, x2, y2 }) => `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${RING}"/>`,
    ),
    ...drawing.ringLabels.map(({ x, y, anchor, text }) => textAt(x, y, anchor, text, `font-size="11" fill="${QUIET}"`)),
  ];
  const axes = drawing.axisLabels.flatMap((label) =>
    label.lines.map((line, index) =>
      textAt(
        label.x,
        label.y + index * drawing.lineHeight,
        label.anchor,
        line,
        index === 1 ? `font-weight="600" fill="${STRONG}"` : `fill="${QUIET}"`,
      ),
    ),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="${fontSize}" role="img">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${BACKGROUND}"/>`,
    ...grid,
    // The first series is what the reader looks for, so it lies on top.
    ...drawing.polygons.map((polygon, place) => polygonSvg(polygon, place)).reverse(),
    ...axes,
    '</svg>',
  ].join('');
}
