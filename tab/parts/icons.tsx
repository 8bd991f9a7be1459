/** The few icons, drawn after Fluent's regular set: one small component each, coloured as the text around. */
import { icon } from './icon.tsx';

export const CheckIcon = icon(<path d="m4 10.5 4 4 8-9" strokeWidth="1.8" />);
export const ChevronLeftIcon = icon(<path d="m12 4-6 6 6 6" />);
export const ChevronRightIcon = icon(<path d="m8 4 6 6-6 6" />);
export const ChevronDownIcon = icon(<path d="m4 8 6 6 6-6" />);
export const ShareIcon = icon(<path d="M12 4.5 17 9l-5 4.5V11c-4 0-6.5 1-9 4 .6-4.5 3.5-7.5 9-8V4.5Z" />);
export const HelpIcon = icon(
  <>
    <circle cx="10" cy="10" r="7.3" />
    <path d="M7.9 8.2c0-1.3 1-2.1 2.1-2.1s2.1.8 2.1 2c0 1.5-2.1 1.6-2.1 3.3" />
    <circle cx="10" cy="13.7" r=".5" fill="currentColor" />
  </>,
);
export const CommentIcon = icon(
  <path d="M4.5 4h11A1.5 1.5 0 0 1 17 5.5v7a1.5 1.5 0 0 1-1.5 1.5H9l-4 3v-3h-.5A1.5 1.5 0 0 1 3 12.5v-7A1.5 1.5 0 0 1 4.5 4Z" />,
);
export const DeviceIcon = icon(
  <>
    <path d="M10 3v8m0 0 3-3m-3 3L7 8" />
    <path d="M3.5 12.5v2.8c0 .9.6 1.5 1.5 1.5h10c.9 0 1.5-.6 1.5-1.5v-2.8" />
  </>,
);
export const WarningIcon = icon(
  <>
    <path d="M9.1 3.6 2.7 15a1 1 0 0 0 .9 1.5h12.8a1 1 0 0 0 .9-1.5L10.9 3.6a1 1 0 0 0-1.8 0Z" />
    <path d="M10 8v4" />
    <circle cx="10" cy="14.2" r=".4" fill="currentColor" />
  </>,
);
export const LockIcon = icon(
  <path d="M6.5 8.5V6.3a3.5 3.5 0 0 1 7 0v2.2M5.5 8.5h9c.6 0 1 .4 1 1v6c0 .6-.4 1-1 1h-9c-.6 0-1-.4-1-1v-6c0-.6.4-1 1-1Z" />,
);
export const PeopleIcon = icon(
  <path d="M7.5 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4ZM2.5 16c0-2.6 2.2-4 5-4s5 1.4 5 4M13 9.5a2.3 2.3 0 0 0 0-4.6M14.3 12.2c1.9.4 3.2 1.7 3.2 3.8" />,
);
export const BuildingIcon = icon(<path d="M3 16.5h14M4.5 16.5V8L10 4l5.5 4v8.5M8 16.5v-4h4v4" />);
export const EyeIcon = icon(
  <>
    <path d="M2.5 10c1.5-3 4.2-5 7.5-5s6 2 7.5 5c-1.5 3-4.2 5-7.5 5s-6-2-7.5-5Z" />
    <circle cx="10" cy="10" r="2.2" />
  </>,
);
export const AddIcon = icon(<path d="M10 4v12M4 10h12" />);
export const CloseIcon = icon(<path d="m5 5 10 10M15 5 5 15" />);
export const CalendarIcon = icon(
  <path d="M4.5 4.5h11c.6 0 1 .4 1 1v10c0 .6-.4 1-1 1h-11c-.6 0-1-.4-1-1v-10c0-.6.4-1 1-1ZM3.5 8h13M7 3v3M13 3v3" />,
);
