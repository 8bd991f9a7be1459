/**
 * Planner's order hints. What the service answers is opaque text without spaces, ordered by character codes. What a client
 * sends is `<hint before> <hint after>!`, each side empty when there is none, or itself such a wish; a hint sent back as
 * it came is refused. Source: learn.microsoft.com/graph/api/resources/planner-order-hint-format.
 */
const OWN = /^[!-~]*$/;
/** Digits of a fraction: what ends in the least of them has nothing right before it, so no hint does. */
const LEAST = 33;
const MOST = 126;
const LONGEST = 2048;

/** Whether a client may send this. */
export const isOrderHint = (value: unknown): value is string => typeof value === 'string' && parted(value) !== null;

/** The hint that the service gives to something new without a wish: before all earlier ones. */
export const foremostHint = (version: number) => `8585${String(999_999_999_999_999 - version).padStart(15, '0')}P`;

/** The hint that the service makes of a client's wish. */
export function settleHint(wish: string): string {
  const [before, after] = parted(wish) ?? ['', ''];
  return between(settled(before), settled(after));
}

const settled = (side: string): string => (OWN.test(side) ? side : settleHint(side));

/** The two sides of a wish; null when it is none. */
function parted(wish: string, known = new Map<string, [string, string] | null>()): [string, string] | null {
  const before = known.get(wish);
  if (before !== undefined) return before;
  const inner = wish.slice(0, -1);
  const isSide = (side: string) => OWN.test(side) || parted(side, known) !== null;
  let found: [string, string] | null = null;
  for (let at = inner.indexOf(' '); at >= 0 && !found && wish.endsWith('!'); at = inner.indexOf(' ', at + 1))
    if (wish.length <= LONGEST && isSide(inner.slice(0, at)) && isSide(inner.slice(at + 1)))
      found = [inner.slice(0, at), inner.slice(at + 1)];
  known.set(wish, found);
  return found;
}

/** A text that sorts after `before` and ahead of `after`, where such a text exists. */
function between(before: string, after: string): string {
  let made = '';
  let bounded = after !== '' && before < after;
  for (let at = 0; ; at += 1) {
    const low = at < before.length ? before.charCodeAt(at) : LEAST;
    const high = bounded && at < after.length ? after.charCodeAt(at) : MOST + 1;
    if (high - low > 1) return made + String.fromCharCode((low + high) >> 1);
    made += String.fromCharCode(low);
    if (high > low) bounded = false;
  }
}
