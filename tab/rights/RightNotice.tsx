import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { RightKey } from '../../bot/api/schemas/rights.ts';
import { ActionLink } from '../parts/ActionLink.tsx';
import { useMoreTexts } from '../parts/more-texts.ts';
import { Notice } from '../parts/Notice.tsx';
import { rightPath } from './path.ts';

interface RightNoticeProps {
  readonly right: RightKey;
  /** Why something didn't go through; only `consent-needed` is about a right. */
  readonly cause: string | null;
}

/** Where something waits for a right: what LIKA isn't allowed yet, and the way to the page that says why and asks. */
export function RightNotice({ right, cause }: RightNoticeProps): ReactElement | null {
  useMoreTexts();
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  if (cause !== 'consent-needed') return null;
  return (
    <Notice
      tone="trouble"
      title={t('rights.notice.title')}
      actions={
        <ActionLink look="plain" to={rightPath(right, pathname + search)}>
          {t('rights.notice.open')}
        </ActionLink>
      }
    >
      {t(`rights.of.${right}.what`)}
    </Notice>
  );
}
