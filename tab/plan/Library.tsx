import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { textIn } from '../../lika/instrument/instrument.ts';
import { AddIcon, ChevronDownIcon } from '../parts/icons.tsx';
import { usePlanPage } from './context.ts';
import { indicatorsOf } from './model.ts';
import styles from './Library.module.css';

interface LibraryProps {
  readonly indicators: readonly string[];
  /** Texts already in the checklist. */
  readonly taken: readonly string[];
  readonly add: (text: string) => void;
}

/** Hämta fler ur biblioteket: the activities of the indicators that the action grew from. */
export function Library({ indicators, taken, add }: LibraryProps): ReactElement | null {
  const { t, i18n } = useTranslation();
  const { instrument } = usePlanPage();
  const [isOpen, setOpen] = useState(false);
  const list = useId();
  const placed = indicatorsOf(instrument, indicators);
  const left = placed.flatMap(({ indicator }) =>
    indicator.activities.map(({ text }) => textIn(text, i18n.language)).filter((text) => !taken.includes(text)),
  );
  if (placed.length === 0) return null;
  return (
    <div className={styles.library}>
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={isOpen}
        aria-controls={isOpen ? list : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? <ChevronDownIcon size={16} /> : <AddIcon size={16} />}
        {t('plan.library.open')}
      </button>
      {isOpen && (
        <div id={list} className={styles.list}>
          {placed.map(({ indicator }) => (
            <p key={indicator.id} className={styles.statement}>
              {textIn(indicator.statement, i18n.language)}
            </p>
          ))}
          {left.length === 0 && <p>{t('plan.library.none')}</p>}
          <ul>
            {left.map((text) => (
              <li key={text}>
                <button type="button" className={styles.item} onClick={() => add(text)}>
                  <AddIcon size={16} />
                  <span>
                    <span className="visually-hidden">{t('plan.library.add')} </span>
                    {text}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
