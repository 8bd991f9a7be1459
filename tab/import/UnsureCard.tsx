import { Select } from '@fluentui/react-components';
import { useId } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportTable, ImportUnsure } from '../../bot/api/schemas/imports.ts';
import { textIn } from '../../lika/instrument/instrument.ts';
import { Card } from '../parts/Card.tsx';
import { useHost } from '../parts/host.ts';
import { useInstrumentWords } from './instrument.ts';
import styles from './lists.module.css';
import { withMeaning, withRow } from './reading.ts';
import type { ReadingHand } from './reading.ts';

const SKIP = '-';

/** What only a person knows: what an answer of another scale means, and which indicator a row is about. */
export function UnsureCard({ hand, total }: { readonly hand: ReadingHand; readonly total: number }): ReactElement {
  const { t } = useTranslation();
  const rows = hand.unsure.filter(({ asks }) => asks.includes('indicator'));
  const hidden = total - hand.unsure.length;
  return (
    <Card isNext={total > 0} padding="none">
      <div className={styles.head}>
        <h2>{t(total > 0 ? 'import.unsure.title' : 'import.unsure.settled', { count: total })}</h2>
        {total > 0 && <p className={styles.text}>{t('import.unsure.about')}</p>}
      </div>
      {hand.words.length > 0 && (
        <section aria-labelledby="import-words">
          <h3 id="import-words" className={styles.sub}>
            {t('import.unsure.words')}
          </h3>
          <ul>
            {hand.words.map((asked) => (
              <WordRow key={asked.word} asked={asked} hand={hand} />
            ))}
          </ul>
        </section>
      )}
      {rows.length > 0 && (
        <section aria-labelledby="import-rows">
          <h3 id="import-rows" className={styles.sub}>
            {t('import.unsure.rows')}
          </h3>
          <ul>
            {rows.map((row) => (
              <UnsureRow key={row.row} row={row} hand={hand} />
            ))}
          </ul>
        </section>
      )}
      {hidden > 0 && <p className={styles.more}>{t('import.unsure.more', { count: hidden })}</p>}
    </Card>
  );
}

interface WordRowProps {
  readonly asked: ImportTable['words'][number];
  readonly hand: ReadingHand;
}

function WordRow({ asked: { word, rows, proposed }, hand }: WordRowProps): ReactElement {
  const { t } = useTranslation();
  const { language } = useHost();
  const { instrument, option } = useInstrumentWords();
  const label = useId();
  const said = hand.reading.meanings?.find((one) => one.word === word)?.option ?? '';
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p id={label} className={styles.name}>
          {t('import.unsure.word', { word })}
        </p>
        <p className={styles.text}>
          {t('import.unsure.onRows', { count: rows })}
          {proposed !== null && ` ${t('import.unsure.proposed', { option: option(proposed) })}`}
        </p>
      </div>
      <Select
        className={styles.select}
        aria-labelledby={label}
        value={said}
        onChange={(_, { value }) => hand.say(withMeaning(hand.reading, word, value === '' ? null : value))}
      >
        <option value="">{t('import.unsure.skip')}</option>
        {instrument.scale.map((one) => (
          <option key={one.key} value={one.key}>
            {textIn(one.label, language)}
          </option>
        ))}
      </Select>
    </li>
  );
}

function UnsureRow({ row, hand }: { readonly row: ImportUnsure; readonly hand: ReadingHand }): ReactElement {
  const { t } = useTranslation();
  const { language } = useHost();
  const { instrument, indicator } = useInstrumentWords();
  const label = useId();
  const choice = hand.reading.rows?.find((one) => one.row === row.row);
  const value = choice?.leaveOut ? SKIP : (choice?.indicator ?? '');
  const choose = (chosen: string): void => {
    const said = chosen === '' ? null : chosen === SKIP ? { leaveOut: true } : { indicator: chosen };
    hand.say(withRow(hand.reading, row.row, said));
  };
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className={styles.small}>{t('import.row', { row: row.row })}</p>
        <p id={label} className={styles.name}>
          {row.written.indicator}
        </p>
        {row.written.answer !== '' && (
          <p className={styles.text}>{t('import.unsure.answer', { answer: row.written.answer })}</p>
        )}
      </div>
      <Select className={styles.wide} aria-labelledby={label} value={value} onChange={(_, data) => choose(data.value)}>
        <option value="">{t('import.unsure.choose')}</option>
        <option value={SKIP}>{t('import.unsure.skip')}</option>
        <optgroup label={t('import.unsure.likely')}>
          {row.candidates.map((id) => (
            <option key={id} value={id}>
              {indicator(id)}
            </option>
          ))}
        </optgroup>
        {instrument.areas.map((area) => (
          <optgroup key={area.key} label={textIn(area.name, language)}>
            {area.steps
              .flatMap(({ indicators }) => indicators)
              .filter(({ id }) => !row.candidates.includes(id))
              .map(({ id, statement }) => (
                <option key={id} value={id}>
                  {textIn(statement, language)}
                </option>
              ))}
          </optgroup>
        ))}
      </Select>
    </li>
  );
}
