import { Checkbox } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment, Audience } from '../../bot/api/schemas/assessments.ts';
import { firstUnanswered } from '../../lika/assessment/completeness.ts';
import { isOpen } from '../../lika/assessment/states.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { useAnswering } from '../parts/answering.ts';
import { Notice } from '../parts/Notice.tsx';
import { useMay } from '../parts/unit.ts';
import type { ToChannel } from './commands.ts';
import { LevelCards } from './LevelCards.tsx';
import { levelOf, levelsFor } from './levels.ts';
import type { Level, Reader } from './levels.ts';
import { Preview } from './Preview.tsx';
import { ShareAct } from './ShareAct.tsx';
import type { Done } from './ShareView.tsx';
import { WhatIsLeft } from './WhatIsLeft.tsx';
import { WhoSeesWhat } from './WhoSeesWhat.tsx';
import styles from './ShareForm.module.css';

interface ShareFormProps {
  readonly assessment: Assessment;
  readonly instrument: Instrument;
  readonly audience: Audience;
  readonly setDone: (done: Done) => void;
}

/** Who is the reader that a level is about. */
const READER_AT: Readonly<Record<Level, Reader>> = { author: 'me', team: 'team', municipality: 'municipality' };

/** The step itself: choose a level, see who sees what, see it as they will, and then one button that names the act. */
export function ShareForm({ assessment, instrument, audience, setDone }: ShareFormProps): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const levels = levelsFor(assessment, may('assessment.publish'));
  const current = levelOf(assessment.state);
  const [level, setLevel] = useState<Level>(levels.at(-1) ?? 'team');
  const [reader, setReader] = useState<Reader>(READER_AT[level]);
  const [toChannel, setToChannel] = useState<ToChannel>({ postCard: true, keepDocuments: true });
  const { answers, shown } = useAnswering(assessment);
  const unsaved = useMemo(() => [...shown.values()].filter(({ edit }) => edit !== null).length, [shown]);
  const choose = (next: Level): void => {
    setLevel(next);
    setReader(READER_AT[next]);
  };
  const isPublishing = level === 'municipality';
  const isShort = isPublishing && firstUnanswered(instrument, answers) !== undefined;
  if (!isOpen(assessment.state)) return <p>{t('share.empty.text')}</p>;
  return (
    <div className={styles.columns}>
      <div className={styles.choice}>
        <LevelCards {...{ levels, level, current, audience, choose }} />
        {isPublishing && <ChannelChoice {...{ audience, toChannel, setToChannel }} />}
        <WhoSeesWhat {...{ level, audience, reader }} kind={assessment.kind} isSo={level === current} />
      </div>
      <div className={styles.outcome}>
        {isShort && <WhatIsLeft instrument={instrument} answers={answers} />}
        <Preview {...{ assessment, instrument, answers, level, reader, setReader }} comments={audience.comments} />
        {!isShort && (
          <ShareAct {...{ assessment, level, current, unsaved, setDone, toChannel }} channel={audience.channel} />
        )}
      </div>
    </div>
  );
}

interface ChannelChoiceProps {
  readonly audience: Audience;
  readonly toChannel: ToChannel;
  readonly setToChannel: (wish: ToChannel) => void;
}

/** What goes to the channel is part of publishing, said beforehand and left out if one wants. */
function ChannelChoice({ audience, toChannel, setToChannel }: ChannelChoiceProps): ReactElement {
  const { t } = useTranslation();
  const { channel } = audience;
  if (!channel) return <Notice title={t('share.card.noChannel')}>{t('share.card.link')}</Notice>;
  return (
    <div className={styles.card}>
      <Checkbox
        checked={toChannel.postCard}
        onChange={(_, { checked }) => setToChannel({ ...toChannel, postCard: checked === true })}
        label={channel.name === null ? t('share.card.post') : t('share.card.postIn', { channel: channel.name })}
      />
      <Checkbox
        checked={toChannel.keepDocuments}
        onChange={(_, { checked }) => setToChannel({ ...toChannel, keepDocuments: checked === true })}
        label={t('share.card.documents')}
      />
    </div>
  );
}
