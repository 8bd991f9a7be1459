import { Radio, RadioGroup } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportAnswer } from '../../bot/api/schemas/imports.ts';
import { Card } from '../parts/Card.tsx';
import { ChevronDownIcon } from '../parts/icons.tsx';
import { useInstrumentWords } from './instrument.ts';
import styles from './lists.module.css';

interface StandingCardProps {
  readonly differing: readonly ImportAnswer[];
  readonly existing: 'keep' | 'replace';
  readonly choose: (existing: 'keep' | 'replace') => void;
}

/** Answers that stand with something else in them: kept or replaced, as one choice. */
export function StandingCard({ differing, existing, choose }: StandingCardProps): ReactElement {
  const { t } = useTranslation();
  const { indicator, option } = useInstrumentWords();
  return (
    <Card padding="none">
      <div className={styles.head}>
        <h2 id="import-standing">{t('import.standing.title', { count: differing.length })}</h2>
        <p className={styles.text}>{t('import.standing.about')}</p>
      </div>
      <div className={styles.choice}>
        <RadioGroup
          aria-labelledby="import-standing"
          value={existing}
          onChange={(_, { value }) => choose(value === 'replace' ? 'replace' : 'keep')}
        >
          <Radio value="keep" label={t('import.standing.keep')} />
          <Radio value="replace" label={t('import.standing.replace')} />
        </RadioGroup>
      </div>
      <details>
        <summary className={styles.summary}>
          <ChevronDownIcon size={16} />
          {t('import.standing.show')}
        </summary>
        <ul>
          {differing.map((answer) => (
            <li key={answer.indicator} className={styles.row}>
              <div className={styles.words}>
                <p>{indicator(answer.indicator)}</p>
                <dl className={styles.pairs}>
                  <dt>{t('import.standing.now')}</dt>
                  <dd>
                    {option(answer.standing?.option ?? null)}
                    <Comment text={answer.standing?.comment ?? null} />
                  </dd>
                  <dt>{t('import.standing.file')}</dt>
                  <dd>
                    {option(answer.option)}
                    <Comment text={answer.comment} />
                  </dd>
                </dl>
              </div>
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
}

function Comment({ text }: { readonly text: string | null }): ReactElement | null {
  return text === null ? null : <p className={styles.comment}>{text}</p>;
}
