import { Button, Field, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TeamRoleSetting } from '../../bot/api/schemas/roles.ts';
import { MEMBER_ROLES, OWNER_ROLES } from '../../lika/access/team-roles.ts';
import { ApiError } from '../parts/api.ts';
import { Card } from '../parts/Card.tsx';
import { useErrorText } from '../parts/ErrorState.tsx';
import { Notice } from '../parts/Notice.tsx';
import { setTeamRoles } from '../parts/role-queries.ts';
import styles from './RolesView.module.css';

/** What is written between commas, spaces or on lines of their own. */
const domainsIn = (text: string): string[] => text.split(/[\s,;]+/).filter((domain) => domain !== '');

const linesOf = ({ staffDomains }: TeamRoleSetting): string => staffDomains.join('\n');

/** What being in a unit's team gives, with a button that sets it: it goes for the whole municipality. */
export function TeamRoles({ held }: { readonly held: TeamRoleSetting }): ReactElement {
  const { t } = useTranslation();
  const [owners, setOwners] = useState(held.owners);
  const [members, setMembers] = useState(held.members);
  const [domains, setDomains] = useState(linesOf(held));
  const [version, setVersion] = useState(held.version);
  const show = (setting: TeamRoleSetting): void => {
    setOwners(setting.owners);
    setMembers(setting.members);
    setDomains(linesOf(setting));
    setVersion(setting.version);
  };
  const saving = useMutation({ mutationFn: setTeamRoles, onSuccess: show });
  const fault = useFault(saving.error);
  const save = (): void => saving.mutate({ owners, members, staffDomains: domainsIn(domains), version });
  const { standing } = fault;
  return (
    <Card>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!saving.isPending) save();
        }}
      >
        <div>
          <h2>{t('roles.team.title')}</h2>
          <p className={styles.lead}>{t('roles.team.text')}</p>
        </div>
        <Field label={t('roles.owners.label')} hint={t('roles.owners.hint')}>
          <RadioGroup
            value={owners}
            onChange={(_, { value }) => setOwners(OWNER_ROLES.find((one) => one === value) ?? owners)}
          >
            {OWNER_ROLES.map((role) => (
              <Radio key={role} value={role} label={t(`roles.owners.${role}`)} />
            ))}
          </RadioGroup>
        </Field>
        <Field label={t('roles.members.label')}>
          <RadioGroup
            value={members}
            onChange={(_, { value }) => setMembers(MEMBER_ROLES.find((one) => one === value) ?? members)}
          >
            {MEMBER_ROLES.map((role) => (
              <Radio key={role} value={role} label={t(`roles.members.${role}`)} />
            ))}
          </RadioGroup>
        </Field>
        <Field
          label={t('roles.domains.label')}
          hint={t('roles.domains.hint')}
          {...(fault.domains !== null && { validationState: 'error', validationMessage: fault.domains })}
        >
          <Textarea
            className={styles.domains ?? ''}
            value={domains}
            spellCheck={false}
            autoCapitalize="off"
            placeholder={t('roles.domains.example')}
            onChange={(_, { value }) => setDomains(value)}
          />
        </Field>
        {fault.other !== null && (
          <Notice
            tone="trouble"
            isAlert
            actions={
              standing && (
                <Button
                  onClick={() => {
                    show(standing);
                    saving.reset();
                  }}
                >
                  {t('roles.showStanding')}
                </Button>
              )
            }
          >
            {fault.other}
          </Notice>
        )}
        <div className={styles.foot}>
          <Button appearance="primary" type="submit" disabledFocusable={saving.isPending}>
            {t('roles.save')}
          </Button>
          <p role="status" className={styles.small}>
            {saving.isSuccess ? t('roles.saved') : ''}
          </p>
        </div>
      </form>
    </Card>
  );
}

interface Fault {
  readonly domains: string | null;
  readonly other: string | null;
  /** What stands now, when somebody else was first. */
  readonly standing: TeamRoleSetting | null;
}

/** What the service says is wrong: at the field it belongs to, or below all. */
function useFault(error: unknown): Fault {
  const errorText = useErrorText();
  if (!error) return { domains: null, other: null, standing: null };
  const problem = error instanceof ApiError ? error.problem : null;
  const domains = problem?.errors?.find(({ pointer }) => pointer.startsWith('/staffDomains'))?.detail ?? null;
  const standing = problem?.status === 409 ? ((problem.current as TeamRoleSetting | undefined) ?? null) : null;
  return { domains, other: domains === null ? errorText(error) : null, standing };
}
