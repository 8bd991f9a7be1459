import { Router, json } from 'express';
import { z } from 'zod';
import type { SandboxClock, StateSection } from './context.ts';
import { badRequest } from './problems.ts';

/** The clock that can be moved, with its HTTP address. */
export interface MovableClock extends SandboxClock {
  /** Moves on by a duration (ISO 8601, e.g. `P7D`, `-PT1H`) from the moved now. */
  advance(duration: string): void;
  /** Moves to an instant; time runs on from there. */
  set(instant: string): void;
  /** Shows real time again. */
  goBack(): void;
}

const DURATION =
  /^([+-])?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/**
 * Adds an ISO 8601 duration to an instant, in UTC; the day is kept within the month (31 January + P1M = 28 February).
 * @returns null when the text is no duration.
 */
export function addDuration(from: Date, duration: string): Date | null {
  const parts = DURATION.exec(duration);
  if (!parts || !/\d/.test(duration) || duration.endsWith('T')) return null;
  const sign = parts[1] === '-' ? -1 : 1;
  const [years, months, weeks, days, hours, minutes, seconds] = parts
    .slice(2)
    .map((part: string | undefined) => sign * Number(part ?? 0));
  const moved = new Date(from);
  const day = moved.getUTCDate();
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + (years ?? 0) * 12 + (months ?? 0));
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(day, lastDay));
  const rest = (weeks ?? 0) * 7 * 86_400 + (days ?? 0) * 86_400 + (hours ?? 0) * 3_600 + (minutes ?? 0) * 60;
  const result = new Date(moved.getTime() + (rest + (seconds ?? 0)) * 1000);
  return Number.isNaN(result.getTime()) ? null : result;
}

/** Makes the clock; its offset lives in the sandbox's state, so that a second start goes on at the moved time. */
export function createClock(offset: StateSection<{ ms: number }>): MovableClock {
  const moveTo = (instant: Date) => {
    offset.value.ms = instant.getTime() - Date.now();
    offset.changed();
  };
  const now = () => new Date(Date.now() + offset.value.ms);
  return {
    now,
    real: () => Date.now(),
    get offsetMs() {
      return offset.value.ms;
    },
    advance(duration) {
      const to = addDuration(now(), duration);
      if (!to) throw new RangeError(`"${duration}" is not an ISO 8601 duration`);
      moveTo(to);
    },
    set(instant) {
      moveTo(new Date(instant));
    },
    goBack() {
      offset.value.ms = 0;
      offset.changed();
    },
  };
}

const move = z.union([
  z.strictObject({
    advance: z
      .string()
      .refine((text) => addDuration(new Date(0), text) !== null, 'must be an ISO 8601 duration, e.g. P7D'),
  }),
  z.strictObject({ set: z.iso.datetime({ offset: true }) }),
  z.strictObject({ real: z.literal(true) }),
]);

/** GET /clock and POST /clock. */
export function clockRouter(clock: MovableClock): Router {
  const router = Router();
  const shown = () => ({ now: clock.now().toISOString(), offsetMs: clock.offsetMs });
  router.get('/clock', (_request, response) => {
    response.json(shown());
  });
  router.post('/clock', json(), (request, response) => {
    const wanted = move.safeParse(request.body);
    if (!wanted.success) return badRequest(response, wanted.error);
    if ('advance' in wanted.data) clock.advance(wanted.data.advance);
    else if ('set' in wanted.data) clock.set(wanted.data.set);
    else clock.goBack();
    response.json(shown());
  });
  return router;
}
