import { join } from 'node:path';
import { createLog } from '../../log.ts';
import { loadInstruments } from '../../instruments.ts';
import { environment, readOperatorSettings, readSettings, SettingsFault } from '../../settings.ts';
import type { Settings } from '../../settings.ts';
import { knownMunicipalities } from '../../store/organisation.ts';
import { openStore } from '../../store/store.ts';
import type { Store } from '../../store/store.ts';
import type { CommandResult } from '../context.ts';

/** Something that keeps LIKA from working, and what mends it. */
interface Fault {
  readonly what: string;
  readonly mend: string;
}

const ANSWER_WITHIN_MS = 5000;

/** `doctor`: looks at settings, database, instruments, organisation and sign-in, and names each fault with its mend. */
export async function doctorCommand(): Promise<CommandResult> {
  const { settings, faults } = ownSettings();
  faults.push(...(await ownersDatabase()), ...instruments());
  if (settings) faults.push(...(await servicesDatabase(settings)), ...(await signIn(settings)));
  if (faults.length === 0) return { lines: ['Everything is in order.'], code: 0 };
  return { lines: faults.flatMap(({ what, mend }) => [`Fault: ${what}`, `Mend:  ${mend}`, '']), code: 1 };
}

function ownSettings(): { settings: Settings | null; faults: Fault[] } {
  try {
    return { settings: readSettings(environment()), faults: [] };
  } catch (error) {
    if (!(error instanceof SettingsFault)) throw error;
    const mend = 'Set it in the environment of the service; docs/administrator.md says where each value comes from.';
    return { settings: null, faults: error.faults.map((what) => ({ what, mend })) };
  }
}

async function withStore(url: string, look: (store: Store) => Promise<Fault[]>): Promise<Fault[]> {
  const store = openStore({ url, log: createLog('silent'), connections: 1 });
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}

async function ownersDatabase(): Promise<Fault[]> {
  let ownerUrl: string;
  try {
    ({ ownerUrl } = readOperatorSettings(environment()));
  } catch (error) {
    return [{ what: (error as Error).message, mend: 'Set DATABASE_OWNER_URL to the login that owns the tables.' }];
  }
  return withStore(ownerUrl, async (store) => {
    const fault = await store.faultNow();
    if (fault !== null)
      return [
        { what: `With the owner’s login: ${fault}`, mend: 'Start the database, or run "npm run lika -- migrate".' },
      ];
    if ((await knownMunicipalities(store)).length > 0) return [];
    return [
      {
        what: 'The database knows no municipality, so nobody can sign in.',
        mend: 'Run "npm run lika -- seed FILE" with your municipality, its units and roles.',
      },
    ];
  });
}

function servicesDatabase(settings: Settings): Promise<Fault[]> {
  return withStore(settings.databaseUrl, async (store) => {
    const what = (await store.faultNow()) ?? (await store.loginFault());
    const mend = 'Check DATABASE_URL; then run "npm run lika -- migrate" with both addresses set.';
    return what === null ? [] : [{ what: `With the service’s login: ${what}`, mend }];
  });
}

function instruments(): Fault[] {
  if (loadInstruments(join('dist', 'instruments')).all.length > 0) return [];
  return [
    {
      what: 'No instrument has been compiled.',
      mend: 'Run "npm run build"; "npm run lika -- check" names what is wrong.',
    },
  ];
}

/** Whether Entra, or what stands in for it, answers for the home tenant. */
async function signIn(settings: Settings): Promise<Fault[]> {
  const url = `${settings.authorityHost}/${settings.tenantId}/v2.0/.well-known/openid-configuration`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (answer.ok) return [];
    const mend = 'Check M365_TENANT_ID: the directory (tenant) id of the app registration.';
    return [{ what: `Entra answers ${answer.status} for the tenant ${settings.tenantId}.`, mend }];
  } catch {
    const mend = 'Check M365_AUTHORITY_HOST and that the machine may call out over https.';
    return [{ what: `${settings.authorityHost} can’t be reached.`, mend }];
  }
}
