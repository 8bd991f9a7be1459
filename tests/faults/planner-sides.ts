import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { Action, Plan } from '../../bot/api/schemas/plan.ts';
import type { Unit } from '../../bot/api/schemas/units.ts';
import { columnOf } from '../../lika/plan/planner.ts';
import type { Percent } from '../../lika/plan/planner.ts';
import { done } from '../api/calls.ts';
import { EKSKOLAN } from '../api/demo.ts';
import { graphAs } from '../graph/microsoft365.ts';
import { GraphWay } from '../support/graph-way.mjs';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

/** A plan and its tasks in Planner, as people on both sides see and change them. */

export const HEAD = 'rektor-ekskolan';
const UNIT = `/api/units/${EKSKOLAN}`;

export interface Step {
  readonly text: string;
  readonly done: boolean;
}

/** What an action and its task are to have in common. */
export interface Facts {
  readonly title: string;
  readonly start: string | null;
  readonly due: string | null;
  readonly assignees: readonly string[];
  readonly progress: Percent;
  /** By id. */
  readonly steps: Readonly<Record<string, Step>>;
  readonly notes: string;
}

interface Task {
  readonly id: string;
  readonly '@odata.etag': string;
  readonly title: string;
  readonly percentComplete: number;
  readonly startDateTime: string | null;
  readonly dueDateTime: string | null;
  readonly assignments: Readonly<Record<string, unknown>>;
  /** Null as long as they are on their way. */
  readonly details: {
    readonly '@odata.etag': string;
    readonly description: string;
    readonly checklist: Readonly<Record<string, { readonly title: string; readonly isChecked: boolean }>>;
    readonly references: Readonly<Record<string, unknown>>;
  } | null;
}

export interface PlannerSides {
  readonly world: World;
  readonly way: GraphWay;
  /** Ids of the actions of the test. */
  readonly actions: readonly string[];
  stop(): Promise<void>;
}

/** A world whose service reaches Graph by a way of its own, with so many decided actions in its plan. */
export async function plannerSides(count: number): Promise<PlannerSides> {
  const way = new GraphWay();
  const graph = await way.open();
  const world = await startWorld({
    env: { LIKA_REQUESTS_PER_MINUTE: '100000', LIKA_JOB_SECONDS: '5', GRAPH_URL: `${graph}/graph` },
  });
  way.to(world.sandboxUrl);
  const actions: string[] = [];
  for (let number = 0; number < count; number += 1)
    actions.push(await decidedAction(world, `Insats ${String(number)}`));
  const stop = async (): Promise<void> => {
    await world.stop();
    way.close();
  };
  return { world, way, actions, stop };
}

async function decidedAction(world: World, title: string): Promise<string> {
  const goal = { new: { text: `Mål: ${title}`, area: 'ledning', step: 1, indicators: [] } };
  const { id } = await done<Action>(world, HEAD, 'POST', `${UNIT}/plan/actions`, {
    ...{ title, goal, area: 'ledning', indicators: [], activities: ['Börja', 'Fortsätt', 'Sluta'] },
  });
  await done(world, HEAD, 'PATCH', `/api/actions/${id}`, {
    ...{ version: 1, state: 'decided', responsible: world.person(HEAD).id, due: '2027-03-01' },
    followUp: { on: '2027-06-15', how: null },
  });
  return id;
}

export const planHere = ({ world }: PlannerSides): Promise<Plan> => done<Plan>(world, HEAD, 'GET', `${UNIT}/plan`);

/** Sends the actions; `title` names a new plan, without it they go where the plan is. */
export async function send({ world }: PlannerSides, actions: readonly string[], title?: string): Promise<void> {
  await done(world, HEAD, 'POST', `${UNIT}/plan/planner`, { actions, ...(title ? { into: { title } } : {}) });
}

export async function part({ world }: PlannerSides, action: string): Promise<void> {
  await done(world, HEAD, 'POST', `/api/actions/${action}/planner/part`, { task: 'remove' });
}

/** The head is back, and wants it tried again. A connection from before the service was killed may still be at hand. */
export async function tryAgain({ world }: PlannerSides): Promise<void> {
  await until('the service takes it', async () => {
    try {
      await done(world, HEAD, 'GET', '/api/me');
      await done(world, HEAD, 'POST', `${UNIT}/plan/planner/try`);
      return true;
    } catch (error) {
      if (error instanceof TypeError) return false;
      throw error;
    }
  });
}

/** Until when the service has the plan in hand, in milliseconds by the database's clock; 0 while it hasn't. */
export async function heldUntil({ world }: PlannerSides): Promise<number> {
  const admin = new pg.Client({ connectionString: world.database.superUrl });
  await admin.connect();
  const { rows } = await admin.query<{ ms: string }>(
    'select (extract(epoch from lease_until) * 1000)::bigint as ms from planner_queue where holder is not null',
  );
  await admin.end();
  return Number(rows[0]?.ms ?? 0);
}

/** After a kill: the dead one's hold on the plan ends, and what it had asked of Graph has come to an end. */
export async function timePasses({ world }: PlannerSides): Promise<void> {
  const admin = new pg.Client({ connectionString: world.database.superUrl });
  await admin.connect();
  await admin.query(`update planner_queue set lease_until = '-infinity'`);
  await admin.query(`update planner_task set sending_at = sending_at - interval '5 minutes'`);
  await admin.end();
}

