import { useId } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { mostChanged, strongest, weakest } from '../../lika/analysis/compare.ts';
import { ActionLink } from '../parts/ActionLink.tsx';
import { Card } from '../parts/Card.tsx';
import { useFormat } from '../parts/format.ts';
import { useMay, useUnitPath } from '../parts/unit.ts';
import { Bar } from './Bar.tsx';
import type { Figures } from './figures.ts';
import { cellKey, useRows } from './rows.ts';
import type { Row } from './rows.ts';
import styles from './Standouts.module.css';

const SHOWN = 3;

interface StandoutsProps {
  readonly figures: Figures;
  readonly open: (cell: string) => void;
}

/** Where the school is strong, where there is most to win, and what has moved most. */
export function Standouts({ figures, open }: StandoutsProps): ReactElement {
  const { t } = useTranslation();
  const path = useUnitPath();
  const may = useMay();
  const { now, comparison, others } = figures;
  const rows = useRows()(figures, 'cells');
  const pick = (places: readonly { readonly area: string; readonly step: number }[]): Row[] =>
    places.flatMap(({ area, step }) => rows.find(({ key }) => key === cellKey(area, step)) ?? []);
  const moved = comparison ? pick(mostChanged(comparison, SHOWN)) : [];
  const before = others[0];
  const isWeakAll = now.analysis.cells.length <= SHOWN;
  return (
    <>
      {!isWeakAll && (
        <List title={t('analysis.list.strongest')} rows={pick(strongest(now.analysis, SHOWN))} open={open} />
      )}
      <List title={t('analysis.list.weakest')} rows={pick(weakest(now.analysis, SHOWN))} open={open}>
        {before && <p className={styles.note}>{t('analysis.list.tick', { label: before.label })}</p>}
        {may('plan.read') && (
          <ActionLink to={path('/plan')}>
            {t(may('plan.write') ? 'analysis.list.toPlan' : 'analysis.list.seePlan')}
          </ActionLink>
        )}
      </List>
      {moved.length > 0 && <List title={t('analysis.list.moved')} rows={moved} open={open} />}
    </>
  );
}

interface ListProps {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly open: (cell: string) => void;
  readonly children?: ReactNode;
}

function List({ title, rows, open, children }: ListProps): ReactElement {
  const { score, change } = useFormat();
  const heading = useId();
  return (
    <Card>
      <section aria-labelledby={heading}>
        <h2 id={heading} className={styles.heading}>
          {title}
        </h2>
        <ul>
          {rows.map(({ key, name, values, change: moved }) => {
            const [now = null, ...before] = values;
            return (
              <li key={key} className={styles.item}>
                <button type="button" className={styles.open} onClick={() => open(key)}>
                  <span className={styles.name}>{name}</span>
                  <span className={styles.value}>{score(now)}</span>
                  {moved !== null && <span className={styles.change}>{change(moved)}</span>}
                  <span className={styles.bar}>
                    <Bar value={now} before={before.slice(0, 1)} />
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
        {children && <div className={styles.foot}>{children}</div>}
      </section>
    </Card>
  );
}
