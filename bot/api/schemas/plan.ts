import { z } from 'zod';
import { NOTES_MAX } from '../../../lika/plan/task.ts';
import { Day, freeText, Id, IndicatorId, Moment, Version } from './common.ts';

/** Planner's own limit of a title. */
const TITLE_MAX = 255;
/** Twenty have room in a task's checklist; the rest are named in its notes. */
const ACTIVITIES_MAX = 40;

export const ActionState = z.enum(['proposed', 'decided', 'ongoing', 'done', 'closed']);

export const Goal = z.object({
  id: Id,
  text: z.string(),
  area: z.string().nullable(),
  step: z.int().nullable(),
  indicators: z.array(IndicatorId),
  position: z.int(),
  version: Version,
});
export type Goal = z.infer<typeof Goal>;

/** A day that a plan can be about: a mistyped year is caught here, however it was sent. */
const PlanDay = Day.refine((day) => day >= '2000-01-01' && day <= '2199-12-31', {
  params: { code: 'day-out-of-reach' },
});
const FollowUp = z.object({ on: PlanDay.nullable(), how: freeText(300).nullable() });
const Activity = z.object({ id: Id, text: freeText(200, 1), done: z.boolean() });

const PlannerValue = z.union([z.string(), z.int(), z.null(), z.array(z.string())]);

/** What Planner and the plan say differently, and a person must choose. */
export const PlannerQuestion = z.object({
  field: z.enum(['title', 'assignees', 'start', 'due', 'progress', 'steps', 'notes']),
  /** The activity, where it is about one. */
  item: z.string().optional(),
  kind: z.enum(['both-changed', 'renamed', 'not-possible']),
  /** Why what Planner says can't stand in the plan; with `not-possible`. */
  code: z.string().optional(),
  ours: PlannerValue,
  theirs: PlannerValue,
});
export type PlannerQuestion = z.infer<typeof PlannerQuestion>;

/**
 * How an action stands towards Planner: `queued` is on its way, `waiting` until `until` because of `cause`,
 * `waiting-for-person` until somebody signs in or gives a right, `needs-you` has questions or (`task-gone`) lost its task,
 * `failed` until somebody does something about the cause.
 */
export const PlannerStatus = z.object({
  state: z.enum(['none', 'queued', 'synced', 'waiting', 'waiting-for-person', 'needs-you', 'failed']),
  cause: z.string().nullable(),
  at: Moment.nullable(),
  until: Moment.nullable(),
  url: z.url().nullable(),
  questions: z.array(PlannerQuestion),
});
export type PlannerStatus = z.infer<typeof PlannerStatus>;

/** How the plan as a whole stands towards Planner. */
export const PlannerPlan = z.object({
  url: z.url().nullable(),
  stage: z.enum(['due', 'in-step', 'waiting', 'waiting-for-person', 'needs-you']),
  cause: z.string().nullable(),
  /** When Planner was last seen. */
  at: Moment.nullable(),
  /** When it is looked at next; null while nobody can. */
  until: Moment.nullable(),
});
export type PlannerPlan = z.infer<typeof PlannerPlan>;

export const Action = z.object({
  id: Id,
  goal: Id,
  title: z.string(),
  intention: z.string().nullable(),
  area: z.string(),
  indicators: z.array(IndicatorId),
  activities: z.array(z.object({ id: Id, text: z.string(), done: z.boolean() })),
  notes: z.string(),
  responsible: Id.nullable(),
  involved: z.array(Id),
  start: Day.nullable(),
  due: Day.nullable(),
  followUp: z.object({ on: Day.nullable(), how: z.string().nullable() }),
  state: ActionState,
  reason: z.string().nullable(),
  position: z.int(),
  version: Version,
  planner: PlannerStatus,
});
export type Action = z.infer<typeof Action>;

export const Plan = z.object({
  id: Id,
  unit: Id,
  schoolYear: z.int(),
  goals: z.array(Goal),
  actions: z.array(Action),
  /** The latest dated snapshot that Fastställ made. */
  confirmed: z.object({ id: Id, at: Moment, by: Id }).nullable(),
  /** Null for a plan that was never sent to Planner. */
  planner: PlannerPlan.nullable(),
});
export type Plan = z.infer<typeof Plan>;

