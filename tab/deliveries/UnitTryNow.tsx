import type { ReactElement } from 'react';
import { useMay } from '../parts/unit.ts';
import { TryNow } from '../plan/planner/TryNow.tsx';

/** Försök nu for the unit in view, for one who may send. */
export function UnitTryNow(): ReactElement | null {
  const may = useMay();
  return may('planner.send') ? <TryNow /> : null;
}
