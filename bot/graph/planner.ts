import type { Client } from '@microsoft/microsoft-graph-client';
import type {
  PlannerBucket,
  PlannerPlan,
  PlannerPlanDetails,
  PlannerTask,
  PlannerTaskDetails,
} from '@microsoft/microsoft-graph-types';
import { momentAt, swedishDay } from '../clock.ts';
import { sendBatch } from './batch.ts';
import type { Part, PartAnswer } from './batch.ts';
import { asGraphFault, graphAs } from './client.ts';
import { GraphFault } from './ports.ts';
import { referenceKey } from './reference-key.ts';
import type {
  Acting,
  Furniture,
  DetailsChange,
  Each,
  NewTask,
  Planner,
  SeenDetails,
  SeenTask,
  TaskChange,
  TokenSource,
} from './ports.ts';

/** Planner shows calendar days; noon UTC is the same day in every zone it is used in. */
const AT_NOON = 'T12:00:00Z';
const TITLE_MAX = 255;

type Tagged<T> = T & { '@odata.etag': string; id: string };
interface List<T> {
  value: Tagged<T>[];
  '@odata.nextLink'?: string;
}

/** Tasks in a team's Planner through Graph, as whoever may. */
export function createPlanner(tokens: TokenSource, graphUrl: string): Planner {
  const as = (acting: Acting): Promise<Client> => graphAs(acting, 'planner', tokens, graphUrl);
  return {
    async plans(acting, group) {
      const plans = await all<PlannerPlan>(await as(acting), `/groups/${encodeURIComponent(group)}/planner/plans`);
      return plans.map(({ id, title }) => ({ id, title: title ?? '' }));
    },
    async makePlan(acting, group, title) {
      const container = { url: `https://graph.microsoft.com/v1.0/groups/${group}` };
      return (
        await post<PlannerPlan>(await as(acting), '/planner/plans', { container, title: title.slice(0, TITLE_MAX) })
      ).id;
    },
    furniture: async (acting, plan) => readFurniture(await as(acting), plan),
    makeBuckets: async (acting, plan, names, last) => madeBuckets(await as(acting), plan, names, last),
    makeLabels: async (acting, plan, etag, names) => madeLabels(await as(acting), plan, etag, names),
    async tasks(acting, plan) {
      return (await all<PlannerTask>(await as(acting), `/planner/plans/${plan}/tasks`)).map(seenTask);
    },
    async details(acting, tasks) {
      const parts = tasks.map((id): Part => ({ method: 'GET', url: `/planner/tasks/${id}/details` }));
      return (await sendBatch<Tagged<PlannerTaskDetails>>(await as(acting), parts)).map((each) =>
        mapped(each, seenDetails),
      );
    },
    async makeTasks(acting, tasks) {
      const parts = tasks.map((task): Part => ({ method: 'POST', url: '/planner/tasks', body: newTask(task) }));
      return (await sendBatch<Tagged<PlannerTask>>(await as(acting), parts)).map((each) => mapped(each, seenTask));
    },
    async changeTasks(acting, changes) {
      const parts = changes.map(({ id, etag, change }) => patch(`/planner/tasks/${id}`, etag, taskBody(change)));
      return (await sendBatch<Tagged<PlannerTask>>(await as(acting), parts)).map((each) => mapped(each, seenTask));
    },
    async changeDetails(acting, changes) {
      const parts = changes.map(({ id, etag, change }) =>
        patch(`/planner/tasks/${id}/details`, etag, detailsBody(change)),
      );
      return (await sendBatch<Tagged<PlannerTaskDetails>>(await as(acting), parts)).map((each) =>
        mapped(each, seenDetails),
      );
    },
    async removeTasks(acting, tasks) {
      const parts = tasks.map(({ id, etag }): Part => ({
        method: 'DELETE',
        url: `/planner/tasks/${id}`,
        headers: { 'If-Match': etag },
      }));
      const answers = await sendBatch<unknown>(await as(acting), parts);
      return answers.map((each) =>
        each.fault && each.fault.reason !== 'not-found' ? { fault: each.fault } : { value: null },
      );
    },
  };
}

function mapped<T, U>(answer: PartAnswer<T>, to: (value: T) => U): Each<U> {
  if (answer.fault) return { fault: answer.fault };
  // What was done without a word of how it stands is read anew.
  return answer.value ? { value: to(answer.value) } : { fault: new GraphFault('changed-meanwhile') };
}

/** "<the hint before> <the hint after>!" says where a bucket goes; the service makes its own hint of it, so one at a time. */
async function madeBuckets(client: Client, plan: string, names: readonly string[], last: string): Promise<string[]> {
  const made: string[] = [];
  let before = last;
  for (const name of names) {
    const bucket = await post<PlannerBucket>(client, '/planner/buckets', {
      name,
      planId: plan,
      orderHint: `${before} !`,
    });
    before = bucket.orderHint ?? before;
    made.push(bucket.id);
  }
  return made;
}

/** Both in one request. */
async function readFurniture(client: Client, plan: string): Promise<Furniture> {
  const parts: Part[] = [
    { method: 'GET', url: `/planner/plans/${plan}/buckets` },
    { method: 'GET', url: `/planner/plans/${plan}/details` },
  ];
  const [buckets, details] = await sendBatch<unknown>(client, parts);
  const fault = buckets?.fault ?? details?.fault;
  if (fault) throw fault;
  const { value } = buckets?.value as List<PlannerBucket>;
  const { categoryDescriptions, ...rest } = details?.value as Tagged<PlannerPlanDetails>;
  const named = Object.entries((categoryDescriptions ?? {}) as Record<string, string | null>).filter(([key]) =>
    isKey(key),
  );
  return {
    buckets: value.map(({ id, name, orderHint }) => ({ id, name: name ?? '', hint: orderHint ?? '' })),
    labels: Object.fromEntries(named.flatMap(([key, name]) => (name ? [[key, name]] : []))),
    etag: rest['@odata.etag'],
  };
}

