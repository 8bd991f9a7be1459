import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { UnsecuredJWT } from 'jose';
import type { GraphFault, PersonKey, Right } from '../../bot/graph/ports.ts';
import type { TokenKeeper } from '../../bot/graph/tokens.ts';
import { RIGHT_KEYS, RIGHTS } from '../../bot/graph/rights.ts';

/** What is asked of Entra, and what it answers next. */
interface Ask {
  readonly sso: string;
  readonly scopes: readonly string[];
}
const asks: Ask[] = [];
let appAsks = 0;
let roles: readonly string[] = [];
let answer: (ask: Ask) => Promise<{ token: string; expires: number }>;
let now = 1_800_000_000_000;
const HOUR = 60 * 60 * 1000;

jest.unstable_mockModule('../../bot/graph/on-behalf-of.ts', () => ({
  newClient: () => ({ clearCache: () => undefined }),
  onBehalfOf: (_settings: unknown, _client: unknown, { token }: { token: string }, scopes: string[]) => {
    asks.push({ sso: token, scopes });
    return answer({ sso: token, scopes });
  },
  asApp: () => {
    appAsks += 1;
    return answer({ sso: 'app', scopes: [] });
  },
}));
const { createTokenSource } = await import('../../bot/graph/tokens.ts');

const HEAD: PersonKey = { tenant: 't1', person: 'head' };
const TEACHER: PersonKey = { tenant: 't1', person: 'teacher' };
const TENANT = { tenant: 't1', person: null };
const byPerson = RIGHT_KEYS.filter((right) => RIGHTS[right].delegated.length > 0);
let tokens: TokenKeeper;

/** Entra's no, as teamsfx hands it on. */
const refusal = (code: string, text: string) => () =>
  Promise.reject(Object.assign(new Error(`Failed to get access token: ${text}`), { code }));
const signIn = (person: PersonKey, token: string, forMs = HOUR) =>
  tokens.remember(person, token, new Date(now + forMs));
async function faultOf(work: Promise<unknown>): Promise<GraphFault> {
  try {
    await work;
  } catch (error) {
    return error as GraphFault;
  }
  throw new Error('nothing went wrong');
}

beforeEach(() => {
  asks.length = 0;
  appAsks = 0;
  roles = [];
  answer = ({ sso, scopes }) =>
    Promise.resolve({
      token: sso === 'app' ? new UnsecuredJWT({ roles }).encode() : `${sso}:${scopes.join('+')}:${String(asks.length)}`,
      expires: now + HOUR,
    });
  const settings = {
    authorityHost: 'https://x.example',
    clientId: 'c',
    identity: { kind: 'secret', secret: 's' } as const,
  };
  tokens = createTokenSource(settings, () => now);
  signIn(HEAD, 'sso-1');
});

describe('a person’s token', () => {
  test.each(byPerson)('for %s is asked for with just that right’s scopes', async (right) => {
    await tokens.graphToken(HEAD, right);
    expect(asks).toEqual([
      { sso: 'sso-1', scopes: RIGHTS[right].delegated.map((scope) => `https://graph.microsoft.com/${scope}`) },
    ]);
  });

  test('is got once for calls that come at once, and kept until shortly before its end', async () => {
    const got = await Promise.all(Array.from({ length: 20 }, () => tokens.graphToken(HEAD, 'planner')));
    expect(new Set(got).size).toBe(1);
    now += HOUR - 3 * 60_000;
    expect(await tokens.graphToken(HEAD, 'planner')).toBe(got[0]);
    expect(asks).toHaveLength(1);
  });

  test('is got anew when less than two minutes of it are left', async () => {
    signIn(HEAD, 'sso-long', 3 * HOUR);
    await tokens.graphToken(HEAD, 'planner');
    now += HOUR - 119_000;
    await tokens.graphToken(HEAD, 'planner');
    expect(asks).toHaveLength(2);
  });

  test('is another for another right, another sign-in and another person', async () => {
    signIn(TEACHER, 'sso-t');
    const first = [await tokens.graphToken(HEAD, 'planner'), await tokens.graphToken(HEAD, 'people')];
    const teachers = await tokens.graphToken(TEACHER, 'planner');
    signIn(HEAD, 'sso-2', 2 * HOUR);
    const renewed = await tokens.graphToken(HEAD, 'planner');
    expect(new Set([...first, teachers, renewed]).size).toBe(4);
    expect(teachers).toContain('sso-t');
    expect(renewed).toContain('sso-2');
  });

  test('stays under the sign-in that lasts longest, whichever window calls', async () => {
    signIn(HEAD, 'sso-long', 2 * HOUR);
    await tokens.graphToken(HEAD, 'planner');
    signIn(HEAD, 'sso-1');
    await tokens.graphToken(HEAD, 'planner');
    expect(asks.map(({ sso }) => sso)).toEqual(['sso-long']);
  });

  test('can’t be had when the sign-in has ended, or there was none', async () => {
    expect((await faultOf(tokens.graphToken(TEACHER, 'planner'))).reason).toBe('person-away');
    now += HOUR;
    expect((await faultOf(tokens.graphToken(HEAD, 'planner'))).reason).toBe('person-away');
    expect(asks).toEqual([]);
  });

  test('that Graph has turned away is got anew; one that came since is kept', async () => {
    const first = await tokens.graphToken(HEAD, 'planner');
    tokens.forget(HEAD, 'planner', first);
    const second = await tokens.graphToken(HEAD, 'planner');
    tokens.forget(HEAD, 'planner', first);
    expect([second === first, await tokens.graphToken(HEAD, 'planner')]).toEqual([false, second]);
  });

  test('is never asked for where the right is the app’s alone', async () => {
    expect((await faultOf(tokens.graphToken(HEAD, 'notices'))).reason).toBe('not-allowed');
    expect(asks).toEqual([]);
  });

  test('is let go when more people have come than are kept', async () => {
    for (let index = 0; index < 5000; index += 1) signIn({ tenant: 't1', person: String(index) }, `s${String(index)}`);
    expect(tokens.isAlive(HEAD)).toBe(false);
    expect(tokens.isAlive({ tenant: 't1', person: '4999' })).toBe(true);
  });
});

