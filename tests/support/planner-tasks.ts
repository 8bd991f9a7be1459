import { graphAs } from '../graph/microsoft365.ts';
import type { World } from './world.ts';

/** A task as Graph lists it, with what is needed to write to it. */
export interface HeldTask {
  readonly id: string;
  readonly title: string;
  readonly planId: string;
  readonly '@odata.etag': string;
  readonly dueDateTime: string | null;
  readonly percentComplete: number;
}

/** The team's Planner as one of its people has it, past LIKA: what they make, change and take away there. */
export async function plannerOf(world: World, person: string, team: string) {
  const graph = await graphAs(world, person);
  const tasks = async (): Promise<HeldTask[]> => {
    const plans = await graph.list<{ id: string }>(`/groups/${team}/planner/plans`);
    return (await Promise.all(plans.map(({ id }) => graph.list<HeldTask>(`/planner/plans/${id}/tasks`)))).flat();
  };
  return {
    tasks,
    async task(title: string): Promise<HeldTask> {
      const found = (await tasks()).find((task) => task.title === title);
      if (!found) throw new Error(`there is no task ${title}`);
      return found;
    },
    makePlan: (title: string) =>
      graph.write('POST', '/planner/plans', {
        body: { container: { url: `https://graph.microsoft.com/v1.0/groups/${team}` }, title },
      }),
    change: (task: HeldTask, body: object) =>
      graph.write('PATCH', `/planner/tasks/${task.id}`, { body, etag: task['@odata.etag'] }),
    remove: (task: HeldTask) => graph.write('DELETE', `/planner/tasks/${task.id}`, { etag: task['@odata.etag'] }),
  };
}
