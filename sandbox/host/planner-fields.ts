import { h } from './dom.ts';
import type { TaskShown } from './planner-data.ts';
import type { Outcome } from './planner-edits.ts';

/** Does something with the task and tells the person how it went. `typed` is what they had written. */
export type Attempt = (work: () => Promise<Outcome>, typed?: string) => Promise<Outcome | 'failed'>;

/** A part of the panel that follows the task. */
export interface Part {
  element: HTMLElement;
  update(task: TaskShown): void;
  /** Saves what is written and not yet saved. */
  commit(): void;
}

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

interface LiveParts {
  control: Control;
  read: (task: TaskShown) => string;
  save: (task: TaskShown, value: string) => Promise<Outcome>;
  attempt: Attempt;
  /** Days are whole only when one has left the field: a year is typed digit by digit. */
  waits?: boolean;
}

const REST_MS = 900;

/**
 * Ties a control to a task: it shows what the task says, keeps what is being written when the task changes elsewhere,
 * and saves when the person goes on. What is written is saved against the version that the person saw when they began,
 * so that Planner can say when somebody else has written there meanwhile; then what they wrote is shown.
 */
export function live({ control, read, save, attempt, waits = false }: LiveParts): Omit<Part, 'element'> {
  let seen: TaskShown | null = null;
  let newest: TaskShown | null = null;
  let isBusy = false;
  let rest: ReturnType<typeof setTimeout> | undefined;
  const isDirty = () => seen !== null && (control.value !== read(seen) || control.validity.badInput);
  const show = (task: TaskShown) => {
    seen = task;
    if (control.value !== read(task)) control.value = read(task);
  };
  const commit = async () => {
    clearTimeout(rest);
    if (!seen || isBusy || !isDirty() || !control.validity.valid) return;
    isBusy = true;
    const [from, wanted] = [seen, control.value];
    const outcome = await attempt(() => save(from, wanted), wanted);
    isBusy = false;
    if (outcome === 'failed' || !newest) return;
    if (outcome === 'changed' || control.value === wanted) return show(newest);
    seen = newest;
    void commit();
  };
  control.addEventListener('change', () => {
    clearTimeout(rest);
    if (waits) rest = setTimeout(() => void commit(), REST_MS);
    else void commit();
  });
  control.addEventListener('blur', () => {
    if (!control.validity.valid && newest) show(newest);
    else void commit();
  });
  return {
    update(task) {
      newest = task;
      if (!isBusy && !isDirty()) show(task);
    },
    commit: () => void commit(),
  };
}

/** A labelled control. */
export function labelled(name: string, label: string, control: Control): HTMLElement {
  return h('label', { class: 'field', 'data-field': name }, h('span', {}, label), control);
}

/** A labelled control that is tied to the task. */
export function field(name: string, label: string, parts: LiveParts): Part {
  return { element: labelled(name, label, parts.control), ...live(parts) };
}

/** A list to choose from. */
export const select = (options: readonly { value: string; name: string }[]): HTMLSelectElement =>
  h('select', {}, ...options.map(({ value, name }) => h('option', { value }, name)));
