import { createHash } from 'node:crypto';
import type { UnitReport } from '../../documents/report.ts';

/** Grows when the documents themselves are made otherwise, so that those that lie there are made anew. */
const FORM = 1;

/**
 * What a report says, in few letters: documents with the same fingerprint say the same. Without the day it was read on and
 * without names, which come and go with Graph. Versions belong to it: the workbook remembers them, and by an old one LIKA
 * would take its own latest change for somebody else's.
 */
export function fingerprintOf({ day: _day, names: _names, ...report }: UnitReport, schoolYear: number): string {
  const text = JSON.stringify({ FORM, schoolYear, report }, (_, value: unknown) => {
    if (typeof value === 'bigint') return String(value);
    return value instanceof Map ? sorted(value as ReadonlyMap<string, unknown>) : value;
  });
  return createHash('sha256').update(text).digest('hex');
}

const sorted = (map: ReadonlyMap<string, unknown>): [string, unknown][] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1));

export const shaOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
