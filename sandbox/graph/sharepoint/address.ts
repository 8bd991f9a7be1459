/** Segments of an address, still encoded, in which a path (`items/{id}:/a/b.docx:`, `root:/a`) has been folded together. */
export interface Folded {
  readonly segments: readonly string[];
  /** The path's names, still encoded; null without a path. */
  readonly path: readonly string[] | null;
}

/**
 * Folds an item addressed by path into `items/{id}` and the path beside it, so that addresses by path and by id are
 * found by the same templates; the root is the item `root`.
 * @param segments without the version
 */
export function foldPath(segments: readonly string[]): Folded {
  const [first = '', second = ''] = segments;
  if (/^sites$/i.test(first) && /.:$/.test(second) && segments.length > 2) {
    return { segments: [first, second], path: segments.slice(2) };
  }
  const drive = /^drives$/i.test(first)
    ? 2
    : /^(groups|sites)$/i.test(first) && /^drive$/i.test(segments[2] ?? '')
      ? 3
      : 0;
  const under = segments[drive] ?? '';
  if (drive === 0 || !/^(items|root:?)$/i.test(under)) return { segments, path: null };
  const isRoot = /^root/i.test(under);
  const at = isRoot ? drive : drive + 1;
  const item = segments[at];
  if (item === undefined) return { segments, path: null };
  const id = isRoot ? 'root' : item;
  const head = [...segments.slice(0, drive), 'items'];
  if (!item.endsWith(':')) return { segments: [...head, id, ...segments.slice(at + 1)], path: null };
  const rest = segments.slice(at + 1);
  const close = rest.findIndex((each) => each.endsWith(':'));
  const names = close < 0 ? rest : [...rest.slice(0, close), rest[close]?.slice(0, -1) ?? ''];
  return {
    segments: [...head, id.replace(/:$/, ''), ...(close < 0 ? [] : rest.slice(close + 1))],
    path: names.filter((each) => each !== ''),
  };
}

/** Whether a call sends a file's bytes, not JSON. */
export const sendsBytes = (method: string, path: string): boolean =>
  method.toUpperCase() === 'PUT' && /\/content\/?$/i.test(path) && /^\/(drives|groups|sites)\//i.test(path);
