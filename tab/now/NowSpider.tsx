import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Analysis } from '../../lika/analysis/cells.ts';
import { spiderAxes, spiderValues } from '../../lika/analysis/spider-axes.ts';
import type { SpiderAxis, SpiderSeries } from '../../lika/analysis/spider.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { useFormat } from '../parts/format.ts';
import { useMedia } from '../parts/media.ts';
import { Spider } from '../parts/Spider.tsx';
import styles from './NowSpider.module.css';

const WIDE = { width: 560, height: 430, fontSize: 14 };
const NARROW = { width: 304, height: 336, fontSize: 14 };

interface NowSpiderProps {
  readonly instrument: Instrument;
  readonly now: Analysis;
  readonly before: Analysis | null;
  /** When the earlier one was published. */
  readonly beforeAt: string | null;
}

/** The four areas: now filled, last time dashed. */
export function NowSpider({ instrument, now, before, beforeAt }: NowSpiderProps): ReactElement {
  const { t } = useTranslation();
  const { language, score } = useFormat();
  const isNarrow = useMedia('(width < 640px)');
  const year = beforeAt?.slice(0, 4) ?? '';
  const axes = useMemo<SpiderAxis[]>(() => {
    const plain = spiderAxes(instrument, 'areas', language, now);
    if (!before || isNarrow) return plain;
    return plain.map((axis, at) => ({
      ...axis,
      values: [...(axis.values ?? []), t('score.beforeValue', { value: score(before.areas[at]?.score ?? null) })],
    }));
  }, [instrument, language, now, before, isNarrow, t, score]);
  const series = useMemo<SpiderSeries[]>(() => {
    const current = { key: 'now', label: before ? t('score.now') : '', values: spiderValues(instrument, 'areas', now) };
    if (!before) return [current];
    return [current, { key: 'before', label: year, values: spiderValues(instrument, 'areas', before) }];
  }, [instrument, now, before, year, t]);
  return (
    <div className={styles.frame}>
      <Spider
        axes={axes}
        series={series}
        size={isNarrow ? NARROW : WIDE}
        areSidesAbove={isNarrow}
        label={t('score.chartLabel')}
      />
    </div>
  );
}
