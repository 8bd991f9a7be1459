import { param, text } from '../call.ts';
import type { Graph, GraphCall, GraphReply, Json } from '../call.ts';
import { me, personOf } from '../directory.ts';
import { invalidField, plannerForbidden, plannerNotFound } from '../errors.ts';
import { made, many, one } from '../replies.ts';
import { bucketOf, demandAllowed, patched, planOf, shown, taskOf, taskWithDetails, taskWithPlan } from './access.ts';
import { apply, demandMergeable } from './changes.ts';
import type { Changes } from './changes.ts';
import { TASKS_PER_PAGE } from './limits.ts';
import { foremostHint } from './order-hints.ts';
import { TASK_DETAILS_SHAPE, TASK_SHAPE, checkBody } from './shapes.ts';
import { identityOf } from './store.ts';
import type { StoredWithDetails } from './store.ts';
import * as rules from './task-rules.ts';
import { changedSince, conflict, firstVersion } from './versions.ts';

const PLACE = 'planner/tasks';
const DETAILS_PLACE = (id: string) => `planner/tasks('${id}')/details`;

/** Tasks by order hint, as Planner lists them. */
function listed(call: GraphCall, graph: Graph, tasks: StoredWithDetails[]): GraphReply {
  const hint = (task: StoredWithDetails) => text(task.entity.orderHint);
  const sorted = [...tasks].sort((a, b) => (hint(a) < hint(b) ? -1 : hint(a) > hint(b) ? 1 : 0));
  const entities = sorted.map((task) => taskWithDetails(call, graph, task));
  return many(call, 'Collection(microsoft.graph.plannerTask)', entities, TASKS_PER_PAGE, true);
}

/** GET /planner/plans/{id}/tasks */
export function listTasksOfPlan(call: GraphCall, graph: Graph): GraphReply {
  const id = param(call, 'id');
  planOf(call, graph, id);
  return listed(call, graph, graph.planner.tasksOf(id));
}

/** GET /planner/buckets/{id}/tasks */
export function listTasksOfBucket(call: GraphCall, graph: Graph): GraphReply {
  const { plan, bucket } = bucketOf(call, graph);
  const tasks = graph.planner.tasksOf(String(plan.entity.id));
  return listed(
    call,
    graph,
    tasks.filter((task) => task.entity.bucketId === bucket.entity.id),
  );
}

/** GET /me/planner/tasks and /users/{id}/planner/tasks: a person gets only their own. */
export function listTasksOfPerson(call: GraphCall, graph: Graph): GraphReply {
  const person = call.params.id === undefined ? me(call, graph) : personOf(call, graph, call.params.id);
  if (call.caller.person !== null && call.caller.person !== person.id) throw plannerForbidden();
  demandAllowed(call, graph);
  const assigned = ({ entity }: StoredWithDetails) =>
    person.id in ((entity.assignments ?? {}) as Json) && !graph.planner.isArchived(String(entity.planId));
  return listed(call, graph, Object.values(graph.planner.tasks).filter(assigned));
}

/** GET /planner/tasks/{id} */
export const getTask = (call: GraphCall, graph: Graph): GraphReply =>
  one(call, PLACE, taskWithDetails(call, graph, taskOf(call, graph)));

/**
 * POST /planner/tasks. Its details are an entity of their own that the service makes: `details` is a read-only
 * relationship in the reference (resources/plannertask) and is no more taken here than in a PATCH.
 */
export function createTask(call: GraphCall, graph: Graph): GraphReply {
  const body = checkBody(TASK_SHAPE, call.body, 'create');
  if (body.title === undefined) throw invalidField('Task', 'Title', 'A non-empty value must be specified.');
  rules.demandPlan(call, graph, body);
  const task = blankTask(call, graph);
  apply(task.entity, rules.taskChanges(body, {}));
  rules.demandSensibleDates(task.entity);
  rules.demandBucketInPlan(graph, task.entity);
  rules.demandTaskLimits(call, graph, task.entity, null);
  rules.stampTask(call, graph, task.entity, null);
  graph.planner.addTask(task);
  return made(call, PLACE, shown('Task', task));
}

