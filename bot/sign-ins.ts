import type { PersonKey } from './graph/ports.ts';
import type { TokenKeeper } from './graph/tokens.ts';

const MOST_PEOPLE = 5000;

/** What the web server needs of the tokens' keeper. */
export type SignIns = Pick<TokenKeeper, 'remember' | 'isLetIn' | 'hasGone'>;

/**
 * Hands verified tokens to their keeper, and says when a person comes with a new one: what waited for them in Microsoft
 * 365 can go on now.
 */
export function watchSignIns(tokens: SignIns, isBack: (person: PersonKey) => void): SignIns {
  const latest = new Map<string, string>();
  return {
    hasGone: (token) => tokens.hasGone(token),
    isLetIn: (person, token) => tokens.isLetIn(person, token),
    remember(person, token, expires) {
      tokens.remember(person, token, expires);
      const key = `${person.tenant}/${person.person}`;
      if (latest.get(key) === token || tokens.hasGone(token)) return;
      latest.delete(key);
      latest.set(key, token);
      const oldest = latest.size > MOST_PEOPLE ? latest.keys().next().value : undefined;
      if (oldest !== undefined) latest.delete(oldest);
      isBack(person);
    },
  };
}
