import { CallFailed, graphAs } from './api.ts';

/** A team's plans with what stands in them, as the page shows them. */
export interface PlanShown {
  id: string;
  title: string;
  buckets: BucketShown[];
}

export interface BucketShown {
  /** Null for those tasks that are in no bucket. */
  id: string | null;
  name: string;
  tasks: TaskShown[];
}

export interface TaskShown {
  id: string;
  etag: string;
  /** Null as long as a new task's details have not come. */
  detailsEtag: string | null;
  title: string;
  /** 0 to 100; Planner shows three states. */
  percent: number;
  /** ISO times, null when it has none. */
  start: string | null;
  due: string | null;
  bucket: string | null;
  /** Object ids. */
  assignees: string[];
  notes: string;
  checklist: StepShown[];
  links: { url: string; name: string }[];
}

export interface StepShown {
  key: string;
  title: string;
  done: boolean;
  orderHint: string;
}

/** Planner's three states: not begun, under way, done. */
export const STATES = [0, 50, 100] as const;

export const stateOf = ({ percent }: TaskShown): (typeof STATES)[number] =>
  percent <= 0 ? 0 : percent >= 100 ? 100 : 50;

type Fields = Record<string, unknown>;
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const byHint = (a: Fields, b: Fields) => (text(a['orderHint']) < text(b['orderHint']) ? -1 : 1);

type Details = Pick<TaskShown, 'detailsEtag' | 'notes' | 'checklist' | 'links'>;
const NO_DETAILS: Details = { detailsEtag: null, notes: '', checklist: [], links: [] };

/** Reads a team's plans through Graph, as a person. What a task's ETag says is as before is not read again. */
export function plansReader(person: string, nameOfNoBucket: () => string) {
  const graph = graphAs(person);
  const known = new Map<string, { etag: string; details: Details }>();
  const values = async (path: string) => {
    const all: Fields[] = [];
    for (let next: string | null = path; next;) {
      const page = fieldsOf(await graph(next));
      all.push(...listOf(page['value']));
      const link = text(page['@odata.nextLink']);
      next = link ? (link.split('/v1.0')[1] ?? null) : null;
    }
    return all;
  };
  /** A change of the details changes the task's ETag too. */
  const detailsOf = async (id: string, etag: string): Promise<Details> => {
    const kept = known.get(id);
    if (kept?.etag === etag) return kept.details;
    try {
      const details = readDetails(fieldsOf(await graph(`/planner/tasks/${id}/details`)));
      known.set(id, { etag, details });
      return details;
    } catch (error) {
      if (error instanceof CallFailed && error.status === 404) return NO_DETAILS;
      throw error;
    }
  };
  const readTask = async (task: Fields): Promise<TaskShown> => ({
    id: text(task['id']),
    etag: text(task['@odata.etag']),
    title: text(task['title']),
    percent: Number(task['percentComplete'] ?? 0),
    start: text(task['startDateTime']) || null,
    due: text(task['dueDateTime']) || null,
    bucket: text(task['bucketId']) || null,
    assignees: Object.keys(fieldsOf(task['assignments'])).sort(),
    ...(await detailsOf(text(task['id']), text(task['@odata.etag']))),
  });
  const readPlan = async (plan: Fields): Promise<PlanShown> => {
    const id = text(plan['id']);
    const [buckets, fields] = await Promise.all([
      values(`/planner/plans/${id}/buckets`),
      values(`/planner/plans/${id}/tasks`),
    ]);
    const tasks = await Promise.all(fields.sort(byHint).map(readTask));
    const named = buckets.sort(byHint).map((bucket) => ({ id: text(bucket['id']), name: text(bucket['name']) }));
    const shown: BucketShown[] = named.map((bucket) => ({
      ...bucket,
      tasks: tasks.filter((task) => task.bucket === bucket.id),
    }));
    const loose = tasks.filter((task) => !named.some((bucket) => bucket.id === task.bucket));
    if (loose.length > 0) shown.push({ id: null, name: nameOfNoBucket(), tasks: loose });
    return { id, title: text(plan['title']), buckets: shown };
  };
  /** All plans of a team. @throws CallFailed */
  return async (team: string): Promise<PlanShown[]> => {
    const plans = await values(`/groups/${team}/planner/plans`);
    return Promise.all(plans.map(readPlan));
  };
}

function readDetails(details: Fields): Details {
  return {
    detailsEtag: text(details['@odata.etag']),
    notes: text(details['description']),
    // Planner shows the greatest order hint first.
    checklist: Object.entries(fieldsOf(details['checklist']))
      .map(([key, value]) => ({ key, ...readStep(fieldsOf(value)) }))
      .sort((a, b) => (a.orderHint > b.orderHint ? -1 : 1)),
    links: Object.entries(fieldsOf(details['references'])).map(([key, value]) => {
      const url = decodeURIComponent(key);
      return { url, name: text(fieldsOf(value)['alias']) || url };
    }),
  };
}

const readStep = (item: Fields) => ({
  title: text(item['title']),
  done: item['isChecked'] === true,
  orderHint: text(item['orderHint']),
});
