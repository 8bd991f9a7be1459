import { useTranslation } from 'react-i18next';

/** Small numbers read better as words. */
const WORDS_TO = 12;

/** Three, tre; from thirteen on in digits. With `useMoreTexts`. */
export function useNumberWord(): (count: number) => string {
  const { t } = useTranslation();
  return (count) => (count <= WORDS_TO ? t(`number.${count}`) : String(count));
}

/** With a capital first letter, to begin a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
