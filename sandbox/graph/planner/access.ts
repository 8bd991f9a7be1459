import { param } from '../call.ts';
import type { Graph, GraphCall, GraphReply, Json } from '../call.ts';
import { badRequest, plannerForbidden, plannerNotFound } from '../errors.ts';
import { one } from '../replies.ts';
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
  return plan;
}

/** @throws GraphError 403 for a person who is not in the group. */
export function demandMember(call: GraphCall, graph: Graph, group: string): void {
  if (call.caller.person === null) return;
  const team = graph.context.directory.teams.find((each) => each.id === group);
  if (!team?.members.includes(call.caller.person)) throw plannerForbidden();
}

/** The bucket of the address, with its plan. */
export function bucketOf(call: GraphCall, graph: Graph, id = param(call, 'id')): { bucket: Stored; plan: StoredPlan } {
  const bucket = Object.hasOwn(graph.planner.buckets, id) ? graph.planner.buckets[id] : undefined;
  if (!bucket) throw plannerNotFound();
  return { bucket, plan: planOf(call, graph, String(bucket.entity.planId)) };
}

/** The task of the address, with its plan. */
export function taskOf(call: GraphCall, graph: Graph): { task: StoredWithDetails; plan: StoredPlan } {
  const id = param(call, 'id');
  const task = Object.hasOwn(graph.planner.tasks, id) ? graph.planner.tasks[id] : undefined;
  if (!task) throw plannerNotFound();
  return { task, plan: planOf(call, graph, String(task.entity.planId)) };
}

/** A resource as it is answered. */
export const shown = (kind: Kind, stored: Stored): Json => ({
  '@odata.etag': etagOf(kind, stored.versions.current),
  ...stored.entity,
});

/** A resource with its details when they are asked for. */
export function withDetails(call: GraphCall, kind: 'Plan' | 'Task', stored: StoredWithDetails): Json {
  const entity = shown(kind, stored);
  return call.options.expand.includes('details')
    ? { ...entity, details: shown(`${kind}Details`, stored.details) }
    : entity;
}

/** What a PATCH answers: 204, or 200 with the whole resource when `Prefer: return=representation` asks for it. */
export function patched(call: GraphCall, place: string, kind: Kind, stored: Stored): GraphReply {
  if (!/(^|[,;\s])return=representation($|[,;\s])/i.test(call.headers['prefer'] ?? '')) return { status: 204 };
  return { ...one(call, place, shown(kind, stored)), headers: { 'Preference-Applied': 'return=representation' } };
}

/** Planner's top sets are only there to be posted to; read as a whole they must be narrowed down, which nobody may. */
export function refuseWholeSet(): GraphReply {
  throw badRequest("This entity set must be queried with a filter on the 'id' property.");
}