describe('missing consent', () => {
  test('names the right, and is taken for true for a few seconds, or until the person has given it', async () => {
    answer = refusal('UiRequiredError', 'AADSTS65001: The user or administrator has not consented');
    for (const _ of [1, 2, 3])
      expect(await faultOf(tokens.graphToken(HEAD, 'planner'))).toMatchObject({
        reason: 'consent-needed',
        right: 'planner',
      });
    expect(asks).toHaveLength(1);
    tokens.forget(HEAD, 'planner');
    await faultOf(tokens.graphToken(HEAD, 'planner'));
    now += 11_000;
    await faultOf(tokens.graphToken(HEAD, 'planner'));
    expect(asks).toHaveLength(3);
  });

  test('of one right leaves the others be', async () => {
    const give = answer;
    answer = (ask) => (String(ask.scopes).includes('Tasks') ? refusal('UiRequiredError', 'AADSTS65001')() : give(ask));
    await faultOf(tokens.graphToken(HEAD, 'planner'));
    await expect(tokens.graphToken(HEAD, 'people')).resolves.toBeDefined();
  });
});

describe('someone whom Entra no longer lets in', () => {
  test.each(['AADSTS50057', 'AADSTS50034', 'AADSTS50020'])(
    '(%s) is away, and nothing is kept of them',
    async (code) => {
      await tokens.graphToken(HEAD, 'people');
      answer = refusal('ServiceError', `${code}: The user account is disabled. Trace ID: x`);
      expect((await faultOf(tokens.graphToken(HEAD, 'planner'))).reason).toBe('person-away');
      expect(tokens.isAlive(HEAD)).toBe(false);
      expect((await faultOf(tokens.graphToken(HEAD, 'people'))).reason).toBe('person-away');
      signIn(HEAD, 'sso-1');
      expect(tokens.isAlive(HEAD)).toBe(false);
      expect([tokens.hasGone('sso-1'), await tokens.isLetIn(HEAD, 'sso-1')]).toEqual([true, false]);
      expect(await tokens.isLetIn(TEACHER, 'sso-t')).toBe(true);
      signIn(HEAD, 'sso-new');
      expect(tokens.isAlive(HEAD)).toBe(true);
    },
  );

  test('is asked about once at the door when they come with another sign-in, and let in when Entra does', async () => {
    const gives = answer;
    answer = refusal('ServiceError', 'AADSTS50057: The user account is disabled.');
    await faultOf(tokens.graphToken(HEAD, 'planner'));
    signIn(HEAD, 'sso-phone');
    expect(await tokens.isLetIn(HEAD, 'sso-phone')).toBe(false);
    expect(tokens.hasGone('sso-phone')).toBe(true);
    answer = refusal('network_error', 'fetch failed');
    signIn(HEAD, 'sso-web');
    expect(await tokens.isLetIn(HEAD, 'sso-web')).toBe(true);
    answer = gives;
    expect(await tokens.isLetIn(HEAD, 'sso-web')).toBe(true);
    const asked = asks.length;
    expect(await tokens.isLetIn(HEAD, 'sso-web')).toBe(true);
    expect(asks).toHaveLength(asked);
    expect(await tokens.isLetIn(HEAD, 'sso-1')).toBe(false);
  });
});

