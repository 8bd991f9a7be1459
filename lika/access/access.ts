/**
 * Who may do what: one table of roles × actions, and `may`, which asks it. A cell names the condition under which the
 * role may; an absent cell is a no. The table says who; whether the thing is in a state where it can be done
 * (a published assessment takes no answers) is said by the thing's own rules, `assessment/states.ts` and `plan/`.
 */
import type { AssessmentKind, AssessmentState } from '../assessment/assessment.ts';

export const ROLES = ['teacher', 'member', 'head', 'area-chief', 'municipal', 'viewer', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export const ACTIONS = [
  'unit.read', // the unit's page: name, kind, what is going on
  'instrument.read',
  'result.read', // scores of one assessment
  'published.read', // scores of a published assessment
  'answers.read', // the answer to each indicator
  'comments.read',
  'draft.read',
  'assessment.create', // the unit's joint one
  'own-assessment.create', // a basis for discussion
  'answer.write',
  'assessment.share',
  'assessment.publish',
  'assessment.withdraw',
  'plan.read',
  'plan.write',
  'plan.confirm', // Fastställ
  'action.take', // take on an action, say how one's own goes
  'planner.send',
  'documents.keep', // the unit’s documents among the channel’s files
  'discussion.join', // start a discussion in the team, vote in it, write its conclusion
  'discussion.lead', // show the votes, ask for another round
  'schedule.write', // when the bot may speak in the team unasked
  'channel.link', // which unit a channel's tab shows
  'people.read', // names of the unit's people
  'unit.hand-over', // another head in a head's place
  'roles.write', // what membership of the teams gives in the municipality
  'deliveries.read', // what was sent to Teams and Planner, and how it went
  'units.list',
  'municipality.read', // aggregates
] as const;
export type Action = (typeof ACTIONS)[number];

/** Where a role is held. */
export type Scope =
  | { readonly kind: 'municipality' }
  | { readonly kind: 'area'; readonly id: string }
  | { readonly kind: 'unit'; readonly id: string };

export interface Grant {
  readonly role: Role;
  readonly scope: Scope;
}

/** Who asks. `person` is an Entra object id; without grants, a person may do nothing. */
export interface Actor {
  readonly person: string;
  readonly municipality: string;
  readonly grants: readonly Grant[];
}

/** What is asked about: the place it belongs to and, where it is one, the assessment's or action's own facts. */
export interface Subject {
  readonly municipality: string;
  /** The school area of the unit. */
  readonly area?: string | null | undefined;
  readonly unit?: string | null | undefined;
  readonly author?: string | null | undefined;
  readonly state?: AssessmentState | undefined;
  readonly kind?: AssessmentKind | undefined;
  /** The one who is responsible for the action. */
  readonly responsible?: string | null | undefined;
}

function isMine(subject: Subject, person: string): boolean {
  return subject.kind === 'own' && subject.author === person;
}

/** A superseded record is still part of the history; a withdrawn one isn't. */
function isPublished(subject: Subject): boolean {
  return subject.kind !== 'own' && (subject.state === 'published' || subject.state === 'superseded');
}

function isJointOrMine(subject: Subject, person: string): boolean {
  return subject.kind !== 'own' || isMine(subject, person);
}

function isSharedOrMine(subject: Subject, person: string): boolean {
  return subject.state === 'shared' || isPublished(subject) || isMine(subject, person);
}

/** The words that stand in the table. All but `anywhere` are asked only within the scope where the role is held. */
const CONDITIONS = {
  /** The role is held somewhere in the municipality. */
  anywhere: () => true,
  /** The thing lies within the role's scope. */
  here: () => true,
  /** The unit's joint assessment, in any state. */
  joint: (subject: Subject) => subject.kind !== 'own',
  /** The unit's joint assessment in any state, or one's own. */
  jointOrMine: isJointOrMine,
  /** As `jointOrMine`, and what others have shared with the unit. */
  jointOrShared: (subject: Subject, person: string) =>
    isJointOrMine(subject, person) || isSharedOrMine(subject, person),
  /** One's own assessment. */
  mine: isMine,
  /** Shared with the unit or further, or one's own. */
  sharedOrMine: isSharedOrMine,
  /** Published and not withdrawn. */
  published: isPublished,
  /** An action that nobody has taken, or that is one's own. */
  freeOrMine: (subject: Subject, person: string) => (subject.responsible ?? person) === person,
} as const;

type Condition = keyof typeof CONDITIONS;

/** The table. Comments stay with the unit; drafts with their author and, the joint one, the head. */
export const TABLE: Readonly<Record<Role, Partial<Record<Action, Condition>>>> = {
  teacher: {
    'unit.read': 'here',
    'units.list': 'anywhere',
    'instrument.read': 'anywhere',
    'result.read': 'sharedOrMine',
    'published.read': 'published',
    'answers.read': 'sharedOrMine',
    'comments.read': 'sharedOrMine',
    'plan.read': 'here',
    'action.take': 'freeOrMine',
    'discussion.join': 'here',
    'people.read': 'here',
  },
  member: {
    'unit.read': 'here',
    'units.list': 'anywhere',
    'instrument.read': 'anywhere',
    'result.read': 'sharedOrMine',
    'published.read': 'published',
    'answers.read': 'sharedOrMine',
    'comments.read': 'sharedOrMine',
    'draft.read': 'mine',
    'own-assessment.create': 'here',
    'answer.write': 'mine',
    'assessment.share': 'mine',
    'plan.read': 'here',
    'action.take': 'freeOrMine',
    'discussion.join': 'here',
    'people.read': 'here',
  },
  head: {
    'unit.read': 'here',
    'units.list': 'anywhere',
    'instrument.read': 'anywhere',
    'result.read': 'jointOrShared',
    'published.read': 'published',
    'answers.read': 'jointOrShared',
    'comments.read': 'jointOrShared',
    'draft.read': 'jointOrMine',
    'assessment.create': 'here',
    'own-assessment.create': 'here',
    'answer.write': 'jointOrMine',
    'assessment.share': 'jointOrMine',
    'assessment.publish': 'joint',
    'assessment.withdraw': 'joint',
    'plan.read': 'here',
    'plan.write': 'here',
    'plan.confirm': 'here',
    'action.take': 'here',
    'planner.send': 'here',
    'documents.keep': 'here',
    'discussion.join': 'here',
    'discussion.lead': 'here',
    'schedule.write': 'here',
    'channel.link': 'here',
    'people.read': 'here',
    'unit.hand-over': 'here',
    'deliveries.read': 'here',
  },
  'area-chief': {
    'unit.read': 'here',
    'units.list': 'anywhere',
    'instrument.read': 'anywhere',
    'result.read': 'published',
    'published.read': 'published',
    'answers.read': 'published',
  },
  municipal: {
    'unit.read': 'here',
    'units.list': 'anywhere',
    'instrument.read': 'anywhere',
    'result.read': 'published',
    'published.read': 'published',
    'answers.read': 'published',
    'channel.link': 'here',
    'people.read': 'here',
    'unit.hand-over': 'here',
    'roles.write': 'here',
    'deliveries.read': 'here',
    'municipality.read': 'here',
  },
  viewer: {
    'instrument.read': 'anywhere',
    'municipality.read': 'here',
  },
  administrator: {
    'units.list': 'anywhere',
    'instrument.read': 'anywhere',
    'channel.link': 'here',
    'deliveries.read': 'here',
  },
};

function covers(scope: Scope, subject: Subject): boolean {
  if (scope.kind === 'municipality') return true;
  return scope.kind === 'area' ? subject.area === scope.id : subject.unit === scope.id;
}

/** Whether the actor may do this to the subject. Another municipality's is always a no. */
export function may(actor: Actor, action: Action, subject: Subject): boolean {
  if (actor.municipality !== subject.municipality) return false;
  return actor.grants.some(({ role, scope }) => {
    const condition = TABLE[role][action];
    if (condition === undefined) return false;
    if (condition !== 'anywhere' && !covers(scope, subject)) return false;
    return CONDITIONS[condition](subject, actor.person);
  });
}

/** What a role's holder sees of a unit's joint assessment that someone else made, in the given state. */
export function sight(role: Role, state: AssessmentState): { result: boolean; answers: boolean; comments: boolean } {
  const actor: Actor = { person: 'reader', municipality: 'm', grants: [{ role, scope: { kind: 'unit', id: 'u' } }] };
  const subject: Subject = { municipality: 'm', unit: 'u', kind: 'unit', author: 'author', state };
  return {
    result: may(actor, 'result.read', subject),
    answers: may(actor, 'answers.read', subject),
    comments: may(actor, 'comments.read', subject),
  };
}
