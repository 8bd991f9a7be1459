import { behindTheWall, fixedForGood } from './wall.ts';

/** The living plan of a unit, and the dated snapshots that confirming it makes. */
export const plans = {
  number: 3,
  name: 'plans',
  sql: `
create table plan (
  municipality_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  created_at timestamptz not null,
  primary key (municipality_id, id),
  unique (municipality_id, unit_id),
  foreign key (municipality_id, unit_id) references unit
);

create table goal (
  municipality_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  text text not null,
  area text,
  step int,
  indicators text[] not null,
  position int not null,
  version int not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, plan_id) references plan
);
create index goal_of_plan on goal (municipality_id, plan_id);

create table action (
  municipality_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  goal_id uuid not null,
  title text not null,
  intention text,
  area text not null,
  indicators text[] not null,
  activities jsonb not null,
  responsible uuid,
  involved uuid[] not null,
  start_on date,
  due_on date,
  follow_up_on date,
  follow_up_how text,
  state text not null check (state in ('proposed', 'decided', 'ongoing', 'done', 'closed')),
  reason text,
  position int not null,
  version int not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, plan_id) references plan,
  foreign key (municipality_id, goal_id) references goal
);
create index action_of_plan on action (municipality_id, plan_id);
create index action_of_goal on action (municipality_id, goal_id);
create index action_of_person on action (municipality_id, responsible);
create index action_of_involved on action using gin (involved);

create table plan_confirmation (
  municipality_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  unit_id uuid not null,
  at timestamptz not null,
  by_person uuid not null,
  school_year int not null,
  snapshot jsonb not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, plan_id) references plan
);
create index plan_confirmation_of_plan on plan_confirmation (municipality_id, plan_id, at);

${fixedForGood('plan_confirmation')}
${behindTheWall('plan', 'goal', 'action', 'plan_confirmation')}
`,
} as const;
