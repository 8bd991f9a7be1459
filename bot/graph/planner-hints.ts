/**
 * Where a new item of a checklist goes. Planner shows the greatest order hint first, and makes the hint itself of a wish:
 * `<hint before> <hint after>!` in the hints' own order, either side empty where there is none. A wish can be made of
 * other wishes, and sorts as they do.
 * Source: learn.microsoft.com/graph/api/resources/planner-order-hint-format. That checklists go from the greatest to the
 * least is seen in what Planner answers (github.com/microsoftgraph/microsoft-graph-docs/issues/12828).
 */

export interface Hinted {
  readonly id: string;
  readonly hint: string;
}

/**
 * The wishes of those that aren't there yet, by id: each comes right after the one before it in `wanted`.
 * @param there as Planner shows them
 */
export function wishesFor(wanted: readonly string[], there: readonly Hinted[]): ReadonlyMap<string, string> {
  const wishes = new Map<string, string>();
  const placeOf = (id: string | undefined): number => there.findIndex((one) => one.id === id);
  let run: string[] = [];
  for (const [index, id] of wanted.entries()) {
    if (placeOf(id) >= 0) continue;
    run.push(id);
    const next = wanted[index + 1];
    if (next !== undefined && placeOf(next) < 0) continue;
    const above = placeOf(wanted[index - run.length]);
    const side = { above: there[above]?.hint ?? '', below: there[above + 1]?.hint ?? '' };
    for (const [made, wish] of wishesBetween(run, side)) wishes.set(made, wish);
    run = [];
  }
  return wishes;
}

/** Made of each other such that the wishes as they are sort as the hints that Planner makes of them. */
function wishesBetween(ids: readonly string[], { above, below }: { above: string; below: string }): [string, string][] {
  const made: [string, string][] = [];
  if (above === '') for (const id of [...ids].reverse()) made.push([id, `${made.at(-1)?.[1] ?? below} !`]);
  else for (const id of ids) made.push([id, `${below} ${made.at(-1)?.[1] ?? above}!`]);
  return made;
}
