import { expect } from '@jest/globals';
import { errorOf, startMicrosoft365 } from './microsoft365.ts';
import type { Answer, Asking, Json, Microsoft365 } from './microsoft365.ts';

/** Planner as the head of Sjöskolan sees it, with what the tests need made. */
export interface PlannerWorld {
  readonly graph: Microsoft365;
  /** A token of the head, who is in the group. */
  readonly token: string;
  readonly group: string;
  /** Calls Graph, e.g. `GET /planner/plans/…`; as the head if no token is given. */
  call(address: string, asking?: Asking): Promise<Answer>;
  plan(title?: string): Promise<Json>;
  bucket(plan: Json, more?: Json): Promise<Json>;
  /** A task, with the moment passed that its details take to come. */
  task(plan: Json, more?: Json): Promise<Json>;
}

/** Starts one. */
export async function startPlanner(): Promise<PlannerWorld> {
  const graph = await startMicrosoft365();
  const token = await graph.tokens.signGraphToken(graph.person('rektor-sjoskolan'));
  const group = graph.team('sjoskolan').id;
  const call = (address: string, asking: Asking = {}) => {
    const [method, path] = address.split(/ (.*)/s);
    return graph.ask(`${method} /graph/v1.0${path}`, { token, ...asking });
  };
  const made = async (address: string, body: Json) => {
    const answer = await call(address, { body });
    if (answer.status !== 201) throw new Error(`${address}: ${answer.status} ${errorOf(answer).message}`);
    return answer.body;
  };
  return {
    graph,
    token,
    group,
    call,
    plan: (title = 'LIKA') =>
      made('POST /planner/plans', { container: { url: `https://graph.microsoft.com/v1.0/groups/${group}` }, title }),
    bucket: (plan, more = {}) =>
      made('POST /planner/buckets', { name: 'Ledning', planId: plan.id, orderHint: ' !', ...more }),
    async task(plan, more = {}) {
      const task = await made('POST /planner/tasks', { title: 'Boka en träff', planId: plan.id, ...more });
      graph.pass(1_000);
      return task;
    },
  };
}

export const etag = (entity: Json) => ({ 'if-match': String(entity['@odata.etag']) });
export const representation = { prefer: 'return=representation' };

/** Values as a client sends them. */
export const ASSIGNED = { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' };
export const ITEM = {
  '@odata.type': '#microsoft.graph.plannerChecklistItem',
  title: 'Fråga arbetslaget',
  isChecked: false,
};
export const REFERENCE = { '@odata.type': '#microsoft.graph.plannerExternalReference', alias: 'Planen', type: 'Other' };
/** Key of a checklist item. */
export const KEY = '95e27074-6c4a-447a-aa24-9d718a0b86fa';
/** An address as the key of a reference. */
export const ADDRESS = 'https%3A//teams%2Emicrosoft%2Ecom/l/entity/title';

/** Address of a resource below /planner. */
export const path = (kind: string, entity: Json, rest = '') => `/planner/${kind}/${String(entity.id)}${rest}`;

/** Expects a refusal with this status, code and message. */
export function refused(answer: Answer, status: number, code: string, message: RegExp): void {
  expect({ status: answer.status, ...errorOf(answer) }).toMatchObject({
    status,
    code,
    message: expect.stringMatching(message),
  });
}
