import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FollowUpAnswer } from '../../bot/api/schemas/talk.ts';
import { swedishDay, useShortDay } from '../parts/short-day.ts';
import { WarningIcon } from '../parts/icons.tsx';
import type { IconProps } from '../parts/icon.tsx';
import { ActionStateIcon, ClockIcon } from '../parts/more-icons.tsx';
import { followUpsQuery } from '../parts/talk-queries.ts';
import { usePlanPage } from './context.ts';
import styles from './FollowUps.module.css';

const ICONS: Readonly<Record<FollowUpAnswer['how'], (props: IconProps) => ReactElement>> = {
  well: ({ size = 16 }) => <ActionStateIcon state="ongoing" size={size} />,
  done: ({ size = 16 }) => <ActionStateIcon state="done" size={size} />,
  late: ClockIcon,
  help: WarningIcon,
};

/** What has been said about the action when it was followed up, newest first; nothing where nothing has been said. */
export function FollowUps({ action }: { readonly action: string }): ReactElement | null {
  const { t } = useTranslation();
  const heading = useId();
  const { unit } = usePlanPage();
  const { data } = useQuery(followUpsQuery(unit.id));
  const said = data?.followUps.filter((each) => each.action === action) ?? [];
  if (said.length === 0) return null;
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className={styles.heading}>
        {t('plan.followUps.title')}
      </h3>
      <ul className={styles.list}>
        {said.map((each) => (
          <Said key={each.id} answer={each} />
        ))}
      </ul>
    </section>
  );
}

function Said({ answer }: { readonly answer: FollowUpAnswer }): ReactElement {
  const { t } = useTranslation();
  const shortDay = useShortDay();
  const { nameOf } = usePlanPage();
  const { how, line, by, at } = answer;
  const Icon = ICONS[how];
  return (
    <li className={styles.said}>
      <span className={how === 'help' ? styles.help : styles.how}>
        <Icon size={16} />
        {t(`plan.followUps.how.${how}`)}
      </span>
      <span className={styles.who}>
        {nameOf(by) ?? t('plan.person.unknown')}, {shortDay(swedishDay(at))}
      </span>
      {line !== null && line !== '' && <p className={styles.line}>{line}</p>}
    </li>
  );
}
