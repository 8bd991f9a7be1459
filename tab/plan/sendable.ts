import type { Action, ActionPatch } from '../../bot/api/schemas/plan.ts';
import { stateFaults } from '../../lika/plan/decide.ts';
import type { ActionFault } from '../../lika/plan/decide.ts';

export type Change = Omit<ActionPatch, 'version'>;
export type Field = keyof Change;

/** Which fields a change is about. */
export function fieldsOf(change: Change): Field[] {
  return Object.keys(change) as Field[];
}

/** The fields of the change for which the test holds. */
export function onlyFields(change: Change, test: (field: Field) => boolean): Change {
  return Object.fromEntries(fieldsOf(change).flatMap((field) => (test(field) ? [[field, change[field]]] : [])));
}

/** The action as it would be with the change. */
export function changed(action: Action, change: Change): Action {
  return { ...action, ...change } as Action;
}

/**
 * What the action, changed so, lacks for the state that it would have. A way that isn't open isn't among it: then someone
 * else has moved the action meanwhile, and the service says so.
 */
export function faultsOf(action: Action, change: Change): ActionFault[] {
  const whole = { ...changed(action, change), state: action.state };
  return stateFaults(whole, change.state ?? action.state).filter(({ code }) => code !== 'not-allowed');
}

function fieldOf({ field }: ActionFault): Field {
  return field === 'followUp.on' ? 'followUp' : field;
}

/**
 * What can be sent of a change, and what waits until the action is whole: a state that isn't reached yet, and fields
 * that would break the state it has.
 */
export function parted(action: Action, change: Change): { readonly send: Change; readonly hold: Change } {
  const faults = faultsOf(action, change);
  if (faults.length === 0) return { send: change, hold: {} };
  const faulty = new Set<Field>(faults.map(fieldOf));
  // Days out of order are told where the later one stands; the earlier one is as much to blame.
  if (faults.some(({ code }) => code === 'before-start')) faulty.add('start');
  const isHeld = (field: Field): boolean => field === 'state' || (action.state !== 'proposed' && faulty.has(field));
  return { send: onlyFields(change, (field) => !isHeld(field)), hold: onlyFields(change, isHeld) };
}
