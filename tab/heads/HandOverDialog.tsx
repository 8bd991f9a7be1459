import { Checkbox, Field, Select } from '@fluentui/react-components';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitHeads } from '../../bot/api/schemas/roles.ts';
import { Ask } from '../fluent/Ask.tsx';
import { ApiError } from '../parts/api.ts';
import { useErrorText } from '../parts/ErrorState.tsx';
import { CheckIcon } from '../parts/icons.tsx';
import { planQuery } from '../parts/queries.ts';
import { handOver } from '../parts/role-queries.ts';
import { useMay, useUnit } from '../parts/unit.ts';
import type { Handed } from './Done.tsx';
import styles from './HeadsView.module.css';

interface HandOverDialogProps {
  readonly heads: UnitHeads;
  readonly me: string;
  readonly close: () => void;
  readonly done: (handed: Handed) => void;
}

/** Lämna över: to whom, what goes along, and what it means, said before. */
export function HandOverDialog({ heads, me, close, done }: HandOverDialogProps): ReactElement {
  const { t } = useTranslation();
  const unit = useUnit();
  const errorText = useErrorText();
  const isHead = heads.heads.some(({ id }) => id === me);
  const [chosen, setChosen] = useState('');
  const [leaver, setLeaver] = useState(isHead ? me : heads.heads.length === 1 ? (heads.heads[0]?.id ?? '') : '');
  const [moveActions, setMoveActions] = useState(false);
  const [hasTried, setTried] = useState(false);
  const handing = useMutation({
    mutationFn: () => handOver(unit.id, { to: chosen, from: isHead || leaver === '' ? null : leaver, moveActions }),
    onSuccess: (result) => {
      const name = heads.candidates.find(({ id }) => id === result.to)?.name ?? '';
      done({ result, name, isMe: result.from === me });
    },
  });
  const problem = handing.error instanceof ApiError ? handing.error.problem : null;
  const fault = problem?.errors?.[0]?.detail ?? (handing.error ? errorText(handing.error) : null);
  const isWhole = chosen !== '' && (leaver !== '' || heads.heads.length === 0);
  const act = (): void => {
    setTried(true);
    if (isWhole) handing.mutate();
  };
  /** What is left to choose is said at its field, once somebody has tried to go on without it. */
  const missing = (value: string) =>
    hasTried && value === ''
      ? ({ validationState: 'error', validationMessage: t('heads.dialog.choose') } as const)
      : {};
  return (
    <Ask
      title={t('heads.dialog.title', { unit: unit.name })}
      verb={t('heads.dialog.verb')}
      act={act}
      close={close}
      isBusy={handing.isPending}
      fault={fault}
    >
      {!isHead && heads.heads.length > 1 && (
        <Field label={t('heads.dialog.from')} {...missing(leaver)}>
          <Select value={leaver} onChange={(_, { value }) => setLeaver(value)}>
            <option value="">{t('heads.dialog.choose')}</option>
            {heads.heads.map(({ id, name }) => (
              <option key={id} value={id}>
                {name ?? t('heads.unknown')}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field label={t('heads.dialog.to')} hint={t('heads.dialog.toHint')} {...missing(chosen)}>
        <Select value={chosen} onChange={(_, { value }) => setChosen(value)}>
          <option value="">{t('heads.dialog.choose')}</option>
          {heads.candidates
            .filter(({ id }) => id !== leaver)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </Select>
      </Field>
      <ul className={styles.facts}>
        {(['stays', 'loses', 'log'] as const).map((fact) => (
          <li key={fact}>
            <CheckIcon size={16} />
            {t(`heads.dialog.${fact}`)}
          </li>
        ))}
      </ul>
      {leaver !== '' && <OpenActions leaver={leaver} isMe={isHead} isMoved={moveActions} move={setMoveActions} />}
    </Ask>
  );
}

interface OpenActionsProps {
  readonly leaver: string;
  readonly isMe: boolean;
  readonly isMoved: boolean;
  readonly move: (isMoved: boolean) => void;
}

/** The leaver's open actions, which stay theirs unless they are let to follow. */
function OpenActions({ leaver, isMe, isMoved, move }: OpenActionsProps): ReactElement | null {
  const { t } = useTranslation();
  const unit = useUnit();
  const may = useMay();
  const plan = useQuery({ ...planQuery(unit.id), enabled: may('plan.read') });
  const open = (plan.data?.actions ?? []).filter(
    ({ responsible, state }) => responsible === leaver && state !== 'done' && state !== 'closed',
  );
  if (plan.data && open.length === 0) return null;
  const whose = isMe ? 'mine' : 'theirs';
  return (
    <div>
      {plan.data && <p>{t(`heads.dialog.actions.${whose}`, { count: open.length })}</p>}
      {open.length > 0 && (
        <ul className={styles.actions}>
          {open.map(({ id, title }) => (
            <li key={id}>{title}</li>
          ))}
        </ul>
      )}
      <Checkbox
        label={t('heads.dialog.actions.move')}
        checked={isMoved}
        onChange={(_, { checked }) => move(checked === true)}
      />
    </div>
  );
}
