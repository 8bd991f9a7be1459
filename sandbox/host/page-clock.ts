let start = 0;

/** Sets what the sandbox's clock said when the page was made; it runs on from there. */
export function startClock(iso: string): void {
  start = Date.parse(iso) - performance.now();
}

/** Now, by the sandbox's clock. */
export function now(): Date {
  return new Date(start + performance.now());
}
