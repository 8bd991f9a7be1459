import { Switch } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptDocuments } from '../../bot/api/schemas/documents.ts';
import { ActionButton } from '../parts/ActionLink.tsx';
import { Card } from '../parts/Card.tsx';
import { OpenIcon } from '../parts/more-icons.tsx';
import { openLink } from '../parts/teams.ts';
import { useUnit } from '../parts/unit.ts';
import { useCommand } from '../plan/commands.ts';
import { RightNotice } from '../rights/RightNotice.tsx';
import { keepDocuments, tryDocuments } from './commands.ts';
import styles from './Keeping.module.css';

/** Whether LIKA keeps the documents current among the channel's files, and where that is. */
export function Keeping({ kept }: { readonly kept: KeptDocuments }): ReactElement {
  const { t } = useTranslation();
  const unit = useUnit();
  const command = useCommand();
  const { keep, folder, hasChannel, mayKeep, documents } = kept;
  const needsRight = documents.some(({ cause }) => cause === 'consent-needed');
  const waits = documents.some(({ state }) => ['waiting', 'waiting-for-person', 'failed'].includes(state));
  return (
    <Card isNext={keep}>
      <div className={styles.head}>
        <div className={styles.words}>
          <h2 className={styles.title}>{t(keep ? 'documents.keep.on' : 'documents.keep.off')}</h2>
          <p>{t(hasChannel ? `documents.keep.${keep ? 'onText' : 'offText'}` : 'documents.keep.noChannel')}</p>
        </div>
        {mayKeep && hasChannel && (
          <Switch
            label={t('documents.keep.switch')}
            labelPosition="before"
            checked={keep}
            disabled={command.isBusy}
            onChange={(_, { checked }) => void command.run(() => keepDocuments(unit.id, checked))}
          />
        )}
      </div>
      {needsRight && mayKeep && <RightNotice right="files" cause="consent-needed" />}
      <div className={styles.ways}>
        {folder !== null && (
          <ActionButton look="plain" icon={<OpenIcon size={16} />} onClick={() => void openLink(folder)}>
            {t('documents.keep.folder')}
          </ActionButton>
        )}
        {waits && mayKeep && !needsRight && (
          <ActionButton
            look="plain"
            disabled={command.isBusy}
            onClick={() => void command.run(() => tryDocuments(unit.id))}
          >
            {t('plan.planner.tryNow')}
          </ActionButton>
        )}
      </div>
      {!mayKeep && <p className={styles.who}>{t('documents.keep.whoMay')}</p>}
      {command.fault !== null && <p role="alert">{command.fault}</p>}
    </Card>
  );
}
