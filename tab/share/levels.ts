/** How far an assessment is shared, and what each reader sees then: asked of the access table, so that the page can't promise anything else. */
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import { sight, TABLE } from '../../lika/access/access.ts';
import type { Role } from '../../lika/access/access.ts';
import type { AssessmentState } from '../../lika/assessment/assessment.ts';

export const LEVELS = ['author', 'team', 'municipality'] as const;
export type Level = (typeof LEVELS)[number];

export const READERS = ['me', 'team', 'municipality', 'politicians'] as const;
export type Reader = (typeof READERS)[number];

const STATE_AT: Readonly<Record<Level, AssessmentState>> = {
  author: 'draft',
  team: 'shared',
  municipality: 'published',
};
/** The role that stands for each reader; a team's members see the same whatever their task. */
const ROLE_OF: Readonly<Record<Exclude<Reader, 'me'>, Role>> = {
  team: 'member',
  municipality: 'municipal',
  politicians: 'viewer',
};

/** The level that an assessment is at; a withdrawn one is the unit's own again. */
export function levelOf(state: AssessmentState): Level {
  if (state === 'draft') return 'author';
  return state === 'published' || state === 'superseded' ? 'municipality' : 'team';
}

/** The levels open to an assessment: one's own goes no further than the team. */
export function levelsFor({ kind }: Pick<Assessment, 'kind'>, mayPublish: boolean): readonly Level[] {
  return kind === 'unit' && mayPublish ? LEVELS : ['author', 'team'];
}

export interface Seen {
  readonly result: boolean;
  readonly answers: boolean;
  readonly comments: boolean;
  /** The municipality's mean, with this unit in it. */
  readonly average: boolean;
}

export const THINGS = ['result', 'answers', 'comments', 'average'] as const;

/** What a reader sees of the assessment when it is at this level. */
export function seenBy(reader: Reader, level: Level): Seen {
  const isCounted = level === 'municipality';
  const mayRead = (role: Role): boolean => isCounted && TABLE[role]['municipality.read'] !== undefined;
  if (reader === 'me') return { result: true, answers: true, comments: true, average: mayRead('head') };
  const role = ROLE_OF[reader];
  return { ...sight(role, STATE_AT[level]), average: mayRead(role) };
}
