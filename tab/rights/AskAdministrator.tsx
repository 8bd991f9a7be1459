import { useId, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RightView } from '../../bot/api/schemas/rights.ts';
import { ActionButton } from '../parts/ActionLink.tsx';
import styles from './RightPage.module.css';

interface AskAdministratorProps {
  readonly right: RightView;
  readonly isBusy: boolean;
  /** A sentence about the last look, or a word that is none. */
  readonly said: string | null;
  readonly look: () => void;
}

/** What only an administrator can give: a text to send to the IT department, with the link that it takes. */
export function AskAdministrator({ right, isBusy, said, look }: AskAdministratorProps): ReactElement {
  const { t } = useTranslation();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [isCopied, setCopied] = useState(false);
  const message = [
    t('rights.admin.hello'),
    t('rights.admin.because', { what: t(`rights.of.${right.key}.what`) }),
    t('rights.admin.scopes', { scopes: right.scopes.join(', ') }),
    t('rights.admin.where'),
    right.adminConsentUrl ?? '',
    t('rights.admin.thanks'),
  ].join('\n\n');
  const copy = (): void => {
    const copied = () => setCopied(true);
    // Where the clipboard is closed to the tab, the text is chosen so that a key press copies it.
    navigator.clipboard.writeText(message).then(copied, () => field.current?.select());
  };
  const isSentence = said !== null && said !== 'given' && said !== 'admin-needed';
  return (
    <section className={styles.answer} aria-labelledby={`${id}-title`}>
      <div className={styles.part}>
        <h2 id={`${id}-title`}>{t('rights.admin.title')}</h2>
        <p>{t('rights.admin.text')}</p>
      </div>
      <div className={styles.field}>
        <label className={styles.label} htmlFor={`${id}-text`}>
          {t('rights.admin.label')}
        </label>
        <textarea ref={field} id={`${id}-text`} className={styles.ready} readOnly value={message} />
      </div>
      <div className={styles.row}>
        <ActionButton onClick={copy}>{t('rights.admin.copy')}</ActionButton>
        <ActionButton look="secondary" disabled={isBusy} onClick={look}>
          {t('rights.admin.look')}
        </ActionButton>
      </div>
      <p role="status" className={styles.status}>
        {isSentence ? said : isCopied ? t('rights.admin.copied') : ''}
      </p>
    </section>
  );
}
