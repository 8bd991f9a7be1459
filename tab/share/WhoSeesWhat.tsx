import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment, Audience } from '../../bot/api/schemas/assessments.ts';
import { Card } from '../parts/Card.tsx';
import { CheckIcon } from '../parts/icons.tsx';
import { useUnit } from '../parts/unit.ts';
import { READERS, seenBy, THINGS } from './levels.ts';
import type { Level, Reader } from './levels.ts';
import styles from './WhoSeesWhat.module.css';

interface WhoSeesWhatProps {
  readonly level: Level;
  readonly kind: Assessment['kind'];
  /** It is so already; nothing is about to happen. */
  readonly isSo?: boolean;
  readonly audience: Audience;
  /** The one whose eyes the preview has. */
  readonly reader: Reader;
}

/** Who × what at the chosen level, as the access table has it. */
export function WhoSeesWhat({ level, kind, isSo = false, audience, reader }: WhoSeesWhatProps): ReactElement {
  const { t } = useTranslation();
  const { name } = useUnit();
  const readers = kind === 'unit' ? READERS : READERS.slice(0, 2);
  const things = kind === 'unit' ? THINGS : THINGS.slice(0, 3);
  const counts: Partial<Record<Reader, number>> = {
    team: audience.team.count,
    municipality: audience.municipality.count,
  };
  return (
    <Card>
      <table className={styles.table}>
        <caption className="visually-hidden">{t('share.table.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t(isSo ? 'share.table.cornerNow' : 'share.table.corner')}</th>
            {readers.map((each) => {
              const count = counts[each];
              return (
                <th key={each} scope="col" className={each === reader ? styles.seen : undefined}>
                  {t(`share.reader.${each}`)}
                  {count !== undefined && <span className={styles.count}>{t('share.level.persons', { count })}</span>}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {things.map((thing) => (
            <tr key={thing}>
              <th scope="row">{t(`share.thing.${thing}`, { unit: name })}</th>
              {readers.map((each) => (
                <td key={each} className={each === reader ? styles.seen : undefined}>
                  <Mark isSeen={seenBy(each, level)[thing]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Mark({ isSeen }: { readonly isSeen: boolean }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      {isSeen ? <CheckIcon /> : <span className={styles.not} aria-hidden="true" />}
      <span className="visually-hidden">{t(isSeen ? 'share.table.sees' : 'share.table.seesNot')}</span>
    </>
  );
}
