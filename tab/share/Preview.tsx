import { Select } from '@fluentui/react-components';
import { useId, useMemo } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import { analyse } from '../../lika/analysis/cells.ts';
import type { Answers } from '../../lika/analysis/cells.ts';
import { spiderAxes, spiderValues } from '../../lika/analysis/spider-axes.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { Card } from '../parts/Card.tsx';
import { useFormat } from '../parts/format.ts';
import { EyeIcon } from '../parts/icons.tsx';
import { useMedia } from '../parts/media.ts';
import { ScoreTable } from '../parts/ScoreTable.tsx';
import { useToday } from '../parts/short-day.ts';
import { Spider } from '../parts/Spider.tsx';
import { useUnit } from '../parts/unit.ts';
import { READERS, seenBy } from './levels.ts';
import type { Level, Reader } from './levels.ts';
import styles from './Preview.module.css';

interface PreviewProps {
  readonly assessment: Assessment;
  readonly instrument: Instrument;
  readonly answers: Answers;
  readonly comments: number;
  readonly level: Level;
  readonly reader: Reader;
  readonly setReader: (reader: Reader) => void;
}

/** The result as the chosen reader will see it. */
export function Preview(props: PreviewProps): ReactElement {
  const { assessment, level, reader, setReader } = props;
  const { t } = useTranslation();
  const heading = useId();
  const readers = assessment.kind === 'unit' ? READERS : READERS.slice(0, 2);
  return (
    <section aria-labelledby={heading}>
      <div className={styles.head}>
        <h2 id={heading}>{t('share.preview.title')}</h2>
        <label className={styles.reader}>
          <EyeIcon size={16} />
          <span className="visually-hidden">{t('share.preview.as')}</span>
          <Select
            size="small"
            appearance="outline"
            value={reader}
            onChange={(_, { value }) => setReader(value as Reader)}
          >
            {readers.map((each) => (
              <option key={each} value={each}>
                {t(`share.preview.${each}`)}
              </option>
            ))}
          </Select>
        </label>
      </div>
      <Card>{seenBy(reader, level).result ? <Result {...props} /> : <NoSight level={level} reader={reader} />}</Card>
    </section>
  );
}

const WIDE = { width: 416, height: 260, fontSize: 13 };
const NARROW = { width: 296, height: 300, fontSize: 14 };

function Result({ assessment, instrument, answers, comments, level, reader }: PreviewProps): ReactElement {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { name, rule } = useUnit();
  const analysis = useMemo(() => analyse(instrument, answers, rule), [instrument, answers, rule]);
  const axes = useMemo(() => spiderAxes(instrument, 'areas', language, analysis), [instrument, language, analysis]);
  const series = useMemo(
    () => [{ key: 'now', label: '', values: spiderValues(instrument, 'areas', analysis) }],
    [instrument, analysis],
  );
  const isNarrow = useMedia('(width < 480px)');
  const seen = seenBy(reader, level);
  const { answered } = assessment;
  return (
    <>
      <div className={styles.title}>
        <h3>{name}</h3>
        <PreviewDate assessment={assessment} level={level} />
      </div>
      <div className={styles.chart}>
        <Spider
          axes={axes}
          series={series}
          size={isNarrow ? NARROW : WIDE}
          areSidesAbove={isNarrow}
          label={t('score.chartLabel')}
        />
      </div>
      <ScoreTable instrument={instrument} analysis={analysis} steps={false} />
      <p className={styles.small}>
        {seen.answers && t('share.preview.answers', { count: answered })}{' '}
        {comments > 0 &&
          t(seen.comments ? 'share.preview.comments' : 'share.preview.hiddenComments', { count: comments })}
      </p>
    </>
  );
}

function PreviewDate({ assessment, level }: Pick<PreviewProps, 'assessment' | 'level'>): ReactElement {
  const { t } = useTranslation();
  const { date } = useFormat();
  const today = useToday();
  const { published } = assessment;
  const words =
    published !== null
      ? t('share.preview.published', { date: date(published) })
      : level === 'municipality' && today !== null
        ? t('share.preview.publishing', { date: date(today) })
        : t(`share.preview.at.${level}`);
  return <span className={styles.small}>{words}</span>;
}

function NoSight({ level, reader }: Pick<PreviewProps, 'level' | 'reader'>): ReactElement {
  const { t } = useTranslation();
  const { name } = useUnit();
  const { average } = seenBy(reader, level);
  return (
    <div className={styles.none}>
      <EyeIcon size={32} />
      <p>{t(average ? 'share.preview.onlyAverage' : 'share.preview.nothing', { unit: name })}</p>
    </div>
  );
}
