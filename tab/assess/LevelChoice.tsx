import { useId } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import { textIn } from '../../lika/instrument/instrument.ts';
import type { ScaleOption } from '../../lika/instrument/instrument.ts';
import { useHost } from '../parts/host.ts';
import { CheckIcon } from '../parts/icons.tsx';
import { LevelPills, levelOf } from '../parts/LevelPills.tsx';
import styles from './LevelChoice.module.css';
import { optionForKey, useShortcuts } from './shortcuts.ts';

interface LevelChoiceProps {
  readonly scale: readonly ScaleOption[];
  readonly chosen: string | null;
  /** Ids of the elements that name and describe the group. */
  readonly labelledBy: string;
  readonly describedBy: string;
  readonly onChoose: (option: string) => void;
  /** Focus has left the row. */
  readonly onLeave: () => void;
}

/**
 * One row of labelled answers. Real radio inputs: Tab enters and leaves, arrows move and check; 0–4 and E choose while
 * focus is in the row.
 */
export function LevelChoice({
  scale,
  chosen,
  labelledBy,
  describedBy,
  onChoose,
  onLeave,
}: LevelChoiceProps): ReactElement {
  const name = useId();
  const { language } = useHost();
  const shortcuts = useShortcuts();
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const option = shortcuts.areOn ? optionForKey(scale, event) : undefined;
    if (!option) return;
    event.preventDefault();
    onChoose(option.key);
    event.currentTarget.querySelector<HTMLInputElement>(`input[value="${CSS.escape(option.key)}"]`)?.focus();
  };
  return (
    <div className={styles.frame}>
      <div
        role="radiogroup"
        className={styles.row}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        onKeyDown={onKeyDown}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) onLeave();
        }}
      >
        {scale.map((option) => {
          const level = levelOf(scale, option.key);
          const isChosen = option.key === chosen;
          return (
            <label key={option.key} className={`${styles.option} ${level === null ? styles.apart : ''}`}>
              <input
                className={styles.input}
                type="radio"
                name={name}
                value={option.key}
                checked={isChosen}
                onChange={() => onChoose(option.key)}
              />
              <span className={styles.face}>
                {level !== null && <LevelPills level={level} />}
                <span className={styles.label}>{textIn(option.label, language)}</span>
                {isChosen && (
                  <span className={styles.check}>
                    <CheckIcon size={16} />
                  </span>
                )}
              </span>
            </label>
          );
        })}
      </div>
    </div>
  );
}
