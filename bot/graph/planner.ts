import type { Client } from '@microsoft/microsoft-graph-client';
import type { PlannerBucket, PlannerPlan, PlannerTask, PlannerTaskDetails } from '@microsoft/microsoft-graph-types';
import { asGraphFault, graphAs, statusOf } from './client.ts';
import { GraphFault } from './ports.ts';
import type { PersonKey, Planner, PlannerPlace, TokenSource, WantedTask } from './ports.ts';

/** Planner's own limits, kept to on our side so that a long plan doesn't turn into a refusal. */
const CHECKLIST_MAX = 20;
const CHECKLIST_TITLE_MAX = 100;
const TITLE_MAX = 255;
const ASSIGNEES_MAX = 20;
/** An edit can meet somebody else's; Microsoft's advice is to read again and try anew. */
const TRIES_ON_CONFLICT = 3;
/** Planner shows calendar days; noon UTC is the same day in every zone it is used in. */
const AT_NOON = 'T12:00:00Z';

type Tagged<T> = T & { '@odata.etag': string; id: string };
interface List<T> {
  value: Tagged<T>[];
  '@odata.nextLink'?: string;
}

const clip = (text: string, max: number) =>
  [...text].length > max ? [...text].slice(0, max - 1).join('') + '…' : text;

/** Planner's keys for references are URLs with these characters percent-encoded. Source: Graph, plannerExternalReferences. */
export const referenceKey = (url: string) =>
  url.replace(/[%.:@#]/g, (sign) => '%' + sign.charCodeAt(0).toString(16).toUpperCase());

/** Tasks in the team's Planner through Graph, as the person who asked for it. */
export function createPlanner(tokens: TokenSource, graphUrl: string): Planner {
  return {
    async place(as, wanted, known) {
      const client = await graphAs(as, 'planner', tokens, graphUrl);
      const plan = (known && (await existingPlan(client, known.plan))) ?? (await findOrMakePlan(client, wanted));
      return { group: wanted.group, plan, buckets: await findOrMakeBuckets(client, plan, wanted.buckets) };
    },
    async task(as, place, wanted, known) {
      const client = await graphAs(as, 'planner', tokens, graphUrl);
      const task =
        (known && (await existingTask(client, known.task))) ?? (await findOrMakeTask(client, place, wanted, as));
      const after = await bringInLine(client, task, place, wanted);
      const details = await bringDetailsInLine(client, after.id, wanted);
      const read = await get<PlannerTask>(client, `/planner/tasks/${after.id}`);
      return { task: read.id, etag: read['@odata.etag'], detailsEtag: details['@odata.etag'] };
    },
  };
}

async function get<T>(client: Client, path: string): Promise<Tagged<T>> {
  try {
    return (await client.api(path).get()) as Tagged<T>;
  } catch (error) {
    throw asGraphFault(error);
  }
}

/** The thing, or null when it has been removed in Planner. */
async function getOrNull<T>(client: Client, path: string): Promise<Tagged<T> | null> {
  try {
    return await get<T>(client, path);
  } catch (error) {
    if (error instanceof GraphFault && error.reason === 'not-found') return null;
    throw error;
  }
}

async function all<T>(client: Client, path: string): Promise<Tagged<T>[]> {
  const found: Tagged<T>[] = [];
  for (let address: string | undefined = path; address;) {
    const page: List<T> = await get<List<T>>(client, address);
    found.push(...page.value);
    address = page['@odata.nextLink'];
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

const existingPlan = async (client: Client, id: string) =>
  (await getOrNull<PlannerPlan>(client, `/planner/plans/${id}`))?.id ?? null;

const existingTask = (client: Client, id: string) => getOrNull<PlannerTask>(client, `/planner/tasks/${id}`);

/** A plan with our title in the group is ours: making one is not idempotent, so look first. */
async function findOrMakePlan(client: Client, wanted: { group: string; title: string }): Promise<string> {
  const plans = await all<PlannerPlan>(client, `/groups/${wanted.group}/planner/plans`);
  const ours = plans.find((plan) => plan.title === wanted.title);
  if (ours) return ours.id;
  const container = { url: `https://graph.microsoft.com/v1.0/groups/${wanted.group}` };
  return (await post<PlannerPlan>(client, '/planner/plans', { container, title: wanted.title })).id;
}

async function findOrMakeBuckets(
  client: Client,
  plan: string,
  wanted: readonly { area: string; name: string }[],
): Promise<Record<string, string>> {
  const there = await all<PlannerBucket>(client, `/planner/plans/${plan}/buckets`);
  const buckets: Record<string, string> = {};
  let last = there.map(({ orderHint }) => orderHint ?? '').reduce((most, hint) => (hint > most ? hint : most), '');
  for (const { area, name } of wanted) {
    const found = there.find((bucket) => bucket.name === name);
    // "<the hint before> <the hint after>!": after all that are there. The service makes its own hint of it.
    const made = { name, planId: plan, orderHint: `${last} !` };
    const bucket = found ?? (await post<PlannerBucket>(client, '/planner/buckets', made));
    if (!found) last = bucket.orderHint ?? last;
    buckets[area] = bucket.id;
  }
  return buckets;
}

/**
 * After an unclear answer the task may be there already. Ours carries a link back to its action; one that was made
 * a moment ago and lost before its details were written carries our title, our bucket and nothing else.
 */
async function findOrMakeTask(client: Client, place: PlannerPlace, wanted: WantedTask, as: PersonKey) {
  const title = clip(wanted.title, TITLE_MAX);
  const bucketId = place.buckets[wanted.area] ?? Object.values(place.buckets)[0];
  const candidates = (await all<PlannerTask>(client, `/planner/plans/${place.plan}/tasks`)).filter(
    (task) => task.title === title,
  );
  for (const candidate of candidates) {
    const details = await get<PlannerTaskDetails>(client, `/planner/tasks/${candidate.id}/details`);
    const references = Object.keys(details.references ?? {}).filter((key) => !key.startsWith('@'));
    if (references.includes(referenceKey(wanted.link.url))) return candidate;
    const bare = references.length === 0 && !details.description && candidate.bucketId === bucketId;
    if (bare && candidate.createdBy?.user?.id === as.person) return candidate;
  }
  return post<PlannerTask>(client, '/planner/tasks', {
    planId: place.plan,
    ...(bucketId ? { bucketId } : {}),
    title,
    assignments: assignmentsOf(wanted.assignees, []),
    percentComplete: wanted.percent,
    ...(wanted.start ? { startDateTime: wanted.start + AT_NOON } : {}),
    ...(wanted.due ? { dueDateTime: wanted.due + AT_NOON } : {}),
  });
}

function assignmentsOf(wanted: readonly string[], there: readonly string[]): Record<string, object | null> {
  const kept = wanted.slice(0, ASSIGNEES_MAX);
  return Object.fromEntries([
    ...kept
      .filter((id) => !there.includes(id))
      .map((id) => [id, { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' }] as const),
    ...there.filter((id) => !kept.includes(id)).map((id) => [id, null] as const),
  ]);
}

/** Patches only what differs. Progress made in Planner is never taken back from here. */
function taskChanges(task: PlannerTask, place: PlannerPlace, wanted: WantedTask): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  const title = clip(wanted.title, TITLE_MAX);
  if (task.title !== title) changes['title'] = title;
  const bucket = place.buckets[wanted.area];
  if (bucket && task.bucketId !== bucket) changes['bucketId'] = bucket;
  if ((task.percentComplete ?? 0) < wanted.percent) changes['percentComplete'] = wanted.percent;
  const day = (moment: string | null | undefined) => moment?.slice(0, 10) ?? null;
  if (day(task.startDateTime) !== wanted.start) changes['startDateTime'] = wanted.start && wanted.start + AT_NOON;
  if (day(task.dueDateTime) !== wanted.due) changes['dueDateTime'] = wanted.due && wanted.due + AT_NOON;
  const there = Object.keys(task.assignments ?? {}).filter((key) => !key.startsWith('@'));
  const assignments = assignmentsOf(wanted.assignees, there);
  if (Object.keys(assignments).length > 0) changes['assignments'] = assignments;
  return changes;
}

async function bringInLine(client: Client, task: Tagged<PlannerTask>, place: PlannerPlace, wanted: WantedTask) {
  return patched(client, `/planner/tasks/${task.id}`, task, (read) => taskChanges(read, place, wanted));
}

async function bringDetailsInLine(client: Client, task: string, wanted: WantedTask) {
  const path = `/planner/tasks/${task}/details`;
  return patched(client, path, await get<PlannerTaskDetails>(client, path), (read) => detailsChanges(read, wanted));
}

function detailsChanges(details: PlannerTaskDetails, wanted: WantedTask): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  if (!details.description && wanted.description) changes['description'] = wanted.description;
  const key = referenceKey(wanted.link.url);
  if (!(key in (details.references ?? {})))
    changes['references'] = {
      [key]: {
        '@odata.type': '#microsoft.graph.plannerExternalReference',
        alias: wanted.link.label,
        type: 'Other',
      },
    };
  const titles = new Set(Object.values(details.checklist ?? {}).map((item) => (item as { title?: string }).title));
  const room = CHECKLIST_MAX - titles.size;
  const missing = wanted.checklist
    .map((item) => ({ ...item, text: clip(item.text, CHECKLIST_TITLE_MAX) }))
    .filter((item) => !titles.has(item.text))
    .slice(0, Math.max(0, room));
  if (missing.length > 0)
    changes['checklist'] = Object.fromEntries(
      missing.map(({ id, text, done }) => [
        id,
        { '@odata.type': '#microsoft.graph.plannerChecklistItem', title: text, isChecked: done },
      ]),
    );
  if (Object.keys(changes).length > 0 && details.previewType === 'automatic') changes['previewType'] = 'checklist';
  return changes;
}

/** PATCH with the etag read last; on a conflict reads again and applies the same wish to what stands now. */
async function patched<T>(
  client: Client,
  path: string,
  first: Tagged<T>,
  changesFor: (read: T) => Record<string, unknown>,
): Promise<Tagged<T>> {
  let read = first;
  for (let attempt = 1; ; attempt++) {
    const changes = changesFor(read);
    if (Object.keys(changes).length === 0) return read;
    try {
      await client
        .api(path)
        .header('If-Match', read['@odata.etag'])
        .header('Prefer', 'return=representation')
        .patch(changes);
      return await get<T>(client, path);
    } catch (error) {
      const status = statusOf(error);
      if ((status !== 409 && status !== 412) || attempt >= TRIES_ON_CONFLICT) throw asGraphFault(error);
      read = await get<T>(client, path);
    }
  }
}
