import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { nextStates, stateFaults } from '../../lika/plan/decide.ts';
import type { Action, ActionState, PlanGoal } from '../../lika/plan/plan.ts';
import { checkPlace } from '../acts/plan-changes.ts';
import { ActionPatch, NewAction, NewGoal } from '../api/schemas/plan.ts';
import type { ReadAction, ReadGoal } from '../documents/workbook/read-plan.ts';
import type { WorkbookContent } from '../documents/workbook/read-workbook.ts';
import { Invalid } from '../errors.ts';
import type { Instruments } from '../instruments.ts';
import type { UnitRow } from '../store/units.ts';
import { leftRow } from './left.ts';
import type { LeftOut, OwnLeftCode } from './left.ts';

/** What a workbook of ours would change in the plan, held against what stands. Nothing is ever removed. */

export interface GoalChange {
  readonly key: string;
  readonly text: string;
  /** The goal that stands; null for a new one. */
  readonly standing: PlanGoal | null;
  readonly wanted: z.output<typeof NewGoal>;
}

export interface ActionChange {
  readonly title: string;
  readonly standing: Action | null;
  /** The goal, by its key in the workbook. */
  readonly goal: string;
  readonly area: string;
  readonly indicators: readonly string[];
  /** The fields that change. */
  readonly fields: Omit<ActionFields, 'version'>;
  /** The states that it goes through, the last is the wanted one; empty when the state stays. */
  readonly through: readonly ActionState[];
}

/** Without the goal and the activities' ids, which a new row doesn't have yet. */
type ActionFields = Omit<z.output<typeof ActionPatch>, 'goal' | 'state' | 'activities'> & {
  readonly goal?: string;
  readonly activities?: ReadAction['activities'];
};

export interface PlanChanges {
  readonly goals: readonly GoalChange[];
  readonly actions: readonly ActionChange[];
  readonly leftOut: readonly LeftOut[];
}

export interface StandingPlan {
  readonly unit: UnitRow;
  readonly instruments: Pick<Instruments, 'get' | 'latest'>;
  readonly goals: readonly PlanGoal[];
  readonly actions: readonly Action[];
}

/** Everything that the workbook's plan says otherwise than the plan that stands, and what of it isn't possible. */
export function weighPlan(content: WorkbookContent, standing: StandingPlan): PlanChanges {
  const { plan } = content;
  if (!plan) return { goals: [], actions: [], leftOut: [] };
  if (content.unit !== standing.unit.id) return { goals: [], actions: [], leftOut: [leftRow('', 'other-unit')] };
  const leftOut: LeftOut[] = [];
  const goals = plan.goals.flatMap((goal) => weighGoal(goal, standing, leftOut));
  const known = new Set([...standing.goals.map(({ id }) => id), ...goals.map(({ key }) => key)]);
  const actions = plan.actions.flatMap((action) => weighAction(action, { ...standing, known }, leftOut));
  return { goals, actions, leftOut };
}

function weighGoal(goal: ReadGoal, standing: StandingPlan, leftOut: LeftOut[]): GoalChange[] {
  const left = (code: OwnLeftCode): GoalChange[] => {
    leftOut.push(leftRow(goal.text, code));
    return [];
  };
  const read = NewGoal.safeParse({ ...goal, indicators: [...goal.indicators] });
  if (!read.success) return left('not-possible');
  const change = { key: goal.key, text: read.data.text, wanted: read.data };
  if (goal.id === null) return fitsPlace(standing, read.data) ? [{ ...change, standing: null }] : left('not-possible');
  const stands = standing.goals.find(({ id }) => id === goal.id);
  if (!stands) return left('gone');
  // Where a goal belongs is said when it is made; the tab cannot change it either.
  const isPlaced =
    goal.area === stands.area && goal.step === stands.step && isDeepStrictEqual(goal.indicators, stands.indicators);
  if (!isPlaced && goal.version === stands.version) left('place-stays');
  if (stands.text === read.data.text) return [];
  return goal.version === stands.version ? [{ ...change, standing: stands }] : left('plan-changed-since');
}

