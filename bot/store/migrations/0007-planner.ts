/**
 * A plan and its tasks in Planner are brought together as a whole. What is due stands in a queue of ids and times, for
 * every municipality; where it stands, what both sides last agreed on and what is asked of people stay behind the wall.
 * The general job queue goes: such work can only be done where somebody's sign-in is at hand.
 */
export const planner = {
  number: 7,
  name: 'planner',
  sql: `
drop schema if exists pgboss cascade;

alter table action add column notes text not null default '';

create table planner_queue (
  plan_id uuid primary key,
  municipality_id uuid not null,
  tenant uuid not null,
  next_at timestamptz,
  wanted bigint not null default 1,
  holder uuid,
  lease_until timestamptz not null default '-infinity'
);
create index planner_queue_due on planner_queue (next_at) where next_at is not null;
create table graph_hold (
  tenant uuid primary key,
  until timestamptz not null
);

-- The owner is held by the wall too, and what follows is about every municipality.
alter table planner_plan no force row level security;
alter table planner_task no force row level security;
alter table action no force row level security;
alter table plan no force row level security;
alter table delivery no force row level security;

alter table planner_plan
  drop column etag,
  alter column group_id drop not null,
  alter column planner_plan drop not null,
  alter column buckets set default '{}',
  add column labels jsonb not null default '{}',
  add column title text,
  add column tenant uuid,
  add column asked_by uuid,
  add column stage text not null default 'due' check (stage in ('due', 'in-step', 'waiting', 'waiting-for-person', 'needs-you')),
  add column cause text,
  add column attempts int not null default 0,
  add column idle int not null default 0,
  add column quick_until timestamptz,
  add column next_at timestamptz,
  add column seen_at timestamptz;

update planner_task set planner_plan = null, task = null where task is null;
alter table planner_task
  drop constraint planner_task_municipality_id_action_id_fkey,
  drop constraint planner_task_state_check,
  add column plan_id uuid,
  add column head text not null default '',
  add column head_sent text,
  add column sending jsonb,
  add column sending_at timestamptz,
  add column action_version int,
  add column questions jsonb not null default '[]',
  add column details_at timestamptz,
  add column title text not null default '',
  add column leaving boolean not null default false;
alter table planner_task rename column last_seen to base;
update planner_task t set
  plan_id = a.plan_id, title = a.title,
  state = case t.state when 'waiting-for-person' then 'queued' else t.state end
from action a where a.municipality_id = t.municipality_id and a.id = t.action_id;
delete from planner_task where plan_id is null;
alter table planner_task
  alter column plan_id set not null,
  add constraint planner_task_state_check check (state in ('queued', 'synced', 'needs-you', 'failed')),
  add foreign key (municipality_id, plan_id) references plan;
create index planner_task_of_plan on planner_task (municipality_id, plan_id);

insert into planner_plan (municipality_id, plan_id, unit_id)
  select distinct p.municipality_id, p.id, p.unit_id from planner_task t
  join plan p on p.municipality_id = t.municipality_id and p.id = t.plan_id
on conflict do nothing;
update planner_plan set tenant = (select t.tenant_id from tenant t where t.municipality_id = planner_plan.municipality_id
  order by t.tenant_id limit 1);
delete from planner_plan where tenant is null;
alter table planner_plan alter column tenant set not null;
insert into planner_queue (plan_id, municipality_id, tenant, next_at)
  select plan_id, municipality_id, tenant, now() from planner_plan;
update delivery set stage = 'dropped', cause = 'planner-as-a-whole', next_try_at = null
  where kind = 'planner' and stage in ('queued', 'sending', 'waiting-for-person');

alter table planner_plan force row level security;
alter table planner_task force row level security;
alter table action force row level security;
alter table plan force row level security;
alter table delivery force row level security;
`,
} as const;
