/**
 * The living plan (handlingsplan): goals that own actions (insatser). States and what a decision demands are the
 * domain's: föreslagen → beslutad (one owner, a date, a follow-up date) → pågår → klar, or avslutad with a reason.
 */

export type ActionState = 'proposed' | 'decided' | 'ongoing' | 'done' | 'closed';

/** A measurable goal of the plan. `indicators` are those it grew from. */
export interface PlanGoal {
  readonly id: string;
  readonly text: string;
  readonly area: string | null;
  readonly step: number | null;
  readonly indicators: readonly string[];
  readonly position: number;
  readonly version: number;
}

/** One thing to do within an action; becomes a checklist item in Planner. */
export interface ActionActivity {
  readonly id: string;
  readonly text: string;
  readonly done: boolean;
}

/** Dates are calendar days, `YYYY-MM-DD`; people are Entra object ids. */
export interface Action {
  readonly id: string;
  readonly goal: string;
  readonly title: string;
  /** "När … gör … så att …" */
  readonly intention: string | null;
  /** Area key, the development area (utvecklingsområde). */
  readonly area: string;
  readonly indicators: readonly string[];
  readonly activities: readonly ActionActivity[];
  /** What people note along the way; shared with the task in Planner. */
  readonly notes: string;
  readonly responsible: string | null;
  readonly involved: readonly string[];
  readonly start: string | null;
  readonly due: string | null;
  readonly followUp: { readonly on: string | null; readonly how: string | null };
  readonly state: ActionState;
  /** Why it was closed; only with state `closed`. */
  readonly reason: string | null;
  readonly position: number;
  readonly version: number;
}

export interface Plan {
  readonly id: string;
  readonly unit: string;
  /** First calendar year of the school year, 2026 for 2026/27. */
  readonly schoolYear: number;
  readonly goals: readonly PlanGoal[];
  readonly actions: readonly Action[];
}

/** What the plan proposes at most before a plain word of warning (ux: fewer things get done). */
export const PROPOSED_GOALS_MAX = 3;
export const PROPOSED_ACTIONS_MAX = 5;
