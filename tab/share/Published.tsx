import { Button } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment, Audience } from '../../bot/api/schemas/assessments.ts';
import { answersOf } from '../../lika/analysis/cells.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { Ask } from '../fluent/Ask.tsx';
import { ActionLink } from '../parts/ActionLink.tsx';
import { Card } from '../parts/Card.tsx';
import { now } from '../parts/clock.ts';
import { useFormat } from '../parts/format.ts';
import { StatusTag } from '../parts/StatusTag.tsx';
import { useMay, useUnitPath } from '../parts/unit.ts';
import { useCommand } from '../plan/commands.ts';
import dialogStyles from '../plan/dialogs.module.css';
import { momentOf } from '../plan/moment.ts';
import { withdraw } from './commands.ts';
import type { Reader } from './levels.ts';
import { Preview } from './Preview.tsx';
import formStyles from './ShareForm.module.css';
import type { Done } from './ShareView.tsx';
import { WhoSeesWhat } from './WhoSeesWhat.tsx';
import styles from './Published.module.css';

interface PublishedProps {
  readonly assessment: Assessment;
  readonly instrument: Instrument;
  readonly audience: Audience;
  readonly setDone: (done: Done) => void;
}

/** What is published now: who sees it, how it looks to them, and the way back. */
export function Published({ assessment, instrument, audience, setDone }: PublishedProps): ReactElement {
  const { t } = useTranslation();
  const { date } = useFormat();
  const path = useUnitPath();
  const may = useMay();
  const [reader, setReader] = useState<Reader>('municipality');
  const answers = useMemo(() => answersOf(assessment.answers), [assessment]);
  return (
    <div className={formStyles.columns}>
      <div className={formStyles.choice}>
        <Card>
          <div className={styles.state}>
            <StatusTag tone="done">
              {t('now.published', { date: date(assessment.published ?? assessment.created) })}
            </StatusTag>
            <p>{t('share.published.text')}</p>
            <div className={styles.ways}>
              {may('assessment.create') && (
                <ActionLink look="secondary" to={path('/assess')}>
                  {t('share.published.again')}
                </ActionLink>
              )}
              {may('deliveries.read') && (
                <ActionLink look="plain" to={path('/deliveries')}>
                  {t('share.published.deliveries')}
                </ActionLink>
              )}
              <WithdrawButton assessment={assessment} setDone={setDone} />
            </div>
          </div>
        </Card>
        <WhoSeesWhat level="municipality" kind="unit" isSo audience={audience} reader={reader} />
      </div>
      <div className={formStyles.outcome}>
        <Preview
          {...{ assessment, instrument, answers, reader, setReader }}
          level="municipality"
          comments={audience.comments}
        />
      </div>
    </div>
  );
}

const CONSEQUENCES = ['municipality', 'card', 'stays', 'final'] as const;

/** Withdraws, with the consequences said before. */
export function WithdrawButton({ assessment, setDone }: Pick<PublishedProps, 'assessment' | 'setDone'>): ReactElement {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const command = useCommand();
  const act = async (): Promise<void> => {
    const changed = await command.run(() => withdraw(assessment));
    if (!changed) return;
    setAsking(false);
    setDone({ what: 'withdrawn', at: changed.withdrawn ?? momentOf(now()), channel: null });
  };
  return (
    <>
      <Button appearance="subtle" onClick={() => setAsking(true)}>
        {t('share.withdraw.button')}
      </Button>
      {isAsking && (
        <Ask
          title={t('share.withdraw.title')}
          verb={t('share.withdraw.verb')}
          act={() => void act()}
          close={() => setAsking(false)}
          isBusy={command.isBusy}
          fault={command.fault}
        >
          <ul className={`${dialogStyles.facts} ${styles.consequences}`}>
            {CONSEQUENCES.map((each) => (
              <li key={each}>{t(`share.withdraw.${each}`)}</li>
            ))}
          </ul>
        </Ask>
      )}
    </>
  );
}