function blankTask(call: GraphCall, graph: Graph): StoredWithDetails {
  const id = graph.planner.newId();
  const version = graph.planner.nextVersion();
  return {
    versions: firstVersion(version),
    entity: {
      planId: null,
      bucketId: null,
      title: '',
      orderHint: foremostHint(version),
      assigneePriority: '',
      percentComplete: 0,
      startDateTime: null,
      createdDateTime: graph.planner.now(),
      dueDateTime: null,
      hasDescription: false,
      previewType: 'automatic',
      completedDateTime: null,
      completedBy: null,
      referenceCount: 0,
      checklistItemCount: 0,
      activeChecklistItemCount: 0,
      conversationThreadId: null,
      priority: 5,
      id,
      createdBy: identityOf(call),
      appliedCategories: {},
      assignments: {},
    },
    details: {
      versions: firstVersion(graph.planner.nextVersion()),
      entity: { description: '', previewType: 'automatic', id, references: {}, checklist: {} },
    },
  };
}

/** PATCH /planner/tasks/{id} */
export function patchTask(call: GraphCall, graph: Graph): GraphReply {
  const task = taskOf(call, graph);
  const since = changedSince('Task', task.versions, call.headers['if-match']);
  const changes = rules.taskChanges(checkBody(TASK_SHAPE, call.body, 'update'), task.entity);
  demandMergeable(task.entity, changes, since);
  const before = task.entity;
  const after = structuredClone(before);
  apply(after, changes);
  if (changes.has('planId')) rules.demandPlan(call, graph, after);
  rules.demandSensibleDates(after);
  rules.demandBucketInPlan(graph, after);
  rules.demandTaskLimits(call, graph, after, before);
  rules.stampTask(call, graph, after, before);
  Object.assign(task.entity, after);
  graph.planner.touch(task.versions, [...changes.keys()]);
  graph.planner.save();
  return patched(call, PLACE, 'Task', task);
}

/** DELETE /planner/tasks/{id}: only with the ETag of the latest version. */
export function deleteTask(call: GraphCall, graph: Graph): GraphReply {
  const { task } = taskWithPlan(call, graph);
  if (changedSince('Task', task.versions, call.headers['if-match']).length > 0) throw conflict();
  delete graph.planner.tasks[String(task.entity.id)];
  graph.planner.save();
  return { status: 204 };
}

/** The task of the address once its details can be read. @throws GraphError 404 as long as they are on their way. */
function taskInFull(call: GraphCall, graph: Graph): StoredWithDetails {
  const task = taskOf(call, graph);
  if (!graph.planner.detailsHaveCome(String(task.entity.id))) throw plannerNotFound();
  return task;
}

/** GET /planner/tasks/{id}/details */
export function getTaskDetails(call: GraphCall, graph: Graph): GraphReply {
  const task = taskInFull(call, graph);
  return one(call, DETAILS_PLACE(String(task.entity.id)), shown('TaskDetails', task.details));
}

/** PATCH /planner/tasks/{id}/details: gives the task a new version as well, since its counts may change. */
export function patchTaskDetails(call: GraphCall, graph: Graph): GraphReply {
  const task = taskInFull(call, graph);
  const { details } = task;
  const since = changedSince('TaskDetails', details.versions, call.headers['if-match']);
  const changes: Changes = rules.detailsChanges(checkBody(TASK_DETAILS_SHAPE, call.body, 'update'), details.entity);
  demandMergeable(details.entity, changes, since);
  const after = structuredClone(details.entity);
  apply(after, changes);
  rules.demandDetailsLimits(graph, after);
  Object.assign(details.entity, after);
  rules.stampDetails(call, graph, task, changes);
  graph.planner.touch(details.versions, [...changes.keys()]);
  graph.planner.touch(task.versions, [
    'hasDescription',
    'checklistItemCount',
    'activeChecklistItemCount',
    'referenceCount',
  ]);
  graph.planner.save();
  return patched(call, DETAILS_PLACE(String(task.entity.id)), 'TaskDetails', details);
}
