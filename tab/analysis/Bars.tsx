import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../parts/format.ts';
import { Bar } from './Bar.tsx';
import type { Part } from './choice.ts';
import type { Figures } from './figures.ts';
import { useRows } from './rows.ts';
import styles from './Bars.module.css';

interface BarsProps {
  readonly figures: Figures;
  readonly part: Part;
  readonly open: (cell: string) => void;
}

/** As many ticks as can be told apart on one bar. */
const TICKS_MAX = 2;

/** Aligned bars, one per area or part, with ticks for the earlier ones. */
export function Bars({ figures, part, open }: BarsProps): ReactElement {
  const { t } = useTranslation();
  const { score, change } = useFormat();
  const rows = useRows()(figures, part);
  const ticks = figures.others.slice(0, TICKS_MAX);
  return (
    <>
      <p className={styles.note}>
        {t('analysis.bars.now', { label: figures.now.label })}
        {ticks.map(({ assessment, label }, at) => (
          <span key={assessment.id} className={styles.key}>
            <span className={at === 0 ? styles.before : styles.third} aria-hidden="true" />
            {t('analysis.bars.tick', { label })}
          </span>
        ))}
      </p>
      <ul className={styles.bars}>
        {rows.map(({ key, step, name, values, change: moved }) => {
          const [now = null, ...before] = values;
          const facts = (
            <>
              <span className={styles.name}>{name}</span>
              <span className={styles.value}>{score(now)}</span>
              <span className={styles.change}>{moved !== null && change(moved)}</span>
              <span className={styles.bar}>
                <Bar value={now} before={before.slice(0, TICKS_MAX)} isThick />
              </span>
            </>
          );
          return (
            <li key={key}>
              {step === null ? (
                <div className={styles.row}>{facts}</div>
              ) : (
                <button type="button" className={styles.row} onClick={() => open(key)}>
                  {facts}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
