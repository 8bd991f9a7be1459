/** What a decision demands, which way an action can go, and the plan's order and counts. */
import { PROPOSED_ACTIONS_MAX, PROPOSED_GOALS_MAX } from './plan.ts';
import type { Action, ActionState, Plan } from './plan.ts';

export type ActionField = 'title' | 'responsible' | 'start' | 'due' | 'followUp.on' | 'reason' | 'state';
export type ActionFaultCode = 'missing' | 'not-a-date' | 'before-start' | 'not-allowed';

/** A fault in an action, named so that the form can show it beside the field and in the reader's language. */
export interface ActionFault {
  readonly field: ActionField;
  readonly code: ActionFaultCode;
}

/** Whether the text is a calendar day that exists, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

type Decidable = Pick<Action, 'title' | 'responsible' | 'start' | 'due' | 'followUp'>;

/** What keeps the action from being decided: it takes a name, one owner, a date and a follow-up date. */
export function decisionFaults(action: Decidable): ActionFault[] {
  const faults: ActionFault[] = [];
  if (action.title.trim() === '') faults.push({ field: 'title', code: 'missing' });
  if (!action.responsible) faults.push({ field: 'responsible', code: 'missing' });
  const start = action.start !== null && isDay(action.start) ? action.start : null;
  if (action.start !== null && start === null) faults.push({ field: 'start', code: 'not-a-date' });
  for (const [field, day] of [
    ['due', action.due],
    ['followUp.on', action.followUp.on],
  ] as const) {
    if (!day) faults.push({ field, code: 'missing' });
    else if (!isDay(day)) faults.push({ field, code: 'not-a-date' });
    else if (start !== null && day < start) faults.push({ field, code: 'before-start' });
  }
  return faults;
}

/**
 * föreslagen → beslutad → pågår → klar, or avslutad. Work that is decided can go back and forth, as in Planner; what
 * was closed is taken up again as a proposal, so that it is decided anew.
 */
const NEXT: Readonly<Record<ActionState, readonly ActionState[]>> = {
  proposed: ['decided', 'closed'],
  decided: ['ongoing', 'done', 'closed'],
  ongoing: ['decided', 'done', 'closed'],
  done: ['decided', 'ongoing'],
  closed: ['proposed'],
};

/** The states that the action can go to from this one. */
export function nextStates(state: ActionState): ActionState[] {
  return [...NEXT[state]];
}

/** What keeps the action from going to the state; none when it is there already and whole. */
export function stateFaults(action: Decidable & Pick<Action, 'state' | 'reason'>, to: ActionState): ActionFault[] {
  if (to !== action.state && !NEXT[action.state].includes(to)) return [{ field: 'state', code: 'not-allowed' }];
  if (to === 'proposed') return [];
  if (to === 'closed') return action.reason?.trim() ? [] : [{ field: 'reason', code: 'missing' }];
  return decisionFaults(action);
}

/** Decided and not yet at its end. */
export function isOpenAction({ state }: Pick<Action, 'state'>): boolean {
  return state === 'decided' || state === 'ongoing';
}

export type PlanProgress = Readonly<Record<ActionState, number>> & {
  readonly total: number;
  /** Decided or ongoing. */
  readonly open: number;
};

/** How many actions stand in each state; of a plan, or of one goal when given its actions. */
export function progress({ actions }: { readonly actions: readonly Pick<Action, 'state'>[] }): PlanProgress {
  const count = (state: ActionState): number => actions.filter((action) => action.state === state).length;
  return {
    total: actions.length,
    open: actions.filter(isOpenAction).length,
    proposed: count('proposed'),
    decided: count('decided'),
    ongoing: count('ongoing'),
    done: count('done'),
    closed: count('closed'),
  };
}

/** Whether one more goal or action deserves a plain word first. It is never forbidden. */
export function isFull(plan: Pick<Plan, 'goals' | 'actions'>): { goals: boolean; actions: boolean } {
  return {
    goals: plan.goals.length >= PROPOSED_GOALS_MAX,
    actions: progress(plan).open >= PROPOSED_ACTIONS_MAX,
  };
}

/** The list with one item moved `delta` places, stopping at the ends. An unknown id moves nothing. */
export function moved<T extends { readonly id: string }>(list: readonly T[], id: string, delta: number): T[] {
  const from = list.findIndex((item) => item.id === id);
  const item = list[from];
  if (item === undefined) return [...list];
  const rest = list.filter((_, index) => index !== from);
  const to = Math.max(0, Math.min(rest.length, from + delta));
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

/** The first calendar year of the school year that the day lies in; it turns on 1 July. Throws RangeError. */
export function schoolYearOf(day: string): number {
  if (!isDay(day)) throw new RangeError(`"${day}" is not a day written YYYY-MM-DD`);
  const year = Number(day.slice(0, 4));
  return Number(day.slice(5, 7)) >= 7 ? year : year - 1;
}

/** 2026 → `2026/27`. */
export function schoolYearName(first: number): string {
  return `${first}/${String((first + 1) % 100).padStart(2, '0')}`;
}
