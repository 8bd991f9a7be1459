/** Changing an action: what can be saved is, what the action's state doesn't allow is held until it is whole. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../bot/api/schemas/plan.ts';
import { stateFaults } from '../../lika/plan/decide.ts';
import type { ActionFault, ActionField } from '../../lika/plan/decide.ts';
import { useEditing } from './saving.ts';
import type { ActionSaver, Change, SaveState } from './saver.ts';

export interface ActionEditor {
  /** The action as the person sees it. */
  readonly shown: Action;
  readonly save: SaveState;
  readonly saver: ActionSaver;
  readonly change: (change: Change, restMs?: number) => void;
  readonly settle: () => void;
  /** What is wrong with a field, in words. */
  readonly faultOf: (field: ActionField) => string | undefined;
  /** The state that it has now, whatever is wished for. */
  readonly stands: Action['state'];
  /** The state that the action gets as soon as nothing is missing, or null. */
  readonly wished: Action['state'] | null;
}

function fieldOf(fault: ActionFault): keyof Change {
  return fault.field === 'followUp.on' ? 'followUp' : fault.field;
}

/** What can be sent of a change, and what waits: a state that isn't reached yet, and fields that would break the one it has. */
function parted(action: Action, change: Change): { send: Change; hold: Change } {
  const to = change.state ?? action.state;
  const faults = stateFaults({ ...action, ...change, state: action.state } as Action, to);
  if (faults.length === 0) return { send: change, hold: {} };
  const faulty = new Set<string>(faults.map(fieldOf));
  const isHeld = ([field]: [string, unknown]): boolean =>
    field === 'state' || (action.state !== 'proposed' && faulty.has(field));
  const entries = Object.entries(change);
  return {
    send: Object.fromEntries(entries.filter((entry) => !isHeld(entry))),
    hold: Object.fromEntries(entries.filter(isHeld)),
  };
}

/** The editor of one action in one panel. */
export function useActionEditor(person: string, action: Action): ActionEditor {
  const { t } = useTranslation();
  const { saver, save, shown } = useEditing(person, action);
  const [held, setHeld] = useState<Change>({});
  const seen = { ...shown, ...held } as Action;
  const faults = Object.keys(held).length > 0 ? stateFaults({ ...seen, state: shown.state }, seen.state) : [];
  return {
    shown: seen,
    save,
    saver,
    change: (change, restMs) => {
      const { state, ...rest } = { ...held, ...change };
      const { send, hold } = parted(shown, state === undefined || state === shown.state ? rest : { ...rest, state });
      setHeld(hold);
      if (Object.keys(send).length > 0) saver.change(action, send, restMs);
    },
    settle: () => saver.settle(),
    faultOf: (field) => {
      const fault = faults.find((each) => each.field === field);
      if (fault) return t(`plan.fault.${field.replace('.', '')}.${fault.code}`);
      return save.faults.find(({ pointer }) => pointer.slice(1).replace('/', '.') === field)?.detail;
    },
    stands: shown.state,
    wished: held.state ?? null,
  };
}

export interface Typing {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onBlur: () => void;
}

/** Text while it is typed: the field shows just what was typed, whatever the service makes of it meanwhile. */
export function useTyping(saved: string, change: (text: string) => void, left: () => void): Typing {
  const [typed, setTyped] = useState<string | null>(null);
  return {
    value: typed ?? saved,
    onChange: (text) => {
      setTyped(text);
      change(text);
    },
    onBlur: () => {
      setTyped(null);
      left();
    },
  };
}
