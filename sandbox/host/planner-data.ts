import { CallFailed, graphAs } from './api.ts';

/** A team's plans with what stands in them, as the page shows them. */
export interface PlanShown {
  id: string;
  title: string;
  buckets: { id: string; name: string; tasks: TaskShown[] }[];
}

export interface TaskShown {
  id: string;
  etag: string;
  title: string;
  /** 0, 50 or 100: Planner shows three states. */
  percent: number;
  /** ISO time, null when it has none. */
  due: string | null;
  assignees: string[];
  notes: string;
  checklist: { title: string; done: boolean }[];
  links: { url: string; name: string }[];
}

type Fields = Record<string, unknown>;
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const byHint = (a: Fields, b: Fields) => (text(a['orderHint']) < text(b['orderHint']) ? -1 : 1);

/** Planner through Graph, as a person. */
export function plannerAs(person: string, nameOf: (id: string) => string) {
  const graph = graphAs(person);
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
  const readTask = async (task: Fields): Promise<TaskShown> => {
    const details = fieldsOf(await graph(`/planner/tasks/${text(task['id'])}/details`));
    return {
      id: text(task['id']),
      etag: text(task['@odata.etag']),
      title: text(task['title']),
      percent: Number(task['percentComplete'] ?? 0),
      due: text(task['dueDateTime']) || null,
      assignees: Object.keys(fieldsOf(task['assignments'])).map(nameOf),
      notes: text(details['description']),
      checklist: Object.values(fieldsOf(details['checklist']))
        .map(fieldsOf)
        .sort((a, b) => (text(a['orderHint']) > text(b['orderHint']) ? -1 : 1))
        .map((item) => ({ title: text(item['title']), done: item['isChecked'] === true })),
      links: Object.entries(fieldsOf(details['references'])).map(([key, value]) => {
        const url = decodeURIComponent(key);
        return { url, name: text(fieldsOf(value)['alias']) || url };
      }),
    };
  };
  return {
    /** All plans of a team. */
    async plans(team: string): Promise<PlanShown[]> {
      const plans = await values(`/groups/${team}/planner/plans`);
      return Promise.all(
        plans.map(async (plan) => {
          const id = text(plan['id']);
          const [buckets, tasks] = await Promise.all([
            values(`/planner/plans/${id}/buckets`),
            values(`/planner/plans/${id}/tasks`),
          ]);
          const read = await Promise.all(
            tasks.sort(byHint).map(async (task) => ({ bucket: text(task['bucketId']), task: await readTask(task) })),
          );
          const inBucket = (bucket: string) => read.filter((each) => each.bucket === bucket).map((each) => each.task);
          return {
            id,
            title: text(plan['title']),
            buckets: buckets.sort(byHint).map((bucket) => ({
              id: text(bucket['id']),
              name: text(bucket['name']),
              tasks: inBucket(text(bucket['id'])),
            })),
          };
        }),
      );
    },
    /** Ticks a task or takes the tick away. False when somebody had changed it meanwhile (nothing is written then). */
    async complete(task: TaskShown, done: boolean): Promise<boolean> {
      try {
        const body = { percentComplete: done ? 100 : 0 };
        await graph(`/planner/tasks/${task.id}`, { method: 'PATCH', body, headers: { 'if-match': task.etag } });
        return true;
      } catch (error) {
        if (error instanceof CallFailed && [404, 409, 412].includes(error.status)) return false;
        throw error;
      }
    },
  };
}
