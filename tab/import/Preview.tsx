import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Import, ImportPreview } from '../../bot/api/schemas/imports.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorCard } from '../parts/ErrorState.tsx';
import { useFormat } from '../parts/format.ts';
import { useHost } from '../parts/host.ts';
import { Loading } from '../parts/Loading.tsx';
import { instrumentQuery } from '../parts/queries.ts';
import { Columns } from './Columns.tsx';
import { InstrumentContext } from './instrument.ts';
import { LeftOutList } from './LeftOutList.tsx';
import { MatchedList } from './MatchedList.tsx';
import { PlanCard } from './PlanCard.tsx';
import styles from './Preview.module.css';
import { useReading } from './reading.ts';
import { StandingCard } from './StandingCard.tsx';
import { TakeCard } from './TakeCard.tsx';
import { UnsureCard } from './UnsureCard.tsx';

interface PreviewProps {
  readonly brought: Import;
  readonly preview: ImportPreview;
}

/** What LIKA understood of the file, what a person has to say, and the one button. Nothing is saved before it. */
export function Preview({ brought, preview }: PreviewProps): ReactElement {
  const { language } = useHost();
  const instrument = useQuery(instrumentQuery(preview.instrument, language));
  if (instrument.error && !instrument.data)
    return <ErrorCard error={instrument.error} retry={() => void instrument.refetch()} />;
  if (!instrument.data) return <Loading />;
  return (
    <InstrumentContext value={instrument.data}>
      <Understood brought={brought} preview={preview} />
    </InstrumentContext>
  );
}

function Understood({ brought, preview }: PreviewProps): ReactElement {
  const hand = useReading(brought);
  const [existing, setExisting] = useState<'keep' | 'replace'>('keep');
  const [withPlan, setWithPlan] = useState(true);
  const differing = preview.answers.filter(({ kind }) => kind === 'differs');
  const matched = preview.answers.filter(({ kind }) => kind === 'fills');
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        <SaidCard preview={preview} hand={hand} />
        {(hand.unsure.length > 0 || hand.words.length > 0) && <UnsureCard hand={hand} total={preview.unsure.total} />}
        {differing.length > 0 && <StandingCard differing={differing} existing={existing} choose={setExisting} />}
        {preview.plan && preview.plan.changes.length > 0 && (
          <PlanCard plan={preview.plan} isWanted={withPlan} want={setWithPlan} />
        )}
        {preview.leftOut.total > 0 && <LeftOutList key={brought.version} id={brought.id} leftOut={preview.leftOut} />}
        {matched.length > 0 && <MatchedList answers={matched} />}
      </div>
      <div className={styles.side}>
        <TakeCard brought={brought} preview={preview} existing={existing} withPlan={withPlan} isBusy={hand.isBusy} />
      </div>
    </div>
  );
}

/** What LIKA understood, in one sentence with its counts, and how the file was read. */
function SaidCard({
  preview,
  hand,
}: {
  readonly preview: ImportPreview;
  readonly hand: ReturnType<typeof useReading>;
}): ReactElement {
  const { t } = useTranslation();
  const { date } = useFormat();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const { counts, workbook, table } = preview;
  const known = counts.fills + counts.differs + counts.same;
  return (
    <Card>
      <h2 ref={heading} tabIndex={-1}>
        {t('import.said.title')}
      </h2>
      <p role="status" className={styles.said}>
        {[
          t('import.said.known', { count: known }),
          ...(counts.unsure > 0 ? [t('import.said.unsure', { count: counts.unsure })] : []),
          ...(counts.leftOut > 0 ? [t('import.said.leftOut', { count: counts.leftOut })] : []),
          ...(counts.same > 0 ? [t('import.said.same', { count: counts.same })] : []),
          ...(preview.without > 0 ? [t('import.said.without', { count: preview.without })] : []),
        ].join(' ')}
      </p>
      {workbook && (
        <p className={styles.text}>
          {t(workbook.isOtherUnit ? 'import.said.otherUnit' : 'import.said.workbook', { day: date(workbook.day) })}
        </p>
      )}
      {table && <Columns table={table} hand={hand} isOpen={known + counts.unsure === 0} />}
      {hand.fault !== null && (
        <p role="alert" className={styles.fault}>
          {hand.fault}
        </p>
      )}
    </Card>
  );
}
