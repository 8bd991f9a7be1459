import { useEffect, useLayoutEffect, useRef } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { Link, useNavigationType } from 'react-router';
import { ChevronLeftIcon } from './icons.tsx';
import styles from './Page.module.css';

interface PageProps {
  readonly title: string;
  /** A line below the title: facts, not sentences. */
  readonly meta?: ReactNode;
  /** At the right of the title: at most one main button. */
  readonly end?: ReactNode;
  readonly back?: { readonly to: string; readonly label: string };
  /** False when the view itself puts focus somewhere better at its start. */
  readonly focusTitle?: boolean;
  readonly children: ReactNode;
}

/** A view: its one h1, which gets focus when the person has come by a link, and the content below. */
export function Page({ title, meta, end, back, focusTitle = true, children }: PageProps): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  const came = useNavigationType();
  useEffect(() => {
    document.title = `${title} · LIKA`;
  }, [title]);
  // Only at the view's start: a changed title is not a new view. With the first picture of it, not after: whoever has
  // gone on by Tab in between would be taken back.
  const isNew = useRef(came === 'PUSH' && focusTitle);
  useLayoutEffect(() => {
    if (!isNew.current) return;
    isNew.current = false;
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <main className={styles.page}>
      {back && (
        <Link className={styles.back} to={back.to}>
          <ChevronLeftIcon size={16} />
          {back.label}
        </Link>
      )}
      <div className={styles.head}>
        <div className={styles.titles}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {meta && <div className={styles.meta}>{meta}</div>}
        </div>
        {end && <div className={styles.end}>{end}</div>}
      </div>
      {children}
    </main>
  );
}
