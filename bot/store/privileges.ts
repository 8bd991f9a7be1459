/**
 * What the service's login may do with each table, and nothing else. No privilege to delete decided records, none to
 * change what is fixed: the audit log, published records and confirmed plans can only be added to.
 */
export interface Privileges {
  readonly select: true;
  readonly insert?: true;
  /** All columns, or only those named. */
  readonly update?: true | readonly string[];
  readonly delete?: true;
}

const READ: Privileges = { select: true };
const ADD: Privileges = { select: true, insert: true };
const KEEP: Privileges = { select: true, insert: true, update: true };
const FULL: Privileges = { select: true, insert: true, update: true, delete: true };

export const PRIVILEGES: Readonly<Record<string, Privileges>> = {
  migration: READ,
  tenant: READ,
  municipality: READ,
  area: READ,
  unit: READ,
  // A head who hands over passes the row on; everything else about it is the operator's.
  role_grant: { select: true, insert: true, delete: true },
  team_role_setting: KEEP,
  team_look: FULL,
  team_role: FULL,
  held_role: READ,
  assessment: {
    select: true,
    insert: true,
    update: ['state', 'shared_at', 'published_at', 'published_by', 'withdrawn_at', 'withdrawn_by', 'superseded_at'],
  },
  answer: { select: true, insert: true, update: ['option', 'comment', 'by_person', 'at', 'version'] },
  published_record: ADD,
  rollup: ADD,
  plan: ADD,
  goal: FULL,
  action: FULL,
  plan_confirmation: ADD,
  audit: ADD,
  channel_link: KEEP,
  delivery: KEEP,
  conversation: KEEP,
  seen_activity: FULL,
  planner_plan: FULL,
  planner_task: FULL,
  planner_queue: FULL,
  graph_hold: FULL,
  documents_kept: KEEP,
  kept_document: FULL,
  documents_queue: FULL,
  brought_file: FULL,
  discussion: KEEP,
  vote: KEEP,
  follow_up: ADD,
  nudge: KEEP,
  notice: KEEP,
  mute: FULL,
  schedule: KEEP,
  send_queue: FULL,
  send_slot: FULL,
  send_hold: FULL,
  picture: { select: true, insert: true, update: ['withdrawn_at'] },
};

/** The GRANT statements for a login, in place of all it had before. */
export function grantStatements(login: string): string[] {
  const role = quoted(login);
  const tables = Object.entries(PRIVILEGES).map(([table, allowed]) => {
    const update =
      allowed.update === true ? ['update'] : allowed.update ? [`update (${allowed.update.join(', ')})`] : [];
    const words = ['select', ...(allowed.insert ? ['insert'] : []), ...update, ...(allowed.delete ? ['delete'] : [])];
    return `grant ${words.join(', ')} on ${quoted(table)} to ${role}`;
  });
  return [
    `revoke all on all tables in schema public from ${role}`,
    `grant usage on schema public to ${role}`,
    ...tables,
  ];
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
