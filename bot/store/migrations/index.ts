import { organisation } from './0001-organisation.ts';
import { assessments } from './0002-assessments.ts';
import { plans } from './0003-plans.ts';
import { teamsAndPlanner } from './0004-teams-and-planner.ts';
import { sending } from './0005-sending.ts';
import { talk } from './0006-talk.ts';
import { planner } from './0007-planner.ts';
import { teamRoles } from './0008-team-roles.ts';
import { notices } from './0009-notices.ts';
import { documents } from './0010-documents.ts';
import { imports } from './0011-imports.ts';

/** One step in the database's shape. Never changed once released: a new need is a new migration. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** In the order they run. */
export const MIGRATIONS: readonly Migration[] = [
  organisation,
  assessments,
  plans,
  teamsAndPlanner,
  sending,
  talk,
  planner,
  teamRoles,
  notices,
  documents,
  imports,
];

/** The number that the service expects to find. */
export const LATEST = Math.max(...MIGRATIONS.map(({ number }) => number));
