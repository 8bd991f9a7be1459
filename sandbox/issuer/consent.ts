import type { Directory, Person, StateSection } from '../context.ts';
import type { Registration } from './registration.ts';

/** Scopes about signing in itself: always allowed, never part of a resource's `scp`. */
export const SIGN_IN_SCOPES = ['openid', 'profile', 'email', 'offline_access'] as const;

export const GRAPH_AUDIENCE = 'https://graph.microsoft.com';
export const BOT_AUDIENCE = 'https://api.botframework.com';
/** The scope that the tab's API exposes; Teams asks for it. */
export const TAB_SCOPE = 'access_as_user';
/** Teams' own client ids, pre-authorised by the app: azp of the tab's tokens. */
export const TEAMS_WEB_CLIENT = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';

/**
 * Graph's delegated scopes that a person may consent to for themselves; every other one waits for an administrator
 * ("AdminConsentRequired" in Microsoft Graph's permissions reference). `Files.ReadWrite.All` and its like are not among
 * them: since August 2025 a tenant's own setting leaves them to an administrator (message MC1097272 of Microsoft's).
 */
const FOR_ANYONE = [
  'Channel.ReadBasic.All',
  'Tasks.Read',
  'Tasks.ReadWrite',
  'Team.ReadBasic.All',
  'User.Read',
  'User.ReadBasic.All',
];

export const needsAdministrator = (scope: string): boolean => !FOR_ANYONE.includes(scope);

/** What a tenant has consented to for the app. */
export interface TenantConsent {
  /** Delegated scopes that an administrator has consented to for everybody. */
  delegated: string[];
  /** Application permissions that an administrator has consented to. */
  application: string[];
  /** Delegated scopes that people have consented to for themselves, by object id. */
  people: Record<string, string[]>;
}

/** What has been consented to, tenant by tenant; a reset makes it as it was. */
export interface Consent {
  of(tenant: string): Readonly<TenantConsent>;
  /** Delegated scopes that hold for a person: the administrator's and their own. */
  delegatedTo(person: Person): readonly string[];
  /** Sets what an administrator has consented to; what is left out stays. */
  setTenant(tenant: string, change: Partial<Pick<TenantConsent, 'delegated' | 'application'>>): void;
  /** Sets what a person has consented to for themselves. */
  setPerson(person: Person, scopes: readonly string[]): void;
  /** Adds to what holds for everybody in a tenant. */
  grantTenant(tenant: string, grant: { delegated: readonly string[]; application: readonly string[] }): void;
  /** Adds to what a person has consented to. */
  grantPerson(person: Person, scopes: readonly string[]): void;
  all(): (TenantConsent & { tenant: string })[];
}

/** Tenants whose consent is no longer what it was at the start. */
export type ConsentChanges = Record<string, TenantConsent>;

/**
 * Keeps consent. At the start every tenant's administrator has consented to the delegated scopes that the app
 * registration lists, and to no application permission.
 */
export function keepConsent(
  registration: Registration,
  directory: Pick<Directory, 'tenants'>,
  changes: StateSection<ConsentChanges>,
): Consent {
  const sorted = (names: Iterable<string>) => [...new Set(names)].sort();
  const of = (tenant: string): Readonly<TenantConsent> =>
    changes.value[tenant] ?? { delegated: [...registration.delegated], application: [], people: {} };
  const change = (tenant: string, to: Partial<TenantConsent>) => {
    changes.value[tenant] = { ...of(tenant), ...to };
    changes.changed();
  };
  const setPerson: Consent['setPerson'] = ({ tenant, id }, scopes) => {
    change(tenant, { people: { ...of(tenant).people, [id]: sorted(scopes) } });
  };
  const ownOf = ({ tenant, id }: Person) => of(tenant).people[id] ?? [];
  return {
    of,
    delegatedTo: (person) => sorted([...of(person.tenant).delegated, ...ownOf(person)]),
    setTenant(tenant, { delegated, application }) {
      change(tenant, {
        ...(delegated ? { delegated: sorted(delegated) } : {}),
        ...(application ? { application: sorted(application) } : {}),
      });
    },
    setPerson,
    grantTenant(tenant, { delegated, application }) {
      const now = of(tenant);
      change(tenant, {
        delegated: sorted([...now.delegated, ...delegated]),
        application: sorted([...now.application, ...application]),
      });
    },
    grantPerson: (person, scopes) => {
      setPerson(person, [...ownOf(person), ...scopes]);
    },
    all: () => directory.tenants.map(({ id }) => ({ tenant: id, ...of(id) })),
  };
}
