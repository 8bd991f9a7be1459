import { changeHere, changeThere, HEAD } from './planner-sides.ts';
import type { Facts, PlannerSides } from './planner-sides.ts';
import { oneOf } from './rounds.ts';

/** Changes that people make on both sides at once, each in a field of its own, and what both sides are to say then. */

type Field = keyof Facts;
const FIELDS: readonly Field[] = ['title', 'start', 'due', 'assignees', 'progress', 'steps', 'notes'];
const COLLEAGUES = ['bitradande-ekskolan', 'it-pedagog-ekskolan', 'forstelarare-ekskolan'];
const STATE = { 0: 'decided', 50: 'ongoing', 100: 'done' } as const;
const ASSIGNED = { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' };
const ITEM = { '@odata.type': '#microsoft.graph.plannerChecklistItem' };

let made = 0;
const two = (number: number): string => String(number).padStart(2, '0');

/** A new value for a field, unlike the one before. */
function changed({ world }: PlannerSides, facts: Facts, field: Field, random: () => number): Facts {
  made += 1;
  switch (field) {
    case 'title':
      return { ...facts, title: `Insats, ändrad gång ${String(made)}` };
    case 'start':
      return { ...facts, start: facts.start === null ? '2027-01-15' : null };
    case 'due':
      return { ...facts, due: `2027-0${String(3 + (made % 3))}-${two(1 + (made % 28))}` };
    case 'progress':
      return {
        ...facts,
        progress: oneOf(
          ([0, 50, 100] as const).filter((column) => column !== facts.progress),
          random,
        ),
      };
    case 'notes':
      return { ...facts, notes: `${facts.notes}\nSagt ${String(made)}`.slice(-200).trim() };
    case 'assignees': {
      const { id } = world.person(oneOf(COLLEAGUES, random));
      const others = facts.assignees.filter((person) => person !== id);
      return { ...facts, assignees: others.length < facts.assignees.length ? others : [...others, id].sort() };
    }
    case 'steps': {
      const step = oneOf(Object.keys(facts.steps), random);
      const before = facts.steps[step] ?? { text: '', done: false };
      const after = random() < 0.5 ? { ...before, done: !before.done } : { ...before, text: `Steg ${String(made)}` };
      return { ...facts, steps: { ...facts.steps, [step]: after } };
    }
  }
}

/**
 * Changes one action: some fields here, others in Planner, where that is allowed. The title is changed here alone, for
 * there it is asked about. What is changed here waits for `here` to be called.
 * @returns what both sides are to say
 */
export async function changeBoth(
  sides: PlannerSides,
  action: string,
  facts: Facts,
  { random, inPlanner: isAllowed }: { random: () => number; inPlanner: boolean },
): Promise<{ wanted: Facts; here: () => Promise<void> }> {
  const chosen = FIELDS.filter(() => random() < 0.4);
  const inPlanner = chosen.filter((field) => isAllowed && field !== 'title' && random() < 0.5);
  const isHere = chosen.filter((field) => !inPlanner.includes(field));
  const there = inPlanner.reduce((sum, field) => changed(sides, sum, field, random), facts);
  if (inPlanner.length > 0) await changeThere(sides, action, changeOfTask(facts, there));
  const wanted = isHere.reduce((sum, field) => changed(sides, sum, field, random), there);
  return {
    wanted,
    here: () => (isHere.length > 0 ? writeHere(sides, action, isHere, wanted) : Promise.resolve()),
  };
}

function changeOfTask(before: Facts, after: Facts) {
  const noon = (day: string | null): string | null => day && `${day}T12:00:00Z`;
  const came = after.assignees.filter((person) => !before.assignees.includes(person));
  const went = before.assignees.filter((person) => !after.assignees.includes(person));
  const people: Record<string, object | null> = Object.fromEntries([
    ...came.map((id) => [id, ASSIGNED] as const),
    ...went.map((id) => [id, null] as const),
  ]);
  const task = {
    ...(before.start === after.start ? {} : { startDateTime: noon(after.start) }),
    ...(before.due === after.due ? {} : { dueDateTime: noon(after.due) }),
    ...(before.progress === after.progress ? {} : { percentComplete: after.progress }),
    ...(came.length + went.length > 0 ? { assignments: people } : {}),
  };
  const steps = Object.entries(after.steps).filter(([id, { text, done }]) => {
    const was = before.steps[id];
    return was?.text !== text || was.done !== done;
  });
  const checklist = Object.fromEntries(
    steps.map(([id, { text, done }]) => [id, { ...ITEM, title: text, isChecked: done }]),
  );
  return {
    ...(Object.keys(task).length > 0 ? { task } : {}),
    ...(steps.length > 0 || before.notes !== after.notes
      ? {
          details: ({ description }: { readonly description: string }) => ({
            ...(steps.length > 0 ? { checklist } : {}),
            ...(before.notes === after.notes
              ? {}
              : { description: `${description.split(/(?<=^=== LIKA.*$)/m)[0] ?? ''}\n${after.notes}` }),
          }),
        }
      : {}),
  };
}

async function writeHere(sides: PlannerSides, action: string, fields: readonly Field[], wanted: Facts): Promise<void> {
  const head = sides.world.person(HEAD).id;
  await changeHere(sides, action, (now) => ({
    ...(fields.includes('title') ? { title: wanted.title } : {}),
    ...(fields.includes('start') ? { start: wanted.start } : {}),
    ...(fields.includes('due') ? { due: wanted.due } : {}),
    ...(fields.includes('notes') ? { notes: wanted.notes } : {}),
    ...(fields.includes('progress') ? { state: STATE[wanted.progress] } : {}),
    ...(fields.includes('assignees') ? { involved: wanted.assignees.filter((person) => person !== head) } : {}),
    ...(fields.includes('steps')
      ? { activities: now.activities.map(({ id }) => ({ id, ...(wanted.steps[id] ?? { text: '?', done: false }) })) }
      : {}),
  }));
}
