import { call } from './api.ts';

/** How often the page asks what the sandbox's clock says: it may be moved from another window. */
const ASK_MS = 3_000;

let start = 0;
let offset = 0;

/** Sets what the sandbox's clock said when the page was made; it runs on from there. */
export function startClock({ now: iso, offsetMs }: { now: string; offsetMs: number }): void {
  start = Date.parse(iso) - performance.now();
  offset = offsetMs;
}

/** Now, by the sandbox's clock. */
export function now(): Date {
  return new Date(start + performance.now());
}

/** Whether it shows another time than the real one. */
export const isMoved = (): boolean => Math.abs(offset) > 1_000;

/** Moves the sandbox's clock, for all windows and the service. @throws CallFailed */
export async function moveClock(to: { advance: string } | { set: string } | { real: true }): Promise<void> {
  startClock((await call('/clock', { method: 'POST', body: to })) as { now: string; offsetMs: number });
}

/** Calls back now and then, and soon after the clock was moved anywhere. */
export function followClock(ticked: () => void): void {
  setInterval(() => {
    void call('/clock').then(
      (said) => {
        startClock(said as { now: string; offsetMs: number });
        ticked();
      },
      () => undefined,
    );
  }, ASK_MS);
}
