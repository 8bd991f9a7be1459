import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useRef } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Import } from '../../bot/api/schemas/imports.ts';
import { findIndicator, textIn } from '../../lika/instrument/instrument.ts';
import { ActionButton, ActionLink } from '../parts/ActionLink.tsx';
import { Card } from '../parts/Card.tsx';
import { useFormat } from '../parts/format.ts';
import { useHost } from '../parts/host.ts';
import { instrumentQuery } from '../parts/queries.ts';
import { useUnit, useUnitPath } from '../parts/unit.ts';
import { useCommand } from '../plan/commands.ts';
import { undoFile } from './commands.ts';
import styles from './Done.module.css';
import { Folded } from './Folded.tsx';
import lists from './lists.module.css';
import { LeftRow } from './LeftOutList.tsx';
import { planChanges } from './PlanCard.tsx';

/** What was brought in and what was left out; or, undone, what was put back. */
export function Done({ brought }: { readonly brought: Import }): ReactElement {
  const { t } = useTranslation();
  const path = useUnitPath();
  const command = useCommand();
  const named = useNames();
  const heading = useRef<HTMLHeadingElement>(null);
  const { date } = useFormat();
  const { state, outcome, undoing, mayUndo, until } = brought;
  useLayoutEffect(() => heading.current?.focus(), [state]);
  return (
    <div className={styles.main}>
      <Card isNext={state === 'taken'}>
        <div className={styles.card}>
          <h2 ref={heading} tabIndex={-1} className={styles.title}>
            {t(state === 'taken' ? 'import.done.title' : 'import.done.undone')}
          </h2>
          <ul className={styles.list}>
            {(undoing ? undoneLines(undoing, t) : outcome ? takenLines(outcome, t) : []).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <div className={styles.ways}>
            <ActionLink size="large" to={path('/assess')}>
              {t('import.done.toAssess')}
            </ActionLink>
            {mayUndo && (
              <ActionButton
                look="secondary"
                size="large"
                disabled={command.isBusy}
                onClick={() => void command.run(() => undoFile(brought.id))}
              >
                {t('import.done.undo')}
              </ActionButton>
            )}
            <ActionLink look="plain" to={path('/import')}>
              {t('import.choose.another')}
            </ActionLink>
          </div>
          {mayUndo && until !== null && (
            <p className={lists.text}>{t('import.recent.undoUntil', { day: date(until) })}</p>
          )}
          {command.fault !== null && (
            <p role="alert" className={styles.fault}>
              {command.fault}
            </p>
          )}
        </div>
      </Card>
      {undoing && undoing.left.length > 0 && (
        <Folded title={t('import.done.stays', { count: undoing.left.length })} isOpen>
          <ul>
            {undoing.left.map(({ name, why }, at) => (
              <li key={at} className={lists.row}>
                <div className={lists.words}>
                  <p className={lists.name}>{named(name)}</p>
                  <p className={lists.text}>{why}</p>
                </div>
              </li>
            ))}
          </ul>
        </Folded>
      )}
      {!undoing && outcome && outcome.leftOut.rows.length > 0 && (
        <Folded title={t('import.done.leftOut', { count: outcome.leftOut.total })}>
          <ul>
            {outcome.leftOut.rows.map((left, at) => (
              <LeftRow key={at} left={{ ...left, name: named(left.name) }} />
            ))}
          </ul>
        </Folded>
      )}
    </div>
  );
}

type T = ReturnType<typeof useTranslation>['t'];

function takenLines(outcome: NonNullable<Import['outcome']>, t: T): string[] {
  const { answers, comments, kept, madeDraft } = outcome;
  const changes = planChanges(outcome);
  return [
    ...(answers > 0 ? [t(madeDraft ? 'import.done.answersNew' : 'import.done.answers', { count: answers })] : []),
    ...(comments > 0 ? [t('import.done.comments', { count: comments })] : []),
    ...(changes > 0 ? [t('import.done.plan', { count: changes })] : []),
    ...(kept > 0 ? [t('import.done.kept', { count: kept })] : []),
  ];
}

function undoneLines({ answers, goals, actions }: NonNullable<Import['undoing']>, t: T): string[] {
  const changes = goals + actions;
  return [
    ...(answers > 0 ? [t('import.done.backAnswers', { count: answers })] : []),
    ...(changes > 0 ? [t('import.done.backPlan', { count: changes })] : []),
    ...(answers + changes === 0 ? [t('import.done.backNothing')] : []),
  ];
}

/** What an indicator says, where the name is an indicator's id. */
function useNames(): (name: string) => string {
  const unit = useUnit();
  const { language } = useHost();
  const instrument = useQuery({
    ...instrumentQuery(unit.instrument ?? { id: '', version: 0 }, language),
    enabled: unit.instrument !== null,
  });
  return (name) => {
    const found = instrument.data && findIndicator(instrument.data, name);
    return found ? textIn(found.indicator.statement, language) : name;
  };
}
