/** How fast the reminders could have gone at best, from what the connector says it was asked. */

/**
 * @typedef {{chat: string, tenant: string, at: number, status: number}} Call at: real time in milliseconds
 */

const LIMIT = { calls: 30, milliseconds: 1000 };

/**
 * The run without its restart, and the shortest run that the limits and the Retry-Afters sent allow, in milliseconds.
 *
 * The restart is the time from the kill to the first call after it. It is cut out of the run, with what it hides of a
 * Retry-After.
 *
 * The shortest run is that of a sender that takes no time at all itself: it fires as many calls as a tenant's limit allows
 * (30 in any second) in the same instant, again the instant that the limit allows, and stays silent while a Retry-After
 * that was sent in the run holds. For each tenant: as many bursts as its taken calls need, each a second after the one
 * before, or at the end of the Retry-Afters that are in force then. The slowest tenant gives the time. Calls that were
 * turned away cost it nothing but their Retry-After; the limits of a conversation don't count, each has one reminder.
 *
 * @param {Call[]} calls
 * @param {{killedAt: number, retryAfter: number}} run milliseconds
 */
export function fastest(calls, { killedAt, retryAfter }) {
  const times = calls.map(({ at }) => at).sort((a, b) => a - b);
  const begin = times[0] ?? 0;
  const restarted = times.find((at) => at > killedAt) ?? killedAt;
  const gap = killedAt > 0 ? Math.max(0, restarted - killedAt) : 0;
  /** @param {number} at */
  const inRun = (at) => (gap === 0 || at <= killedAt ? at : Math.max(killedAt, at - gap)) - begin;
  const taken = calls.filter(({ status }) => status < 300);
  const ours = Math.max(...taken.map(({ at }) => inRun(at)));
  const tenants = [...new Set(taken.map(({ tenant }) => tenant))];
  const least = Math.max(
    ...tenants.map((one) => {
      const holds = calls
        .filter(({ tenant, status }) => tenant === one && status === 429)
        .map(({ at }) => ({ from: inRun(at), until: inRun(at + retryAfter) }));
      return leastOf(taken.filter(({ tenant }) => tenant === one).length, holds);
    }),
  );
  const busiest = Math.max(...tenants.map((one) => most(taken.filter(({ tenant }) => tenant === one))));
  return { ours, least, busiest };
}

/**
 * @param {number} count
 * @param {{from: number, until: number}[]} holds
 */
function leastOf(count, holds) {
  const sorted = [...holds].sort((a, b) => a.from - b.from);
  let now = 0;
  for (let left = count; ; now += LIMIT.milliseconds) {
    for (const { from, until } of sorted) if (from < now && now < until) now = until;
    left -= LIMIT.calls;
    if (left <= 0) return now;
  }
}

/** @param {Call[]} calls how many came in the busiest second */
function most(calls) {
  const times = calls.map(({ at }) => at).sort((a, b) => a - b);
  return Math.max(
    ...times.map((at, index) => times.filter((t, i) => i >= index && t < at + LIMIT.milliseconds).length),
  );
}
