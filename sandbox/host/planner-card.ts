import { h, initials } from './dom.ts';
import { now } from './page-clock.ts';
import type { TaskShown } from './planner-data.ts';
import { stateOf } from './planner-data.ts';
import { linksOf } from './planner-links.ts';
import { shortDate, t } from './texts.ts';

interface CardParts {
  nameOf: (id: string) => string;
  openUrl: (url: string) => void;
  open: (id: string) => void;
  /** Ticks the task or takes the tick away. */
  complete: (id: string, isDone: boolean) => Promise<void>;
  /** Whether the task is done, as far as is known now. */
  isDone: () => boolean;
  /** The task to be shown open. */
  task: string | null;
}

/** Cards whose details are folded out, also when they are drawn anew. */
const unfolded = new Set<string>();

/** A task on its bucket: tick, title that opens it, when, who, and what is in it folded up. */
export function taskCard(shown: TaskShown, parts: CardParts): HTMLElement {
  const open = h('button', { type: 'button', class: 'task-open' }, shown.title);
  open.addEventListener('click', () => {
    parts.open(shown.id);
  });
  return h(
    'li',
    { class: shown.id === parts.task ? 'task wanted' : 'task', 'data-task': shown.id },
    h('div', { class: 'task-head' }, tick(shown, parts), h('h4', {}, open)),
    stateOf(shown) === 50 ? h('p', { class: 'task-state' }, t('planner.progress.50')) : null,
    dueLine(shown),
    assigneesLine(shown, parts.nameOf),
    details(shown, parts),
  );
}

function tick(shown: TaskShown, { complete, isDone }: CardParts): HTMLElement {
  const box = h('input', {
    type: 'checkbox',
    'aria-label': t('planner.complete', { title: shown.title }),
    checked: shown.percent === 100,
  });
  box.addEventListener('change', () => {
    void complete(shown.id, box.checked).then(() => {
      box.checked = isDone();
    });
  });
  return box;
}

function dueLine({ due, percent }: TaskShown): HTMLElement | null {
  if (!due) return null;
  const at = new Date(due);
  const late = percent < 100 && at.getTime() < now().getTime();
  return h(
    'p',
    { class: late ? 'due late' : 'due' },
    t(late ? 'planner.late' : 'planner.due', { date: shortDate(at) }),
  );
}

function assigneesLine({ assignees }: TaskShown, nameOf: (id: string) => string): HTMLElement {
  if (assignees.length === 0) return h('p', { class: 'who' }, t('planner.nobody'));
  const names = assignees.map(nameOf);
  return h('p', { class: 'who' }, ...names.map((name) => h('span', { class: 'who-one' }, initials(name), name)));
}

function details(shown: TaskShown, { openUrl }: CardParts): HTMLElement | null {
  const { id, checklist, links, notes } = shown;
  if (checklist.length === 0 && links.length === 0 && notes === '') return null;
  const done = checklist.filter((step) => step.done).length;
  const summary = checklist.length > 0 ? t('planner.checklist', { done, all: checklist.length }) : t('planner.notes');
  const steps = checklist.map((step) => h('li', { class: step.done ? 'step done' : 'step' }, step.title));
  const element = h(
    'details',
    { class: 'task-details', open: unfolded.has(id) },
    h('summary', {}, summary),
    checklist.length > 0 ? h('ul', { class: 'steps' }, ...steps) : null,
    notes ? h('p', { class: 'task-notes' }, notes) : null,
    links.length > 0 ? linksOf(shown, openUrl) : null,
  );
  element.addEventListener('toggle', () => {
    if (element.open) unfolded.add(id);
    else unfolded.delete(id);
  });
  return element;
}
