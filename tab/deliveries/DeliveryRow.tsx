import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Delivery } from '../../bot/api/schemas/deliveries.ts';
import { useFormat } from '../parts/format.ts';
import { swedishDay } from '../parts/short-day.ts';
import { unitPath } from '../parts/unit.ts';
import styles from './DeliveryRow.module.css';
import { isGivenUp } from './model.ts';
import { StageTag } from './StageTag.tsx';

interface DeliveryRowProps {
  readonly delivery: Delivery;
  /** How many it stands for. */
  readonly count: number;
  readonly isUnitShown: boolean;
  readonly needsSomeone: boolean;
}

/** One thing that is to go out or has gone: what, when, how it went, and why it didn't. */
export function DeliveryRow({ delivery, count, isUnitShown, needsSomeone }: DeliveryRowProps): ReactElement {
  const { t } = useTranslation();
  const { time } = useFormat();
  const { kind, about, unit, attempts, created, stage } = delivery;
  // Most cards are about the unit itself, which is said already.
  const name = about !== null && about !== unit?.name ? about : null;
  const why = useWhy()(delivery);
  return (
    <li className={styles.row}>
      <span className={styles.time}>{time(created)}</span>
      <div className={styles.words}>
        <h3 className={styles.what}>
          {t(`delivery.kind.${kind}`)}
          {count > 1 && <span className={styles.about}>, {t('delivery.times', { count })}</span>}
          {name !== null && <span className={styles.about}>: {name}</span>}
        </h3>
        {isUnitShown && unit && (
          <p className={styles.fact}>
            <Link className={styles.unit} to={unitPath(unit.id, '/')}>
              {unit.name}
            </Link>
          </p>
        )}
        {why.length > 0 && <p className={needsSomeone ? styles.trouble : styles.why}>{why.join(' ')}</p>}
        {needsSomeone && kind === 'planner' && unit && !isUnitShown && (
          <Link className={styles.way} to={unitPath(unit.id, '/plan')}>
            {t('delivery.openPlan')}
          </Link>
        )}
      </div>
      <div className={styles.end}>
        <StageTag stage={stage} isTrouble={needsSomeone} />
        {attempts > 1 && <span className={styles.fact}>{t('delivery.tries', { count: attempts })}</span>}
      </div>
    </li>
  );
}

/** Why it stands as it does and what comes next, a sentence each. */
function useWhy(): (delivery: Delivery) => string[] {
  const { t, i18n } = useTranslation();
  const { time, date } = useFormat();
  const moment = (at: string, from: string): string =>
    swedishDay(at) === swedishDay(from) ? time(at) : `${date(at)} ${time(at)}`;
  return (delivery) => {
    const { stage, cause, nextTry, attempts, changed } = delivery;
    if (stage === 'sent') return [];
    if (stage === 'maybe-sent') return [t('delivery.maybe')];
    const key = `delivery.cause.${cause ?? ''}`;
    return [
      ...(cause === null ? [] : [i18n.exists(key) ? t(key) : t('delivery.cause.other')]),
      ...(isGivenUp(delivery) ? [t('delivery.gaveUp')] : []),
      ...(stage === 'queued' && nextTry !== null
        ? [t(attempts > 0 ? 'delivery.nextTry' : 'delivery.goesOut', { time: moment(nextTry, changed) })]
        : []),
    ];
  };
}
