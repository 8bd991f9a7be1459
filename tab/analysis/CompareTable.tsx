import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../parts/format.ts';
import type { Part } from './choice.ts';
import type { Figures } from './figures.ts';
import { useRows } from './rows.ts';
import styles from './CompareTable.module.css';

interface CompareTableProps {
  readonly figures: Figures;
  readonly part: Part;
  readonly open: (cell: string) => void;
}

/** The table twin: a row per area or part, a column per assessment, and the change against the first of the earlier ones. */
export function CompareTable({ figures, part, open }: CompareTableProps): ReactElement {
  const { t } = useTranslation();
  const { score, change } = useFormat();
  const rows = useRows()(figures, part);
  const columns = [figures.now, ...figures.others];
  const isCompared = figures.others.length > 0;
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('score.tableCaption')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('score.mean')}</th>
            {columns.map(({ assessment, label }) => (
              <th key={assessment.id} scope="col">
                {label}
              </th>
            ))}
            {isCompared && <th scope="col">{t('analysis.table.change')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, step, name, values, change: moved }) => (
            <tr key={key}>
              <th scope="row">
                {step === null ? (
                  name
                ) : (
                  <button type="button" className={styles.open} onClick={() => open(key)}>
                    {name}
                  </button>
                )}
              </th>
              {values.map((value, at) => (
                <td key={columns[at]?.assessment.id} className={at === 0 ? styles.now : undefined}>
                  {score(value)}
                </td>
              ))}
              {isCompared && <td>{change(moved)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
