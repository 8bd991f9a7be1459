const LOOK_EVERY_MS = 50;

/**
 * Waits for a condition.
 * @returns what `look` gave, once it is neither false, null nor undefined
 * @throws Error with the last thing seen when it doesn't come true in time
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | false | null | undefined>,
  withinMs = 30_000,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== false && seen !== null && seen !== undefined) return seen;
    if (performance.now() > end) throw new Error(`It never came true within ${String(withinMs / 1000)} s that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
