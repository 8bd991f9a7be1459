import { behindTheWall, fixedForGood } from './wall.ts';

/** Assessments, their answers, and what publishing fixes for good. */
export const assessments = {
  number: 2,
  name: 'assessments',
  sql: `
create table assessment (
  municipality_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  kind text not null check (kind in ('unit', 'own')),
  state text not null check (state in ('draft', 'shared', 'published', 'withdrawn', 'superseded')),
  instrument_id text not null,
  instrument_version int not null,
  author uuid not null,
  created_at timestamptz not null,
  shared_at timestamptz,
  published_at timestamptz,
  published_by uuid,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  superseded_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, unit_id) references unit,
  check (kind = 'unit' or state in ('draft', 'shared')),
  check ((state in ('published', 'withdrawn', 'superseded')) = (published_at is not null)),
  check ((published_at is null) = (published_by is null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null))
);
create index assessment_of_unit on assessment (municipality_id, unit_id, state, published_at);
create unique index assessment_open_joint on assessment (municipality_id, unit_id)
  where kind = 'unit' and state in ('draft', 'shared');
create unique index assessment_open_own on assessment (municipality_id, unit_id, author)
  where kind = 'own' and state in ('draft', 'shared');
create unique index assessment_in_force on assessment (municipality_id, unit_id)
  where kind = 'unit' and state = 'published';

create table answer (
  municipality_id uuid not null,
  assessment_id uuid not null,
  indicator text not null,
  option text,
  comment text,
  by_person uuid not null,
  at timestamptz not null,
  version int not null check (version > 0),
  primary key (municipality_id, assessment_id, indicator),
  foreign key (municipality_id, assessment_id) references assessment
);

create table published_record (
  municipality_id uuid not null,
  assessment_id uuid not null,
  unit_id uuid not null,
  published_at timestamptz not null,
  record jsonb not null,
  comments jsonb not null,
  primary key (municipality_id, assessment_id),
  foreign key (municipality_id, assessment_id) references assessment,
  foreign key (municipality_id, unit_id) references unit
);

create table rollup (
  municipality_id uuid not null,
  assessment_id uuid not null,
  area text not null,
  step int not null,
  unit_id uuid not null,
  score_sum numeric not null,
  counted int not null,
  relevant int not null,
  achieved int not null,
  answered int not null,
  total int not null,
  primary key (municipality_id, assessment_id, area, step),
  foreign key (municipality_id, assessment_id) references assessment
);

create function assessment_once_published() returns trigger language plpgsql as $$
declare
  may_change constant text[] := array['state', 'withdrawn_at', 'withdrawn_by', 'superseded_at'];
begin
  if tg_op = 'DELETE' then
    if old.published_at is null then return old; end if;
  elsif old.published_at is null then
    return new;
  elsif to_jsonb(new) - may_change = to_jsonb(old) - may_change
    and (old.state, new.state) in (('published', 'withdrawn'), ('published', 'superseded'), ('superseded', 'withdrawn')) then
    return new;
  end if;
  raise exception 'a published assessment can only be withdrawn or superseded' using errcode = 'LK001';
end $$;
create trigger once_published before update or delete on assessment
  for each row execute function assessment_once_published();

create function answer_while_open() returns trigger language plpgsql as $$
declare
  held record;
begin
  if tg_op = 'DELETE' then held := old; else held := new; end if;
  if not exists (
    select from assessment a
    where a.municipality_id = held.municipality_id and a.id = held.assessment_id and a.state in ('draft', 'shared')
  ) then
    raise exception 'answers can only be written while the assessment is open' using errcode = 'LK001';
  end if;
  return held;
end $$;
create trigger while_open before insert or update or delete on answer for each row execute function answer_while_open();

${fixedForGood('published_record', 'rollup')}
${behindTheWall('assessment', 'answer', 'published_record', 'rollup')}
`,
} as const;
