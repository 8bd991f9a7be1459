import { behindTheWall } from './wall.ts';

/** What goes out to Teams and Planner, where the bot is, and which plans and tasks there are ours. */
export const teamsAndPlanner = {
  number: 4,
  name: 'teams-and-planner',
  sql: `
create table delivery (
  municipality_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  kind text not null check (kind in ('result-card', 'planner')),
  stage text not null check (stage in ('queued', 'sending', 'sent', 'waiting-for-person', 'maybe-sent', 'failed', 'dropped')),
  cause text,
  about text,
  person uuid,
  payload jsonb not null,
  attempts int not null default 0,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  next_try_at timestamptz,
  result jsonb,
  primary key (municipality_id, id),
  foreign key (municipality_id, unit_id) references unit
);
create index delivery_of_unit on delivery (municipality_id, unit_id, created_at);
create index delivery_of_person on delivery (municipality_id, person) where stage = 'waiting-for-person';
create index delivery_due on delivery (municipality_id, next_try_at) where next_try_at is not null;

create table conversation (
  municipality_id uuid not null,
  id text not null,
  kind text not null check (kind in ('channel', 'personal', 'group')),
  team text,
  tenant uuid not null,
  service_url text not null,
  reference jsonb not null,
  removed_at timestamptz,
  primary key (municipality_id, id)
);

create table seen_activity (
  municipality_id uuid not null,
  conversation text not null,
  activity text not null,
  at timestamptz not null,
  primary key (municipality_id, conversation, activity)
);

create table planner_plan (
  municipality_id uuid not null,
  plan_id uuid not null,
  unit_id uuid not null,
  group_id text not null,
  planner_plan text not null,
  etag text,
  buckets jsonb not null,
  url text,
  primary key (municipality_id, plan_id),
  foreign key (municipality_id, plan_id) references plan
);

create table planner_task (
  municipality_id uuid not null,
  action_id uuid not null,
  planner_plan text,
  task text,
  task_etag text,
  details_etag text,
  last_seen jsonb,
  state text not null check (state in ('queued', 'synced', 'waiting-for-person', 'failed')),
  cause text,
  synced_at timestamptz,
  url text,
  primary key (municipality_id, action_id),
  foreign key (municipality_id, action_id) references action on delete cascade
);

create table picture (
  id text primary key check (id ~ '^[0-9a-f]{64}$'),
  municipality_id uuid not null,
  unit_id uuid not null,
  assessment_id uuid not null,
  drawing jsonb not null,
  withdrawn_at timestamptz
);
create index picture_of_assessment on picture (municipality_id, assessment_id);

${behindTheWall('delivery', 'conversation', 'seen_activity', 'planner_plan', 'planner_task')}
`,
} as const;
