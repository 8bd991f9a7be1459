/** Makes `wanted` the children of an element, moving only those that stand elsewhere, so that the rest keep their focus. */
export function setChildren(parent: HTMLElement, wanted: readonly HTMLElement[]): void {
  for (const [index, child] of wanted.entries()) {
    if (parent.children[index] === child) continue;
    parent.insertBefore(child, parent.children[index] ?? null);
  }
  while (parent.children.length > wanted.length) parent.lastElementChild?.remove();
}

/** Nodes made from data, kept for as long as the data is the same. */
export class KeptNodes {
  #kept = new Map<string, { made: string; node: HTMLElement }>();
  #used = new Set<string>();

  /** The node of an id; made anew when `from` (as JSON) is not what it was made from. */
  get(id: string, from: unknown, make: () => HTMLElement): HTMLElement {
    const made = JSON.stringify(from);
    this.#used.add(id);
    const known = this.#kept.get(id);
    if (known?.made === made) return known.node;
    const node = make();
    this.#kept.set(id, { made, node });
    if (known?.node.contains(document.activeElement)) refocusLater(known.node, node);
    return node;
  }

  /** Lets go of what was not asked for since the last time. */
  sweep(): void {
    for (const id of this.#kept.keys()) if (!this.#used.has(id)) this.#kept.delete(id);
    this.#used = new Set();
  }
}

/** Focus that stood in a node goes to what is called the same in the new one, or else to the new one's card. */
function refocusLater(old: HTMLElement, fresh: HTMLElement): void {
  const had = document.activeElement;
  const name = had?.getAttribute('aria-label') ?? had?.textContent;
  queueMicrotask(() => {
    if (old.isConnected || !fresh.isConnected) return;
    const same = [...fresh.querySelectorAll<HTMLElement>('button, [tabindex="0"], input, select, textarea')].find(
      (each) => (each.getAttribute('aria-label') ?? each.textContent) === name && !each.hasAttribute('disabled'),
    );
    const card = fresh.querySelector<HTMLElement>('.card');
    card?.setAttribute('tabindex', '-1');
    (same ?? card)?.focus({ preventScroll: true });
  });
}