const STATES: Readonly<Record<string, Percent>> = { proposed: 0, decided: 0, ongoing: 50, done: 100, closed: 100 };

export function factsHere(action: Action): Facts {
  const { title, start, due, responsible, involved, state, activities, notes } = action;
  return {
    ...{ title, start, due, notes, progress: STATES[state] ?? 0 },
    assignees: [responsible ?? '', ...involved].sort(),
    steps: Object.fromEntries(activities.map(({ id, text, done: isDone }) => [id, { text, done: isDone }])),
  };
}

const day = (moment: string | null): string | null => moment && moment.slice(0, 10);
const beneath = (text: string): string => (/^=== LIKA.*$([\s\S]*)/m.exec(text)?.[1] ?? '(no line)').trim();

function factsThere(task: Task): Facts {
  return {
    ...{ title: task.title, start: day(task.startDateTime), due: day(task.dueDateTime) },
    progress: columnOf(task.percentComplete),
    assignees: Object.keys(task.assignments).sort(),
    notes: beneath(task.details?.description ?? ''),
    steps: Object.fromEntries(
      Object.entries(task.details?.checklist ?? {}).map(([id, { title, isChecked }]) => [
        id,
        { text: title, done: isChecked },
      ]),
    ),
  };
}

export interface There {
  /** Each task that leads back to the action: one, if all is well. */
  readonly byAction: ReadonlyMap<string, readonly Facts[]>;
  /** All tasks in the plan. */
  readonly count: number;
  /** Plans of the team that are called alike. */
  readonly sameTitle: number;
}

async function planThere(sides: PlannerSides): Promise<string | null> {
  const { planner } = await planHere(sides);
  return /\/plan\/([^/]+)\/view/.exec(planner?.url ?? '')?.[1] ?? null;
}

async function tasksOf(sides: PlannerSides, plan: string): Promise<Task[]> {
  return (await graphAs(sides.world, HEAD)).list<Task>(`/planner/plans/${plan}/tasks?$expand=details`);
}

/** What a person sees in the plan that LIKA says it is in; null while there is none. */
export async function seenThere(sides: PlannerSides): Promise<There | null> {
  const plan = await planThere(sides);
  if (plan === null) return null;
  const { channel } = await done<Unit>(sides.world, HEAD, 'GET', UNIT);
  const plans = await (
    await graphAs(sides.world, HEAD)
  ).list<{ id: string; title: string }>(`/groups/${channel?.team ?? ''}/planner/plans`);
  const title = plans.find(({ id }) => id === plan)?.title;
  const tasks = await tasksOf(sides, plan);
  const byAction = new Map(
    sides.actions.map((action) => [action, tasks.filter((task) => leadsTo(task, action)).map(factsThere)]),
  );
  return { byAction, count: tasks.length, sameTitle: plans.filter((one) => one.title === title).length };
}

const leadsTo = ({ details }: Task, action: string): boolean =>
  Object.keys(details?.references ?? {}).some((address) => address.includes(action));

/** Changes an action as the head does, again when somebody was faster. */
export async function changeHere(
  { world }: PlannerSides,
  action: string,
  change: (now: Action) => Readonly<Record<string, unknown>>,
): Promise<void> {
  await until('the action is changed here', async () => {
    const now = (await done<Plan>(world, HEAD, 'GET', `${UNIT}/plan`)).actions.find(({ id }) => id === action);
    if (!now) throw new Error(`there is no action ${action}`);
    const body = { version: now.version, ...change(now) };
    const { status, body: said } = await world.api(HEAD, 'PATCH', `/api/actions/${action}`, { body });
    if (status !== 200 && status !== 409)
      throw new Error(`${String(status)} ${JSON.stringify(said)}\n${world.serviceLog().slice(-2000)}`);
    return status === 200;
  });
}

export interface ChangeThere {
  readonly task?: Readonly<Record<string, unknown>>;
  readonly details?: (now: NonNullable<Task['details']>) => Readonly<Record<string, unknown>>;
}

/** Changes an action's task as somebody does in Planner, again when somebody was faster. */
export async function changeThere(sides: PlannerSides, action: string, { task, details }: ChangeThere): Promise<void> {
  const plan = (await planThere(sides)) ?? '';
  const graph = await graphAs(sides.world, HEAD);
  const patch = (path: string, etag: string, body: object): Promise<boolean> =>
    graph.write('PATCH', path, { body, etag }).then(
      () => true,
      (error: unknown) => {
        if (/: (409|412) /.test(String(error))) return false;
        throw error;
      },
    );
  const find = async () => (await tasksOf(sides, plan)).find((one) => leadsTo(one, action));
  await until('the task is changed in Planner', async () => {
    const now = await find();
    return now && (!task || patch(`/planner/tasks/${now.id}`, now['@odata.etag'], task));
  });
  await until('its details are changed in Planner', async () => {
    const now = await find();
    if (!now?.details) return false;
    return !details || patch(`/planner/tasks/${now.id}/details`, now.details['@odata.etag'], details(now.details));
  });
}

const WORDS = readFileSync('tab/texts/more.sv.json', 'utf8');

/** Whether people are told what a cause means. */
export const hasWords = (cause: string | null): boolean => cause !== null && WORDS.includes(`"${cause}"`);
