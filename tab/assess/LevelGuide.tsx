import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { textIn } from '../../lika/instrument/instrument.ts';
import type { ScaleOption } from '../../lika/instrument/instrument.ts';
import { useHost } from '../parts/host.ts';
import { LevelPills, levelOf } from '../parts/LevelPills.tsx';
import styles from './LevelGuide.module.css';
import { useShortcuts } from './shortcuts.ts';

/** What each level means. */
export function LevelMeanings({ scale }: { readonly scale: readonly ScaleOption[] }): ReactElement {
  const { language } = useHost();
  return (
    <dl className={styles.levels}>
      {scale.map((option) => (
        <div key={option.key} className={styles.level}>
          <dt>
            <span className={styles.pills}>
              <LevelPills level={levelOf(scale, option.key)} />
            </span>
            {textIn(option.label, language)}
          </dt>
          <dd>{textIn(option.meaning, language)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A text with its keys in brackets: `[0]–[4] väljer`. */
function KeyText({ text }: { readonly text: string }): ReactElement {
  const parts = text.split(/\[(.)\]/);
  return <p>{parts.map((part, at) => (at % 2 === 1 ? <kbd key={at}>{part}</kbd> : part))}</p>;
}

/** The keys, and a way to turn them off. */
export function KeyGuide(): ReactElement {
  const { t } = useTranslation();
  const { areOn, turn } = useShortcuts();
  return (
    <div className={styles.keys}>
      {areOn && (
        <>
          <KeyText text={t('assess.keys.choose')} />
          <KeyText text={t('assess.keys.next')} />
        </>
      )}
      <button type="button" className={styles.turn} onClick={() => turn(!areOn)}>
        {areOn ? t('assess.keys.turnOff') : t('assess.keys.turnOn')}
      </button>
    </div>
  );
}

/** The rail beside the answers; at narrow width a disclosure above them. */
export function LevelGuide({
  scale,
  as,
}: {
  readonly scale: readonly ScaleOption[];
  readonly as: 'rail' | 'disclosure';
}): ReactElement {
  const { t } = useTranslation();
  if (as === 'disclosure') {
    return (
      <details className={styles.disclosure}>
        <summary>{t('assess.levels.open')}</summary>
        <LevelMeanings scale={scale} />
        <KeyGuide />
      </details>
    );
  }
  return (
    <aside className={styles.rail} aria-labelledby="level-guide">
      <h2 id="level-guide">{t('assess.levels.title')}</h2>
      <LevelMeanings scale={scale} />
      <KeyGuide />
    </aside>
  );
}
