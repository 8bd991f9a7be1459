import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../lika/analysis/cells.ts';
import { completeness, firstUnanswered } from '../../lika/assessment/completeness.ts';
import { textIn } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { ActionLink } from '../parts/ActionLink.tsx';
import { Notice } from '../parts/Notice.tsx';
import { useUnitPath } from '../parts/unit.ts';
import styles from './ShareAct.module.css';

interface WhatIsLeftProps {
  readonly instrument: Instrument;
  readonly answers: Answers;
}

/** What has to be answered before publishing, per area, and the way to the first of it. */
export function WhatIsLeft({ instrument, answers }: WhatIsLeftProps): ReactElement {
  const { t, i18n } = useTranslation();
  const path = useUnitPath();
  const { answered, total, areas } = completeness(instrument, answers);
  const first = firstUnanswered(instrument, answers);
  const left = instrument.areas.flatMap(({ key, name }) => {
    const area = areas[key];
    const count = area ? area.total - area.answered : 0;
    return count > 0 ? [t('share.left.area', { area: textIn(name, i18n.language), count })] : [];
  });
  return (
    <div className={styles.act}>
      <Notice title={t('share.left.title', { count: total - answered })}>
        {t('share.left.text', { areas: left.join(', ') })}
      </Notice>
      {first && (
        <div className={styles.buttons}>
          <ActionLink size="large" to={path(`/assess/${first.area.key}`, { hash: first.indicator.id })}>
            {t('share.left.toFirst')}
          </ActionLink>
          <ActionLink look="secondary" size="large" to={path('/')}>
            {t('ask.cancel')}
          </ActionLink>
        </div>
      )}
    </div>
  );
}
