import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Import, ImportPreview } from '../../bot/api/schemas/imports.ts';
import { ActionButton, ActionLink } from '../parts/ActionLink.tsx';
import { Card } from '../parts/Card.tsx';
import { useUnitPath } from '../parts/unit.ts';
import { useCommand } from '../plan/commands.ts';
import { importQuery, takeFile } from './commands.ts';
import { planChanges } from './PlanCard.tsx';
import { queryClient } from '../parts/queries.ts';
import styles from './TakeCard.module.css';

interface TakeCardProps {
  readonly brought: Import;
  readonly preview: ImportPreview;
  readonly existing: 'keep' | 'replace';
  readonly withPlan: boolean;
  readonly isBusy: boolean;
}

/** The one button, named after what it does; nothing is saved before it. */
export function TakeCard({ brought, preview, existing, withPlan, isBusy }: TakeCardProps): ReactElement {
  const { t } = useTranslation();
  const path = useUnitPath();
  const command = useCommand();
  const { counts, plan, draft } = preview;
  const answers = counts.fills + (existing === 'replace' ? counts.differs : 0);
  const changes = plan && withPlan ? planChanges(plan) : 0;
  const renewPreview = () => queryClient.invalidateQueries({ queryKey: importQuery(brought.id).queryKey });
  const take = (): void => {
    const seen = preview.answers.flatMap(({ indicator, standing }) =>
      standing ? [{ indicator, version: standing.version }] : [],
    );
    void command
      .run(() =>
        takeFile(brought.id, { version: brought.version, draft, existing, plan: withPlan && changes > 0, seen }),
      )
      // What has changed meanwhile is shown, with the reason beside the button.
      .then((taken) => (taken ? undefined : renewPreview()));
  };
  return (
    <Card isNext={answers + changes > 0}>
      <div className={styles.card}>
        <p className={styles.text}>{t(draft === null ? 'import.take.newDraft' : 'import.take.draft')}</p>
        {counts.unsure > 0 && <p className={styles.text}>{t('import.take.unsure', { count: counts.unsure })}</p>}
        {answers + changes > 0 ? (
          <ActionButton size="large" disabled={isBusy || command.isBusy} onClick={take}>
            <Verb answers={answers} changes={changes} />
          </ActionButton>
        ) : (
          <p>{t('import.take.nothing')}</p>
        )}
        <p className={styles.text}>{t('import.nothingSaved')}</p>
        {command.fault !== null && (
          <p role="alert" className={styles.fault}>
            {command.fault}
          </p>
        )}
        <ActionLink look="plain" to={path('/import')}>
          {t('import.choose.another')}
        </ActionLink>
      </div>
    </Card>
  );
}

function Verb({ answers, changes }: { readonly answers: number; readonly changes: number }): ReactElement {
  const { t } = useTranslation();
  if (changes === 0) return <>{t('import.take.answers', { count: answers })}</>;
  if (answers === 0) return <>{t('import.take.plan', { count: changes })}</>;
  return <>{t('import.take.both', { answers, count: changes })}</>;
}