test.each(['AADSTS50173: The provided grant has expired due to it being revoked', 'AADSTS700082: expired'])(
  'a sign-in that is over (%s) makes room for a newer one, even one that ends sooner, and isn’t taken up again',
  async (text) => {
    const gives = answer;
    signIn(HEAD, 'sso-before', 2 * HOUR);
    answer = (ask) => (ask.sso === 'sso-before' ? refusal('ServiceError', text)() : gives(ask));
    expect((await faultOf(tokens.graphToken(HEAD, 'planner'))).reason).toBe('person-away');
    expect(tokens.isAlive(HEAD)).toBe(false);
    signIn(HEAD, 'sso-after');
    signIn(HEAD, 'sso-before', 2 * HOUR);
    expect(await tokens.graphToken(HEAD, 'planner')).toContain('sso-after');
    // The account is as good as ever.
    expect([tokens.hasGone('sso-before'), await tokens.isLetIn(HEAD, 'sso-before')]).toEqual([false, true]);
  },
);

test.each<[string, string, string]>([
  ['UiRequiredError', 'AADSTS50076: multi-factor authentication', 'consent-needed'],
  ['ServiceError', 'AADSTS90094: an admin', 'consent-needed'],
  ['TokenExpiredError', 'AADSTS50013: Assertion failed', 'person-away'],
  ['ServiceError', 'AADSTS500133: Assertion is not within its valid time range', 'person-away'],
  ['ServiceError', 'network_error: fetch failed', 'unreachable'],
  ['ServiceError', 'temporarily_unavailable AADSTS90033', 'unreachable'],
  ['ServiceError', 'AADSTS7000215: Invalid client secret', 'app-refused'],
  ['ServiceError', 'AADSTS7000222: The provided client secret keys are expired', 'app-refused'],
  ['ServiceError', 'AADSTS700027: certificate is not registered', 'app-refused'],
  ['ServiceError', 'AADSTS700213: No matching federated identity record', 'app-refused'],
  ['InternalError', 'ENOENT: no such file or directory', 'app-refused'],
])('%s with "%s" means %s, and the fault repeats no words of Entra’s', async (code, text, reason) => {
  answer = refusal(code, `${text} for anna@mittkoping.example eyJhbGciOi.J9.x`);
  const fault = await faultOf(tokens.graphToken(HEAD, 'planner'));
  expect(fault.reason).toBe(reason);
  expect(fault.message).not.toMatch(/anna|eyJ/);
});

describe('the app on its own', () => {
  const may = (right: Right) => tokens.grantedToApp('t1', right);

  test('may what the tenant has granted, and is told which right it lacks', async () => {
    expect(await may('planner')).toBe(false);
    expect(await faultOf(tokens.graphToken(TENANT, 'planner'))).toMatchObject({
      reason: 'consent-needed',
      right: 'planner',
    });
    roles = ['Tasks.ReadWrite.All'];
    expect(await may('planner')).toBe(false);
    now += 5 * 60_000;
    expect(await may('planner')).toBe(true);
    await expect(tokens.graphToken(TENANT, 'planner')).resolves.toBeDefined();
    expect(appAsks).toBe(2);
  });

  test('is seen at once to have got what a person has just asked about anew', async () => {
    expect(await may('planner')).toBe(false);
    roles = ['Tasks.ReadWrite.All'];
    tokens.forget(TENANT, 'planner');
    expect(await may('planner')).toBe(true);
  });

  test('never does what it has no permission of its own for, and needs none in its token for what comes with the app', async () => {
    for (const right of ['members', 'channels', 'self'] as const) expect(await may(right)).toBe(false);
    expect(appAsks).toBe(0);
    expect(await may('notices')).toBe(true);
  });

  test('shares one exchange among calls that come at once', async () => {
    roles = ['Tasks.ReadWrite.All'];
    await Promise.all(Array.from({ length: 10 }, () => tokens.graphToken(TENANT, 'planner')));
    expect(appAsks).toBe(1);
  });

  test('counts as not granted while Entra can’t be asked', async () => {
    answer = refusal('network_error', 'fetch failed');
    expect(await may('planner')).toBe(false);
    expect((await faultOf(tokens.graphToken(TENANT, 'planner'))).reason).toBe('unreachable');
  });
});
