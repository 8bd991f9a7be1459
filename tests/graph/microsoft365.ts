import { SANDBOX_IDENTITY } from '../../scripts/sandbox-settings.mjs';
import type { World } from '../support/world.ts';

/** What the sandbox's Graph holds, seen as a person would see it in Planner. */
export interface SeenTask {
  readonly id: string;
  readonly title: string;
  readonly bucketId: string;
  readonly percentComplete: number;
  readonly startDateTime: string | null;
  readonly dueDateTime: string | null;
  readonly assignments: Readonly<Record<string, unknown>>;
  readonly details: {
    readonly description: string;
    readonly checklist: Readonly<Record<string, { readonly title: string }>>;
    readonly references: Readonly<Record<string, { readonly alias: string }>>;
  };
}

/** A Graph client for tests: the person's own token, got on behalf of them as the service gets it. */
export async function graphAs(world: World, person: string, tenant = SANDBOX_IDENTITY.tenantId) {
  const body = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    client_id: SANDBOX_IDENTITY.clientId,
    client_secret: SANDBOX_IDENTITY.clientSecret,
    assertion: await world.token(person),
    requested_token_use: 'on_behalf_of',
    scope: 'https://graph.microsoft.com/.default',
  });
  const answer = await fetch(`${world.sandboxUrl}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const get = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${world.sandboxUrl}/graph/v1.0${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
    return (await response.json()) as T;
  };
  /** Throws when Graph refuses it. */
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<void> => {
    const response = await fetch(`${world.sandboxUrl}/graph/v1.0${path}`, {
      ...{ method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers } },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${await response.text()}`);
  };
  /** Null while a new task's details are on their way. */
  const withDetails = async (task: SeenTask): Promise<SeenTask | null> => {
    try {
      return { ...task, details: await get<SeenTask['details']>(`/planner/tasks/${task.id}/details`) };
    } catch (error) {
      if (String(error).includes(' 404 ')) return null;
      throw error;
    }
  };
  const list = async <T>(path: string): Promise<T[]> => (await get<{ value: T[] }>(path)).value;
  return {
    get,
    list,
    send,
    async tasksOf(group: string): Promise<SeenTask[]> {
      const plans = await list<{ id: string }>(`/groups/${group}/planner/plans`);
      const tasks = (await Promise.all(plans.map(({ id }) => list<SeenTask>(`/planner/plans/${id}/tasks`)))).flat();
      const whole = await Promise.all(tasks.map(withDetails));
      return whole.filter((task) => task !== null);
    },
  };
}
