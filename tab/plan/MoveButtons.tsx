import { useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../parts/ErrorState.tsx';
import { ArrowDownIcon, ArrowUpIcon } from '../parts/more-icons.tsx';
import { move } from './commands.ts';
import { usePlanPage } from './context.ts';
import styles from './MoveButtons.module.css';

/** Where something stands among its siblings, from 1. */
export interface Place {
  readonly at: number;
  readonly of: number;
}

interface MoveButtonsProps {
  readonly kind: 'goals' | 'actions';
  readonly id: string;
  readonly name: string;
  readonly place: Place;
  /** Tells screen readers where it stands now. */
  readonly say: (words: string) => void;
}

/** Orders without dragging: one place up, one place down. */
export function MoveButtons({ kind, id, name, place, say }: MoveButtonsProps): ReactElement {
  const { t } = useTranslation();
  const { unit } = usePlanPage();
  const words = useErrorText();
  const [isBusy, setBusy] = useState(false);
  const up = useRef<HTMLButtonElement>(null);
  const down = useRef<HTMLButtonElement>(null);
  const go = async (by: -1 | 1): Promise<void> => {
    const to = place.at + by;
    if (isBusy || to < 1 || to > place.of) return;
    setBusy(true);
    try {
      await move(unit.id, kind, id, by);
      say(t('plan.order.moved', { name, at: to, of: place.of }));
    } catch (error) {
      say(words(error));
    } finally {
      flushSync(() => setBusy(false));
      // A moved element loses focus; the person goes on pressing.
      (by === -1 ? up : down).current?.focus();
    }
  };
  return (
    <span className={styles.buttons}>
      <button
        ref={up}
        type="button"
        className={styles.button}
        aria-label={t('plan.order.up', { name })}
        aria-disabled={place.at === 1}
        onClick={() => void go(-1)}
      >
        <ArrowUpIcon size={16} />
      </button>
      <button
        ref={down}
        type="button"
        className={styles.button}
        aria-label={t('plan.order.down', { name })}
        aria-disabled={place.at === place.of}
        onClick={() => void go(1)}
      >
        <ArrowDownIcon size={16} />
      </button>
    </span>
  );
}
