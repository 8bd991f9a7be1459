/** Brings an indicator into sight and puts focus in its row: on the chosen answer, else on the first. */
export function focusIndicator(id: string, how: 'at-once' | 'gently'): void {
  const block = document.getElementById(id);
  const radio =
    block?.querySelector<HTMLInputElement>('input[type=radio]:checked') ??
    block?.querySelector<HTMLInputElement>('input[type=radio]');
  if (!block || !radio) return;
  radio.focus({ preventScroll: true });
  const isStill = how === 'at-once' || matchMedia('(prefers-reduced-motion: reduce)').matches;
  block.scrollIntoView({ block: 'center', behavior: isStill ? 'instant' : 'smooth' });
}
