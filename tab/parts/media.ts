import { useSyncExternalStore } from 'react';

const queries = new Map<string, MediaQueryList>();

function queryOf(media: string): MediaQueryList {
  const known = queries.get(media) ?? matchMedia(media);
  queries.set(media, known);
  return known;
}

/** Whether the window fits the media query now, such as `(width >= 1000px)`. */
export function useMedia(media: string): boolean {
  const query = queryOf(media);
  return useSyncExternalStore(
    (changed) => {
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => query.matches,
  );
}
