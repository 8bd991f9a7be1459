import { useEffect } from 'react';
import { now } from '../../parts/clock.ts';
import { lookAtPlanner } from './commands.ts';

const AGAIN_MS = 60_000;
/** Coming and going needn't be told each time. */
const LEAST_MS = 10_000;

/** While the plan is open and in Planner, the service hears that somebody is at work, so that changes there show soon. */
export function useLooking(unit: string, isConnected: boolean): void {
  useEffect(() => {
    if (!isConnected) return;
    let last = -Infinity;
    const look = (): void => {
      if (document.visibilityState !== 'visible' || now() - last < LEAST_MS) return;
      last = now();
      // It only speeds things up; without it Planner is looked at more seldom.
      lookAtPlanner(unit).catch(() => undefined);
    };
    look();
    const timer = setInterval(look, AGAIN_MS);
    addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [unit, isConnected]);
}
