import { behindTheWall } from './wall.ts';

/** What the bot talks about: discussions and their votes, follow-ups, when it may speak unasked, and who has said stop. */
export const talk = {
  number: 6,
  name: 'talk',
  sql: `
alter table conversation
  add column language text check (language in ('sv', 'en')),
  add column heard_language text check (heard_language in ('sv', 'en')),
  add column unit_id uuid,
  add column person uuid,
  add column user_id text,
  add column anonymous boolean not null default false,
  add column welcomed_at timestamptz,
  add foreign key (municipality_id, unit_id) references unit;
create index conversation_of_team on conversation (municipality_id, team);
create index conversation_of_person on conversation (municipality_id, person) where person is not null;

create table discussion (
  municipality_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  instrument_id text not null,
  instrument_version int not null,
  indicator text not null,
  reason text not null check (reason in ('asked', 'disputed', 'plan', 'low', 'unanswered', 'temperature')),
  state text not null check (state in ('preparing', 'open', 'revealed', 'settled', 'closed')),
  round int not null default 1 check (round between 1 and 2),
  series uuid,
  nudge_id uuid,
  started_by uuid,
  started_at timestamptz not null,
  closes_at timestamptz not null,
  revealed_at timestamptz,
  reveal_reason text check (reveal_reason in ('starter', 'all-voted', 'closing-time')),
  conclusion text,
  concluded_by uuid,
  taken_option text,
  action_id uuid,
  tenant uuid not null,
  conversation text not null,
  activity text,
  voters uuid[] not null default '{}',
  refreshed text[] not null default '{}',
  language text not null check (language in ('sv', 'en')),
  version int not null default 1,
  primary key (municipality_id, id),
  foreign key (municipality_id, unit_id) references unit
);
create index discussion_of_unit on discussion (municipality_id, unit_id, started_at);
create index discussion_open on discussion (municipality_id, closes_at) where state = 'open';

create table vote (
  municipality_id uuid not null,
  discussion_id uuid not null,
  round int not null,
  person uuid not null,
  option text not null,
  at timestamptz not null,
  primary key (municipality_id, discussion_id, round, person),
  foreign key (municipality_id, discussion_id) references discussion
);

create table follow_up (
  municipality_id uuid not null,
  id uuid not null,
  action_id uuid not null,
  unit_id uuid not null,
  due_on date not null,
  how text not null check (how in ('well', 'late', 'done', 'help')),
  line text,
  by_person uuid not null,
  at timestamptz not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, action_id) references action on delete cascade
);
create index follow_up_of_action on follow_up (municipality_id, action_id, at);

create table nudge (
  municipality_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('follow-up', 'deadline', 'temperature', 'prompt', 'suggestion', 'step-reached', 'action-done', 'digest')),
  unit_id uuid,
  about text not null,
  occasion text not null,
  person uuid,
  due_at timestamptz not null,
  state text not null check (state in ('due', 'sending', 'sent', 'answered', 'dropped', 'stopped')),
  cause text,
  conversation text,
  activity text,
  sent_at timestamptz,
  primary key (municipality_id, id),
  unique nulls not distinct (municipality_id, kind, about, occasion, person),
  foreign key (municipality_id, unit_id) references unit
);
create index nudge_due on nudge (municipality_id, due_at) where state = 'due';
create index nudge_of_unit on nudge (municipality_id, unit_id, sent_at);

create table mute (
  municipality_id uuid not null,
  scope text not null,
  kind text not null,
  by_person uuid not null,
  at timestamptz not null,
  primary key (municipality_id, scope, kind)
);

create table schedule (
  municipality_id uuid not null,
  unit_id uuid not null,
  settings jsonb not null,
  next_at timestamptz,
  version int not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  primary key (municipality_id, unit_id),
  foreign key (municipality_id, unit_id) references unit
);
create index schedule_due on schedule (municipality_id, next_at) where next_at is not null;

${behindTheWall('discussion', 'vote', 'follow_up', 'nudge', 'mute', 'schedule')}
`,
} as const;
