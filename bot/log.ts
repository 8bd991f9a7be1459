import { pino } from 'pino';
import type { Logger } from 'pino';

export type Log = Logger;

/** Structured lines in UTC on standard output. Tokens and free text never stand in them. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ['*.authorization', '*.token', 'token', 'authorization', '*.comment', 'comment'], remove: true },
  });
}
