import { useEffect } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptySpider } from '../parts/EmptySpider.tsx';
import styles from './Outside.module.css';

/** The page outside Teams: where to find it. Stands without router and data, as there is nobody signed in. */
export function Outside(): ReactElement {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = 'LIKA';
  }, []);
  return (
    <main className={styles.page}>
      <EmptySpider letters={['L', 'I', 'K', 'A']} />
      <div>
        <h1>{t('outside.title')}</h1>
        <p className={styles.text}>{t('outside.text')}</p>
        <p className={styles.text}>{t('outside.what')}</p>
        <a className={styles.open} href="https://teams.microsoft.com/">
          {t('outside.open')}
        </a>
      </div>
    </main>
  );
}
