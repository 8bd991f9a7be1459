import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { spiderAxes, spiderValues } from '../../lika/analysis/spider-axes.ts';
import { SERIES_MAX } from '../../lika/analysis/spider.ts';
import type { SpiderSize } from '../../lika/analysis/spider.ts';
import { stepNumbers, textIn } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { Card } from '../parts/Card.tsx';
import { useFormat } from '../parts/format.ts';
import { useWidth } from '../parts/width.ts';
import { Spider } from '../parts/Spider.tsx';
import { Bars } from './Bars.tsx';
import type { Choosing, Part } from './choice.ts';
import { CompareTable } from './CompareTable.tsx';
import type { Figures, Shown } from './figures.ts';
import { Legend } from './Legend.tsx';
import styles from './Picture.module.css';

interface PictureProps {
  readonly figures: Figures;
  readonly choosing: Choosing;
  readonly isNarrow: boolean;
}

/** The figures in the chosen form. More assessments than a spider can tell apart become small ones, side by side. */
export function Picture({ figures, choosing, isNarrow }: PictureProps): ReactElement {
  const { t } = useTranslation();
  const { view } = choosing;
  const part: Part = isNarrow && view === 'spider' ? 'areas' : choosing.part;
  const shown = [figures.now, ...figures.others];
  const isMany = shown.length > SERIES_MAX;
  const open = (cell: string): void => choosing.choose({ cell });
  return (
    <Card>
      {view === 'spider' && !isMany && (
        <>
          {figures.others.length > 0 && <Legend shown={shown} />}
          <BigSpider {...{ figures, shown, part, isNarrow }} />
          <p className={styles.note}>
            {figures.others.length > 0 && `${t('analysis.note.axes', { label: figures.now.label })} `}
            {t('analysis.note.scale')} <MissingSteps instrument={figures.school.instrument} />
          </p>
        </>
      )}
      {view === 'spider' && isMany && <SmallSpiders {...{ figures, shown, part }} />}
      {view === 'bars' && <Bars figures={figures} part={part} open={open} />}
      {view === 'table' && <CompareTable figures={figures} part={part} open={open} />}
    </Card>
  );
}

const AREAS_WIDE = { width: 640, height: 500, fontSize: 14 };
const CELLS_WIDE = { width: 752, height: 580, fontSize: 14 };
const AREAS_NARROW = { width: 304, height: 336, fontSize: 14 };

/** The figure as large as there is room for: its words keep their size, so that they can be read. */
function fitted(full: SpiderSize, room: number | null): SpiderSize {
  if (room === null || room >= full.width) return full;
  return { ...full, width: room, height: Math.round((full.height * room) / full.width) };
}

interface BigSpiderProps {
  readonly figures: Figures;
  readonly shown: readonly Shown[];
  readonly part: Part;
  readonly isNarrow: boolean;
}

function BigSpider({ figures, shown, part, isNarrow }: BigSpiderProps): ReactElement {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { instrument } = figures.school;
  const axes = useMemo(
    () => spiderAxes(instrument, part, language, shown[0]?.analysis),
    [instrument, part, language, shown],
  );
  const series = useMemo(
    () =>
      shown.map(({ analysis, assessment, short }) => ({
        key: assessment.id,
        label: shown.length === 1 ? '' : short,
        values: spiderValues(instrument, part, analysis),
      })),
    [instrument, part, shown],
  );
  const full = isNarrow ? AREAS_NARROW : part === 'areas' ? AREAS_WIDE : CELLS_WIDE;
  const [place, room] = useWidth();
  const size = useMemo(() => fitted(full, room), [full, room]);
  const label = t('analysis.chartLabel', { series: shown.map((each) => each.label).join(', ') });
  return (
    <div ref={place} className={styles.spider} style={{ maxWidth: full.width }}>
      <Spider axes={axes} series={series} size={size} areSidesAbove={isNarrow} label={label} />
    </div>
  );
}

const SMALL = { width: 250, height: 250, fontSize: 13 };

function SmallSpiders({ figures, shown, part }: Omit<BigSpiderProps, 'isNarrow'>): ReactElement {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { instrument } = figures.school;
  return (
    <>
      <p className={styles.note}>{t('analysis.note.many', { count: SERIES_MAX })}</p>
      <ul className={styles.small}>
        {shown.map(({ assessment, analysis, label }) => (
          <li key={assessment.id}>
            <h2>{label}</h2>
            <Spider
              axes={spiderAxes(instrument, 'areas', language, analysis)}
              series={[{ key: 'now', label: '', values: spiderValues(instrument, 'areas', analysis) }]}
              size={SMALL}
              areSidesAbove
              label={t('analysis.chartLabel', { series: label })}
            />
          </li>
        ))}
      </ul>
      {part === 'cells' && <p className={styles.note}>{t('analysis.note.smallAreas')}</p>}
    </>
  );
}

/** Infrastruktur har inget steg 3. */
function MissingSteps({ instrument }: { readonly instrument: Instrument }): ReactElement {
  const { t } = useTranslation();
  const { language } = useFormat();
  const missing = instrument.areas.flatMap((area) =>
    stepNumbers(instrument)
      .filter((step) => !area.steps.some((each) => each.step === step))
      .map((step) => t('analysis.note.noStep', { area: textIn(area.name, language), step })),
  );
  return <>{missing.join(' ')}</>;
}
