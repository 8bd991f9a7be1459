import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Delivery } from '../../bot/api/schemas/deliveries.ts';
import { WarningIcon } from '../parts/icons.tsx';
import { ClockIcon, PersonIcon } from '../parts/more-icons.tsx';
import type { IconProps } from '../parts/icon.tsx';
import { StatusTag } from '../parts/StatusTag.tsx';
import type { StatusTone } from '../parts/StatusTag.tsx';
import { DashIcon, QuestionIcon, SendIcon } from '../parts/talk-icons.tsx';

type Icon = (props: IconProps) => ReactElement;

/** `done` brings its own icon. */
const LOOKS: Readonly<Record<Delivery['stage'], { readonly tone: StatusTone; readonly Icon: Icon | null }>> = {
  queued: { tone: 'going', Icon: ClockIcon },
  sending: { tone: 'going', Icon: SendIcon },
  sent: { tone: 'done', Icon: null },
  'waiting-for-person': { tone: 'warning', Icon: PersonIcon },
  'maybe-sent': { tone: 'warning', Icon: QuestionIcon },
  failed: { tone: 'warning', Icon: WarningIcon },
  dropped: { tone: 'quiet', Icon: DashIcon },
};

interface StageTagProps {
  readonly stage: Delivery['stage'];
  /** What went wrong but has been made up for since is only told. */
  readonly isTrouble: boolean;
}

/** How far it has come: icon and word. */
export function StageTag({ stage, isTrouble }: StageTagProps): ReactElement {
  const { t } = useTranslation();
  const { tone, Icon } = LOOKS[stage];
  return (
    <StatusTag tone={tone === 'warning' && !isTrouble ? 'quiet' : tone}>
      {Icon && <Icon size={16} />}
      {t(`delivery.stage.${stage}`)}
    </StatusTag>
  );
}
