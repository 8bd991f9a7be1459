import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { spider } from '../../lika/analysis/spider.ts';
import type { Mark, SpiderAxis, SpiderDrawing, SpiderSeries, SpiderSize } from '../../lika/analysis/spider.ts';
import styles from './Spider.module.css';

const LOOKS = [styles.now, styles.before, styles.third];
/** Half the size of a mark. */
const HALF = 5;

interface SpiderProps {
  readonly axes: readonly SpiderAxis[];
  /** At most three: now, last time, one more. */
  readonly series: readonly SpiderSeries[];
  readonly size: SpiderSize;
  /** What the picture shows, in words, and where its figures stand as a table. */
  readonly label: string;
  /** For a narrow drawing with four axes: the side labels stand above their corners, where the shape leaves room. */
  readonly areSidesAbove?: boolean;
}

/** Space between the side corner's height and the lowest line of its label. */
const ABOVE_CORNER = 44;

function isSide(at: number, count: number): boolean {
  return count === 4 && at % 2 === 1;
}

/** The labels that `lika/` was not asked to place. */
function SideLabels({
  axes,
  drawing,
}: {
  readonly axes: readonly SpiderAxis[];
  readonly drawing: SpiderDrawing;
}): ReactElement {
  const { center, lineHeight, width, fontSize } = drawing;
  return (
    <>
      {axes.map(({ key, label, values = [] }, at) => {
        if (!isSide(at, axes.length)) return null;
        const lines = [label, ...values];
        const x = at === 1 ? width : 0;
        const y = center.y - ABOVE_CORNER - (lines.length - 1) * lineHeight;
        return <AxisText key={key} {...{ x, y, lines, lineHeight, fontSize }} anchor={at === 1 ? 'end' : 'start'} />;
      })}
    </>
  );
}

interface AxisTextProps {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly lines: readonly string[];
  readonly lineHeight: number;
  readonly fontSize: number;
}

/** An axis' name, its figure, and what else there is to say, line by line. */
function AxisText({ x, y, anchor, lines, lineHeight, fontSize }: AxisTextProps): ReactElement {
  const looks = [undefined, styles.value];
  return (
    <text x={x} y={y} textAnchor={anchor} fontSize={fontSize}>
      {lines.map((line, at) => (
        <tspan key={line} x={x} dy={at === 0 ? 0 : lineHeight} className={at > 1 ? styles.more : looks[at]}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

function MarkShape({ mark }: { readonly mark: Mark }): ReactElement {
  const { x, y, shape } = mark;
  if (shape === 'circle') return <circle className={styles.mark} cx={x} cy={y} r={HALF} />;
  if (shape === 'square') return <rect className={styles.mark} x={x - 4} y={y - 4} width="8" height="8" />;
  return <path className={styles.mark} d={`M${x} ${y - HALF - 1}l${HALF + 1} ${HALF * 2}h${-2 * HALF - 2}Z`} />;
}

function Grid({ drawing }: { readonly drawing: SpiderDrawing }): ReactElement {
  return (
    <g className={styles.grid}>
      {drawing.rings.map((ring) => (
        <path key={ring} d={ring} />
      ))}
      {drawing.spokes.map((spoke) => (
        <line key={`${spoke.x2} ${spoke.y2}`} {...spoke} />
      ))}
    </g>
  );
}

function Labels({ drawing }: { readonly drawing: SpiderDrawing }): ReactElement {
  return (
    <>
      {drawing.ringLabels.map(({ x, y, text, anchor }) => (
        <text key={text} className={styles.ring} x={x} y={y} textAnchor={anchor} fontSize={drawing.fontSize - 2}>
          {text}
        </text>
      ))}
      {drawing.axisLabels.map(({ key, ...place }) => (
        <AxisText key={key} {...place} lineHeight={drawing.lineHeight} fontSize={drawing.fontSize} />
      ))}
    </>
  );
}

/** The spider chart: `lika/`'s drawing, in the theme's colours. Always beside a table with the same figures. */
export function Spider({ axes, series, size, label, areSidesAbove = false }: SpiderProps): ReactElement {
  const { width, height, fontSize } = size;
  const drawing = useMemo(() => {
    const placed = areSidesAbove
      ? axes.map(({ key, label: name, values }, at) =>
          isSide(at, axes.length) ? { key, label: '' } : { key, label: name, values },
        )
      : axes;
    return spider({ axes: placed, series, size: { width, height, fontSize } });
  }, [axes, series, width, height, fontSize, areSidesAbove]);
  return (
    <svg className={styles.spider} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <Grid drawing={drawing} />
      {[...drawing.polygons.entries()].reverse().map(([at, polygon]) => (
        <g key={polygon.key} className={LOOKS[at]}>
          <path
            className={polygon.fill ? styles.filled : styles.line}
            d={polygon.path}
            strokeDasharray={polygon.dash ?? undefined}
          />
          {polygon.marks.map((mark) => (
            <MarkShape key={mark.axis} mark={mark} />
          ))}
          {polygon.label && (
            <text
              className={styles.series}
              x={polygon.label.x}
              y={polygon.label.y}
              textAnchor={polygon.label.anchor}
              fontSize={drawing.fontSize}
            >
              {polygon.label.text}
            </text>
          )}
        </g>
      ))}
      <Labels drawing={drawing} />
      {areSidesAbove && <SideLabels axes={axes} drawing={drawing} />}
    </svg>
  );
}
