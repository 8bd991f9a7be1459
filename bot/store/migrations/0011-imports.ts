import { behindTheWall } from './wall.ts';

/**
 * Files that somebody has brought to have their answers and plan taken in: what the file holds and how it is understood,
 * until it is taken; then what was brought in and what stood before, so that it can be undone for a while.
 */
export const imports = {
  number: 11,
  name: 'imports',
  sql: `
create table brought_file (
  municipality_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  by_person uuid not null,
  at timestamptz not null,
  name text not null check (length(name) between 1 and 255),
  bytes bytea check (octet_length(bytes) between 1 and 10485760),
  reading jsonb not null default '{}',
  version int not null default 1,
  state text not null default 'previewed' check (state in ('previewed', 'taken', 'undone')),
  taken_at timestamptz,
  taken_by uuid,
  outcome jsonb,
  before jsonb,
  undone_at timestamptz,
  undone_by uuid,
  undoing jsonb,
  primary key (municipality_id, id),
  foreign key (municipality_id, unit_id) references unit,
  check ((state = 'previewed') = (bytes is not null)),
  check ((state = 'previewed') = (taken_at is null)),
  check ((state = 'undone') = (undone_at is not null))
);
create index brought_file_unit on brought_file (municipality_id, unit_id, at);

${behindTheWall('brought_file')}
`,
} as const;
