import { Field, Select } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { textIn } from '../../lika/instrument/instrument.ts';
import { usePlanPage } from './context.ts';

interface AreaSelectProps {
  /** An area's key; '' for none, where there may be none. */
  readonly value: string;
  readonly choose: (area: string) => void;
  readonly mayBeNone?: boolean;
}

/** Which of the instrument's areas something belongs to. */
export function AreaSelect({ value, choose, mayBeNone = false }: AreaSelectProps): ReactElement {
  const { t, i18n } = useTranslation();
  const { instrument } = usePlanPage();
  return (
    <Field label={t('plan.goal.area')}>
      <Select value={value} onChange={(_, chosen) => choose(chosen.value)}>
        {mayBeNone && <option value="">{t('plan.noArea')}</option>}
        {instrument.areas.map(({ key, name }) => (
          <option key={key} value={key}>
            {textIn(name, i18n.language)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
