import { behindTheWall, fixedForGood } from './wall.ts';

/** Municipalities, their units, who holds which role, which channel shows which unit; and the log of what was done. */
export const organisation = {
  number: 1,
  name: 'organisation',
  sql: `
create table tenant (
  tenant_id uuid primary key,
  municipality_id uuid not null
);

create table municipality (
  municipality_id uuid primary key,
  name text not null,
  rule jsonb not null
);

create table area (
  municipality_id uuid not null references municipality,
  id uuid not null,
  name text not null,
  primary key (municipality_id, id)
);

create table unit (
  municipality_id uuid not null references municipality,
  id uuid not null,
  area_id uuid,
  name text not null,
  kind text not null check (kind in ('compulsory', 'preschool', 'upper-secondary', 'adapted-compulsory', 'adapted-upper-secondary', 'adult')),
  grades text,
  instrument_id text,
  primary key (municipality_id, id),
  foreign key (municipality_id, area_id) references area
);

create table role_grant (
  municipality_id uuid not null references municipality,
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  person uuid not null,
  role text not null check (role in ('teacher', 'member', 'head', 'area-chief', 'municipal', 'viewer', 'administrator')),
  area_id uuid,
  unit_id uuid,
  granted_at timestamptz not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, area_id) references area,
  foreign key (municipality_id, unit_id) references unit,
  check (num_nonnulls(area_id, unit_id) <= 1),
  unique nulls not distinct (municipality_id, tenant_id, person, role, area_id, unit_id)
);
create index role_grant_unit on role_grant (municipality_id, unit_id);

create table channel_link (
  municipality_id uuid not null,
  team text not null,
  channel text not null,
  unit_id uuid not null,
  linked_by uuid not null,
  linked_at timestamptz not null,
  primary key (municipality_id, team, channel),
  foreign key (municipality_id, unit_id) references unit
);
create index channel_link_of_unit on channel_link (municipality_id, unit_id, linked_at);

create table audit (
  municipality_id uuid not null,
  id bigint generated always as identity,
  at timestamptz not null,
  person uuid,
  what text not null,
  unit_id uuid,
  about text,
  detail jsonb not null,
  primary key (municipality_id, id)
);

create function fixed_for_good() returns trigger language plpgsql as $$
begin
  raise exception '% is fixed: rows can be added, never changed or removed', tg_table_name using errcode = 'LK001';
end $$;

${fixedForGood('audit')}
${behindTheWall('municipality', 'area', 'unit', 'role_grant', 'channel_link', 'audit')}
`,
} as const;
