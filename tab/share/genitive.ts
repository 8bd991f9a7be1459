import { useTranslation } from 'react-i18next';

/** Whose it is: Ekskolans, Prins Gustafs (Swedish adds nothing after s, x and z), Ekskolan’s. */
export function useGenitive(): (name: string) => string {
  const { i18n } = useTranslation();
  return (name) => {
    if (i18n.language === 'sv') return /[sxz]$/i.test(name) ? name : `${name}s`;
    return `${name}’s`;
  };
}
