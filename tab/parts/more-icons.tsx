/** Icons of the views beyond Nuläge and Skatta, drawn as those in icons.tsx. */
import type { ReactElement } from 'react';
import type { ActionState } from '../../lika/plan/plan.ts';
import { icon } from './icon.tsx';
import type { IconProps } from './icon.tsx';

export const SyncIcon = icon(
  <path d="M15.8 8.2A6.2 6.2 0 0 0 4.6 7M4.2 11.8A6.2 6.2 0 0 0 15.4 13M4.2 3.8V7h3.2M15.8 16.2V13h-3.2" />,
);
export const ClockIcon = icon(
  <>
    <circle cx="10" cy="10" r="7" />
    <path d="M10 6v4.4l2.8 1.6" />
  </>,
);
export const EditIcon = icon(<path d="m12.8 4.2 3 3L7 16H4v-3l8.8-8.8Z" />);
export const ArrowUpIcon = icon(<path d="M10 16V4m0 0L5.5 8.5M10 4l4.5 4.5" />);
export const ArrowDownIcon = icon(<path d="M10 4v12m0 0 4.5-4.5M10 16l-4.5-4.5" />);
export const OrderIcon = icon(<path d="M6.5 4v12m0 0L3.5 13M6.5 16l3-3M13.5 16V4m0 0-3 3m3-3 3 3" />);
export const DeleteIcon = icon(<path d="M4 5.5h12M8 5.5V4h4v1.5M5.5 5.5 6.3 16h7.4l.8-10.5M8.5 8.5v5M11.5 8.5v5" />);
export const OpenIcon = icon(
  <path d="M9 4.5H5.5c-.6 0-1 .4-1 1v9c0 .6.4 1 1 1h9c.6 0 1-.4 1-1V11M11.5 4h4.5v4.5M16 4l-6.5 6.5" />,
);
export const TasksIcon = icon(<path d="m3.5 5.5 1.2 1.2L7 4.3M3.5 11l1.2 1.2L7 9.8M10 5.5h6.5M10 11h6.5M3.5 16h13" />);
export const HistoryIcon = icon(<path d="M4 6.5A7 7 0 1 1 3 10M4 3v3.5h3.5M10 6.5V10l2.5 1.5" />);
export const PersonIcon = icon(
  <path d="M10 9.5A2.8 2.8 0 1 0 10 4a2.8 2.8 0 0 0 0 5.5ZM4.5 16.5c0-2.7 2.4-4.5 5.5-4.5s5.5 1.8 5.5 4.5" />,
);
export const DocumentIcon = icon(<path d="M5.5 3H11l4 4v9.5H5.5V3ZM11 3v4h4M8 10.5h5M8 13.5h5" />);
export const StampIcon = icon(
  <path d="M5 3.5h10c.6 0 1 .4 1 1v11c0 .6-.4 1-1 1H5c-.6 0-1-.4-1-1v-11c0-.6.4-1 1-1ZM7 10.5l2 2 4-4.5" />,
);

const STATE_ICONS: Readonly<Record<ActionState, (props: IconProps) => ReactElement>> = {
  proposed: icon(<circle cx="10" cy="10" r="7" strokeDasharray="2.6 2.3" />),
  decided: icon(<circle cx="10" cy="10" r="7" />),
  ongoing: icon(
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M10 6a4 4 0 0 1 0 8Z" fill="currentColor" stroke="none" />
    </>,
  ),
  done: icon(
    <>
      <circle cx="10" cy="10" r="7.7" fill="currentColor" stroke="none" />
      <path d="m6.5 10.3 2.4 2.4 4.6-5" stroke="var(--likaSurface)" strokeWidth="1.7" />
    </>,
  ),
  closed: icon(
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="m7.5 7.5 5 5M12.5 7.5l-5 5" />
    </>,
  ),
};

/** How an action stands: circle, half circle, check. Its word always stands beside. */
export function ActionStateIcon({ state, size = 16 }: IconProps & { readonly state: ActionState }): ReactElement {
  const Shape = STATE_ICONS[state];
  return <Shape size={size} />;
}
