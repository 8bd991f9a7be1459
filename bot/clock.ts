import { z } from 'zod';

/** The only file of the service that asks the machine for the time. */

export interface Clock {
  /** Now as the product sees it: school years, deadlines and dates of records. */
  now(): Date;
  /** Milliseconds since 1970 in real time: for tokens, limits and waiting, which no sandbox moves. */
  realTime(): number;
  stop(): void;
}

const Moved = z.object({ offsetMs: z.number() });
const ASK_EVERY_MS = 1000;

/** Real time. */
export function systemClock(): Clock {
  return { now: () => new Date(), realTime: () => Date.now(), stop: () => undefined };
}

/**
 * Follows the sandbox's clock, which is asked once a second how far it has been moved. While it doesn't answer, the
 * last known offset stands.
 */
export async function followingClock(url: string): Promise<Clock> {
  let offset = 0;
  const ask = async (): Promise<void> => {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(ASK_EVERY_MS * 5) });
      offset = Moved.parse(await answer.json()).offsetMs;
    } catch {
      // The sandbox is on its way up or down.
    }
  };
  await ask();
  const timer = setInterval(() => void ask(), ASK_EVERY_MS);
  timer.unref();
  return {
    now: () => new Date(Date.now() + offset),
    realTime: () => Date.now(),
    stop: () => clearInterval(timer),
  };
}

/** The moment that lies so many milliseconds after the beginning of 1970, UTC. */
export function momentAt(milliseconds: number): Date {
  return new Date(milliseconds);
}

/** Clocks further apart than this need somebody's hand: Entra dates its tokens five minutes back, and no more. */
export const CLOCK_APART_MS = 5 * 60_000;

/**
 * How far a clock is from that of a server that has just answered.
 * @param date the answer's `Date` header
 * @param realTime the clock's own, in milliseconds
 * @returns milliseconds, above 0 when the clock is ahead of the server's; null without a date
 */
export function clockDifference(date: string | null, realTime: number): number | null {
  const theirs = Date.parse(date ?? '');
  return Number.isNaN(theirs) ? null : realTime - theirs;
}

/** A difference between clocks in words for whoever runs the service: `60 minutes behind`. */
export function apart(milliseconds: number): string {
  return `${Math.round(Math.abs(milliseconds) / 60_000)} minutes ${milliseconds < 0 ? 'behind' : 'ahead of'}`;
}

/** The calendar day in Sweden at a moment, `YYYY-MM-DD`: school years and deadlines follow it. */
export function swedishDay(moment: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm', dateStyle: 'short' }).format(moment);
}