function fitsPlace(standing: StandingPlan, place: Parameters<typeof checkPlace>[2]): boolean {
  try {
    checkPlace(standing, standing.unit, place);
    return true;
  } catch (error) {
    if (error instanceof Invalid) return false;
    throw error;
  }
}

type Around = StandingPlan & { readonly known: ReadonlySet<string> };

function weighAction(action: ReadAction, around: Around, leftOut: LeftOut[]): ActionChange[] {
  const left = (code: OwnLeftCode): ActionChange[] => {
    leftOut.push(leftRow(action.title, code));
    return [];
  };
  const stands = action.id === null ? null : (around.actions.find(({ id }) => id === action.id) ?? null);
  if (action.id !== null && !stands) return left('gone');
  const read = ActionPatch.omit({ goal: true, activities: true }).safeParse({
    ...{ version: action.version ?? 1, title: action.title, intention: action.intention, notes: action.notes },
    ...{ responsible: action.responsible, involved: [...action.involved], start: action.start, due: action.due },
    ...{ followUp: action.followUp, state: action.state, reason: action.state === 'closed' ? action.reason : null },
  });
  const activities = NewAction.shape.activities.safeParse(action.activities.map(({ text }) => text));
  if (!read.success || !activities.success || action.title.trim() === '') return left('not-possible');
  const lines = action.activities.map((one, at) => ({ ...one, text: activities.data[at] ?? one.text }));
  const { state = action.state, version: _, ...rest } = read.data;
  const wanted = { ...rest, goal: action.goal, activities: lines };
  const fields = stands ? changedFields(wanted, stands) : wanted;
  const change = { title: action.title, standing: stands, goal: action.goal, area: action.area, fields };
  const place = { area: action.area, indicators: action.indicators };
  if (stands) {
    const isPlaced = place.area === stands.area && isDeepStrictEqual(place.indicators, stands.indicators);
    const isStale = action.version !== stands.version;
    if (!isPlaced && !isStale) left('place-stays');
    if (Object.keys(fields).length === 0 && state === stands.state) return [];
    if (isStale) return left('plan-changed-since');
  } else if (!fitsPlace(around, place)) return left('not-possible');
  if (!around.known.has(action.goal)) return left('goal-left-out');
  const through = wayTo({ ...BARE, ...stands, ...rest } as Action, stands?.state ?? 'proposed', state);
  return through ? [{ ...change, indicators: place.indicators, through }] : left('rule');
}

/** What a new action has that its row doesn't say. */
const BARE = { id: '', goal: '', area: '', indicators: [], activities: [], position: 0, version: 1, reason: null };

function changedFields(wanted: Omit<ActionFields, 'version'>, stands: Action): Omit<ActionFields, 'version'> {
  const standing: Readonly<Record<string, unknown>> = { ...stands };
  return Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => !isDeepStrictEqual(value, standing[field])),
  );
}

/** The shortest way from a state to another, each step as the tab would let a person go it; null when there is none. */
export function wayTo(action: Action, from: ActionState, to: ActionState): ActionState[] | null {
  const fits = (state: ActionState, next: ActionState) => stateFaults({ ...action, state }, next).length === 0;
  if (from === to) return fits(from, to) ? [] : null;
  let ways: ActionState[][] = [[]];
  const seen = new Set([from]);
  while (ways.length > 0) {
    ways = ways.flatMap((way) =>
      nextStates(way.at(-1) ?? from).flatMap((next) => {
        // Nothing is closed on the way to something else.
        if (seen.has(next) || (next === 'closed' && to !== 'closed')) return [];
        if (!fits(way.at(-1) ?? from, next)) return [];
        seen.add(next);
        return [[...way, next]];
      }),
    );
    const found = ways.find((way) => way.at(-1) === to);
    if (found) return found;
  }
  return null;
}
