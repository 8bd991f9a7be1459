import { isObject, param } from '../call.ts';
import type { Graph, GraphCall, GraphReply, Json } from '../call.ts';
import { badRequest, plannerForbidden, plannerNotFound } from '../errors.ts';
import { one, withHeaders } from '../replies.ts';
import type { Stored, StoredPlan, StoredWithDetails } from './store.ts';
import { etagOf } from './versions.ts';
import type { Kind } from './versions.ts';

/**
 * A plan that the caller may work in: of the tenant (else 404), and for a person of a group they are in (else 403).
 */
export function planOf(call: GraphCall, graph: Graph, id: string): StoredPlan {
  const plan = Object.hasOwn(graph.planner.plans, id) ? graph.planner.plans[id] : undefined;
  if (!plan || plan.tenant !== call.caller.tenant) throw plannerNotFound();
  demandMember(call, graph, plan.group);
  demandWritable(call, graph, plan);
  return plan;
}

/** What is archived can be read and deleted, not added to or changed (reference, plannerPlan: archive). */
function demandWritable(call: GraphCall, graph: Graph, plan: StoredPlan): void {
  if (call.method !== 'POST' && call.method !== 'PATCH') return;
  if (graph.planner.bars.isArchived(plan.group)) throw plannerForbidden();
}

/** @throws GraphError 403 for a person to whom Planner is closed. */
export function demandAllowed(call: GraphCall, graph: Graph): void {
  if (call.caller.person !== null && graph.planner.bars.isBarred(call.caller.person)) throw plannerForbidden();
}

/** @throws GraphError 403 for a person who is not in the group. */
export function demandMember(call: GraphCall, graph: Graph, group: string): void {
  if (call.caller.person === null) return;
  demandAllowed(call, graph);
  const team = graph.context.directory.teams.find((each) => each.id === group);
  if (!team?.members.includes(call.caller.person)) throw plannerForbidden();
}

/** The bucket of the address, with its plan. */
export function bucketOf(call: GraphCall, graph: Graph, id = param(call, 'id')): { bucket: Stored; plan: StoredPlan } {
  const bucket = Object.hasOwn(graph.planner.buckets, id) ? graph.planner.buckets[id] : undefined;
  if (!bucket) throw plannerNotFound();
  return { bucket, plan: planOf(call, graph, String(bucket.entity.planId)) };
}

function storedTask(call: GraphCall, graph: Graph): StoredWithDetails {
  const id = param(call, 'id');
  const task = Object.hasOwn(graph.planner.tasks, id) ? graph.planner.tasks[id] : undefined;
  if (!task) throw plannerNotFound();
  return task;
}

/** The task of the address, with its plan, for those who may work in the plan. */
export function taskWithPlan(call: GraphCall, graph: Graph): { task: StoredWithDetails; plan: StoredPlan } {
  const task = storedTask(call, graph);
  return { task, plan: planOf(call, graph, String(task.entity.planId)) };
}

/**
 * The task of the address for those who may work in the plan, and for whom it is assigned to: Planner lets a task be
 * assigned to somebody outside the group, who can then see and complete it, but not read the plan
 * (https://stackoverflow.com/a/69558922, by one of Planner's developers).
 */
export function taskOf(call: GraphCall, graph: Graph): StoredWithDetails {
  const task = storedTask(call, graph);
  const plan = graph.planner.plans[String(task.entity.planId)];
  const { assignments } = task.entity;
  const isAssigned = call.caller.person !== null && isObject(assignments) && call.caller.person in assignments;
  if (plan?.tenant === call.caller.tenant && isAssigned) {
    demandAllowed(call, graph);
    demandWritable(call, graph, plan);
    return task;
  }
  return taskWithPlan(call, graph).task;
}

/** A resource as it is answered. */
export const shown = (kind: Kind, stored: Stored): Json => ({
  '@odata.etag': etagOf(kind, stored.versions.current),
  ...stored.entity,
});

/** A plan with its details when they are asked for. */
export function planWithDetails(call: GraphCall, plan: StoredPlan): Json {
  const entity = shown('Plan', plan);
  return call.options.expand.includes('details') ? { ...entity, details: shown('PlanDetails', plan.details) } : entity;
}

/** A task with its details when they are asked for; null as long as they are on their way. */
export function taskWithDetails(call: GraphCall, graph: Graph, task: StoredWithDetails): Json {
  const entity = shown('Task', task);
  if (!call.options.expand.includes('details')) return entity;
  const haveCome = graph.planner.detailsHaveCome(String(task.entity.id));
  return { ...entity, details: haveCome ? shown('TaskDetails', task.details) : null };
}

/** What a PATCH answers: 204, or 200 with the whole resource when `Prefer: return=representation` asks for it. */
export function patched(call: GraphCall, place: string, kind: Kind, stored: Stored): GraphReply {
  if (!/(^|[,;\s])return=representation($|[,;\s])/i.test(call.headers['prefer'] ?? '')) return { status: 204 };
  return withHeaders(one(call, place, shown(kind, stored)), { 'Preference-Applied': 'return=representation' });
}

/** Planner's top sets are only there to be posted to; read as a whole they must be narrowed down, which nobody may. */
export function refuseWholeSet(): GraphReply {
  throw badRequest("This entity set must be queried with a filter on the 'id' property.");
}
