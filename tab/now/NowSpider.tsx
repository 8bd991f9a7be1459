import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Analysis } from '../../lika/analysis/cells.ts';
import { spiderAxes, spiderValues } from '../../lika/analysis/spider-axes.ts';
import type { SpiderAxis, SpiderSeries } from '../../lika/analysis/spider.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { useFormat } from '../parts/format.ts';
import { Spider } from '../parts/Spider.tsx';
import styles from './NowSpider.module.css';

/** Narrower than this, the labels at the sides would leave too little for the chart itself. */
const TIGHT = 440;
/** Narrower than this, there is room for two lines at each corner; the table has the third. */
const PHONE = 360;
const FONT_SIZE = 14;

/** Drawn in the pixels it gets, so that its text is as large as the page's. */
function sizeFor(width: number): { width: number; height: number; fontSize: number } {
  const height = width < TIGHT ? width + 24 : Math.min(440, width * 0.8);
  return { width, height: Math.round(height), fontSize: FONT_SIZE };
}

/** The element's width in whole pixels, 0 before it is laid out. */
function useWidth() {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const measure = () => setWidth(Math.floor(element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}

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
  const { ref, width } = useWidth();
  const isTight = width < TIGHT;
  const isPhone = width < PHONE;
  const year = beforeAt?.slice(0, 4) ?? '';
  const axes = useMemo<SpiderAxis[]>(() => {
    const plain = spiderAxes(instrument, 'areas', language, now);
    if (!before || isPhone) return plain;
    return plain.map((axis, at) => ({
      ...axis,
      values: [...(axis.values ?? []), t('score.beforeValue', { value: score(before.areas[at]?.score ?? null) })],
    }));
  }, [instrument, language, now, before, isPhone, t, score]);
  const series = useMemo<SpiderSeries[]>(() => {
    const current = { key: 'now', label: before ? t('score.now') : '', values: spiderValues(instrument, 'areas', now) };
    if (!before) return [current];
    return [current, { key: 'before', label: year, values: spiderValues(instrument, 'areas', before) }];
  }, [instrument, now, before, year, t]);
  return (
    <div ref={ref} className={styles.frame}>
      {width > 0 && (
        <Spider
          axes={axes}
          series={series}
          size={sizeFor(width)}
          areSidesAbove={isTight}
          label={t('score.chartLabel')}
        />
      )}
    </div>
  );
}
