import type { PersonKey, TokenSource } from './graph/ports.ts';

const MOST_PEOPLE = 5000;

/**
 * Hands verified tokens to their keeper, and says when a person comes with a new one: what waited for them in Microsoft
 * 365 can go on now.
 */
export function watchSignIns(
  tokens: Pick<TokenSource, 'remember'>,
  isBack: (person: PersonKey) => void,
): Pick<TokenSource, 'remember'> {
  const latest = new Map<string, string>();
  return {
    remember(person, token, expires) {
      tokens.remember(person, token, expires);
      const key = `${person.tenant}/${person.person}`;
      if (latest.get(key) === token) return;
      latest.delete(key);
      latest.set(key, token);
      const oldest = latest.size > MOST_PEOPLE ? latest.keys().next().value : undefined;
      if (oldest !== undefined) latest.delete(oldest);
      isBack(person);
    },
  };
}
