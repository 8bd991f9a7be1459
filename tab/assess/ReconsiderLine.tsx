import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Reconsider } from '../../bot/api/schemas/assessments.ts';
import { useFormat } from '../parts/format.ts';
import { swedishDay } from '../parts/short-day.ts';
import { useUnitPath } from '../parts/unit.ts';
import { HistoryIcon } from '../parts/more-icons.tsx';
import styles from './ReconsiderLine.module.css';

/** What has been done since last time about the indicator: the earlier answer may no longer be the right one. */
export function ReconsiderLine({ done }: { readonly done: Reconsider['done'] }): ReactElement {
  const { t } = useTranslation();
  const { dayAndMonth } = useFormat();
  const path = useUnitPath();
  return (
    <div className={styles.line}>
      <span className={styles.icon}>
        <HistoryIcon size={16} />
      </span>
      <div className={styles.words}>
        <p>
          <strong>{t('assess.reconsider.tag')}.</strong> {t('assess.reconsider.why', { count: done.length })}
        </p>
        <ul>
          {done.map(({ action, title, at }) => (
            <li key={action}>
              <Link className={styles.link} to={path('/plan', { search: { action } })}>
                {title}
              </Link>{' '}
              {t('assess.reconsider.done', { day: dayAndMonth(swedishDay(at)) })}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
