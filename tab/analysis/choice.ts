/** What the analysis shows: it all stands in the address, so that a link shows the same and Back goes one step back. */
import { useSearchParams } from 'react-router';

export const VIEWS = ['spider', 'bars', 'table'] as const;
export type View = (typeof VIEWS)[number];
export const PARTS = ['areas', 'cells'] as const;
export type Part = (typeof PARTS)[number];

export interface Choice {
  readonly view: View;
  readonly part: Part;
  /** The assessment in view; null for the one that stands. */
  readonly base: string | null;
  /** Those it is compared with; null for the one before it. */
  readonly compared: readonly string[] | null;
  /** The cell that is open, as `ledning-2`. */
  readonly cell: string | null;
}

export interface Choosing extends Choice {
  readonly choose: (change: Partial<Choice>) => void;
}

function oneOf<T extends string>(all: readonly T[], value: string | null, otherwise: T): T {
  return all.find((each) => each === value) ?? otherwise;
}

const NOBODY = 'none';

/** The choice, and a way to change it. Only opening a cell is a step that Back takes back. */
export function useChoice(isNarrow: boolean): Choosing {
  const [search, setSearch] = useSearchParams();
  const compared = search.get('with');
  return {
    // Near polygons run together on a phone.
    view: oneOf(VIEWS, search.get('view'), isNarrow ? 'bars' : 'spider'),
    part: oneOf(PARTS, search.get('part'), 'cells'),
    base: search.get('base'),
    compared: compared === null ? null : compared.split(',').filter((id) => id !== NOBODY),
    cell: search.get('cell'),
    choose: ({ compared: ids, ...change }) => {
      const next = new URLSearchParams(search);
      for (const [key, value] of Object.entries(change)) {
        if (value === null) next.delete(key);
        else next.set(key, value);
      }
      if (ids === null) next.delete('with');
      else if (ids !== undefined) next.set('with', ids.length === 0 ? NOBODY : ids.join(','));
      setSearch(next, { replace: change.cell === undefined || change.cell === null });
    },
  };
}
