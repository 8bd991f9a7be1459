import { CallFailed } from './api.ts';
import { h } from './dom.ts';
import { KeptNodes, setChildren } from './keep-nodes.ts';
import { taskCard } from './planner-card.ts';
import type { BucketShown, PlanShown, TaskShown } from './planner-data.ts';
import { plansReader } from './planner-data.ts';
import { plannerEdits, whyNot } from './planner-edits.ts';
import type { TaskPanel } from './planner-panel.ts';
import { openTaskPanel } from './planner-panel.ts';
import type { Member } from './planner-people.ts';
import { t } from './texts.ts';
import { toast } from './toast.ts';

interface PlannerParts {
  team: string;
  person: string;
  nameOf: (id: string) => string;
  /** Those in the team. */
  members: () => readonly Member[];
  /** A task to be shown open. */
  task: string | null;
  openUrl: (url: string) => void;
}

/** Planner has no feed: the page looks again after so long. */
const LOOK_EVERY_MS = 1_500;

/** A team's plans: buckets side by side, tasks with who, when and steps. A task opens at the side and is changed there. */
export function plannerView(parts: PlannerParts): { element: HTMLElement } {
  const read = plansReader(parts.person, () => t('planner.noBucket'));
  const edits = plannerEdits(parts.person);
  const kept = new KeptNodes();
  const content = h('div', { class: 'planner-content' });
  const element = h(
    'div',
    { class: 'planner', tabindex: 0, role: 'region', 'aria-label': t('planner.label') },
    content,
  );
  let plans: PlanShown[] = [];
  let panel: TaskPanel | null = null;
  let wanted = parts.task;
  let latest: Promise<void> | null = null;

  const find = (id: string) => {
    for (const plan of plans)
      for (const { tasks } of plan.buckets) {
        const task = tasks.find((each) => each.id === id);
        if (task) return { plan, task };
      }
    return null;
  };
  /** Reads anew and shows it; a reading that a later one has overtaken waits for that. */
  const load = (): Promise<void> => {
    const over = () => {
      if (latest === mine) latest = null;
    };
    const mine: Promise<void> = read(parts.team).then(async (fresh) => {
      if (latest !== mine) return void (await latest);
      over();
      show(fresh);
    });
    mine.catch(over);
    latest = mine;
    return mine;
  };
  const show = (fresh: PlanShown[]) => {
    plans = fresh;
    setChildren(content, plans.length > 0 ? plans.map(planNode) : [kept.get('nothing', null, nothing)]);
    kept.sweep();
    if (panel) panel.update(find(panel.task)?.task ?? null);
  };
  const tryLoad = () =>
    load().catch((error: unknown) => {
      // What passes by itself need not be shown to somebody who has a board before them.
      const passes = error instanceof CallFailed && (error.status === 0 || error.status >= 500);
      if (passes && plans.length > 0) return;
      const text = t('planner.unreachable', { reason: error instanceof Error ? error.message : String(error) });
      setChildren(content, [kept.get('unreachable', text, () => h('p', { class: 'note' }, text))]);
    });
  const open = (id: string) => {
    const found = find(id);
    if (!found) return;
    const closed = () => void (panel = null);
    panel = openTaskPanel({ ...parts, ...found, edits, reload: load, closed });
  };
  const planNode = (shown: PlanShown) => {
    const make = () => h('section', { class: 'plan' }, h('h2', {}, shown.title), h('div', { class: 'buckets' }));
    const node = kept.get(`plan ${shown.id}`, shown.title, make);
    const place = node.querySelector<HTMLElement>('.buckets');
    if (place)
      setChildren(
        place,
        shown.buckets.map((bucket) => bucketNode(shown.id, bucket)),
      );
    return node;
  };
  const bucketNode = (plan: string, shown: BucketShown) => {
    const node = kept.get(`bucket ${shown.id ?? plan}`, shown.name, () => bucketOf(plan, shown));
    const list = node.querySelector<HTMLElement>('.tasks');
    const note = node.querySelector<HTMLElement>('.note');
    if (list) setChildren(list, shown.tasks.map(cardNode));
    if (list) list.hidden = shown.tasks.length === 0;
    if (note) note.hidden = shown.tasks.length > 0;
    return node;
  };
  const bucketOf = (plan: string, { id, name }: BucketShown) =>
    h(
      'section',
      { class: 'bucket' },
      h('h3', {}, name),
      taskAdder(name, async (title) => {
        try {
          await edits.add(plan, id, title);
          await load();
          return true;
        } catch (error) {
          toast(whyNot(error));
          return false;
        }
      }),
      h('ul', { class: 'tasks' }),
      h('p', { class: 'note' }, t('planner.bucketEmpty')),
    );
  const complete = async (id: string, isDone: boolean) => {
    const found = find(id);
    if (!found) return;
    try {
      const outcome = await edits.progress(found.task, isDone ? 100 : 0);
      if (outcome !== 'done') toast(t(outcome === 'gone' ? 'planner.noTask' : 'planner.changed'));
      await load();
    } catch (error) {
      toast(whyNot(error));
    }
  };
  const cardNode = (task: TaskShown) => {
    const { etag: _etag, detailsEtag: _detailsEtag, ...seen } = task;
    return kept.get(`task ${task.id}`, seen, () =>
      taskCard(task, { ...parts, open, complete, isDone: () => find(task.id)?.task.percent === 100 }),
    );
  };
  const showWanted = () => {
    if (wanted === null) return;
    if (find(wanted)) {
      content.querySelector(`[data-task="${CSS.escape(wanted)}"]`)?.scrollIntoView({ block: 'center' });
      open(wanted);
    } else toast(t('planner.noTask'));
    wanted = null;
  };
  const follow = setInterval(() => {
    if (!element.isConnected) clearInterval(follow);
    else if (!document.hidden && latest === null) void tryLoad();
  }, LOOK_EVERY_MS);
  void tryLoad().then(showWanted);
  return { element };
}

const nothing = () => h('div', { class: 'empty' }, h('h2', {}, t('planner.empty')), h('p', {}, t('planner.emptyText')));

/** A button that opens a line for a new task in a bucket. @param add answers whether it was added */
function taskAdder(bucket: string, add: (title: string) => Promise<boolean>): HTMLElement {
  const label = t('planner.newTaskIn', { bucket });
  const input = h('input', {
    type: 'text',
    'aria-label': label,
    placeholder: t('planner.newTask'),
    maxlength: 255,
    autocomplete: 'off',
  });
  const button = h('button', { type: 'submit', 'aria-label': t('planner.addTaskIn', { bucket }) }, t('planner.add'));
  const form = h('form', { class: 'with-button', hidden: true }, input, button);
  const open = h('button', { type: 'button', class: 'plain', 'aria-label': label }, t('planner.newTask'));
  const show = (isOpen: boolean) => {
    form.hidden = !isOpen;
    open.hidden = isOpen;
    (isOpen ? input : open).focus();
  };
  open.addEventListener('click', () => {
    show(true);
  });
  form.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') show(false);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const title = input.value.trim();
    if (title === '') return;
    input.value = '';
    void add(title).then((isAdded) => {
      if (!isAdded && input.value === '') input.value = title;
    });
  });
  return h('div', { class: 'task-adder' }, open, form);
}
