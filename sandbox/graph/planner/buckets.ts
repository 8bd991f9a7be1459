import { param } from '../call.ts';
import type { Graph, GraphCall, GraphReply } from '../call.ts';
import { invalidField } from '../errors.ts';
import { made, many, one } from '../replies.ts';
import { bucketOf, patched, planOf, shown } from './access.ts';
import { apply, demandMergeable } from './changes.ts';
import type { Changes } from './changes.ts';
import { TASKS_PER_PAGE } from './limits.ts';
import { foremostHint, settleHint } from './order-hints.ts';
import { BUCKET_SHAPE, checkBody } from './shapes.ts';
import type { Stored } from './store.ts';
import { changedSince, conflict, firstVersion } from './versions.ts';

const PLACE = 'planner/buckets';

/** GET /planner/plans/{id}/buckets */
export function listBucketsOfPlan(call: GraphCall, graph: Graph): GraphReply {
  const id = param(call, 'id');
  planOf(call, graph, id);
  const buckets = graph.planner.bucketsOf(id).map((bucket) => shown('Bucket', bucket));
  return many(call, 'Collection(microsoft.graph.plannerBucket)', buckets, TASKS_PER_PAGE, true);
}

/** GET /planner/buckets/{id} */
export const getBucket = (call: GraphCall, graph: Graph): GraphReply =>
  one(call, PLACE, shown('Bucket', bucketOf(call, graph).bucket));

/** POST /planner/buckets */
export function createBucket(call: GraphCall, graph: Graph): GraphReply {
  const body = checkBody(BUCKET_SHAPE, call.body, 'create');
  if (body.name === undefined) throw invalidField('Bucket', 'Name', 'A non-empty value must be specified.');
  if (typeof body.planId !== 'string') throw invalidField('Bucket', 'PlanId', 'A non-null value must be specified.');
  planOf(call, graph, body.planId);
  graph.planner.limits.demand('MaximumBucketsInProject', graph.planner.bucketsOf(body.planId).length + 1);
  const id = graph.planner.newId();
  const version = graph.planner.nextVersion();
  const orderHint = typeof body.orderHint === 'string' ? settleHint(body.orderHint) : foremostHint(version);
  const bucket: Stored = {
    versions: firstVersion(version),
    entity: { name: body.name, planId: body.planId, orderHint, id },
  };
  graph.planner.buckets[id] = bucket;
  graph.planner.save();
  return made(call, PLACE, shown('Bucket', bucket));
}

/** PATCH /planner/buckets/{id} */
export function patchBucket(call: GraphCall, graph: Graph): GraphReply {
  const { bucket } = bucketOf(call, graph);
  const since = changedSince('Bucket', bucket.versions, call.headers['if-match']);
  const body = checkBody(BUCKET_SHAPE, call.body, 'update');
  if (typeof body.orderHint === 'string') body.orderHint = settleHint(body.orderHint);
  const changes: Changes = new Map(Object.entries(body));
  demandMergeable(bucket.entity, changes, since);
  apply(bucket.entity, changes);
  graph.planner.touch(bucket.versions, [...changes.keys()]);
  graph.planner.save();
  return patched(call, PLACE, 'Bucket', bucket);
}

/** DELETE /planner/buckets/{id}: with all its tasks. */
export function deleteBucket(call: GraphCall, graph: Graph): GraphReply {
  const id = param(call, 'id');
  const { bucket, plan } = bucketOf(call, graph);
  if (changedSince('Bucket', bucket.versions, call.headers['if-match']).length > 0) throw conflict();
  for (const task of graph.planner.tasksOf(String(plan.entity.id))) {
    if (task.entity.bucketId === id) delete graph.planner.tasks[String(task.entity.id)];
  }
  delete graph.planner.buckets[id];
  graph.planner.save();
  return { status: 204 };
}
