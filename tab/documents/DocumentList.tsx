import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptDocument, KeptDocuments } from '../../bot/api/schemas/documents.ts';
import { ActionButton } from '../parts/ActionLink.tsx';
import { Card } from '../parts/Card.tsx';
import { openLink } from '../parts/teams.ts';
import { useMay, useUnit } from '../parts/unit.ts';
import { useCommand } from '../plan/commands.ts';
import type { Command } from '../plan/commands.ts';
import { printPage, saveDocument } from './commands.ts';
import styles from './DocumentList.module.css';
import { FileMark } from './FileMark.tsx';
import { KeptState } from './KeptState.tsx';
import { PictureForms } from './PictureForms.tsx';

type DocumentKind = KeptDocument['kind'];

const KINDS: readonly DocumentKind[] = ['plan', 'page', 'workbook', 'picture'];

interface DocumentListProps {
  /** Null for who isn't in the unit. */
  readonly kept: KeptDocuments | null;
  readonly hasResult: boolean;
}

/** Each document with what it is good for, and the ways to have it. */
export function DocumentList({ kept, hasResult }: DocumentListProps): ReactElement | null {
  const { t } = useTranslation();
  const [saved, setSaved] = useState('');
  const command = useCommand();
  const may = useMay();
  const shown: Readonly<Record<DocumentKind, boolean>> = {
    ...{ plan: may('plan.read'), workbook: hasResult || may('plan.read') },
    ...{ page: hasResult, picture: hasResult },
  };
  const kinds = KINDS.filter((kind) => shown[kind]);
  if (kinds.length === 0) return null;
  return (
    <Card padding="none">
      <ul>
        {kinds.map((kind) => (
          <DocumentRow
            key={kind}
            kind={kind}
            kept={kept?.documents.find((each) => each.kind === kind) ?? null}
            mayKeep={kept?.mayKeep ?? false}
            command={command}
            said={setSaved}
          />
        ))}
      </ul>
      <p role="status" className={saved === '' ? 'visually-hidden' : styles.said}>
        {saved === '' ? '' : t('documents.saved', { name: saved })}
      </p>
      {command.fault !== null && (
        <p role="alert" className={styles.fault}>
          {command.fault}
        </p>
      )}
    </Card>
  );
}

interface DocumentRowProps {
  readonly kind: DocumentKind;
  readonly kept: KeptDocument | null;
  readonly mayKeep: boolean;
  readonly command: Command;
  readonly said: (name: string) => void;
}

function DocumentRow({ kind, kept, mayKeep, command, said }: DocumentRowProps): ReactElement {
  const { t } = useTranslation();
  const unit = useUnit();
  const save = (): void => {
    said('');
    void command.run(() => saveDocument(unit.id, kind)).then((name) => name !== null && said(name));
  };
  const url = kept?.url ?? null;
  const may = useMay();
  const isPlanless = !may('plan.read') && (kind === 'page' || kind === 'workbook');
  const about = t(isPlanless ? `documents.kind.${kind}.aboutResult` : `documents.kind.${kind}.about`);
  return (
    <li className={styles.row}>
      <FileMark kind={kind} />
      <div className={styles.body}>
        <div className={styles.words}>
          <h2 className={styles.name}>{t(`documents.kind.${kind}.name`)}</h2>
          <p className={styles.about}>{about}</p>
          {kept && <KeptState kept={kept} mayKeep={mayKeep} />}
        </div>
        <div className={styles.ways}>
          {url !== null && (
            <ActionButton look="secondary" onClick={() => void openLink(url)} aria-label={labelOf(t, 'open', kind)}>
              {t('documents.open')}
            </ActionButton>
          )}
          {kind === 'picture' ? (
            <PictureForms command={command} said={said} />
          ) : (
            <ActionButton
              look="secondary"
              disabled={command.isBusy}
              onClick={save}
              aria-label={labelOf(t, 'save', kind)}
            >
              {t('documents.save')}
            </ActionButton>
          )}
          {kind === 'page' && <PrintButton command={command} />}
        </div>
      </div>
    </li>
  );
}

type T = ReturnType<typeof useTranslation>['t'];

/** What the button does and with which document, for who hears it alone. */
const labelOf = (t: T, verb: 'open' | 'save', kind: DocumentKind): string =>
  t(`documents.${verb}What`, { what: t(`documents.kind.${kind}.name`) });

function PrintButton({ command }: { readonly command: Command }): ReactNode {
  const { t } = useTranslation();
  const unit = useUnit();
  return (
    <ActionButton look="plain" disabled={command.isBusy} onClick={() => void command.run(() => printPage(unit.id))}>
      {t('documents.print')}
    </ActionButton>
  );
}
