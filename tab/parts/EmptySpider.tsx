import type { ReactElement } from 'react';
import styles from './EmptySpider.module.css';

const CENTER = 90;
const RADIUS = 66;

function corners(count: number, radius: number): { readonly x: number; readonly y: number }[] {
  return Array.from({ length: count }, (_, at) => {
    const angle = (2 * Math.PI * at) / count;
    return { x: CENTER + radius * Math.sin(angle), y: CENTER - radius * Math.cos(angle) };
  });
}

function ring(count: number, radius: number): string {
  return `M${corners(count, radius)
    .map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('L')}Z`;
}

/** The chart that isn't there yet: rings and the areas' letters. Decorative. */
export function EmptySpider({ letters }: { readonly letters: readonly string[] }): ReactElement {
  const count = Math.max(3, letters.length);
  return (
    <svg className={styles.spider} viewBox="0 0 180 180" aria-hidden="true" focusable="false">
      {[0.33, 0.66, 1].map((share) => (
        <path key={share} className={styles.ring} d={ring(count, RADIUS * share)} />
      ))}
      <path className={styles.hope} d={ring(count, RADIUS * 0.8)} />
      {corners(count, RADIUS + 14).map(({ x, y }, at) => (
        <text key={letters[at] ?? at} className={styles.letter} x={x} y={y} dy="0.36em" textAnchor="middle">
          {letters[at]}
        </text>
      ))}
    </svg>
  );
}
