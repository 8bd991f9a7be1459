import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Me } from '../../bot/api/schemas/units.ts';
import { isOpenAction } from '../../lika/plan/decide.ts';
import { ActionLink } from '../parts/ActionLink.tsx';
import { Card } from '../parts/Card.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { useFormat } from '../parts/format.ts';
import { ChevronRightIcon } from '../parts/icons.tsx';
import { Loading } from '../parts/Loading.tsx';
import { Page } from '../parts/Page.tsx';
import { usePersonalPage } from '../parts/personal-page.ts';
import { meQuery, myActionsQuery } from '../parts/queries.ts';
import { StatusTag } from '../parts/StatusTag.tsx';
import { unitPath } from '../parts/unit.ts';
import { nextStep } from './next-step.ts';
import type { MyUnit, NextStep } from './next-step.ts';
import styles from './Start.module.css';

/** Above so many units there is a field to search in. */
const MANY = 8;

/** Start, in the personal app: one next step, and my units. */
export function Start(): ReactElement {
  const me = useQuery(meQuery);
  const mine = useQuery(myActionsQuery);
  const { t } = useTranslation();
  if (me.error && !me.data) return <ErrorState error={me.error} retry={() => void me.refetch()} />;
  if (!me.data || mine.isPending) return <Loading />;
  const { units, roles, municipality, person } = me.data;
  const open = (mine.data?.actions ?? []).filter(isOpenAction).length;
  const step = nextStep(units, open);
  const none = roles.length === 0 ? 'none' : 'noUnits';
  return (
    <Page
      title={t('start.title')}
      meta={[person.name, municipality.name].filter(Boolean).join(' · ')}
      end={
        roles.some((role) => role === 'municipal' || role === 'administrator') && (
          <>
            {roles.includes('municipal') && (
              <ActionLink look="plain" to="/municipality/roles">
                {t('start.roles')}
              </ActionLink>
            )}
            <ActionLink look="plain" to="/municipality/deliveries">
              {t('start.deliveries')}
            </ActionLink>
          </>
        )
      }
    >
      {units.length === 0 ? (
        <EmptyState title={t(`start.${none}.title`)} text={t(`start.${none}.text`)} />
      ) : (
        <>
          {step ? <NextCard step={step} /> : <p className={styles.nothing}>{t('start.next.nothing')}</p>}
          <Units me={me.data} />
        </>
      )}
    </Page>
  );
}

interface StepWords {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly to: string;
  readonly onClick?: ReturnType<ReturnType<typeof usePersonalPage>>['onClick'];
}

function useStepWords(): (step: NextStep) => StepWords {
  const { t } = useTranslation();
  const personalPage = usePersonalPage();
  return (step) => {
    const button = t('start.next.open');
    if (step.kind === 'actions') {
      const text = t('start.next.actionsText', { count: step.count });
      return { title: t('start.next.actions'), text, button, ...personalPage('my-actions') };
    }
    const unit = step.unit.name;
    if (step.kind === 'begin') {
      return {
        title: t('start.next.begin', { unit }),
        text: t('start.next.beginText'),
        button: t('assess.begin.button'),
        to: unitPath(step.unit.id, '/assess'),
      };
    }
    if (step.kind === 'plan')
      return {
        title: t('start.next.plan', { unit }),
        text: t('start.next.planText'),
        button,
        to: unitPath(step.unit.id, '/plan'),
      };
    const { answered, total } = step;
    if (step.isDone) {
      return {
        title: t('start.next.ready', { unit }),
        text: t('start.next.readyText'),
        button: t('assess.check.open'),
        to: unitPath(step.unit.id, '/assess/check'),
      };
    }
    return {
      title: t('start.next.draft', { unit }),
      text: t('start.next.draftText', { answered, total }),
      button: t('assess.continue'),
      to: unitPath(step.unit.id, '/assess'),
    };
  };
}

function NextCard({ step }: { readonly step: NextStep }): ReactElement {
  const { t } = useTranslation();
  const { title, text, button, ...link } = useStepWords()(step);
  return (
    <Card isNext className={styles.next}>
      <div className={styles.words}>
        <p className={styles.small}>{t('start.next.title')}</p>
        <h2 className={styles.what}>{title}</h2>
        <p className={styles.text}>{text}</p>
      </div>
      <ActionLink size="large" {...link}>
        {button}
      </ActionLink>
    </Card>
  );
}

function Units({ me }: { readonly me: Me }): ReactElement {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const isWide = me.units.some(({ role }) => role === 'municipal' || role === 'area-chief' || role === 'administrator');
  const wanted = search.trim().toLocaleLowerCase();
  const units = me.units.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  return (
    <section className={styles.units} aria-labelledby="units">
      <div className={styles.head}>
        <h2 id="units">{isWide ? t('start.unitsOf', { municipality: me.municipality.name }) : t('start.units')}</h2>
        {me.units.length > MANY && (
          <input
            type="search"
            className={styles.search}
            aria-label={t('start.search')}
            placeholder={t('start.search')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        )}
      </div>
      <Card padding="none">
        {units.length === 0 && <p className={styles.empty}>{t('start.noMatch')}</p>}
        <ul>
          {units.map((unit) => (
            <UnitRow key={unit.id} unit={unit} isRoleShown={!isWide} />
          ))}
        </ul>
      </Card>
    </section>
  );
}

function UnitRow({ unit, isRoleShown }: { readonly unit: MyUnit; readonly isRoleShown: boolean }): ReactElement {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { id, name, kind, grades, area, role, draft, published, openActions, hasInstrument } = unit;
  const facts = [t(`common.unitKind.${kind}`), grades, area].filter(Boolean).join(', ');
  return (
    <li className={styles.item}>
      <Link className={styles.unit} to={unitPath(id, '/')}>
        <span className={styles.names}>
          <span className={styles.name}>{name}</span>
          <span className={styles.facts}>{facts}</span>
        </span>
        <span className={styles.states}>
          {draft && <StatusTag tone="going">{t('start.draft', draft)}</StatusTag>}
          {published && <StatusTag tone="done">{t('start.published', { date: date(published) })}</StatusTag>}
          {!published && !draft && (
            <StatusTag tone="quiet">{hasInstrument ? t('start.notPublished') : t('start.noInstrument')}</StatusTag>
          )}
          {openActions > 0 && <span className={styles.facts}>{t('start.openActions', { count: openActions })}</span>}
          {isRoleShown && <span className={styles.facts}>{t(`start.role.${role}`)}</span>}
        </span>
        <span className={styles.chevron}>
          <ChevronRightIcon />
        </span>
      </Link>
    </li>
  );
}
