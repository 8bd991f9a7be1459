import type { Generated } from 'kysely';

/** Tables of notices in Teams' activity feed, as kysely sees them; the migration `notices` says the same to PostgreSQL. */

export interface NoticeTables {
  /** That an action has become somebody's: to be told once, and how it stands. What people follow is its delivery. */
  notice: {
    municipality_id: string;
    delivery_id: string;
    unit_id: string;
    action_id: string;
    person: string;
    tenant: string;
    state: 'due' | 'calling' | 'settled';
    noted_at: Date;
    /** By the service's clock. */
    due_at: Date;
    /** When it went, or may have, by the service's clock. */
    told_at: Date | null;
    /** Who calls, until the lease ends; by the database's clock, as what follows. */
    holder: string | null;
    lease_until: Generated<Date>;
    called_at: Date | null;
    /** Until when Microsoft asked us to leave the tenant alone, when this one was refused. */
    held_until: Date | null;
  };
}
