/**
 * Planner's order hints. What the service answers is opaque text, ordered by character codes. What a client sends is
 * `<hint before> <hint after>!`, each side empty when there is none; a hint sent back as it came is refused.
 */
const SENT = /^[!-~]* [!-~]*!$/;
const LEAST = 33;
const MOST = 126;

/** Whether a client may send this. */
export const isOrderHint = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 512 && SENT.test(value);

/** The hint that the service gives to something new without a wish: before all earlier ones. */
export const foremostHint = (version: number) => `8585${String(999_999_999_999_999 - version).padStart(15, '0')}P`;

/** The hint that the service makes of a client's wish. */
export function settleHint(wish: string): string {
  const [before = '', after = ''] = wish.slice(0, -1).split(' ');
  return between(before, after);
}

/** A text that sorts after `before` and ahead of `after`, where such a text exists. */
function between(before: string, after: string): string {
  let made = '';
  let bounded = after !== '' && before < after;
  for (let at = 0; ; at += 1) {
    const low = at < before.length ? before.charCodeAt(at) : LEAST - 1;
    const high = bounded && at < after.length ? after.charCodeAt(at) : MOST + 1;
    if (high - low > 1) return made + String.fromCharCode((low + high) >> 1);
    made += String.fromCharCode(Math.max(low, LEAST));
    if (high > low && low >= LEAST) bounded = false;
  }
}
