import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Loading.module.css';

/** Most waits are over before anyone notices; only a longer one is shown. */
const SHOWN_AFTER_MS = 400;

/** Something is on its way. */
export function Loading(): ReactElement {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SHOWN_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.loading} role="status">
      {isShown && (
        <>
          <span className={styles.ring} aria-hidden="true" />
          {t('common.loading')}
        </>
      )}
    </div>
  );
}
