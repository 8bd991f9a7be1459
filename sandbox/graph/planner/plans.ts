import { GRAPH, isObject, param, text } from '../call.ts';
import type { Graph, GraphCall, GraphReply, Json } from '../call.ts';
import { groupOf } from '../directory.ts';
import { GraphError, invalidField, plannerForbidden } from '../errors.ts';
import { made, many, one } from '../replies.ts';
import { demandMember, patched, planOf, planWithDetails, shown } from './access.ts';
import { addPlainValues, apply, demandMergeable } from './changes.ts';
import type { Changes } from './changes.ts';
import { TASKS_PER_PAGE } from './limits.ts';
import { checkLabels, checkOpenFlags } from './open-types.ts';
import { PLAN_DETAILS_SHAPE, PLAN_SHAPE, checkBody } from './shapes.ts';
import { identityOf } from './store.ts';
import type { StoredPlan } from './store.ts';
import { changedSince, conflict, firstVersion } from './versions.ts';

const PLACE = 'planner/plans';
const DETAILS_PLACE = (id: string) => `planner/plans('${id}')/details`;

/** GET /groups/{id}/planner/plans */
export function listPlansOfGroup(call: GraphCall, graph: Graph): GraphReply {
  const group = groupOf(call, graph, param(call, 'id'));
  demandMember(call, graph, group.id);
  const plans = Object.values(graph.planner.plans).filter((plan) => plan.group === group.id);
  return many(
    call,
    'Collection(microsoft.graph.plannerPlan)',
    plans.map((plan) => planWithDetails(call, plan)),
    TASKS_PER_PAGE,
    true,
  );
}

/** GET /planner/plans/{id} */
export const getPlan = (call: GraphCall, graph: Graph): GraphReply =>
  one(call, PLACE, planWithDetails(call, planOf(call, graph, param(call, 'id'))));

/** POST /planner/plans: the container is a group that the caller is in. */
export function createPlan(call: GraphCall, graph: Graph): GraphReply {
  const body = checkBody(PLAN_SHAPE, call.body, 'create');
  if (body.title === undefined) throw invalidField('Plan', 'Title', 'A non-empty value must be specified.');
  const groupId = containerGroup(body);
  const group = graph.context.directory.teams.find((team) => team.id === groupId && team.tenant === call.caller.tenant);
  if (!group) throw plannerForbidden();
  demandMember(call, graph, group.id);
  const inGroup = Object.values(graph.planner.plans).filter((plan) => plan.group === group.id).length;
  graph.planner.limits.demand('MaximumPlannerPlans', inGroup + 1);
  graph.planner.limits.demand('MaximumProjectsOwnedByUser', inGroup + 1);
  const plan = newPlan(call, graph, text(body.title), group.id);
  graph.planner.plans[String(plan.entity.id)] = plan;
  graph.planner.save();
  return made(call, PLACE, shown('Plan', plan));
}

function newPlan(call: GraphCall, graph: Graph, title: string, group: string): StoredPlan {
  const id = graph.planner.newId();
  const version = graph.planner.nextVersion();
  const labels = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`category${index + 1}`, null]));
  return {
    tenant: call.caller.tenant,
    group,
    versions: firstVersion(version),
    entity: {
      createdDateTime: graph.planner.now(),
      owner: group,
      title,
      id,
      createdBy: identityOf(call),
      container: { containerId: group, type: 'group', url: `${GRAPH}/groups/${group}` },
    },
    details: { versions: firstVersion(version), entity: { id, categoryDescriptions: labels, sharedWith: {} } },
  };
}

