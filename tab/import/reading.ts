import { useRef, useState } from 'react';
import type { Import, ImportTable, ImportUnsure, Reading } from '../../bot/api/schemas/imports.ts';
import { useErrorText } from '../parts/ErrorState.tsx';
import { sayReading } from './commands.ts';

export type RowChoice = NonNullable<Reading['rows']>[number];

export interface ReadingHand {
  readonly reading: Reading;
  /** Says it anew; the preview follows. */
  readonly say: (reading: Reading) => void;
  readonly isBusy: boolean;
  readonly fault: string | null;
  /** Rows that have been unsure, also those that somebody has settled since: what is settled stays in sight. */
  readonly unsure: readonly ImportUnsure[];
  /** Answers whose meaning has been asked for, likewise. */
  readonly words: readonly ImportTable['words'][number][];
}

/** How the file is to be understood, as the person says it bit by bit: shown at once, sent in order. */
export function useReading({ id, preview }: Import): ReadingHand {
  const [reading, setReading] = useState<Reading>(preview?.reading ?? {});
  const [under, setUnder] = useState(0);
  const [fault, setFault] = useState<string | null>(null);
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const errorText = useErrorText();
  const rows = useKept(preview?.unsure.rows ?? [], ({ row }) => row, keyOfTable(reading));
  const words = useKept(preview?.table?.words ?? [], ({ word }) => word, keyOfTable(reading));
  const say = (wanted: Reading): void => {
    setReading(wanted);
    setFault(null);
    setUnder((count) => count + 1);
    last.current = last.current
      .then(() => sayReading(id, wanted))
      .catch((error: unknown) => setFault(errorText(error)))
      .finally(() => setUnder((count) => count - 1));
  };
  return { reading, say, isBusy: under > 0, fault, unsure: rows, words };
}

/** With other columns the rows are others. */
const keyOfTable = ({ sheet, mapping }: Reading): string => JSON.stringify([sheet, mapping]);

/** All that has been in a list while the key was the same, in the order that it came. */
function useKept<T>(now: readonly T[], keyOf: (one: T) => unknown, key: string): readonly T[] {
  const [kept, setKept] = useState<{ readonly key: string; readonly all: readonly T[] }>({ key, all: now });
  const known = new Set((kept.key === key ? kept.all : []).map(keyOf));
  const fresh = now.filter((one) => !known.has(keyOf(one)));
  if (kept.key === key && fresh.length === 0) return kept.all;
  const all = kept.key === key ? [...kept.all, ...fresh] : now;
  setKept({ key, all });
  return all;
}

/** The reading with another choice for a row; null takes the choice back. */
export function withRow(reading: Reading, row: number, choice: Omit<RowChoice, 'row'> | null): Reading {
  const others = (reading.rows ?? []).filter((one) => one.row !== row);
  return { ...reading, rows: choice ? [...others, { row, ...choice }] : others };
}

/** The reading with another meaning of an answer; null takes it back. */
export function withMeaning(reading: Reading, word: string, option: string | null): Reading {
  const others = (reading.meanings ?? []).filter((one) => one.word !== word);
  return { ...reading, meanings: option === null ? others : [...others, { word, option }] };
}
