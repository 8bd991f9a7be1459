/** Who the token speaks for. Read for keeping people's unsent answers apart; the service is the one that checks it. */
export interface Identity {
  readonly tenant: string;
  /** Entra object id. */
  readonly person: string;
}

/** The person of a token, or null for one that can't be read. */
export function identityOf(token: string): Identity | null {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const claims: unknown = JSON.parse(atob(payload));
    if (typeof claims !== 'object' || claims === null) return null;
    const { tid, oid } = claims as { tid?: unknown; oid?: unknown };
    return typeof tid === 'string' && typeof oid === 'string' ? { tenant: tid, person: oid } : null;
  } catch {
    return null;
  }
}

export function isSamePerson(a: Identity | null, b: Identity | null): boolean {
  return a !== null && b !== null && a.tenant === b.tenant && a.person === b.person;
}
