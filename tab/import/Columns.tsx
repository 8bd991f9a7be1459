import { Field, Select } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportTable, Reading } from '../../bot/api/schemas/imports.ts';
import { NUMBER_SCALES } from '../../lika/import/answer-words.ts';
import { COLUMN_ROLES } from '../../lika/import/columns.ts';
import type { ColumnRole } from '../../lika/import/columns.ts';
import styles from './Columns.module.css';
import type { ReadingHand } from './reading.ts';

interface ColumnsProps {
  readonly table: ImportTable;
  readonly hand: ReadingHand;
  /** True when nothing was understood: then this is where to begin. */
  readonly isOpen: boolean;
}

/** So far down a heading is looked for. */
const HEADINGS = 15;

/** Which sheet and columns hold what: guessed, and changed here. */
export function Columns({ table, hand, isOpen }: ColumnsProps): ReactElement {
  const { t } = useTranslation();
  const [starts] = useState(isOpen);
  const { reading, say } = hand;
  const mapping = reading.mapping ?? table.mapping;
  // Other columns make other rows: what was said of the rows before doesn't hold.
  const anew = (change: Partial<Reading>): void =>
    say({
      sheet: reading.sheet ?? table.sheet,
      mapping,
      numbers: reading.numbers,
      meanings: reading.meanings,
      ...change,
    });
  const setColumn = (role: ColumnRole, column: number | null): void => {
    const others = Object.fromEntries(
      COLUMN_ROLES.filter((each) => column !== null && mapping[each] === column).map((each) => [each, null]),
    );
    anew({ mapping: { ...mapping, ...others, [role]: column } });
  };
  return (
    <details className={styles.details} open={starts}>
      <summary className={styles.summary}>{t('import.columns.title')}</summary>
      <p className={styles.text}>{t('import.columns.about')}</p>
      <div className={styles.fields}>
        {table.sheets.length > 1 && (
          <Field label={t('import.columns.sheet')}>
            <Select
              value={String(reading.sheet ?? table.sheet)}
              onChange={(_, { value }) => say({ sheet: Number(value) })}
            >
              {table.sheets.map(({ name, rows }, at) => (
                <option key={name} value={at}>
                  {t('import.columns.sheetRows', { name, count: rows })}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <Field label={t('import.columns.heading')}>
          <Select
            value={String(mapping.heading ?? -1)}
            onChange={(_, { value }) =>
              anew({ mapping: { ...mapping, heading: value === '-1' ? null : Number(value) } })
            }
          >
            <option value="-1">{t('import.columns.noHeading')}</option>
            {Array.from({ length: Math.max(HEADINGS, (mapping.heading ?? 0) + 1) }, (_, at) => (
              <option key={at} value={at}>
                {t('import.columns.row', { row: at + 1 })}
              </option>
            ))}
          </Select>
        </Field>
        {COLUMN_ROLES.map((role) => (
          <ColumnSelect
            key={role}
            role={role}
            columns={table.columns}
            value={mapping[role]}
            choose={(column) => setColumn(role, column)}
          />
        ))}
        {table.hasNumbers && (
          <Field label={t('import.columns.numbers')}>
            <Select
              value={reading.numbers ?? table.numbers}
              onChange={(_, { value }) => anew({ numbers: NUMBER_SCALES.find((scale) => scale === value) })}
            >
              {NUMBER_SCALES.map((scale) => (
                <option key={scale} value={scale}>
                  {t(`import.columns.scale.${scale}`)}
                </option>
              ))}
            </Select>
          </Field>
        )}
      </div>
    </details>
  );
}

interface ColumnSelectProps {
  readonly role: ColumnRole;
  readonly columns: ImportTable['columns'];
  readonly value: number | null;
  readonly choose: (column: number | null) => void;
}

function ColumnSelect({ role, columns, value, choose }: ColumnSelectProps): ReactElement {
  const { t } = useTranslation();
  const shown = value === null ? undefined : columns[value];
  // One statement says enough; of answers and the like a few.
  const sample = shown?.sample.slice(0, role === 'text' || role === 'comment' ? 1 : 3).join(' · ');
  return (
    <Field label={t(`import.columns.role.${role}`)} hint={sample ? t('import.columns.sample', { sample }) : ''}>
      <Select
        value={String(value ?? -1)}
        onChange={(_, chosen) => choose(chosen.value === '-1' ? null : Number(chosen.value))}
      >
        <option value="-1">{t('import.columns.none')}</option>
        {columns.map(({ letters, heading }, at) => (
          <option key={letters} value={at}>
            {heading === ''
              ? t('import.columns.unnamed', { letters })
              : t('import.columns.named', { letters, heading })}
          </option>
        ))}
      </Select>
    </Field>
  );
}
