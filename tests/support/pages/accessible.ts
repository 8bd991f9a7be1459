import { readFileSync } from 'node:fs';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame } from 'playwright-core';

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds wrong in a page, one line each: the rule, where, and why. An empty list when there is nothing.
 * Fluent's focus traps put dummies in the page that are there for a moment and for nobody; they are left out.
 */
export async function accessibilityFaults(frame: Frame): Promise<string[]> {
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(AXE);
  const { violations } = await frame.evaluate(
    async (options): Promise<AxeResults> => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      // What is on its way to another colour or place is looked at where it arrives.
      const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
      await Promise.all(passing.map((animation) => animation.finished.catch(() => undefined)));
      return axe.run({ exclude: [['[data-tabster-dummy]']] }, options);
    },
    { runOnly: RULES, resultTypes: ['violations'], elementRef: false } satisfies RunOptions,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message)[0] ?? '';
      return `${id} at ${target.join(' ')}: ${why}`;
    }),
  );
}

/** How many pixels one has to scroll sideways to see all of the page; 0 is as it should be. */
export async function sidewaysScroll(frame: Frame): Promise<number> {
  return frame.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));
}
