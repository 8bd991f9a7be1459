import { useEffect, useId, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action, PlannerQuestion } from '../../../bot/api/schemas/plan.ts';
import { WarningIcon } from '../../parts/icons.tsx';
import { useCommand } from '../commands.ts';
import { usePlanPage } from '../context.ts';
import { settleQuestion } from './commands.ts';
import { QuestionCard } from './QuestionCard.tsx';
import styles from './Questions.module.css';

/** What names a question among an action's. */
const keyOf = ({ field, item }: PlannerQuestion): string => `${field} ${item ?? ''}`;

/** What the plan and Planner say differently, question by question, and what came of the last answer. */
export function Questions({ action }: { readonly action: Action }): ReactElement | null {
  const { t } = useTranslation();
  const { unit, mayWrite } = usePlanPage();
  const heading = useId();
  const command = useCommand();
  const [said, setSaid] = useState<'ours' | 'theirs' | null>(null);
  const status = useRef<HTMLParagraphElement>(null);
  const { questions, state } = action.planner;
  const words = command.fault ?? (said === null ? '' : t(`plan.planner.ask.done.${said}`));
  // The buttons that were pressed go with their question.
  useEffect(() => {
    if (words !== '') status.current?.focus();
  }, [words, questions.length]);
  const choose = async (question: PlannerQuestion, side: 'ours' | 'theirs'): Promise<void> => {
    setSaid(null);
    const { field, item, theirs } = question;
    const choice = { field, ...(item !== undefined && { item }), theirs, choose: side };
    if (await command.run(() => settleQuestion(unit.id, action.id, choice))) setSaid(side);
  };
  const isAsking = state === 'needs-you' && questions.length > 0;
  if (!isAsking && words === '') return null;
  return (
    <section aria-labelledby={isAsking ? heading : undefined} className={styles.questions}>
      {isAsking && (
        <>
          <h3 id={heading} className={styles.heading}>
            <WarningIcon size={16} />
            {t('plan.planner.ask.title', { count: questions.length })}
          </h3>
          {!mayWrite && <p className={styles.small}>{t('plan.planner.ask.reader')}</p>}
          {questions.map((question) => (
            <QuestionCard
              key={keyOf(question)}
              action={action}
              question={question}
              isBusy={command.isBusy}
              choose={mayWrite ? (side) => void choose(question, side) : null}
            />
          ))}
        </>
      )}
      <p ref={status} role="status" tabIndex={-1} className={words === '' ? 'visually-hidden' : styles.small}>
        {words}
      </p>
    </section>
  );
}
