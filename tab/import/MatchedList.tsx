import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportAnswer } from '../../bot/api/schemas/imports.ts';
import { Folded } from './Folded.tsx';
import { useInstrumentWords } from './instrument.ts';
import styles from './lists.module.css';

/** What would be brought in, for whoever wants to look it over. */
export function MatchedList({ answers }: { readonly answers: readonly ImportAnswer[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <Folded title={t('import.matched.title', { count: answers.length })}>
      <ul>
        {answers.map((answer) => (
          <MatchedRow key={answer.indicator} answer={answer} />
        ))}
      </ul>
    </Folded>
  );
}

function MatchedRow({ answer }: { readonly answer: ImportAnswer }): ReactElement {
  const { t } = useTranslation();
  const { indicator, option } = useInstrumentWords();
  const { row, by, written, mended, comment } = answer;
  const isOtherwise = by === 'near-text' || by === 'chosen';
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        {row !== null && <p className={styles.small}>{t('import.row', { row })}</p>}
        <p>{indicator(answer.indicator)}</p>
        {isOtherwise && <p className={styles.text}>{t('import.matched.written', { written })}</p>}
        {comment !== null && <p className={styles.comment}>{comment}</p>}
        {mended.map((what) => (
          <p key={what} className={styles.text}>
            {t(`import.matched.mended.${what}`)}
          </p>
        ))}
      </div>
      <span className={styles.level}>{option(answer.option)}</span>
    </li>
  );
}
