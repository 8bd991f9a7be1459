import { join } from 'node:path';
import { apart, CLOCK_APART_MS, clockDifference, swedishDay, systemClock } from '../../clock.ts';
import { ALARM_DAYS, identityFault, identityStanding } from '../../graph/credential.ts';
import { createLog } from '../../log.ts';
import { loadInstruments } from '../../instruments.ts';
import { environment, readOperatorSettings, readSettings, SettingsFault } from '../../settings.ts';
import type { Settings } from '../../settings.ts';
import { knownMunicipalities } from '../../store/organisation.ts';
import { openStore } from '../../store/store.ts';
import type { Store } from '../../store/store.ts';
import type { CommandResult } from '../context.ts';

/** Something that keeps LIKA from working, or soon will, and what mends it. */
interface Fault {
  readonly what: string;
  readonly mend: string;
  /** It works today. */
  readonly isWarning?: boolean;
}

const ANSWER_WITHIN_MS = 5000;

/** `doctor`: looks at settings, database, instruments, organisation and sign-in, and names each fault with its mend. */
export async function doctorCommand(): Promise<CommandResult> {
  const now = systemClock().now();
  const { settings, faults } = ownSettings();
  faults.push(...(await ownersDatabase()), ...instruments());
  if (settings)
    faults.push(...(await servicesDatabase(settings)), ...(await signIn(settings)), ...identity(settings, now));
  const known = settings ? [standing(settings, now)] : [];
  const isFaulty = faults.some(({ isWarning }) => isWarning !== true);
  const told = faults.flatMap(({ what, mend, isWarning }) => [
    `${isWarning === true ? 'Warning' : 'Fault'}: ${what}`,
    `Mend:  ${mend}`,
    '',
  ]);
  const end = isFaulty ? [] : [faults.length === 0 ? 'Everything is in order.' : 'Everything else is in order.'];
  return { lines: [...told, ...known, ...end], code: isFaulty ? 1 : 0 };
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
    const difference = clockDifference(answer.headers.get('date'), systemClock().realTime());
    if (answer.ok) return difference === null ? [] : clocks(difference);
    const mend = 'Check M365_TENANT_ID: the directory (tenant) id of the app registration.';
    return [{ what: `Entra answers ${answer.status} for the tenant ${settings.tenantId}.`, mend }];
  } catch {
    const mend = 'Check M365_AUTHORITY_HOST and that the machine may call out over https.';
    return [{ what: `${settings.authorityHost} can’t be reached.`, mend }];
  }
}

/** Tokens are good from one moment to another: a clock that is wrong refuses all of them, or some that it shouldn't. */
function clocks(difference: number): Fault[] {
  if (Math.abs(difference) <= CLOCK_APART_MS) return [];
  return [
    {
      what: `This machine’s clock is ${apart(difference)} Entra’s, so sign-ins are refused.`,
      mend: 'Let the machine take its time from a time server (NTP), e.g. "timedatectl set-ntp true"; then restart the service.',
    },
  ];
}

/** What the app proves itself with, and until when. */
function standing({ identity: by }: Settings, now: Date): string {
  const { expires } = identityStanding(by, now);
  switch (by.kind) {
    case 'managed-identity':
      return 'The app proves itself by a managed identity, which has no end.';
    case 'token-file':
      return 'The app proves itself by a token that the platform writes to a file and renews.';
    case 'certificate':
      return `The app proves itself by a certificate${expires ? ` that ends on ${swedishDay(expires)}` : ''}.`;
    case 'secret':
      return 'The app proves itself by a secret, whose last day stands in the app registration alone.';
  }
}

/** Whether the app can prove itself, and will go on being able to. */
function identity({ identity: by }: Settings, now: Date): Fault[] {
  const fault = identityFault(by);
  if (fault !== null) return [{ what: `${fault}.`, mend: mendOf(by.kind) }];
  const { expires, warning } = identityStanding(by, now);
  if (expires === null || warning === null) return [];
  const mend =
    'Make a new certificate, add it to the app registration beside the old one, replace the file and restart the service.';
  if (warning === 'ended') return [{ what: `The app’s certificate ended on ${swedishDay(expires)}.`, mend }];
  const what = `The app’s certificate ends on ${swedishDay(expires)}${warning === 'alarm' ? `, within ${ALARM_DAYS} days` : ''}.`;
  return [{ what, mend, isWarning: true }];
}

/** What is to stand in the file that the app proves itself with. */
function mendOf(kind: Settings['identity']['kind']): string {
  if (kind === 'token-file')
    return 'The platform writes the token there and renews it: check that workload identity is on for the service, that the path is the one it writes to, and that the service’s user may read it.';
  return 'Put it in place: one PEM file with the certificate and its private key, without a password.';
}
