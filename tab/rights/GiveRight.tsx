import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rights, RightView } from '../../bot/api/schemas/rights.ts';
import { ActionButton } from '../parts/ActionLink.tsx';
import { useErrorText } from '../parts/ErrorState.tsx';
import { askConsent } from '../parts/teams.ts';
import { AskAdministrator } from './AskAdministrator.tsx';
import { retryRight, rightsQuery } from './queries.ts';
import styles from './RightPage.module.css';

/** How the right stands, and the one thing to do about it. */
export function GiveRight({ right }: { readonly right: RightView }): ReactElement {
  const { t } = useTranslation();
  const { isBusy, said, give, look } = useGiving(right);
  const isForAdministrator = right.state === 'admin-needed' || said === 'admin-needed';
  if (right.state === 'granted' || right.state === 'installed')
    return (
      <p role="status" className={styles.status}>
        {t(said === 'given' ? 'rights.justGiven' : `rights.state.${right.state}`)}
      </p>
    );
  if (isForAdministrator) return <AskAdministrator right={right} isBusy={isBusy} look={look} said={said} />;
  return (
    <div className={styles.answer}>
      <ActionButton disabled={isBusy} onClick={give}>
        {t('rights.give')}
      </ActionButton>
      <p role="status" className={styles.status}>
        {isBusy ? t('rights.waiting') : said === null || said === 'given' ? t('rights.giveHelp') : said}
      </p>
    </div>
  );
}

interface Giving {
  readonly isBusy: boolean;
  /** What came of it: `given`, `admin-needed`, or a sentence to show. */
  readonly said: string | null;
  readonly give: () => void;
  readonly look: () => void;
}

/** Asks the person in a window of Teams', then lets the service look anew and go on with what waited. */
function useGiving({ key }: RightView): Giving {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);

  const lookAnew = async (): Promise<RightView['state']> => {
    const now = await retryRight(key);
    queries.setQueryData<Rights>(
      rightsQuery.queryKey,
      (known) => known && { rights: known.rights.map((each) => (each.key === key ? now : each)) },
    );
    // What waited for the right looks different now.
    if (now.state === 'granted')
      void queries.invalidateQueries({ predicate: ({ queryKey: [first] }) => first !== 'rights' });
    return now.state;
  };
  const run = (work: () => Promise<string | null>) => (): void => {
    setBusy(true);
    work()
      .then(setSaid, (error: unknown) => setSaid(errorText(error)))
      .finally(() => setBusy(false));
  };
  return {
    isBusy,
    said,
    give: run(async () => {
      const answer = await askConsent(key);
      if (answer !== 'given') return answer === 'admin-needed' ? answer : t(`rights.answer.${answer}`);
      return (await lookAnew()) === 'granted' ? 'given' : t('rights.answer.failed');
    }),
    look: run(async () => ((await lookAnew()) === 'granted' ? 'given' : t('rights.admin.notYet'))),
  };
}
