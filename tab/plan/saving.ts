/** The savers of this page, one per action, and what they tell the rest of the tab. */
import { useEffect, useSyncExternalStore } from 'react';
import type { Action, MyActions, Plan } from '../../bot/api/schemas/plan.ts';
import { queryClient } from '../parts/queries.ts';
import { ActionSaver } from './saver.ts';
import type { SaveState } from './saver.ts';
import { changed } from './sendable.ts';

const savers = new Map<string, ActionSaver>();

/** Puts an action that the service has given into every list that holds it. */
export function rememberAction(action: Action): void {
  queryClient.setQueriesData<Plan>(
    { queryKey: ['plan'] },
    (plan) =>
      plan && {
        ...plan,
        actions: plan.actions.map((each) => (each.id === action.id && each.version <= action.version ? action : each)),
      },
  );
  queryClient.setQueriesData<MyActions>(
    { queryKey: ['my-actions'] },
    (mine) =>
      mine && {
        actions: mine.actions.map((each) => (each.id === action.id ? { ...action, unit: each.unit } : each)),
      },
  );
}

/** The action's saver; it lives as long as the page, so that closing the panel loses nothing. */
export function saverOf(person: string, action: string): ActionSaver {
  const key = `lika action ${person} ${action}`;
  let saver = savers.get(key);
  if (!saver) {
    saver = new ActionSaver(action, key, rememberAction);
    savers.set(key, saver);
    addEventListener('online', () => saver?.settle());
    addEventListener('pagehide', () => saver?.settle());
  }
  return saver;
}

export interface Editing {
  readonly saver: ActionSaver;
  readonly save: SaveState;
  /** The action as far as this window knows. */
  readonly known: Action;
  /** The action as the person sees it. */
  readonly shown: Action;
}

/** An action while it is edited. */
export function useEditing(person: string, action: Action): Editing {
  const saver = saverOf(person, action.id);
  const save = useSyncExternalStore(saver.subscribe, saver.state);
  useEffect(() => saver.meet(action), [saver, action]);
  const known = save.latest && save.latest.version > action.version ? save.latest : action;
  return { saver, save, known, shown: changed(known, save.change) };
}
