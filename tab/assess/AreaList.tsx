import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Completeness, Progress } from '../../lika/assessment/completeness.ts';
import { textIn } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { Card } from '../parts/Card.tsx';
import { useFormat } from '../parts/format.ts';
import { ChevronRightIcon } from '../parts/icons.tsx';
import { StatusTag } from '../parts/StatusTag.tsx';
import { useUnitPath } from '../parts/unit.ts';
import styles from './AreaList.module.css';

/** Three statuses, in words: not begun, going, done. */
export function ProgressTag({ progress }: { readonly progress: Progress }): ReactElement {
  const { t } = useTranslation();
  if (progress.answered === 0) return <StatusTag tone="quiet">{t('assess.status.none')}</StatusTag>;
  if (progress.answered < progress.total) return <StatusTag tone="going">{t('assess.status.going')}</StatusTag>;
  return <StatusTag tone="done">{t('assess.status.done')}</StatusTag>;
}

/** The areas as a task list; any order. */
export function AreaList({
  instrument,
  done,
}: {
  readonly instrument: Instrument;
  readonly done: Completeness;
}): ReactElement {
  const { t } = useTranslation();
  const { language } = useFormat();
  const to = useUnitPath();
  return (
    <Card padding="none">
      <ul>
        {instrument.areas.map((area) => {
          const progress = done.areas[area.key] ?? { answered: 0, total: 0 };
          return (
            <li key={area.key} className={styles.item}>
              <Link className={styles.area} to={to(`/assess/${area.key}`)}>
                <span className={styles.letter} aria-hidden="true">
                  {area.letter}
                </span>
                <span className={styles.words}>
                  <span className={styles.name}>{textIn(area.name, language)}</span>
                  <span className={styles.about}>{textIn(area.about, language)}</span>
                </span>
                <span className={styles.count}>
                  {t('assess.of', { answered: progress.answered, total: progress.total })}
                </span>
                <span className={styles.status}>
                  <ProgressTag progress={progress} />
                </span>
                <span className={styles.chevron}>
                  <ChevronRightIcon />
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
