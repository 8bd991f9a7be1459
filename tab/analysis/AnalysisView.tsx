import { useEffect, useRef } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { finding } from '../../lika/analysis/compare.ts';
import { ActionLink } from '../parts/ActionLink.tsx';
import { EmptySpider } from '../parts/EmptySpider.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { useFormat } from '../parts/format.ts';
import { Loading } from '../parts/Loading.tsx';
import { useMedia } from '../parts/media.ts';
import { useMoreTexts } from '../parts/more-texts.ts';
import { Page } from '../parts/Page.tsx';
import { useSchool } from '../parts/school.ts';
import type { School } from '../parts/school.ts';
import { useMay, useUnit, useUnitPath } from '../parts/unit.ts';
import { CellPanel } from './CellPanel.tsx';
import { useChoice } from './choice.ts';
import type { Choosing } from './choice.ts';
import { CompareMenu } from './CompareMenu.tsx';
import { dateOfAssessment, useFigures } from './figures.ts';
import type { Figures } from './figures.ts';
import { History } from './History.tsx';
import { Picture } from './Picture.tsx';
import { Standouts } from './Standouts.tsx';
import { Steps } from './Steps.tsx';
import { Switches } from './Switches.tsx';
import { useTitle } from './title.ts';
import styles from './AnalysisView.module.css';

/** Analys: the finding first, then the same figures as spider, bars or table, against any earlier assessment. */
export function AnalysisView(): ReactElement {
  useMoreTexts();
  const state = useSchool();
  const { t } = useTranslation();
  if (state.kind === 'asking') return <Loading />;
  if (state.kind === 'failed') return <ErrorState error={state.error} retry={state.retry} />;
  if (state.kind === 'no-instrument') return <Nothing text={t('analysis.empty.noInstrument')} />;
  return <Analysed school={state.school} />;
}

function Nothing({
  text,
  letters = [],
  isOpen = false,
}: {
  readonly text: string;
  readonly letters?: string[];
  readonly isOpen?: boolean;
}): ReactElement {
  const { t } = useTranslation();
  const path = useUnitPath();
  return (
    <Page title={t('nav.analysis')}>
      <EmptyState
        title={t('analysis.empty.title')}
        text={text}
        picture={letters.length > 0 && <EmptySpider letters={letters} />}
        action={isOpen && <ActionLink to={path('/assess')}>{t('analysis.empty.assess')}</ActionLink>}
      />
    </Page>
  );
}

function Analysed({ school }: { readonly school: School }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const isNarrow = useMedia('(width < 640px)');
  const choosing = useChoice(isNarrow);
  const figures = useFigures(school, choosing);
  if (figures) return <Result figures={figures} choosing={choosing} isNarrow={isNarrow} />;
  const mayAssess = may('assessment.create') || may('own-assessment.create');
  return (
    <Nothing
      text={t(mayAssess ? 'analysis.empty.text' : 'analysis.empty.reader')}
      letters={school.instrument.areas.map(({ letter }) => letter)}
      isOpen={mayAssess}
    />
  );
}

interface ResultProps {
  readonly figures: Figures;
  readonly choosing: Choosing;
  readonly isNarrow: boolean;
}

function Result({ figures, choosing, isNarrow }: ResultProps): ReactElement {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { name } = useUnit();
  const title = useTitle();
  const isBeside = useMedia('(width >= 1000px)');
  const { school, now, comparison } = figures;
  const { cell, choose } = choosing;
  useFocusBack(cell);
  const when = date(dateOfAssessment(now.assessment));
  const { kind, state } = now.assessment;
  return (
    <div className={cell !== null && isBeside ? styles.beside : undefined}>
      <Page
        title={title(finding(school.instrument, comparison ?? now.analysis))}
        meta={t(`analysis.about.${kind === 'own' ? 'own' : state}`, { unit: name, date: when })}
      >
        <div className={styles.room}>
          <div className={styles.tools}>
            <Switches choosing={choosing} isNarrow={isNarrow} cells={now.analysis.cells.length} />
            <CompareMenu figures={figures} choosing={choosing} />
          </div>
          <div className={styles.columns}>
            <div className={styles.main}>
              <Picture figures={figures} choosing={choosing} isNarrow={isNarrow} />
            </div>
            <div className={styles.side}>
              <Standouts figures={figures} open={(opened) => choose({ cell: opened })} />
            </div>
            <div className={styles.main}>
              <Steps figures={figures} />
              <History figures={figures} choosing={choosing} />
            </div>
          </div>
        </div>
      </Page>
      {cell !== null && (
        <CellPanel key={cell} cell={cell} figures={figures} isBeside={isBeside} close={() => choose({ cell: null })} />
      )}
    </div>
  );
}

/** When a cell's panel has closed, focus goes back to what opened it. */
function useFocusBack(cell: string | null): void {
  const from = useRef<Element | null>(null);
  const was = useRef(cell);
  if (cell !== null && was.current === null) from.current = document.activeElement;
  useEffect(() => {
    const closed = was.current !== null && cell === null;
    was.current = cell;
    if (!closed) return;
    const timer = setTimeout(() => from.current instanceof HTMLElement && from.current.focus(), 0);
    return () => clearTimeout(timer);
  }, [cell]);
}
