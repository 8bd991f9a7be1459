import { behindTheWall } from './wall.ts';

/**
 * A unit's documents kept among the channel's own files: what the unit wishes, where each document lies and what it shows,
 * and which units are due. What is about to be written is noted first, so that an answer that was lost is settled by looking.
 */
export const documents = {
  number: 10,
  name: 'documents',
  sql: `
alter table delivery
  drop constraint delivery_kind_check,
  add constraint delivery_kind_check check (kind in ('planner', 'notice', 'result-card', 'welcome', 'answer', 'discussion',
    'follow-up', 'reminder', 'digest', 'joy', 'temperature', 'card-update', 'help-wanted', 'documents'));

create table documents_kept (
  municipality_id uuid not null,
  unit_id uuid not null,
  keep boolean not null,
  language text not null check (language in ('sv', 'en')),
  asked_by uuid not null,
  asked_at timestamptz not null,
  tenant uuid not null,
  stage text not null default 'due' check (stage in ('due', 'in-step', 'waiting', 'waiting-for-person', 'needs-you')),
  cause text,
  attempts int not null default 0,
  changed_since timestamptz,
  changed_at timestamptz,
  next_at timestamptz,
  seen_at timestamptz,
  team text,
  channel text,
  drive text,
  folder text,
  folder_url text,
  year_url text,
  primary key (municipality_id, unit_id),
  foreign key (municipality_id, unit_id) references unit
);

create table kept_document (
  municipality_id uuid not null,
  unit_id uuid not null,
  school_year int not null,
  kind text not null check (kind in ('workbook', 'plan', 'page', 'picture')),
  drive text,
  item text,
  name text,
  url text,
  etag text,
  ctag text,
  sha text,
  shows text,
  unnamed int not null default 0,
  state text not null default 'queued' check (state in ('queued', 'kept', 'waiting', 'needs-you', 'left')),
  cause text,
  written_at timestamptz,
  sending jsonb,
  beside jsonb,
  primary key (municipality_id, unit_id, school_year, kind),
  foreign key (municipality_id, unit_id) references documents_kept
);

create table documents_queue (
  unit_id uuid primary key,
  municipality_id uuid not null,
  tenant uuid not null,
  next_at timestamptz,
  wanted bigint not null default 1,
  holder uuid,
  lease_until timestamptz not null default '-infinity'
);
create index documents_queue_due on documents_queue (next_at) where next_at is not null;

${behindTheWall('documents_kept', 'kept_document')}
`,
} as const;
