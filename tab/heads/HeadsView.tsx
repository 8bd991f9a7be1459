import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitHeads } from '../../bot/api/schemas/roles.ts';
import { Face } from '../fluent/Face.tsx';
import { ActionButton } from '../parts/ActionLink.tsx';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useMoreTexts } from '../parts/more-texts.ts';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import { meQuery } from '../parts/queries.ts';
import { unitHeadsQuery } from '../parts/role-queries.ts';
import { useMay, useUnit, useUnitPath } from '../parts/unit.ts';
import { Done } from './Done.tsx';
import type { Handed } from './Done.tsx';
import { HandOverDialog } from './HandOverDialog.tsx';
import styles from './HeadsView.module.css';

/** Rektor: who heads the unit, and how it comes to another. */
export function HeadsView(): ReactElement {
  useMoreTexts();
  const { t } = useTranslation();
  const unit = useUnit();
  const path = useUnitPath();
  const me = useQuery(meQuery);
  const heads = useQuery(unitHeadsQuery(unit.id));
  const [handed, setHanded] = useState<Handed | null>(null);
  const frame = { title: t('heads.title'), meta: unit.name, back: { to: path('/'), label: t('nav.now') } };
  // Whoever has handed over may not ask any more.
  if (handed)
    return (
      <Page {...frame}>
        <Done handed={handed} />
      </Page>
    );
  const failed = [me, heads].find((query) => query.error && !query.data);
  if (failed) return <ErrorState error={failed.error} retry={() => void failed.refetch()} />;
  if (!me.data || !heads.data) return <Loading />;
  return (
    <Page {...frame}>
      <Heads heads={heads.data} me={me.data.person.id} done={setHanded} />
    </Page>
  );
}

interface HeadsProps {
  readonly heads: UnitHeads;
  readonly me: string;
  readonly done: (handed: Handed) => void;
}

function Heads({ heads, me, done }: HeadsProps): ReactElement {
  const { t } = useTranslation();
  const unit = useUnit();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const mayHandOver = may('unit.hand-over');
  return (
    <div className={styles.page}>
      {heads.missing !== null && <Missing heads={heads} mayHandOver={mayHandOver} />}
      <Card>
        {heads.heads.length === 0 ? (
          <p>{t('heads.nobody', { unit: unit.name })}</p>
        ) : (
          <ul className={styles.heads}>
            {heads.heads.map(({ id, name, isThere }) => (
              <li key={id} className={styles.head}>
                <Face name={name} />
                <span className={styles.words}>
                  <span className={styles.name}>{name ?? t('heads.unknown')}</span>
                  {isThere !== null && (
                    <span className={styles.small}>{t(isThere ? 'heads.inTeam' : 'heads.notInTeam')}</span>
                  )}
                </span>
              </li>
            ))}
          </ul>
        )}
        {mayHandOver && (
          <div className={styles.act}>
            <p className={styles.small}>{t('heads.about')}</p>
            {heads.candidates.some(({ id }) => id !== me) ? (
              <ActionButton look="secondary" onClick={() => setOpen(true)}>
                {t('heads.handOver')}
              </ActionButton>
            ) : (
              <Notice>{t('heads.noCandidates')}</Notice>
            )}
          </div>
        )}
      </Card>
      {isOpen && <HandOverDialog heads={heads} me={me} close={() => setOpen(false)} done={done} />}
    </div>
  );
}

function Missing({ heads, mayHandOver }: { readonly heads: UnitHeads; readonly mayHandOver: boolean }): ReactElement {
  const { t } = useTranslation();
  const names = heads.handlers.flatMap(({ name }) => name ?? []).join(', ');
  const who = names === '' ? t('heads.missing.askAnyone') : t('heads.missing.ask', { names });
  return (
    <Notice tone="trouble" title={t('heads.missing.title')}>
      {t(`heads.missing.${heads.missing ?? 'none'}`)} {mayHandOver ? t('heads.missing.choose') : who}
    </Notice>
  );
}
