import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment, Audience } from '../../bot/api/schemas/assessments.ts';
import { ActionLink } from '../parts/ActionLink.tsx';
import { now } from '../parts/clock.ts';
import { Notice } from '../parts/Notice.tsx';
import { useUnitPath } from '../parts/unit.ts';
import { useCommand } from '../plan/commands.ts';
import { momentOf } from '../plan/moment.ts';
import { publish, share } from './commands.ts';
import type { ToChannel } from './commands.ts';
import type { Level } from './levels.ts';
import type { Done } from './ShareView.tsx';
import styles from './ShareAct.module.css';

interface ShareActProps {
  readonly assessment: Assessment;
  readonly level: Level;
  readonly current: Level;
  /** Answers that are still on their way. */
  readonly unsaved: number;
  readonly toChannel: ToChannel;
  readonly channel: Audience['channel'];
  readonly setDone: (done: Done) => void;
}

/** The one button, named after what it does; nothing has happened before it is pressed. */
export function ShareAct(props: ShareActProps): ReactElement {
  const { assessment, level, current, unsaved, toChannel, channel, setDone } = props;
  const { t } = useTranslation();
  const path = useUnitPath();
  const command = useCommand();
  const act = async (): Promise<void> => {
    const done = await command.run(() => acted(assessment, level, channel ? toChannel : NOT_TO_CHANNEL));
    if (done)
      setDone({
        ...done,
        channel: done.what === 'published' && toChannel.postCard && channel ? (channel.name ?? '') : null,
      });
  };
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

const NOT_TO_CHANNEL: ToChannel = { postCard: false, keepDocuments: false };

async function acted(assessment: Assessment, level: Level, toChannel: ToChannel): Promise<Omit<Done, 'channel'>> {
  if (level === 'municipality') {
    const { published } = await publish(assessment, toChannel);
    return { what: 'published', at: published ?? momentOf(now()) };
  }
  const { shared } = await share(assessment, level);
  return { what: level === 'team' ? 'shared' : 'taken-back', at: shared ?? momentOf(now()) };
}
