import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Discussion } from '../../bot/api/schemas/talk.ts';
import { findOption, textIn } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { useFormat } from '../parts/format.ts';
import { CommentIcon } from '../parts/icons.tsx';
import { useMoreTexts } from '../parts/more-texts.ts';
import { swedishDay } from '../parts/short-day.ts';
import { useUnitPath } from '../parts/unit.ts';
import styles from './TalkLine.module.css';

interface TalkLineProps {
  readonly instrument: Instrument;
  /** The latest about the indicator. */
  readonly talk: Discussion;
}

/** What came of a talk in the team about the indicator: when, how many, the middle, the conclusion; all answers on demand. */
export function TalkLine({ instrument, talk }: TalkLineProps): ReactElement {
  useMoreTexts();
  const { t } = useTranslation();
  const { language, dayAndMonth } = useFormat();
  const path = useUnitPath();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const middle = findOption(instrument, talk.middle ?? '');
  const facts = [
    t('talk.answers', { count: talk.answers }),
    ...(middle ? [t('talk.middle', { level: textIn(middle.label, language) })] : []),
  ];
  return (
    <div className={styles.talk}>
      <span className={styles.icon}>
        <CommentIcon size={16} />
      </span>
      <div className={styles.words}>
        <p>
          {t('talk.on', { day: dayAndMonth(swedishDay(talk.shown)) })} {facts.join(', ')}.{' '}
          <button
            type="button"
            className={styles.door}
            aria-expanded={isOpen}
            aria-controls={isOpen ? `${id}-answers` : undefined}
            onClick={() => setOpen(!isOpen)}
          >
            {t(isOpen ? 'talk.hide' : 'talk.show')}
          </button>
        </p>
        {isOpen && <Distribution id={`${id}-answers`} instrument={instrument} talk={talk} />}
        {talk.conclusion !== null && (
          <p className={styles.conclusion}>{t('talk.conclusion', { text: talk.conclusion })}</p>
        )}
        {talk.action !== null && (
          <Link className={styles.link} to={path('/plan', { search: { action: talk.action } })}>
            {t('talk.action')}
          </Link>
        )}
      </div>
    </div>
  );
}

function Distribution({ id, instrument, talk }: TalkLineProps & { readonly id: string }): ReactElement {
  const { t } = useTranslation();
  const { language } = useFormat();
  const most = Math.max(1, ...talk.counts.map(({ count }) => count));
  return (
    <dl id={id} className={styles.bars} aria-label={t('talk.distribution')}>
      {talk.counts.map(({ option, count }) => {
        const found = findOption(instrument, option);
        return (
          <div key={option} className={styles.row}>
            <dt>{found ? textIn(found.label, language) : option}</dt>
            <dd>
              <span className={styles.track} aria-hidden="true">
                {count > 0 && <span className={styles.bar} style={{ width: `${(count / most) * 100}%` }} />}
              </span>
              <span className={styles.count}>{count}</span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
