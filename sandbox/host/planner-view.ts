import { h, initials } from './dom.ts';
import { now } from './page-clock.ts';
import type { PlanShown, TaskShown } from './planner-data.ts';
import { plannerAs } from './planner-data.ts';
import { shortDate, t } from './texts.ts';
import { toast } from './toast.ts';

interface PlannerParts {
  team: string;
  person: string;
  nameOf: (id: string) => string;
  /** A task to be shown open. */
  task: string | null;
  openUrl: (url: string) => void;
}

/** A team's plans: buckets side by side, tasks with who, when and steps. */
export function plannerView(parts: PlannerParts): { element: HTMLElement } {
  const planner = plannerAs(parts.person, parts.nameOf);
  const content = h('div', { class: 'planner-content' });
  const element = h(
    'div',
    { class: 'planner', tabindex: 0, role: 'region', 'aria-label': t('planner.label') },
    content,
  );
  const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

  const load = async () => {
    try {
      const plans = await planner.plans(parts.team);
      content.replaceChildren(...(plans.length > 0 ? plans.map(plan) : [nothing()]));
      const wanted = parts.task ? content.querySelector<HTMLElement>(`[data-task="${CSS.escape(parts.task)}"]`) : null;
      if (wanted) wanted.scrollIntoView({ block: 'center' });
      else if (parts.task) toast(t('planner.noTask'));
    } catch (error) {
      content.replaceChildren(h('p', { class: 'note' }, t('planner.unreachable', { reason: reasonOf(error) })));
    }
  };
  const plan = (shown: PlanShown) =>
    h(
      'section',
      { class: 'plan' },
      h('h2', {}, shown.title),
      h('div', { class: 'buckets' }, ...shown.buckets.map(bucket)),
    );
  const bucket = ({ name, tasks }: PlanShown['buckets'][number]) =>
    h(
      'section',
      { class: 'bucket' },
      h('h3', {}, name),
      tasks.length > 0
        ? h('ul', { class: 'tasks' }, ...tasks.map(task))
        : h('p', { class: 'note' }, t('planner.bucketEmpty')),
    );
  const task = (shown: TaskShown) =>
    h(
      'li',
      { class: shown.id === parts.task ? 'task wanted' : 'task', 'data-task': shown.id },
      h('div', { class: 'task-head' }, tick(shown), h('h4', {}, shown.title)),
      shown.percent > 0 && shown.percent < 100 ? h('p', { class: 'task-state' }, t('planner.started')) : null,
      dueLine(shown),
      assigneesLine(shown),
      details(shown, parts),
    );
  const tick = (shown: TaskShown) => {
    const box = h('input', {
      type: 'checkbox',
      'aria-label': t('planner.complete', { title: shown.title }),
      checked: shown.percent === 100,
    });
    box.addEventListener('change', () => {
      void planner.complete(shown, box.checked).then(
        (written) => {
          if (!written) toast(t('planner.changed'));
          return load();
        },
        (error: unknown) => {
          box.checked = !box.checked;
          toast(t('planner.unreachable', { reason: reasonOf(error) }));
        },
      );
    });
    return box;
  };
  void load();
  return { element };
}

const nothing = () => h('div', { class: 'empty' }, h('h2', {}, t('planner.empty')), h('p', {}, t('planner.emptyText')));

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

function assigneesLine({ assignees }: TaskShown): HTMLElement {
  if (assignees.length === 0) return h('p', { class: 'who' }, t('planner.nobody'));
  return h('p', { class: 'who' }, ...assignees.map((name) => h('span', { class: 'who-one' }, initials(name), name)));
}

function details({ id, checklist, links, notes }: TaskShown, { openUrl, task }: PlannerParts): HTMLElement | null {
  if (checklist.length === 0 && links.length === 0 && notes === '') return null;
  const done = checklist.filter((step) => step.done).length;
  const summary = checklist.length > 0 ? t('planner.checklist', { done, all: checklist.length }) : t('planner.notes');
  const link = ({ url, name }: TaskShown['links'][number]) => {
    const anchor = h('a', { href: url }, name);
    anchor.addEventListener('click', (event) => {
      event.preventDefault();
      openUrl(url);
    });
    return h('li', {}, anchor);
  };
  return h(
    'details',
    { class: 'task-details', open: task === id },
    h('summary', {}, summary),
    checklist.length > 0
      ? h(
          'ul',
          { class: 'steps' },
          ...checklist.map((step) => h('li', { class: step.done ? 'step done' : 'step' }, step.title)),
        )
      : null,
    notes ? h('p', { class: 'task-notes' }, notes) : null,
    links.length > 0 ? h('ul', { class: 'task-links', 'aria-label': t('planner.links') }, ...links.map(link)) : null,
  );
}
