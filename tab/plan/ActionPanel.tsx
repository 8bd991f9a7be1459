import { useEffect } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../bot/api/schemas/plan.ts';
import { NavEnd } from '../parts/NavEnd.tsx';
import { SavedAt } from '../parts/SavedSign.tsx';
import type { SavedState } from '../parts/SavedSign.tsx';
import { SidePanel } from '../fluent/SidePanel.tsx';
import { ActionFields } from './ActionFields.tsx';
import { ActionFoot } from './ActionFoot.tsx';
import { ActionTitle } from './ActionTitle.tsx';
import { maySay, usePlanPage } from './context.ts';
import { useActionEditor } from './editing.ts';
import type { ActionEditor } from './editing.ts';
import { momentOf } from './moment.ts';
import { ReadAction } from './ReadAction.tsx';

interface ActionPanelProps {
  readonly id: string;
  readonly isBeside: boolean;
  readonly close: () => void;
}

const SIGNS: Readonly<Record<ActionEditor['save']['stage'], SavedState>> = {
  still: 'saved',
  resting: 'saving',
  sending: 'saving',
  waiting: 'memory',
  held: 'none',
  conflict: 'none',
  refused: 'none',
};

function Sign({ save }: Pick<ActionEditor, 'save'>): ReactElement {
  const at = save.savedAt === null ? null : momentOf(save.savedAt);
  return <SavedAt state={save.stage === 'still' && at === null ? 'none' : SIGNS[save.stage]} at={at} />;
}

/** One action, open beside the plan: everything about it in one place, saved as it is changed. */
export function ActionPanel({ id, isBeside, close }: ActionPanelProps): ReactElement | null {
  const { plan } = usePlanPage();
  const action = plan.actions.find((each) => each.id === id);
  return action ? <OpenPanel action={action} isBeside={isBeside} close={close} /> : null;
}

interface OpenPanelProps extends Omit<ActionPanelProps, 'id'> {
  readonly action: Action;
}

function OpenPanel({ action, isBeside, close }: OpenPanelProps): ReactElement {
  const { t } = useTranslation();
  const page = usePlanPage();
  const editor = useActionEditor(page.me.id, action);
  const { saver } = editor;
  // What rests is meant when the panel goes, however it goes.
  useEffect(() => () => saver.settle(), [saver]);
  const sign = maySay(page, action) || action.responsible === null ? <Sign save={editor.save} /> : null;
  return (
    <SidePanel
      label={`${t('plan.panel.kicker')}: ${editor.shown.title}`}
      isBeside={isBeside}
      close={close}
      kicker={
        <>
          {t('plan.panel.kicker')}
          {!isBeside && sign}
        </>
      }
      title={<ActionTitle editor={editor} />}
      footer={<ActionFoot editor={editor} close={close} />}
    >
      {isBeside && sign && <NavEnd>{sign}</NavEnd>}
      {page.mayWrite ? <ActionFields editor={editor} /> : <ReadAction editor={editor} />}
    </SidePanel>
  );
}
