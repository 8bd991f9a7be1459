import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Delivery } from '../../bot/api/schemas/deliveries.ts';
import { addDays } from '../../lika/schedule/calendar.ts';
import { Card } from '../parts/Card.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { useFormat } from '../parts/format.ts';
import { Segments } from '../parts/Segments.tsx';
import { useToday } from '../parts/short-day.ts';
import styles from './DeliveryList.module.css';
import { DeliveryRow } from './DeliveryRow.tsx';
import { byDay, FILTERS, needsSomeone, SHOWN_AT_MOST, shownBy } from './model.ts';
import type { Filter } from './model.ts';

interface DeliveryListProps {
  /** Newest first. */
  readonly deliveries: readonly Delivery[];
  /** The unit that the list is about; null for a list of many, where each row says which. */
  readonly unit: string | null;
}

/** What has gone out, day by day, with a choice of what to look at. */
export function DeliveryList({ deliveries, unit }: DeliveryListProps): ReactElement {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<Filter>('all');
  const dayName = useDayName();
  const shown = shownBy(filter, deliveries);
  if (deliveries.length === 0)
    return <EmptyState title={t('delivery.none.all.title')} text={t('delivery.none.all.text')} />;
  const label = (each: Filter): string => {
    const name = t(`delivery.filter.${each}`);
    const count = each === 'all' ? 0 : shownBy(each, deliveries).length;
    return count === 0 ? name : t('delivery.filter.count', { name, count });
  };
  return (
    <div className={styles.list}>
      <Segments
        label={t('delivery.filter.label')}
        isLabelHidden
        segments={FILTERS.map((value) => ({ value, label: label(value) }))}
        value={filter}
        choose={setFilter}
      />
      {filter !== 'all' && shown.length === 0 && <p className={styles.none}>{t(`delivery.none.${filter}`)}</p>}
      {byDay(shown).map(({ day, rows }) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`} className={styles.day}>
            {dayName(day)}
          </h2>
          <Card padding="none">
            <ul>
              {rows.map(({ delivery, count }) => (
                <DeliveryRow
                  key={delivery.id}
                  delivery={delivery}
                  count={count}
                  isUnitShown={unit === null}
                  needsSomeone={needsSomeone(delivery, deliveries)}
                />
              ))}
            </ul>
          </Card>
        </section>
      ))}
      {deliveries.length >= SHOWN_AT_MOST && (
        <p className={styles.none}>{t('delivery.latest', { count: deliveries.length })}</p>
      )}
    </div>
  );
}

/** I dag, I går, 25 november. */
function useDayName(): (day: string) => string {
  const { t } = useTranslation();
  const { dayAndMonth } = useFormat();
  const today = useToday();
  return (day) => {
    if (day === today) return t('delivery.today');
    return today !== null && day === addDays(today, -1) ? t('delivery.yesterday') : dayAndMonth(day);
  };
}