/** The group's id out of `container` or, as before containers, `owner`. */
function containerGroup(body: Json): string {
  const { container, owner } = body;
  if (!isObject(container)) {
    if (typeof owner === 'string' && owner !== '') return owner.toLowerCase();
    throw invalidField('Plan', 'Owner', 'A container must be specified.');
  }
  const unknown = Object.keys(container).find(
    (name) => !['url', 'containerId', 'type'].includes(name) && !name.startsWith('@odata.'),
  );
  if (unknown) {
    throw new GraphError(
      400,
      '',
      `The request is invalid:\nThe property '${unknown}' does not exist on type 'microsoft.taskServices.planContainer'. Make sure to only use property names that are defined by the type.`,
    );
  }
  const { url, containerId, type } = container;
  if (type !== undefined && type !== 'group')
    throw invalidField('Plan', 'Container', `The container type '${text(type)}' is not supported.`);
  const fromUrl =
    typeof url === 'string'
      ? /^https:\/\/graph\.microsoft\.com\/(?:v1\.0|beta)\/groups\/([0-9a-f-]{36})$/i.exec(url)?.[1]
      : undefined;
  if (url !== undefined && fromUrl === undefined)
    throw invalidField('Plan', 'Container', 'The container url is not valid.');
  const named = typeof containerId === 'string' ? containerId : undefined;
  if (fromUrl === undefined && (named === undefined || type === undefined)) {
    throw invalidField(
      'Plan',
      'Container',
      'Either the url or the containerId and the type of the container must be specified.',
    );
  }
  if (fromUrl !== undefined && named !== undefined && named.toLowerCase() !== fromUrl.toLowerCase()) {
    throw invalidField('Plan', 'Container', 'The containerId does not match the url of the container.');
  }
  return (fromUrl ?? named ?? '').toLowerCase();
}

/** PATCH /planner/plans/{id} */
export function patchPlan(call: GraphCall, graph: Graph): GraphReply {
  const plan = planOf(call, graph, param(call, 'id'));
  const since = changedSince('Plan', plan.versions, call.headers['if-match']);
  const changes: Changes = new Map(Object.entries(checkBody(PLAN_SHAPE, call.body, 'update')));
  demandMergeable(plan.entity, changes, since);
  apply(plan.entity, changes);
  graph.planner.touch(plan.versions, [...changes.keys()]);
  graph.planner.save();
  return patched(call, PLACE, 'Plan', plan);
}

/** DELETE /planner/plans/{id}: with all its buckets and tasks. */
export function deletePlan(call: GraphCall, graph: Graph): GraphReply {
  const id = param(call, 'id');
  const plan = planOf(call, graph, id);
  if (changedSince('Plan', plan.versions, call.headers['if-match']).length > 0) throw conflict();
  for (const task of graph.planner.tasksOf(id)) delete graph.planner.tasks[String(task.entity.id)];
  for (const bucket of graph.planner.bucketsOf(id)) delete graph.planner.buckets[String(bucket.entity.id)];
  delete graph.planner.plans[id];
  graph.planner.save();
  return { status: 204 };
}

/** GET /planner/plans/{id}/details */
export function getPlanDetails(call: GraphCall, graph: Graph): GraphReply {
  const id = param(call, 'id');
  return one(call, DETAILS_PLACE(id), shown('PlanDetails', planOf(call, graph, id).details));
}

/** PATCH /planner/plans/{id}/details: names of categories and whom the plan is shared with. */
export function patchPlanDetails(call: GraphCall, graph: Graph): GraphReply {
  const id = param(call, 'id');
  const { details } = planOf(call, graph, id);
  const since = changedSince('PlanDetails', details.versions, call.headers['if-match']);
  const body = checkBody(PLAN_DETAILS_SHAPE, call.body, 'update');
  const changes: Changes = new Map();
  if (isObject(body.categoryDescriptions))
    addPlainValues(changes, 'categoryDescriptions', checkLabels(body.categoryDescriptions));
  if (isObject(body.sharedWith)) addPlainValues(changes, 'sharedWith', checkOpenFlags('sharedWith', body.sharedWith));
  demandMergeable(details.entity, changes, since);
  const copy = structuredClone(details.entity);
  apply(copy, changes);
  graph.planner.limits.demand('MaximumUsersSharedWithProject', Object.keys(copy.sharedWith ?? {}).length);
  demandRoomForSharing(graph, id, Object.keys(copy.sharedWith ?? {}), details.entity);
  apply(details.entity, changes);
  graph.planner.touch(details.versions, [...changes.keys()]);
  graph.planner.save();
  return patched(call, DETAILS_PLACE(id), 'PlanDetails', details);
}

/** @throws GraphError 403 when somebody whom the plan is newly shared with has too many plans already. */
function demandRoomForSharing(graph: Graph, id: string, people: readonly string[], before: Json): void {
  const isSharedWith = (person: string, { sharedWith }: Json) => isObject(sharedWith) && person in sharedWith;
  const others = Object.values(graph.planner.plans).filter((plan) => plan.entity.id !== id);
  for (const person of people.filter((each) => !isSharedWith(each, before))) {
    const shared = others.filter((plan) => isSharedWith(person, plan.details.entity));
    graph.planner.limits.demand('MaximumProjectsSharedWithUser', shared.length + 1);
  }
}
