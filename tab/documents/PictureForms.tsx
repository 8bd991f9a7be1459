import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Select } from '@fluentui/react-components';
import { ActionButton } from '../parts/ActionLink.tsx';
import { useUnit } from '../parts/unit.ts';
import type { Command } from '../plan/commands.ts';
import { saveDocument } from './commands.ts';
import type { PictureWish } from './commands.ts';

const FORMS = ['png-light', 'png-transparent', 'png-dark', 'svg-light', 'svg-transparent', 'svg-dark'] as const;
type Form = (typeof FORMS)[number];

interface PictureFormsProps {
  readonly command: Command;
  readonly said: (name: string) => void;
}

/** The chart in the form that goes where it is to be put. */
export function PictureForms({ command, said }: PictureFormsProps): ReactElement {
  const { t } = useTranslation();
  const unit = useUnit();
  const id = useId();
  const [form, setForm] = useState<Form>('png-light');
  const save = (): void => {
    said('');
    const [format, look] = form.split('-') as [PictureWish['format'], PictureWish['look']];
    void command
      .run(() => saveDocument(unit.id, 'picture', { format, look }))
      .then((name) => name !== null && said(name));
  };
  return (
    <>
      <label className="visually-hidden" htmlFor={id}>
        {t('documents.picture.form')}
      </label>
      <Select id={id} size="medium" value={form} onChange={(_, { value }) => setForm(value as Form)}>
        {FORMS.map((each) => (
          <option key={each} value={each}>
            {t(`documents.picture.${each}`)}
          </option>
        ))}
      </Select>
      <ActionButton
        look="secondary"
        disabled={command.isBusy}
        onClick={save}
        aria-label={t('documents.saveWhat', { what: t('documents.kind.picture.name') })}
      >
        {t('documents.save')}
      </ActionButton>
    </>
  );
}
