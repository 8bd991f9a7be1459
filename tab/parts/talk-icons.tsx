/** Icons of the views about the bot, drawn as those in icons.tsx. */
import { icon } from './icon.tsx';

export const MoonIcon = icon(<path d="M15.8 12.3A6.5 6.5 0 0 1 7.7 4.2a6.5 6.5 0 1 0 8.1 8.1Z" />);
export const StopIcon = icon(
  <>
    <circle cx="10" cy="10" r="7" />
    <path d="m5.2 5.2 9.6 9.6" />
  </>,
);
export const DashIcon = icon(<path d="M5 10h10" />);
export const QuestionIcon = icon(
  <>
    <circle cx="10" cy="10" r="7" />
    <path d="M8 8.2C8 7 9 6.3 10 6.3s2 .7 2 1.9c0 1.4-2 1.6-2 3.1" />
    <circle cx="10" cy="13.6" r=".5" fill="currentColor" />
  </>,
);
export const SendIcon = icon(<path d="M3.5 10h8M3.5 4.5 17 10 3.5 15.5 5 10 3.5 4.5Z" />);
