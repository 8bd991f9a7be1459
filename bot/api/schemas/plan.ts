import { z } from 'zod';
import { Day, freeText, Id, IndicatorId, Moment, Version } from './common.ts';

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

/** How an action stands towards Planner. */
export const PlannerStatus = z.object({
  state: z.enum(['none', 'queued', 'synced', 'waiting-for-person', 'failed']),
  cause: z.string().nullable(),
  at: Moment.nullable(),
  url: z.url().nullable(),
});

export const Action = z.object({
  id: Id,
  goal: Id,
  title: z.string(),
  intention: z.string().nullable(),
  area: z.string(),
  indicators: z.array(IndicatorId),
  activities: z.array(z.object({ id: Id, text: z.string(), done: z.boolean() })),
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
  /** The plan's page in Planner once made. */
  plannerUrl: z.url().nullable(),
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
  title: freeText(200, 1),
  area: z.string().max(64),
  indicators: z.array(IndicatorId).max(20),
  activities: z.array(freeText(200, 1)).max(20),
});
export type NewAction = z.infer<typeof NewAction>;

/** Only the fields sent are changed; `version` is the one the writer saw. */
export const ActionPatch = z.object({
  version: Version,
  goal: Id.optional(),
  title: freeText(200, 1).optional(),
  intention: freeText(600).nullable().optional(),
  activities: z.array(Activity).max(20).optional(),
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

/** The actions to send; all decided ones when left out. */
export const PlannerRequest = z.object({ actions: z.array(Id).max(200).optional() });
export const PlannerAnswer = z.object({
  queued: z.array(Id),
  skipped: z.array(z.object({ action: Id, cause: z.string() })),
});

export const MyActions = z.object({
  actions: z.array(Action.extend({ unit: z.object({ id: Id, name: z.string() }) })),
});
export type MyActions = z.infer<typeof MyActions>;
