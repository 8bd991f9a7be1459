import { openDialog } from './dialogs.ts';
import { h } from './dom.ts';
import type { PlanShown, TaskShown } from './planner-data.ts';
import { STATES, stateOf } from './planner-data.ts';
import type { Edits } from './planner-edits.ts';
import { dayOf, whyNot } from './planner-edits.ts';
import type { Attempt, Part } from './planner-fields.ts';
import { field, select } from './planner-fields.ts';
import { linksOf } from './planner-links.ts';
import type { Member } from './planner-people.ts';
import { peoplePart } from './planner-people.ts';
import { stepsPart } from './planner-steps.ts';
import { t } from './texts.ts';
import { toast } from './toast.ts';

export interface PanelParts {
  task: TaskShown;
  plan: PlanShown;
  members: () => readonly Member[];
  nameOf: (id: string) => string;
  edits: Edits;
  openUrl: (url: string) => void;
  /** Reads everything anew; the panel is told through `update`. */
  reload: () => Promise<void>;
  closed: () => void;
}

export interface TaskPanel {
  readonly task: string;
  /** The task as it is now; null when it is gone, which closes the panel. */
  update(task: TaskShown | null): void;
}

/** Opens a task at the side, with everything about it to be changed. Each change is saved by itself. */
export function openTaskPanel(parts: PanelParts): TaskPanel {
  const { edits } = parts;
  let saves = 0;
  const status = h('p', { class: 'panel-status', role: 'status' });
  const say = (text: string, isWarning = false) => {
    // What is saved on closing is told where it can still be read.
    if (isWarning && !dialog.isConnected) toast(text);
    status.textContent = text;
    status.classList.toggle('warning', isWarning);
  };
  const attempt: Attempt = async (work, typed = '') => {
    say('');
    try {
      const outcome = await work();
      await parts.reload();
      if (outcome === 'done') say(t('planner.saved'));
      if (outcome === 'changed') say(typed === '' ? t('planner.changed') : t('planner.changedTyped', { typed }), true);
      return outcome;
    } catch (error) {
      say(whyNot(error), true);
      return 'failed';
    } finally {
      saves += 1;
      dialog.dataset['saves'] = String(saves);
    }
  };
  const fields = fieldsOf(parts, attempt);
  const steps = stepsPart(edits, attempt);
  const links = linksPart(parts.openUrl);
  const removal = removePart(parts.task, edits, attempt);
  const all: Part[] = [...Object.values(fields), steps, links, removal];
  const { title, people, progress, bucket, start, due, notes } = fields;
  const days = h('div', { class: 'pair' }, start.element, due.element);
  const body = [title, people, progress, bucket].map(({ element }) => element);
  body.push(days, ...[notes, steps, links, removal].map(({ element }) => element));
  const dialog = openDialog({ title: t('planner.task'), body, status, kind: 'side' }, () => {
    for (const part of all) part.commit();
    parts.closed();
  });
  dialog.dataset['task'] = parts.task.id;
  dialog.dataset['saves'] = '0';
  const update = (task: TaskShown) => {
    for (const part of all) part.update(task);
  };
  update(parts.task);
  return {
    task: parts.task.id,
    update(task) {
      if (task) return update(task);
      if (!removal.isRemoved()) toast(t('planner.noTask'));
      dialog.close();
    },
  };
}

/** What is tied to one value of the task each. */
function fieldsOf({ task: first, plan, edits, members, nameOf }: PanelParts, attempt: Attempt) {
  const states = STATES.map((state) => ({ value: String(state), name: t(`planner.progress.${String(state)}`) }));
  const buckets = plan.buckets.map(({ id, name }) => ({ value: id ?? '', name }));
  if (first.bucket === null && !buckets.some(({ value }) => value === ''))
    buckets.push({ value: '', name: t('planner.noBucket') });
  /** What was chosen is not worth being told again. */
  const quietly: Attempt = (work) => attempt(work);
  const day = (name: 'start' | 'due') =>
    field(name, t(`planner.${name}Day`), {
      control: h('input', { type: 'date', min: '2000-01-01', max: '2099-12-31' }),
      read: (task) => dayOf(task[name]),
      save: (task, value) => edits[name](task, value),
      attempt,
      waits: true,
    });
  return {
    title: field('title', t('planner.title'), {
      control: h('input', { type: 'text', maxlength: 255, autocomplete: 'off', required: true }),
      read: (task) => task.title,
      save: (task, value) => edits.title(task, value.trim()),
      attempt,
    }),
    people: peoplePart({ members, nameOf, edits, attempt }),
    progress: field('progress', t('planner.progressLabel'), {
      control: select(states),
      read: (task) => String(stateOf(task)),
      save: (task, value) => edits.progress(task, Number(value)),
      attempt: quietly,
    }),
    bucket: field('bucket', t('planner.bucket'), {
      control: select(buckets),
      read: (task) => task.bucket ?? '',
      save: (task, value) => edits.bucket(task, value === '' ? null : value),
      attempt: quietly,
    }),
    start: day('start'),
    due: day('due'),
    notes: field('notes', t('planner.notes'), {
      control: h('textarea', { rows: 4, maxlength: 32_767 }),
      read: (task) => task.notes,
      save: (task, value) => edits.notes(task, value),
      attempt,
    }),
  };
}

function linksPart(openUrl: (url: string) => void): Part {
  const element = h('div', {});
  let drawn = '[]';
  return {
    element,
    update(task) {
      const now = JSON.stringify(task.links);
      if (now === drawn) return;
      drawn = now;
      element.replaceChildren(...(now === '[]' ? [] : [h('h3', {}, t('planner.links')), linksOf(task, openUrl)]));
    },
    commit: () => undefined,
  };
}

/** Deleting, asked about once more. */
function removePart(first: TaskShown, edits: Edits, attempt: Attempt): Part & { isRemoved: () => boolean } {
  let task = first;
  let isRemoved = false;
  const ask = h('button', { type: 'button', 'data-field': 'remove' }, t('planner.remove'));
  const sure = h('button', { type: 'button', class: 'danger' }, t('planner.removeSure'));
  const keep = h('button', { type: 'button' }, t('planner.keep'));
  const question = h('div', { class: 'sure', hidden: true }, h('p', {}, t('planner.removeAsk')), sure, keep);
  const asking = (isAsking: boolean) => {
    question.hidden = !isAsking;
    ask.hidden = isAsking;
    (isAsking ? keep : ask).focus();
  };
  ask.addEventListener('click', () => {
    asking(true);
  });
  keep.addEventListener('click', () => {
    asking(false);
  });
  sure.addEventListener('click', () => {
    isRemoved = true;
    void attempt(() => edits.remove(task)).then((outcome) => {
      if (outcome === 'done') return;
      isRemoved = false;
      asking(false);
    });
  });
  return {
    element: h('div', { class: 'remove-part' }, ask, question),
    update: (shown) => void (task = shown),
    commit: () => undefined,
    isRemoved: () => isRemoved,
  };
}
