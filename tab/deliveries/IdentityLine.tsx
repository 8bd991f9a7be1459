import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Identity } from '../../bot/api/schemas/deliveries.ts';
import { useFormat } from '../parts/format.ts';
import { Notice } from '../parts/Notice.tsx';
import styles from './DeliveryList.module.css';

/** How long LIKA can go on signing in: a quiet line, and a warning when the end of the certificate draws near. */
export function IdentityLine({ identity }: { readonly identity: Identity }): ReactElement | null {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { kind, expires, warning } = identity;
  if (kind === 'secret') return <p className={styles.none}>{t('delivery.identity.secret')}</p>;
  if (expires === null) return null;
  if (warning === null)
    return <p className={styles.none}>{t('delivery.identity.certificate', { date: date(expires) })}</p>;
  return (
    <Notice tone="trouble" title={t(`delivery.identity.${warning}.title`)}>
      {t(`delivery.identity.${warning}.text`, { date: date(expires) })}
    </Notice>
  );
}
