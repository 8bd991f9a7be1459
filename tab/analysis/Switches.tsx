import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Segments } from '../parts/Segments.tsx';
import { PARTS, VIEWS } from './choice.ts';
import type { Choosing } from './choice.ts';
import styles from './Switches.module.css';

interface SwitchesProps {
  readonly choosing: Choosing;
  readonly isNarrow: boolean;
  /** How many parts there are. */
  readonly cells: number;
}

/** Spindel, staplar or tabell; the areas or all parts. On a phone the spider has room for the areas alone. */
export function Switches({ choosing, isNarrow, cells }: SwitchesProps): ReactElement {
  const { t } = useTranslation();
  const { view, part, choose } = choosing;
  return (
    <div className={styles.switches}>
      <Segments
        label={t('analysis.view.label')}
        isLabelHidden
        isWide={isNarrow}
        segments={VIEWS.map((value) => ({ value, label: t(`analysis.view.${value}`) }))}
        value={view}
        choose={(chosen) => choose({ view: chosen })}
      />
      {!(isNarrow && view === 'spider') && (
        <Segments
          label={t('analysis.part.label')}
          isLabelHidden
          isWide={isNarrow}
          segments={PARTS.map((value) => ({ value, label: t(`analysis.part.${value}`, { count: cells }) }))}
          value={part}
          choose={(chosen) => choose({ part: chosen })}
        />
      )}
    </div>
  );
}
