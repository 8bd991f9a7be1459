import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../parts/ActionLink.tsx';
import { useErrorText } from '../parts/ErrorState.tsx';
import { Notice } from '../parts/Notice.tsx';
import type { ScheduleSaver, ScheduleSaving } from './saver.ts';
import { useScheduleWords } from './words.ts';

interface TroubleProps {
  readonly saver: ScheduleSaver;
  readonly saving: ScheduleSaving;
}

/** Someone has set the same thing meanwhile, or the service said no: what stands, and a choice. */
export function ScheduleTrouble({ saver, saving }: TroubleProps): ReactElement | null {
  const { t } = useTranslation();
  const words = useScheduleWords();
  const errorText = useErrorText();
  const letGo = (label: string): ReactElement => (
    <ActionButton look="plain" onClick={() => saver.letGo()}>
      {label}
    </ActionButton>
  );
  if (saving.stage === 'refused')
    return (
      <Notice tone="trouble" isAlert title={t('schedule.refused')} actions={letGo(t('plan.refused.letGo'))}>
        {errorText(saving.error)}
      </Notice>
    );
  if (saving.stage !== 'conflict' || !saving.current) return null;
  return (
    <Notice
      tone="trouble"
      isAlert
      title={t('schedule.conflict')}
      actions={
        <>
          <ActionButton look="plain" onClick={() => saver.keepMine()}>
            {t('plan.conflict.keepMine')}
          </ActionButton>
          {letGo(t('plan.conflict.takeTheirs'))}
        </>
      }
    >
      {words.sentences(saving.current.schedule).join(' ')}
    </Notice>
  );
}
