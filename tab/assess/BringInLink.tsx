import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionLink } from '../parts/ActionLink.tsx';
import { useMay, useUnitPath } from '../parts/unit.ts';
import styles from './BringInLink.module.css';

/** The quiet way in for those who have an assessment elsewhere already. */
export function BringInLink(): ReactElement | null {
  const { t } = useTranslation();
  const may = useMay();
  const path = useUnitPath();
  if (!may('assessment.create')) return null;
  return (
    <p className={styles.line}>
      <ActionLink look="plain" to={path('/import')}>
        {t('assess.bringIn')}
      </ActionLink>
    </p>
  );
}