async function all<T>(client: Client, path: string): Promise<Tagged<T>[]> {
  const found: Tagged<T>[] = [];
  try {
    for (let address: string | undefined = path; address;) {
      const page: List<T> = (await client.api(address).get()) as List<T>;
      found.push(...page.value);
      address = page['@odata.nextLink'];
    }
  } catch (error) {
    throw asGraphFault(error);
  }
  return found;
}

async function post<T>(client: Client, path: string, body: object): Promise<Tagged<T>> {
  try {
    return (await client.api(path).post(body)) as Tagged<T>;
  } catch (error) {
    throw asGraphFault(error, true);
  }
}

const patch = (url: string, etag: string, body: object): Part => ({
  ...{ method: 'PATCH', url, body },
  headers: { 'If-Match': etag, Prefer: 'return=representation' },
});

const dayOf = (moment: string | null | undefined): string | null =>
  moment ? swedishDay(momentAt(Date.parse(moment))) : null;

function seenTask(task: Tagged<PlannerTask>): SeenTask {
  return {
    id: task.id,
    etag: task['@odata.etag'],
    title: task.title ?? '',
    bucket: task.bucketId ?? null,
    percent: task.percentComplete ?? 0,
    start: dayOf(task.startDateTime),
    due: dayOf(task.dueDateTime),
    assignees: keysOf(task.assignments),
    madeBy: task.createdBy?.application?.id ?? null,
  };
}

function seenDetails(details: Tagged<PlannerTaskDetails>): SeenDetails {
  const items = Object.entries((details.checklist ?? {}) as Record<string, StoredStep>).filter(([key]) => isKey(key));
  // Planner puts the greatest hint first.
  const inOrder = items.sort(([, a], [, b]) => ((a.orderHint ?? '') > (b.orderHint ?? '') ? -1 : 1));
  return {
    etag: details['@odata.etag'],
    notes: details.description ?? '',
    steps: inOrder.map(([key, { title, isChecked, orderHint }]) => ({
      ...{ key, text: title ?? '', done: isChecked === true, hint: orderHint ?? '' },
    })),
    links: keysOf(details.references),
  };
}

interface StoredStep {
  readonly title?: string;
  readonly isChecked?: boolean;
  readonly orderHint?: string;
}

const isKey = (key: string): boolean => !key.startsWith('@');
const keysOf = (open: object | null | undefined): string[] => Object.keys(open ?? {}).filter(isKey);

const assigned = { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' };

function newTask(task: NewTask): object {
  return {
    planId: task.plan,
    ...(task.bucket ? { bucketId: task.bucket } : {}),
    title: task.title.slice(0, TITLE_MAX),
    assignments: Object.fromEntries(task.assignees.map((person) => [person, assigned])),
    percentComplete: task.percent,
    ...(task.start ? { startDateTime: task.start + AT_NOON } : {}),
    ...(task.due ? { dueDateTime: task.due + AT_NOON } : {}),
    ...(task.label ? { appliedCategories: { [task.label]: true } } : {}),
  };
}

function taskBody({ title, percent, start, due, assign = [], unassign = [] }: TaskChange): object {
  const assignments = [
    ...assign.map((person) => [person, assigned] as const),
    ...unassign.map((person) => [person, null] as const),
  ];
  return {
    ...(title === undefined ? {} : { title: title.slice(0, TITLE_MAX) }),
    ...(percent === undefined ? {} : { percentComplete: percent }),
    ...(start === undefined ? {} : { startDateTime: start && start + AT_NOON }),
    ...(due === undefined ? {} : { dueDateTime: due && due + AT_NOON }),
    ...(assignments.length === 0 ? {} : { assignments: Object.fromEntries(assignments) }),
  };
}

function detailsBody({ preview, notes, steps, links }: DetailsChange): object {
  const checklist = Object.entries(steps ?? {}).map(([key, step]) => [
    key,
    step && {
      ...{ '@odata.type': '#microsoft.graph.plannerChecklistItem', title: step.text, isChecked: step.done },
      ...(step.hint === undefined ? {} : { orderHint: step.hint }),
    },
  ]);
  const references = Object.entries(links ?? {}).map(([url, alias]) => [
    referenceKey(url),
    alias === null ? null : { '@odata.type': '#microsoft.graph.plannerExternalReference', alias, type: 'Other' },
  ]);
  return {
    ...(preview ? { previewType: preview } : {}),
    ...(notes === undefined ? {} : { description: notes }),
    ...(checklist.length === 0 ? {} : { checklist: Object.fromEntries(checklist) as object }),
    ...(references.length === 0 ? {} : { references: Object.fromEntries(references) as object }),
  };
}

async function madeLabels(
  client: Client,
  plan: string,
  etag: string,
  names: Readonly<Record<string, string>>,
): Promise<void> {
  try {
    const path = `/planner/plans/${plan}/details`;
    await client.api(path).header('If-Match', etag).patch({ categoryDescriptions: names });
  } catch (error) {
    throw asGraphFault(error);
  }
}
