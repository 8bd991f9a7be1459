import { useId } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DocumentsDrift } from '../../bot/api/schemas/documents.ts';
import { useDocumentWords } from '../documents/words.ts';
import { Card } from '../parts/Card.tsx';
import { unitPath } from '../parts/unit.ts';
import styles from './PlannerSection.module.css';

interface DocumentsSectionProps {
  readonly drift: DocumentsDrift;
  /** Of many units, so that each says which. */
  readonly isOfMany: boolean;
}

/** Documents in channels' files that wait or need somebody; a line for those with nothing to tell. */
export function DocumentsSection({ drift, isOfMany }: DocumentsSectionProps): ReactElement | null {
  const { t } = useTranslation();
  const heading = useId();
  const { units, calm } = drift;
  if (units.length === 0 && calm === 0) return null;
  return (
    <section aria-labelledby={heading} className={styles.section}>
      <h2 id={heading} className={styles.heading}>
        {t('documents.title')}
      </h2>
      <Card padding="none">
        {units.map((each) => (
          <UnitRow key={each.unit.id} {...each} isUnitShown={isOfMany} />
        ))}
        {calm > 0 && (
          <p className={`${styles.calm} ${styles.rest}`}>
            {isOfMany ? t('delivery.documents.calm', { count: calm }) : t('documents.kept')}
          </p>
        )}
      </Card>
    </section>
  );
}

type UnitRowProps = DocumentsDrift['units'][number] & { readonly isUnitShown: boolean };

function UnitRow({ unit, documents, isUnitShown }: UnitRowProps): ReactElement {
  const { t } = useTranslation();
  const words = useDocumentWords();
  return (
    <div className={styles.plan}>
      {isUnitShown && <h3 className={styles.unit}>{unit.name}</h3>}
      <ul className={styles.tasks}>
        {documents.map((kept) => (
          <li key={kept.kind} className={styles.task}>
            <div className={styles.words}>
              <Link className={styles.way} to={unitPath(unit.id, '/documents')}>
                {t(`documents.kind.${kept.kind}.name`)}
              </Link>
              <p className={styles.fact}>{words.state(kept)}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
