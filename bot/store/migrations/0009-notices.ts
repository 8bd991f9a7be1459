import { behindTheWall } from './wall.ts';

/**
 * Notices of assigned actions in Teams' activity feed, each beside the delivery that people follow; and since when an
 * action has been done, which the log knows of those that are.
 */
export const notices = {
  number: 9,
  name: 'notices',
  sql: `
alter table delivery
  drop constraint delivery_kind_check,
  add constraint delivery_kind_check check (kind in ('planner', 'notice', 'result-card', 'welcome', 'answer', 'discussion',
    'follow-up', 'reminder', 'digest', 'joy', 'temperature', 'card-update', 'help-wanted'));

create table notice (
  municipality_id uuid not null,
  delivery_id uuid not null,
  unit_id uuid not null,
  action_id uuid not null,
  person uuid not null,
  tenant uuid not null,
  state text not null check (state in ('due', 'calling', 'settled')),
  noted_at timestamptz not null,
  due_at timestamptz not null,
  told_at timestamptz,
  holder uuid,
  lease_until timestamptz not null default '-infinity',
  called_at timestamptz,
  held_until timestamptz,
  primary key (municipality_id, delivery_id),
  foreign key (municipality_id, delivery_id) references delivery,
  foreign key (municipality_id, unit_id) references unit
);
create index notice_open on notice (municipality_id, due_at) where state <> 'settled';
create index notice_of_action on notice (municipality_id, action_id, person, noted_at);
create index notice_of_person on notice (municipality_id, person, called_at) where called_at is not null;
create index notice_held on notice (municipality_id, tenant, held_until) where held_until is not null;

alter table action add column done_at timestamptz;

-- The owner is held by the wall too, and what follows is about every municipality.
alter table action no force row level security;
alter table audit no force row level security;

update action a set done_at = coalesce((
  select min(l.at) from audit l
  where l.municipality_id = a.municipality_id and l.about = a.id::text and l.what = 'action.change'
    and l.detail ->> 'state' = 'done'
    and l.at > coalesce((select max(e.at) from audit e
      where e.municipality_id = a.municipality_id and e.about = a.id::text and e.what = 'action.change'
        and e.detail ->> 'state' <> 'done'), '-infinity')), now())
where a.state = 'done';

alter table action force row level security;
alter table audit force row level security;

${behindTheWall('notice')}
`,
} as const;
