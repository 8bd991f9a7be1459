import { behindTheWall } from './wall.ts';

/**
 * Roles that follow from being in a unit's team: what the municipality lets membership give, what was last seen of each
 * linked channel, and one view of all roles, given and followed. What was seen hours ago gives nothing: somebody may
 * have left since. `asked_at` is real time, as `now()` is.
 */
export const teamRoles = {
  number: 8,
  name: 'team-roles',
  sql: `
create table team_role_setting (
  municipality_id uuid primary key references municipality,
  owners text not null check (owners in ('nothing', 'member', 'head')),
  members text not null check (members in ('nothing', 'teacher', 'member')),
  staff_domains text[] not null,
  version int not null,
  changed_by uuid,
  changed_at timestamptz not null
);

create table team_look (
  municipality_id uuid not null,
  tenant_id uuid not null,
  team text not null,
  channel text not null,
  asked_at timestamptz not null,
  primary key (municipality_id, tenant_id, team, channel),
  foreign key (municipality_id, team, channel) references channel_link
);

create table team_role (
  municipality_id uuid not null,
  tenant_id uuid not null,
  team text not null,
  channel text not null,
  person uuid not null,
  standing text not null check (standing in ('owner', 'member', 'guest')),
  domain text,
  primary key (municipality_id, tenant_id, team, channel, person),
  foreign key (municipality_id, tenant_id, team, channel) references team_look on delete cascade
);
create index team_role_of_person on team_role (municipality_id, tenant_id, person);

${behindTheWall('team_role_setting', 'team_look', 'team_role')}

create view held_role with (security_invoker = true) as
  select municipality_id, tenant_id, person, role, area_id, unit_id from role_grant
  union
  select municipality_id, tenant_id, person, role, null, unit_id
  from (
    select r.municipality_id, r.tenant_id, r.person, l.unit_id,
      case when r.standing = 'owner' and s.owners <> 'nothing' then s.owners else s.members end as role
    from team_role r
      join team_look seen using (municipality_id, tenant_id, team, channel)
      join channel_link l using (municipality_id, team, channel)
      join team_role_setting s using (municipality_id)
    where seen.asked_at > now() - interval '4 hours' and r.standing <> 'guest'
      and r.domain = any (s.staff_domains)
  ) of_team
  where role <> 'nothing';
`,
} as const;
