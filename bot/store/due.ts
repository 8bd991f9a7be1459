import { sql } from 'kysely';
import type { Breaks } from '../../lika/schedule/calendar.ts';
import type { Tx } from './store.ts';

/** What may have become due, by the rows that say when: actions, confirmed plans, assessments, and who has which role. */

export interface DueFollowUp {
  readonly action: string;
  readonly unit: string;
  /** `YYYY-MM-DD` */
  readonly on: string;
  /** The school's own breaks. */
  readonly breaks: Breaks;
}

/** Open actions to be followed up between the days, in units whose schedule wants it, that nobody has been asked about. */
export async function followUpsDue(tx: Tx, from: string, to: string): Promise<DueFollowUp[]> {
  const { rows } = await sql<DueFollowUp>`
    select a.id as action, p.unit_id as unit, a.follow_up_on::text as "on",
      jsonb_build_object('winterBreakWeek', s.settings -> 'winterBreakWeek') as breaks
    from action a
      join plan p on p.municipality_id = a.municipality_id and p.id = a.plan_id
      join schedule s on s.municipality_id = a.municipality_id and s.unit_id = p.unit_id
    where a.municipality_id = ${tx.municipality} and a.state in ('decided', 'ongoing')
      and a.follow_up_on between ${from} and ${to}
      and s.settings ->> 'on' = 'true' and s.settings ->> 'followUps' = 'true'
      and not exists (select from nudge n where n.municipality_id = a.municipality_id and n.kind = 'follow-up'
        and n.about = a.id::text and n.occasion = a.follow_up_on::text)`.execute(tx.db);
  return rows;
}

export interface HeadOfUnit {
  readonly person: string;
  readonly unit: string;
  readonly published: Date | null;
}

/** Heads of units that have an instrument, and when the unit's assessment in force was published. */
export async function headsOfUnits(tx: Tx): Promise<HeadOfUnit[]> {
  const { rows } = await sql<HeadOfUnit>`
    select r.person, u.id as unit,
      (select max(published_at) from assessment a
        where a.municipality_id = u.municipality_id and a.unit_id = u.id and a.state = 'published') as published
    from held_role r join unit u on u.municipality_id = r.municipality_id and u.id = r.unit_id
    where r.municipality_id = ${tx.municipality} and r.role = 'head' and u.instrument_id is not null`.execute(tx.db);
  return rows;
}

export interface ConfirmedPlan {
  readonly id: string;
  readonly unit: string;
  readonly at: Date;
}

/** The latest confirmed plan of each unit whose schedule wants discussions. */
export async function confirmedPlans(tx: Tx): Promise<ConfirmedPlan[]> {
  const { rows } = await sql<ConfirmedPlan>`
    select distinct on (c.unit_id) c.id, c.unit_id as unit, c.at
    from plan_confirmation c join schedule s on s.municipality_id = c.municipality_id and s.unit_id = c.unit_id
    where c.municipality_id = ${tx.municipality}
      and s.settings ->> 'on' = 'true' and s.settings ->> 'discussions' = 'true'
    order by c.unit_id, c.at desc`.execute(tx.db);
  return rows;
}

/** Heads of units that have come to a result or a confirmed plan since a moment, and where nobody has set a schedule. */
export async function headsWithoutSchedule(tx: Tx, since: Date): Promise<{ person: string; unit: string }[]> {
  const { rows } = await sql<{ person: string; unit: string }>`
    select r.person, r.unit_id as unit from held_role r
    where r.municipality_id = ${tx.municipality} and r.role = 'head' and r.unit_id is not null
      and not exists (select from schedule s where s.municipality_id = r.municipality_id and s.unit_id = r.unit_id)
      and not exists (select from nudge n where n.municipality_id = r.municipality_id and n.kind = 'suggestion'
        and n.about = r.unit_id::text and n.person = r.person)
      and (exists (select from plan_confirmation c where c.municipality_id = r.municipality_id
          and c.unit_id = r.unit_id and c.at >= ${since})
        or exists (select from assessment a where a.municipality_id = r.municipality_id
          and a.unit_id = r.unit_id and a.state = 'published' and a.published_at >= ${since}))`.execute(tx.db);
  return rows;
}

/**
 * People for whom something may wait: an open assessment, an action of theirs due `until` a day, a vote, or a plan that
 * was confirmed so long ago that it is to be looked at.
 */
export async function peopleWithWaiting(tx: Tx, until: string, confirmedBefore: Date): Promise<string[]> {
  const { rows } = await sql<{ person: string }>`
    select author as person from assessment
      where municipality_id = ${tx.municipality} and kind = 'own' and state in ('draft', 'shared')
    union
    select r.person from assessment a join held_role r
        on r.municipality_id = a.municipality_id and r.unit_id = a.unit_id and r.role = 'head'
      where a.municipality_id = ${tx.municipality} and a.kind = 'unit' and a.state in ('draft', 'shared')
    union
    select responsible from action
      where municipality_id = ${tx.municipality} and state in ('decided', 'ongoing') and responsible is not null
        and (due_on <= ${until} or follow_up_on <= ${until})
    union
    select unnest(voters) from discussion where municipality_id = ${tx.municipality} and state = 'open'
    union
    select r.person from plan_confirmation c join held_role r
        on r.municipality_id = c.municipality_id and r.unit_id = c.unit_id and r.role = 'head'
      where c.municipality_id = ${tx.municipality} and c.at <= ${confirmedBefore}`.execute(tx.db);
  return rows.map(({ person }) => person);
}
