/**
 * Everything that goes to Teams waits in a queue of our own, which keeps Teams' limits for all instances. `delivery` stays
 * what people follow; the queue's tables hold ids, places and times only.
 */
export const sending = {
  number: 5,
  name: 'sending',
  sql: `
alter table delivery
  alter column unit_id drop not null,
  drop constraint delivery_kind_check,
  add constraint delivery_kind_check check (kind in ('planner', 'result-card', 'welcome', 'answer', 'discussion',
    'follow-up', 'reminder', 'digest', 'joy', 'temperature', 'card-update', 'help-wanted')),
  add column tenant uuid,
  add column target text,
  add column unasked boolean not null default false;

create table send_queue (
  delivery uuid primary key,
  municipality_id uuid not null,
  tenant uuid not null,
  target text not null,
  not_before timestamptz not null,
  position bigint generated always as identity,
  retry_at timestamptz not null default '-infinity',
  holder uuid,
  lease_until timestamptz not null default '-infinity',
  verb text check (verb in ('channel', 'say', 'update'))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 500);
create index send_queue_of_tenant on send_queue (tenant, not_before, position);
create index send_queue_of_target on send_queue (target, not_before, position);

create table send_slot (
  id uuid primary key,
  tenant uuid not null,
  target text not null,
  is_read boolean not null,
  at timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);
create index send_slot_of_tenant on send_slot (tenant, at);
create index send_slot_of_target on send_slot (target, is_read, at);

create table send_hold (
  tenant uuid primary key,
  until timestamptz not null
);

-- The owner is held by the wall too, and what follows is about every municipality.
alter table delivery no force row level security;
alter table channel_link no force row level security;

update delivery d set
  tenant = (d.payload ->> 'tenant')::uuid,
  target = coalesce(
    (select c.channel from channel_link c where c.municipality_id = d.municipality_id and c.unit_id = d.unit_id
      order by c.linked_at desc limit 1),
    'unit:' || d.unit_id)
where d.kind = 'result-card';

insert into send_queue (delivery, municipality_id, tenant, target, not_before, verb)
select id, municipality_id, tenant, target, created_at, case when stage = 'sending' then 'channel' end
from delivery where kind = 'result-card' and stage in ('queued', 'sending') order by created_at;

alter table delivery force row level security;
alter table channel_link force row level security;

alter table delivery add constraint delivery_has_target check (kind = 'planner' or (tenant is not null and target is not null));
`,
} as const;
