import type { MyActions } from '../../bot/api/schemas/plan.ts';

export type MyAction = MyActions['actions'][number];

export interface UnitGroup {
  readonly unit: MyAction['unit'];
  /** What is left to do, the soonest due first; without a date last. */
  readonly open: readonly MyAction[];
  /** Done and closed, the latest first. */
  readonly ended: readonly MyAction[];
}

const LAST = '9999-12-31';

function dueOf({ due }: MyAction): string {
  return due ?? LAST;
}

/** Actions by unit: the unit with the soonest date first. */
export function byUnit(actions: readonly MyAction[]): UnitGroup[] {
  const units = new Map(actions.map(({ unit }) => [unit.id, unit]));
  return [...units.values()]
    .map((unit) => {
      const here = actions
        .filter((action) => action.unit.id === unit.id)
        .sort((a, b) => dueOf(a).localeCompare(dueOf(b)));
      const isEnded = ({ state }: MyAction): boolean => state === 'done' || state === 'closed';
      return { unit, open: here.filter((action) => !isEnded(action)), ended: here.filter(isEnded).reverse() };
    })
    .sort((a, b) =>
      (a.open[0] ? dueOf(a.open[0]) : `${LAST}~`).localeCompare(b.open[0] ? dueOf(b.open[0]) : `${LAST}~`),
    );
}
