import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import type { AssessmentKind } from '../../lika/assessment/assessment.ts';
import { placedIndicators } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { ActionButton } from '../parts/ActionLink.tsx';
import { EmptySpider } from '../parts/EmptySpider.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { useErrorText } from '../parts/ErrorState.tsx';
import { useFormat } from '../parts/format.ts';
import { useUnit } from '../parts/unit.ts';
import { BringInLink } from './BringInLink.tsx';
import { useBegin } from './useBegin.ts';

interface BeginCardProps {
  readonly makes: AssessmentKind;
  readonly instrument: Instrument;
  readonly published: Assessment | null;
}

/** The inviting way in: what it takes, what it gives, one button. */
export function BeginCard({ makes, instrument, published }: BeginCardProps): ReactElement {
  const { t } = useTranslation();
  const { date } = useFormat();
  const unit = useUnit();
  const { begin, isBeginning, error } = useBegin(makes, instrument);
  const errorText = useErrorText();
  const count = placedIndicators(instrument).length;
  const since = published?.published;
  return (
    <EmptyState
      picture={<EmptySpider letters={instrument.areas.map(({ letter }) => letter)} />}
      title={since ? t('assess.begin.again') : t(`assess.begin.title.${makes}`, { unit: unit.name })}
      text={
        <>
          <p>{t(`assess.begin.what.${makes}`)}</p>
          <p>{t('assess.begin.takes', { count })}</p>
          {since && makes === 'unit' && <p>{t('assess.begin.before', { date: date(since) })}</p>}
          {error !== null && <p role="alert">{errorText(error)}</p>}
        </>
      }
      action={
        <>
          <ActionButton size="large" disabled={isBeginning} onClick={begin}>
            {t('assess.begin.button')}
          </ActionButton>
          {makes === 'unit' && <BringInLink />}
        </>
      }
    />
  );
}
