import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment, Audience } from '../../bot/api/schemas/assessments.ts';
import type { Answers } from '../../lika/analysis/cells.ts';
import { completeness, firstUnanswered } from '../../lika/assessment/completeness.ts';
import { textIn } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { ActionLink } from '../parts/ActionLink.tsx';
import { now } from '../parts/clock.ts';
import { Notice } from '../parts/Notice.tsx';
import { useUnitPath } from '../parts/unit.ts';
import { useCommand } from '../plan/commands.ts';
import { momentOf } from '../plan/moment.ts';
import { publish, share } from './commands.ts';
import type { Level } from './levels.ts';
import type { Done } from './ShareView.tsx';
import styles from './ShareAct.module.css';

interface ShareActProps {
  readonly assessment: Assessment;
  readonly instrument: Instrument;
  readonly answers: Answers;
  readonly level: Level;
  readonly current: Level;
  /** Answers that are still on their way. */
  readonly unsaved: number;
  readonly postCard: boolean;
  readonly channel: Audience['channel'];
  readonly setDone: (done: Done) => void;
}

/** The one button, named after what it does; nothing has happened before it is pressed. */
export function ShareAct(props: ShareActProps): ReactElement {
  const { assessment, instrument, answers, level, current, unsaved, postCard, channel, setDone } = props;
  const { t } = useTranslation();
  const path = useUnitPath();
  const command = useCommand();
  const { answered, total } = completeness(instrument, answers);
  const isShort = level === 'municipality' && answered < total;
  const act = async (): Promise<void> => {
    const done = await command.run(() => acted(assessment, level, postCard && channel !== null));
    if (done) setDone({ ...done, channel: done.what === 'published' && postCard && channel ? (channel.name ?? '') : null });
  };
  if (isShort) return <WhatIsLeft instrument={instrument} answers={answers} />;
  if (level === current)
    return (
      <div className={styles.act}>
        <p className={styles.small}>{t('share.act.already')}</p>
        <ActionLink look="secondary" to={path('/')}>
          {t('share.act.back')}
        </ActionLink>
      </div>
    );
  return (
    <div className={styles.act}>
      {command.fault !== null && (
        <Notice tone="trouble" isAlert>
          {command.fault}
        </Notice>
      )}
      {unsaved > 0 && <Notice>{t('share.act.unsaved', { count: unsaved })}</Notice>}
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          size="large"
          disabledFocusable={command.isBusy || unsaved > 0}
          onClick={() => void act()}
        >
          {t(`share.act.${level}`)}
        </Button>
        <ActionLink look="secondary" size="large" to={path('/')}>
          {t('ask.cancel')}
        </ActionLink>
      </div>
      <p className={styles.small}>{t(`share.act.after.${level}`)}</p>
    </div>
  );
}

async function acted(assessment: Assessment, level: Level, postCard: boolean): Promise<Done> {
  if (level === 'municipality') {
    const { published } = await publish(assessment, postCard);
    return { what: 'published', at: published ?? momentOf(now()) };
  }
  const { shared } = await share(assessment, level);
  return { what: level === 'team' ? 'shared' : 'taken-back', at: shared ?? momentOf(now()) };
}

/** What has to be answered before publishing, per area, and the way to the first of it. */
function WhatIsLeft({ instrument, answers }: Pick<ShareActProps, 'instrument' | 'answers'>): ReactElement {
  const { t, i18n } = useTranslation();
  const path = useUnitPath();
  const { answered, total, areas } = completeness(instrument, answers);
  const first = firstUnanswered(instrument, answers);
  const left = instrument.areas.flatMap(({ key, name }) => {
    const area = areas[key];
    const count = area ? area.total - area.answered : 0;
    return count > 0 ? [t('share.left.area', { area: textIn(name, i18n.language), count })] : [];
  });
  return (
    <div className={styles.act}>
      <Notice title={t('share.left.title', { count: total - answered })}>
        {t('share.left.text', { areas: left.join(', ') })}
      </Notice>
      {first && (
        <div className={styles.buttons}>
          <ActionLink size="large" to={path(`/assess/${first.area.key}`, { hash: first.indicator.id })}>
            {t('share.left.toFirst')}
          </ActionLink>
          <ActionLink look="secondary" size="large" to={path('/')}>
            {t('ask.cancel')}
          </ActionLink>
        </div>
      )}
    </div>
  );
}
