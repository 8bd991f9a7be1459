import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandedOver } from '../../bot/api/schemas/roles.ts';
import { Card } from '../parts/Card.tsx';
import { useFormat } from '../parts/format.ts';
import { Notice } from '../parts/Notice.tsx';
import { useUnit } from '../parts/unit.ts';
import styles from './HeadsView.module.css';

export interface Handed {
  readonly result: HandedOver;
  /** The new head's. */
  readonly name: string;
  /** Whether whoever looks is the one who left. */
  readonly isMe: boolean;
}

/** What has changed hands, what stays, and what is left to do in Teams. */
export function Done({ handed }: { readonly handed: Handed }): ReactElement {
  const { t } = useTranslation();
  const { dayAndMonth } = useFormat();
  const unit = useUnit();
  const { result, name, isMe } = handed;
  const whose = isMe ? 'mine' : 'theirs';
  return (
    <div className={styles.page}>
      <Card>
        <div role="status">
          <h2>{t('heads.done.title', { name, unit: unit.name })}</h2>
          <p className={styles.lead}>{t('heads.done.text')}</p>
        </div>
        {result.moved.length > 0 && <p>{t('heads.done.moved', { count: result.moved.length, name })}</p>}
        {result.left.length > 0 && (
          <>
            <p>{t(`heads.done.left.${whose}`, { count: result.left.length })}</p>
            <ul className={styles.actions}>
              {result.left.map(({ id, title, due }) => (
                <li key={id}>{due === null ? title : `${title} (${dayAndMonth(due)})`}</li>
              ))}
            </ul>
          </>
        )}
      </Card>
      {result.isStillHead && <Notice>{t(`heads.done.stillHead.${whose}`)}</Notice>}
    </div>
  );
}
