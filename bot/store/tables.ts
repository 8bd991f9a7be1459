import type { ColumnType, Generated } from 'kysely';
import type { StepRule } from '../../lika/analysis/cells.ts';
import type { Role } from '../../lika/access/access.ts';
import type { AssessmentKind, AssessmentState } from '../../lika/assessment/assessment.ts';
import type { ActionActivity, ActionState } from '../../lika/plan/plan.ts';
import type { DocumentTables } from './document-tables.ts';
import type { ImportTables } from './import-tables.ts';
import type { PlannerTables } from './planner-tables.ts';
import type { NoticeTables } from './notice-tables.ts';
import type { ServedLanguage, TalkTables } from './talk-tables.ts';
import type { TeamRoleTables } from './team-role-tables.ts';

/** The tables as kysely sees them; the migrations say the same to PostgreSQL. */

/** Written as JSON text, read as the value. */
type Json<T> = ColumnType<T, string, string>;
/** A calendar day, read as `YYYY-MM-DD`. */
type DayColumn = string | null;

export interface Tables extends TalkTables, PlannerTables, DocumentTables, ImportTables, NoticeTables, TeamRoleTables {
  migration: { number: number; name: string; at: Generated<Date> };
  tenant: { tenant_id: string; municipality_id: string };
  municipality: { municipality_id: string; name: string; rule: Json<StepRule> };
  area: { municipality_id: string; id: string; name: string };
  unit: {
    municipality_id: string;
    id: string;
    area_id: string | null;
    name: string;
    kind: string;
    grades: string | null;
    instrument_id: string | null;
  };
  role_grant: {
    municipality_id: string;
    id: Generated<string>;
    tenant_id: string;
    person: string;
    role: Role;
    area_id: string | null;
    unit_id: string | null;
    granted_at: Date;
  };
  assessment: AssessmentTable;
  answer: {
    municipality_id: string;
    assessment_id: string;
    indicator: string;
    option: string | null;
    comment: string | null;
    by_person: string;
    at: Date;
    version: number;
  };
  published_record: {
    municipality_id: string;
    assessment_id: string;
    unit_id: string;
    published_at: Date;
    record: Json<unknown>;
    comments: Json<Record<string, string>>;
  };
  rollup: {
    municipality_id: string;
    assessment_id: string;
    area: string;
    step: number;
    unit_id: string;
    score_sum: string;
    counted: number;
    relevant: number;
    achieved: number;
    answered: number;
    total: number;
  };
  plan: { municipality_id: string; id: string; unit_id: string; created_at: Date };
  goal: {
    municipality_id: string;
    id: string;
    plan_id: string;
    text: string;
    area: string | null;
    step: number | null;
    indicators: string[];
    position: number;
    version: number;
  };
  action: ActionTable;
  plan_confirmation: {
    municipality_id: string;
    id: string;
    plan_id: string;
    unit_id: string;
    at: Date;
    by_person: string;
    school_year: number;
    snapshot: Json<unknown>;
  };
  audit: {
    municipality_id: string;
    id: Generated<string>;
    at: Date;
    person: string | null;
    what: string;
    unit_id: string | null;
    about: string | null;
    detail: Json<unknown>;
  };
  channel_link: {
    municipality_id: string;
    team: string;
    channel: string;
    unit_id: string;
    linked_by: string;
    linked_at: Date;
  };
  delivery: DeliveryTable;
  conversation: {
    municipality_id: string;
    id: string;
    kind: 'channel' | 'personal' | 'group';
    team: string | null;
    tenant: string;
    service_url: string;
    reference: Json<unknown>;
    removed_at: Date | null;
    /** What is spoken here; null until somebody has chosen. */
    language: ServedLanguage | null;
    /** Of a personal chat: what the person's Teams spoke when last heard. */
    heard_language: ServedLanguage | null;
    /** The unit that a group chat is about, or that a person last chose to talk of. */
    unit_id: string | null;
    /** Of a personal chat: whose it is, and what Teams calls them to the bot. */
    person: string | null;
    user_id: string | null;
    /** From a client that sends no token, which the sandbox's settings may let in. */
    anonymous: Generated<boolean>;
    welcomed_at: Date | null;
  };
  seen_activity: { municipality_id: string; conversation: string; activity: string; at: Date };
  picture: {
    id: string;
    municipality_id: string;
    unit_id: string;
    assessment_id: string;
    drawing: Json<unknown>;
    withdrawn_at: Date | null;
  };
  send_queue: SendQueueTable;
  /** A call to the connector, counted until `at` is as long ago as the limit's window. */
  send_slot: { id: string; tenant: string; target: string; is_read: boolean; at: Date };
  /** Until when the connector asked us to leave a tenant alone. */
  send_hold: { tenant: string; until: Date };
}

interface AssessmentTable {
  municipality_id: string;
  id: string;
  unit_id: string;
  kind: AssessmentKind;
  state: AssessmentState;
  instrument_id: string;
  instrument_version: number;
  author: string;
  created_at: Date;
  shared_at: Date | null;
  published_at: Date | null;
  published_by: string | null;
  withdrawn_at: Date | null;
  withdrawn_by: string | null;
  superseded_at: Date | null;
}

interface ActionTable {
  municipality_id: string;
  id: string;
  plan_id: string;
  goal_id: string;
  title: string;
  intention: string | null;
  area: string;
  indicators: string[];
  activities: Json<ActionActivity[]>;
  notes: string;
  responsible: string | null;
  involved: string[];
  start_on: DayColumn;
  due_on: DayColumn;
  follow_up_on: DayColumn;
  follow_up_how: string | null;
  state: ActionState;
  reason: string | null;
  position: number;
  version: number;
  /** Since when it is done. */
  done_at: Generated<Date | null>;
}

interface DeliveryTable {
  municipality_id: string;
  id: string;
  /** Null for what is about no one unit, such as the answer to a question in a chat. */
  unit_id: string | null;
  kind: 'planner' | 'notice' | MessageKind;
  stage: DeliveryStage;
  cause: string | null;
  about: string | null;
  person: string | null;
  payload: Json<unknown>;
  attempts: Generated<number>;
  created_at: Date;
  changed_at: Date;
  next_try_at: Date | null;
  result: Json<unknown> | null;
  /** Of what goes to Teams; null for Planner. */
  tenant: string | null;
  /** What the limits count by: a conversation's id, or `person:<object id>` for a chat that isn't opened yet. */
  target: string | null;
  /** Whether the bot speaks without being asked. */
  unasked: Generated<boolean>;
}

interface SendQueueTable {
  delivery: string;
  municipality_id: string;
  tenant: string;
  target: string;
  /** By the service's clock. With `position` the order of a conversation. */
  not_before: Date;
  position: Generated<string>;
  /** By the database's clock, as the lease. */
  retry_at: Generated<Date>;
  /** The sender that has it in hand, until the lease ends. */
  holder: string | null;
  lease_until: Generated<Date>;
  /** What was begun last. A sender that meets it here knows that the one before it never said what came of it. */
  verb: SendVerb | null;
}

/** What goes to Teams. */
export const MESSAGE_KINDS = [
  'result-card',
  'welcome',
  'answer',
  'discussion',
  'follow-up',
  'reminder',
  'digest',
  'joy',
  'temperature',
  'card-update',
  'help-wanted',
  'documents',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];
export type SendVerb = 'channel' | 'say' | 'update';

export type DeliveryKind = DeliveryTable['kind'];
export type DeliveryStage = 'queued' | 'sending' | 'sent' | 'waiting-for-person' | 'maybe-sent' | 'failed' | 'dropped';
