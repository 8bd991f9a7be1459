import { markPath } from '../../lika/analysis/spider.ts';
import type { Mark, Polygon, SpiderDrawing } from '../../lika/analysis/spider.ts';
import { escapeMarkup } from './plain-text.ts';

/** How a chart is coloured outside the tab. `black` is for paper that is printed and copied without colours. */
export type ChartLook = 'light' | 'dark' | 'transparent' | 'black';

interface Colours {
  /** In the order of the series: now, last time, one more. */
  readonly series: readonly [string, string, string];
  readonly ring: string;
  readonly quiet: string;
  readonly strong: string;
  /** What lies behind the drawing; null for nothing. */
  readonly background: string | null;
  /** What hollow marks are filled with, so that no line is seen through them. */
  readonly hollow: string;
}

/** Dark enough on white for print. */
const LIGHT: Colours = {
  ...{ series: ['#5B5FC7', '#242424', '#0B7285'], ring: '#D1D1D1', quiet: '#616161', strong: '#242424' },
  ...{ background: '#FFFFFF', hollow: '#FFFFFF' },
};

/** Transparent is for a page that is white or nearly so: it has the light inks. */
const LOOKS: Readonly<Record<ChartLook, Colours>> = {
  light: LIGHT,
  transparent: { ...LIGHT, background: null },
  dark: {
    ...{ series: ['#9299F7', '#FFFFFF', '#4FC3D8'], ring: '#4D4D4D', quiet: '#ADADAD', strong: '#FFFFFF' },
    ...{ background: '#1F1F1F', hollow: '#1F1F1F' },
  },
  black: { ...LIGHT, series: ['#000000', '#595959', '#000000'], quiet: '#404040', strong: '#000000' },
};
const FONT = 'Open Sans';

const textAt = (x: number, y: number, anchor: string, content: string, style: string) =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" ${style}>${escapeMarkup(content)}</text>`;

const markAt = ({ x, y, shape }: Mark, colour: string, { hollow }: Colours, isHollow: boolean) =>
  `<path transform="translate(${x} ${y})" d="${markPath(shape)}" fill="${isHollow ? hollow : colour}" stroke="${isHollow ? colour : hollow}" stroke-width="1.5"/>`;

function polygonSvg(polygon: Polygon, place: number, colours: Colours): string {
  const colour = colours.series[place] ?? colours.strong;
  const dash = polygon.dash ? ` stroke-dasharray="${polygon.dash}"` : '';
  const fill = polygon.fill ? `fill="${colour}" fill-opacity="0.18"` : 'fill="none"';
  const line = `<path d="${polygon.path}" ${fill} stroke="${colour}" stroke-width="2" stroke-linejoin="round"${dash}/>`;
  const marks = polygon.marks.map((mark) => markAt(mark, colour, colours, polygon.shape === 'square')).join('');
  const { label } = polygon;
  const words = label
    ? textAt(label.x, label.y, label.anchor, label.text, `font-weight="600" font-size="13" fill="${colour}"`)
    : '';
  return line + marks + words;
}

function gridSvg(drawing: SpiderDrawing, { ring: stroke, quiet }: Colours): string[] {
  return [
    ...drawing.rings.map((ring) => `<path d="${ring}" fill="none" stroke="${stroke}"/>`),
    ...drawing.spokes.map(
      ({ x1, y1, x2, y2 }) => `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${stroke}"/>`,
    ),
    ...drawing.ringLabels.map(({ x, y, anchor, text }) => textAt(x, y, anchor, text, `font-size="11" fill="${quiet}"`)),
  ];
}

function axisSvg({ axisLabels, lineHeight }: SpiderDrawing, { quiet, strong }: Colours): string[] {
  return axisLabels.flatMap(({ lines, x, y, anchor }) =>
    lines.map((line, index) =>
      textAt(
        x,
        y + index * lineHeight,
        anchor,
        line,
        index === 1 ? `font-weight="600" fill="${strong}"` : `fill="${quiet}"`,
      ),
    ),
  );
}

/** The drawing as an SVG document; `title` is what a screen reader says of it. */
export function chartSvg(drawing: SpiderDrawing, title: string, look: ChartLook = 'light'): string {
  const { width, height, fontSize } = drawing;
  const colours = LOOKS[look];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="${fontSize}" role="img">`,
    `<title>${escapeMarkup(title)}</title>`,
    colours.background === null ? '' : `<rect width="${width}" height="${height}" fill="${colours.background}"/>`,
    ...gridSvg(drawing, colours),
    // The first series is what the reader looks for, so it lies on top.
    ...drawing.polygons.map((polygon, place) => polygonSvg(polygon, place, colours)).reverse(),
    ...axisSvg(drawing, colours),
    '</svg>',
  ].join('');
}
