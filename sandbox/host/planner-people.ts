import { h, icon, initials } from './dom.ts';
import type { TaskShown } from './planner-data.ts';
import type { Edits } from './planner-edits.ts';
import type { Attempt, Part } from './planner-fields.ts';
import { labelled, select } from './planner-fields.ts';
import { t } from './texts.ts';

export interface Member {
  /** Object id. */
  id: string;
  name: string;
}

interface PeopleParts {
  /** Those in the team. */
  members: () => readonly Member[];
  nameOf: (id: string) => string;
  edits: Edits;
  attempt: Attempt;
}

/** Whom the task is assigned to: those who are can be taken away, others in the team added. */
export function peoplePart({ members, nameOf, edits, attempt }: PeopleParts): Part {
  let task: TaskShown | null = null;
  let drawn = '';
  const list = h('ul', { class: 'assigned' });
  const nobody = h('p', { class: 'note' }, t('planner.nobody'));
  const place = h('div', { class: 'with-button' });
  const button = h('button', { type: 'button' }, t('planner.assign'));
  const chosen = () => place.querySelector('select');
  button.addEventListener('click', () => {
    const [shown, id] = [task, chosen()?.value];
    if (!shown || !id) return;
    void attempt(() => edits.assign(shown, id)).then(() => chosen()?.focus());
  });
  const person = (id: string) => {
    const name = nameOf(id);
    const remove = h(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': t('planner.unassign', { name }) },
      icon('close'),
    );
    remove.addEventListener('click', () => {
      const shown = task;
      if (shown) void attempt(() => edits.unassign(shown, id)).then(() => chosen()?.focus());
    });
    return h('li', {}, initials(name), h('span', {}, name), remove);
  };
  return {
    element: h(
      'fieldset',
      { class: 'people-part', 'data-field': 'people' },
      h('legend', {}, t('planner.people')),
      list,
      nobody,
      place,
    ),
    update(shown) {
      task = shown;
      const others = members().filter(({ id }) => !shown.assignees.includes(id));
      const now = JSON.stringify([shown.assignees, others]);
      if (now === drawn) return;
      drawn = now;
      list.replaceChildren(...shown.assignees.map(person));
      nobody.hidden = shown.assignees.length > 0;
      list.hidden = !nobody.hidden;
      const choice = select([
        { value: '', name: t('planner.whom') },
        ...others.map(({ id, name }) => ({ value: id, name })),
      ]);
      const label = labelled('assign', t('planner.assignTo'), choice);
      label.querySelector('span')?.classList.add('only-read-aloud');
      place.replaceChildren(label, button);
    },
    commit: () => undefined,
  };
}