export const NewGoal = z.object({
  text: freeText(300, 1),
  area: z.string().max(64).nullable(),
  step: z.int().nullable(),
  indicators: z.array(IndicatorId).max(20),
});
export const GoalPatch = z.object({ text: freeText(300, 1), version: Version });

/** `goal` may be a goal's id, or a new goal made in the same transaction. */
export const NewAction = z.object({
  goal: z.union([z.object({ id: Id }), z.object({ new: NewGoal })]),
  title: freeText(TITLE_MAX, 1),
  area: z.string().max(64),
  indicators: z.array(IndicatorId).max(20),
  activities: z.array(freeText(200, 1)).max(ACTIVITIES_MAX),
});
export type NewAction = z.infer<typeof NewAction>;

/** Only the fields sent are changed; `version` is the one the writer saw. */
export const ActionPatch = z.object({
  version: Version,
  goal: Id.optional(),
  title: freeText(TITLE_MAX, 1).optional(),
  intention: freeText(600).nullable().optional(),
  activities: z.array(Activity).max(ACTIVITIES_MAX).optional(),
  notes: freeText(NOTES_MAX).optional(),
  responsible: Id.nullable().optional(),
  involved: z.array(Id).max(19).optional(),
  start: PlanDay.nullable().optional(),
  due: PlanDay.nullable().optional(),
  followUp: FollowUp.optional(),
  state: ActionState.optional(),
  reason: freeText(300).nullable().optional(),
});
export type ActionPatch = z.infer<typeof ActionPatch>;

/** Moves a goal or an action one place up (-1) or down (+1) among its siblings. */
export const Move = z.object({ by: z.union([z.literal(-1), z.literal(1)]) });

export const Confirmation = z.object({
  id: Id,
  at: Moment,
  by: Id,
  schoolYear: z.int(),
  goals: z.array(Goal),
  actions: z.array(Action.omit({ planner: true })),
});
export type Confirmation = z.infer<typeof Confirmation>;
export const ConfirmationList = z.object({
  confirmations: z.array(Confirmation.pick({ id: true, at: true, by: true })),
});

/**
 * The actions to send; all decided ones when left out. `into`: one of the team's plans, or a new one (`title` null: with
 * the name that LIKA gives); when left out, where the plan is, or a new one.
 */
export const PlannerRequest = z.object({
  actions: z.array(Id).max(200).optional(),
  into: z
    .union([z.object({ plan: z.string().regex(/^[\w-]{1,64}$/) }), z.object({ title: freeText(TITLE_MAX).nullable() })])
    .optional(),
});
export const PlannerAnswer = z.object({
  queued: z.array(Id),
  skipped: z.array(z.object({ action: Id, cause: z.string() })),
});

/** The plans that the unit's team has in Planner, and what a new one would be called. */
export const PlannerPlans = z.object({
  plans: z.array(z.object({ id: z.string(), title: z.string() })),
  newTitle: z.string(),
});

/** One side of a question; `theirs` is what the one who chooses saw. */
export const PlannerChoice = z.object({
  field: PlannerQuestion.shape.field,
  item: z.string().max(64).optional(),
  theirs: PlannerValue,
  choose: z.enum(['ours', 'theirs']),
});
export type PlannerChoice = z.infer<typeof PlannerChoice>;

/** What becomes of the task of an action that leaves Planner. */
export const PartChoice = z.object({ task: z.enum(['remove', 'keep']) });

/** What becomes of an action whose task was taken away in Planner. */
export const GoneChoice = z.object({ choose: z.enum(['again', 'leave']) });

/** Plans in Planner and their tasks, for the page Drift. */
export const PlannerDrift = z.object({
  plans: z.array(
    PlannerPlan.extend({
      unit: z.object({ id: Id, name: z.string() }),
      /** How many tasks are in step. */
      inStep: z.int(),
      tasks: z.array(z.object({ action: Id, title: z.string(), planner: PlannerStatus })),
    }),
  ),
});
export type PlannerDrift = z.infer<typeof PlannerDrift>;

export const MyActions = z.object({
  actions: z.array(Action.extend({ unit: z.object({ id: Id, name: z.string() }) })),
});
export type MyActions = z.infer<typeof MyActions>;
