import { randomUUID } from 'node:crypto';

/** Planner as a plain script talks to it: one call after the other, each action by itself. */

/**
 * @typedef {{title: string, due: string, owner: string, steps: string[]}} Wanted an action as the script has it
 * @typedef {{url: string, token: string}} Graph
 * @typedef {{id: string, '@odata.etag': string}} Entity
 */

/** How long the script waits for details that have not come yet. */
const PAUSE_MS = 50;

/**
 * @param {Graph} graph
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @param {Record<string, string>} [headers]
 * @returns {Promise<any>} null when there is no such thing
 */
export async function ask({ url, token }, method, path, body, headers = {}) {
  const response = await fetch(`${url}/v1.0${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? null : response.json();
}

/**
 * Makes a plan with its buckets, and a task with its details for each action.
 * @param {Graph} graph
 * @param {string} group
 * @param {Wanted[]} wanted
 * @returns {Promise<string[]>} the tasks' ids
 */
export async function sendAll(graph, group, wanted) {
  const container = { url: `https://graph.microsoft.com/v1.0/groups/${group}` };
  const plan = await ask(graph, 'POST', '/planner/plans', { container, title: 'En i taget' });
  const buckets = [];
  for (const name of ['Ledning', 'Infrastruktur', 'Kompetens', 'Användning'])
    buckets.push(await ask(graph, 'POST', '/planner/buckets', { name, planId: plan.id, orderHint: ' !' }));
  const ids = [];
  for (const action of wanted) ids.push(await sendOne(graph, plan.id, buckets[0].id, action));
  return ids;
}

/**
 * @param {Graph} graph
 * @param {string} plan
 * @param {string} bucket
 * @param {Wanted} action
 */
async function sendOne(graph, plan, bucket, { title, due, owner, steps }) {
  const assigned = { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' };
  const { id } = await ask(graph, 'POST', '/planner/tasks', {
    ...{ planId: plan, bucketId: bucket, title, dueDateTime: `${due}T12:00:00Z`, assignments: { [owner]: assigned } },
  });
  const details = await detailsOf(graph, id);
  const item = { '@odata.type': '#microsoft.graph.plannerChecklistItem', isChecked: false };
  const checklist = Object.fromEntries(steps.map((step) => [randomUUID(), { ...item, title: step }]));
  const change = { description: title, checklist };
  await ask(graph, 'PATCH', `/planner/tasks/${id}/details`, change, { 'If-Match': details['@odata.etag'] });
  return String(id);
}

/**
 * @param {Graph} graph
 * @param {string} task
 * @returns {Promise<Entity>}
 */
async function detailsOf(graph, task) {
  for (;;) {
    const details = await ask(graph, 'GET', `/planner/tasks/${task}/details`);
    if (details) return details;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/**
 * Sets the tasks' due day.
 * @param {Graph} graph
 * @param {string[]} tasks
 * @param {string} due
 */
export async function changeEach(graph, tasks, due) {
  for (const id of tasks) {
    const { '@odata.etag': etag } = await ask(graph, 'GET', `/planner/tasks/${id}`);
    await ask(graph, 'PATCH', `/planner/tasks/${id}`, { dueDateTime: `${due}T12:00:00Z` }, { 'If-Match': etag });
  }
}

/**
 * Sees whether anything has changed.
 * @param {Graph} graph
 * @param {string[]} tasks
 */
export async function lookAtEach(graph, tasks) {
  for (const id of tasks) await ask(graph, 'GET', `/planner/tasks/${id}`);
}
