import { h, icon } from './dom.ts';
import { setChildren } from './keep-nodes.ts';
import type { StepShown, TaskShown } from './planner-data.ts';
import type { Edits } from './planner-edits.ts';
import { live } from './planner-fields.ts';
import type { Attempt, Part } from './planner-fields.ts';
import { t } from './texts.ts';

/** The task's checklist: steps to tick, write anew, take away and add. */
export function stepsPart(edits: Edits, attempt: Attempt): Part {
  const rows = new Map<string, Part>();
  let task: TaskShown | null = null;
  const list = h('ul', { class: 'step-rows' });
  const legend = h('legend', {}, '');
  const adding = h('input', {
    type: 'text',
    maxlength: 100,
    autocomplete: 'off',
    'aria-label': t('planner.newStep'),
    placeholder: t('planner.newStep'),
  });
  const add = async () => {
    const [title, shown] = [adding.value.trim(), task];
    if (title === '' || !shown) return;
    adding.value = '';
    const outcome = await attempt(() => edits.addStep(shown, title), title);
    if (outcome !== 'done') adding.value = title;
  };
  const button = h('button', { type: 'button', onclick: () => void add() }, t('planner.add'));
  adding.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    void add();
  });
  const rowOf = (step: StepShown) => {
    const row = rows.get(step.key) ?? stepRow(step.key, edits, attempt, () => adding.focus());
    rows.set(step.key, row);
    return row;
  };
  return {
    element: h(
      'fieldset',
      { class: 'steps-part', 'data-field': 'steps' },
      legend,
      list,
      h('div', { class: 'with-button' }, adding, button),
    ),
    update(shown) {
      task = shown;
      const { checklist } = shown;
      const done = checklist.filter((step) => step.done).length;
      legend.textContent =
        checklist.length > 0 ? t('planner.stepsOf', { done, all: checklist.length }) : t('planner.steps');
      setChildren(
        list,
        checklist.map((step) => rowOf(step).element),
      );
      list.hidden = checklist.length === 0;
      for (const key of rows.keys()) if (!checklist.some((step) => step.key === key)) rows.delete(key);
      for (const row of rows.values()) row.update(shown);
      adding.disabled = button.disabled = shown.detailsEtag === null;
    },
    commit() {
      for (const row of rows.values()) row.commit();
      void add();
    },
  };
}

function stepRow(key: string, edits: Edits, attempt: Attempt, removed: () => void): Part {
  let task: TaskShown | null = null;
  const stepIn = (shown: TaskShown) => shown.checklist.find((step) => step.key === key);
  const box = h('input', { type: 'checkbox' });
  const title = h('input', { type: 'text', maxlength: 100, class: 'step-title', autocomplete: 'off' });
  const remove = h('button', { type: 'button', class: 'quiet' }, icon('close'));
  const withStep = (work: (shown: TaskShown, step: StepShown) => ReturnType<Edits['removeStep']>) => async () => {
    const shown = task;
    const step = shown && stepIn(shown);
    return shown && step ? attempt(() => work(shown, step)) : 'failed';
  };
  const tick = withStep((shown, step) => edits.changeStep(shown, step, { isChecked: box.checked }));
  const take = withStep((shown, step) => edits.removeStep(shown, step));
  box.addEventListener('change', () => {
    void tick().then(() => {
      const step = task && stepIn(task);
      if (step) box.checked = step.done;
    });
  });
  remove.addEventListener('click', () => {
    void take().then((outcome) => {
      if (outcome === 'done') removed();
    });
  });
  const text = live({
    control: title,
    read: (shown) => stepIn(shown)?.title ?? '',
    save(shown, value) {
      const step = stepIn(shown);
      if (!step) return Promise.resolve('changed');
      return value.trim() === '' ? edits.removeStep(shown, step) : edits.changeStep(shown, step, { title: value });
    },
    attempt,
  });
  return {
    element: h('li', { class: 'step-row', 'data-step': key }, box, title, remove),
    update(shown) {
      const step = stepIn(shown);
      if (!step) return;
      const isNews = task === null || stepIn(task)?.done !== step.done;
      task = shown;
      if (isNews) box.checked = step.done;
      box.setAttribute('aria-label', t('planner.stepDone', { title: step.title }));
      title.setAttribute('aria-label', t('planner.step', { title: step.title }));
      remove.setAttribute('aria-label', t('planner.removeStep', { title: step.title }));
      text.update(shown);
    },
    commit: () => {
      text.commit();
    },
  };
}
