import { GraphFault } from './ports.ts';
import type { PersonKey, Right, TokenSource } from './ports.ts';
import { RIGHTS } from './rights.ts';
import { needsAdministrator, needsPerson } from './token-faults.ts';

/**
 * How a right stands for a person: `granted`; `needed` when they can give it themselves; `admin-needed` when only an
 * administrator can; `installed` when it comes with the app and no token tells; `unknown` when Entra can't be asked.
 */
export type RightState = 'granted' | 'needed' | 'admin-needed' | 'installed' | 'unknown';

/** Says how rights stand, and takes up what waited when one has been given. */
export interface RightsDesk {
  state(person: PersonKey, right: Right): Promise<RightState>;
  /** Whether the tenant lets the app do it on its own too. */
  onItsOwn(tenant: string, right: Right): Promise<boolean>;
  /** Asks anew whatever was known before, and lets go on what waited for it. */
  retry(person: PersonKey, right: Right): Promise<RightState>;
}

/** @param goOn takes up what waits for the person */
export function createRightsDesk(
  tokens: Pick<TokenSource, 'graphToken' | 'grantedToApp' | 'forget'>,
  goOn: (person: PersonKey) => void,
): RightsDesk {
  const state: RightsDesk['state'] = async (person, right) => {
    if (RIGHTS[right].delegated.length === 0) return 'installed';
    try {
      await tokens.graphToken(person, right);
      return 'granted';
    } catch (error) {
      if (!(error instanceof GraphFault) || error.reason !== 'consent-needed') return 'unknown';
      if (needsPerson(error)) return 'needed';
      return RIGHTS[right].adminOnly || needsAdministrator(error) ? 'admin-needed' : 'needed';
    }
  };
  return {
    state,
    onItsOwn: (tenant, right) =>
      RIGHTS[right].application.length === 0 ? Promise.resolve(false) : tokens.grantedToApp(tenant, right),
    async retry(person, right) {
      tokens.forget(person, right);
      const now = await state(person, right);
      if (now === 'granted') goOn(person);
      return now;
    },
  };
}
