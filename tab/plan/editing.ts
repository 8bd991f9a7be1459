/** Changing an action: what can be saved is, what the action's state doesn't allow is held until it is whole. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../bot/api/schemas/plan.ts';
import type { ActionField } from '../../lika/plan/decide.ts';
import { useEditing } from './saving.ts';
import type { ActionSaver, SaveState } from './saver.ts';
import { faultsOf, parted } from './sendable.ts';
import type { Change } from './sendable.ts';

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

/** The editor of one action in one panel. */
export function useActionEditor(person: string, action: Action): ActionEditor {
  const { t } = useTranslation();
  const { saver, save, known, shown } = useEditing(person, action);
  const { hold } = parted(known, save.change);
  const faults = Object.keys(hold).length > 0 ? faultsOf(known, save.change) : [];
  return {
    shown,
    save,
    saver,
    change: (change, restMs) => saver.change(action, change, restMs),
    settle: () => saver.settle(),
    faultOf: (field) => {
      const fault = faults.find((each) => each.field === field);
      if (fault) return t(`plan.fault.${field.replace('.', '')}.${fault.code}`);
      return save.faults.find(({ pointer }) => pointer.slice(1).replace('/', '.') === field)?.detail;
    },
    stands: known.state,
    wished: hold.state ?? null,
  };
}

export interface Typing {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onBlur: () => void;
}

/** A text without what cleaning may take away. */
function bare(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/**
 * Text while it is typed: the field shows just what was typed, with the spaces that saving takes away. What someone else
 * writes meanwhile is shown, so that nobody writes over it unseen.
 */
export function useTyping(saved: string, change: (text: string) => void, left: () => void): Typing {
  const [typed, setTyped] = useState<string | null>(null);
  const isOwn = typed !== null && (bare(typed) === '' || bare(typed) === bare(saved));
  return {
    value: isOwn ? typed : saved,
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
