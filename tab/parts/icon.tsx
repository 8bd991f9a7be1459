import type { ReactElement, ReactNode } from 'react';

export interface IconProps {
  /** Pixels; 20 unless said otherwise. */
  readonly size?: number;
}

/** A small component that draws one icon in Fluent's 20-pixel square, coloured as the text around it. */
export function icon(draw: ReactNode): (props: IconProps) => ReactElement {
  return ({ size = 20 }) => (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {draw}
    </svg>
  );
}
