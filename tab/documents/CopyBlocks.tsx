import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block } from '../../bot/api/schemas/blocks.ts';
import { ActionButton } from '../parts/ActionLink.tsx';
import { Card } from '../parts/Card.tsx';
import { ErrorCard } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useUnit } from '../parts/unit.ts';
import { copyBlock } from './clipboard.ts';
import styles from './CopyBlocks.module.css';
import { blocksQuery } from './queries.ts';

/** Parts of the result and the plan for a report of one's own: one press, and they can be pasted. */
export function CopyBlocks(): ReactElement {
  const { t } = useTranslation();
  const unit = useUnit();
  const blocks = useQuery(blocksQuery(unit.id));
  return (
    <Card>
      <h2 className={styles.title}>{t('documents.blocks.title')}</h2>
      <p className={styles.about}>{t('documents.blocks.about')}</p>
      {blocks.data ? (
        <ul className={styles.list}>
          {blocks.data.blocks.map((block) => (
            <BlockRow key={block.key} block={block} />
          ))}
        </ul>
      ) : blocks.error ? (
        <ErrorCard error={blocks.error} retry={() => void blocks.refetch()} />
      ) : (
        <Loading />
      )}
    </Card>
  );
}

function BlockRow({ block }: { readonly block: Block }): ReactElement {
  const { t } = useTranslation();
  const [came, setCame] = useState<'copied' | 'closed' | null>(null);
  const name = t(`documents.blocks.${block.key}`);
  const copy = (): void => {
    copyBlock(block).then(
      () => setCame('copied'),
      () => setCame('closed'),
    );
  };
  return (
    <li className={styles.row}>
      <span className={styles.name}>{name}</span>
      <span role="status" className={styles.came}>
        {came !== null && t(`documents.blocks.${came}`)}
      </span>
      <ActionButton look="plain" onClick={copy} aria-label={t('documents.blocks.copyWhat', { what: name })}>
        {t('documents.blocks.copy')}
      </ActionButton>
    </li>
  );
}
