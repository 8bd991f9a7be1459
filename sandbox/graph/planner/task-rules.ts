import { isObject, text } from '../call.ts';
import type { Graph, GraphCall, Json } from '../call.ts';
import { GraphError, invalidField, plannerNotFound } from '../errors.ts';
import { planOf } from './access.ts';
import { addOpenValues, addPlainValues } from './changes.ts';
import type { Changes } from './changes.ts';
import { checkOpenFlags, checkOpenValues } from './open-types.ts';
import { settleHint } from './order-hints.ts';
import { identityOf } from './store.ts';
import type { StoredWithDetails } from './store.ts';
import { INSIDE } from './versions.ts';

const valuesOf = (entity: Json, name: string): Json => (isObject(entity[name]) ? entity[name] : {});

/** Notes the changes of an open property; null for the whole takes every value away. */
function addOpen(changes: Changes, name: string, sent: unknown, present: Json): void {
  const wanted = sent === null ? Object.fromEntries(Object.keys(present).map((key) => [key, null])) : sent;
  if (!isObject(wanted)) return;
  const checked = checkOpenValues(name, wanted, present);
  for (const value of Object.values(checked)) {
    if (value === null) continue;
    for (const hint of ['orderHint', 'previewPriority']) {
      if (typeof value[hint] === 'string') value[hint] = settleHint(value[hint]);
    }
  }
  addOpenValues(changes, name, checked);
}

/** A task's body as changes; order hints are settled. */
export function taskChanges(body: Json, present: Json): Changes {
  const changes: Changes = new Map();
  for (const [name, value] of Object.entries(body)) {
    if (name === 'assignments') addOpen(changes, name, value, valuesOf(present, name));
    else if (name === 'appliedCategories') {
      const none = Object.fromEntries(Object.keys(valuesOf(present, name)).map((key) => [key, null]));
      addPlainValues(changes, name, isObject(value) ? checkOpenFlags(name, value) : none);
    } else if (name === 'orderHint' || name === 'assigneePriority')
      changes.set(name, value === null ? null : settleHint(text(value)));
    else changes.set(name, value);
  }
  return changes;
}

/** A task's details' body as changes. */
export function detailsChanges(body: Json, present: Json): Changes {
  const changes: Changes = new Map();
  for (const [name, value] of Object.entries(body)) {
    if (name === 'checklist' || name === 'references') addOpen(changes, name, value, valuesOf(present, name));
    else changes.set(name, value);
  }
  return changes;
}

/** @throws GraphError 400 when the task begins after it is due. */
export function demandSensibleDates(entity: Json): void {
  const { startDateTime, dueDateTime } = entity;
  if (typeof startDateTime !== 'string' || typeof dueDateTime !== 'string') return;
  if (Date.parse(startDateTime) > Date.parse(dueDateTime)) {
    throw new GraphError(
      400,
      '',
      "Schema validation has failed. Validation for entity 'Task' has failed: The start date of the task is later than the due date of the task.",
    );
  }
}

/** @throws GraphError 404 when the bucket isn't there, 400 when it is another plan's. */
export function demandBucketInPlan(graph: Graph, entity: Json): void {
  const { bucketId } = entity;
  if (bucketId === null || bucketId === undefined) return;
  const bucket = Object.hasOwn(graph.planner.buckets, text(bucketId))
    ? graph.planner.buckets[text(bucketId)]
    : undefined;
  if (!bucket) throw plannerNotFound();
  if (bucket.entity.planId !== entity.planId)
    throw invalidField('Task', 'BucketId', 'The bucket does not belong to the plan of the task.');
}

/** @throws GraphError 403 with the code of the first limit that the task would break. `before` is null for a new one. */
export function demandTaskLimits(call: GraphCall, graph: Graph, entity: Json, before: Json | null): void {
  const { limits } = graph.planner;
  const others = graph.planner.tasksOf(String(entity.planId)).filter((task) => task.entity.id !== entity.id);
  const isNew = before === null || before.planId !== entity.planId;
  if (isNew) limits.demand('MaximumTasksInProject', others.length + 1);
  const active = Number(entity.percentComplete) < 100;
  if (active && (isNew || before.percentComplete === 100)) {
    limits.demand(
      'MaximumActiveTasksInProject',
      others.filter((task) => Number(task.entity.percentComplete) < 100).length + 1,
    );
  }
  const assignees = Object.keys(valuesOf(entity, 'assignments'));
  limits.demand('MaximumAssigneesInTasks', assignees.length);
  const known = before ? valuesOf(before, 'assignments') : {};
  const everywhere = Object.values(graph.planner.tasks);
  for (const person of assignees.filter((id) => !(id in known))) {
    const held = everywhere.filter(
      (task) => person in valuesOf(task.entity, 'assignments') && task.entity.id !== entity.id,
    );
    limits.demand('MaximumTasksAssignedToUser', held.length + 1);
  }
  if (before === null && call.caller.person !== null) {
    const made = everywhere.filter((task) => creatorOf(task) === call.caller.person);
    limits.demand('MaximumTasksCreatedByUser', made.length + 1);
  }
}

function creatorOf(task: StoredWithDetails): unknown {
  const by = task.entity.createdBy;
  return isObject(by) && isObject(by.user) ? by.user.id : null;
}

/** What the service itself notes on a task: who assigned and who completed it, and when. */
export function stampTask(call: GraphCall, graph: Graph, entity: Json, before: Json | null): void {
  const known = before ? valuesOf(before, 'assignments') : {};
  for (const [person, value] of Object.entries(valuesOf(entity, 'assignments'))) {
    if (person in known || !isObject(value)) continue;
    Object.assign(value, {
      '@odata.type': '#microsoft.graph.plannerAssignment',
      assignedDateTime: graph.planner.now(),
      assignedBy: identityOf(call),
    });
  }
  const complete = entity.percentComplete === 100;
  if (complete === (before?.percentComplete === 100)) return;
  entity.completedDateTime = complete ? graph.planner.now() : null;
  entity.completedBy = complete ? identityOf(call) : null;
}

/** What the service notes on the details' values, by the paths that changed, and the counts it keeps on the task. */
export function stampDetails(call: GraphCall, graph: Graph, task: StoredWithDetails, changes: Changes): void {
  const { entity } = task.details;
  const types = {
    checklist: '#microsoft.graph.plannerChecklistItem',
    references: '#microsoft.graph.plannerExternalReference',
  };
  for (const [name, type] of Object.entries(types)) {
    for (const [key, value] of Object.entries(valuesOf(entity, name))) {
      const touched = [...changes.keys()].some((path) => path.startsWith([name, key, ''].join(INSIDE)));
      if (!touched || !isObject(value)) continue;
      const defaults = name === 'checklist' ? { isChecked: false } : { alias: null, type: 'Other' };
      const hint = name === 'checklist' ? 'orderHint' : 'previewPriority';
      const stamp = { lastModifiedDateTime: graph.planner.now(), lastModifiedBy: identityOf(call) };
      Object.assign(value, { '@odata.type': type, ...defaults, [hint]: `8585${key.slice(0, 4)}P`, ...value, ...stamp });
    }
  }
  const items = Object.values(valuesOf(entity, 'checklist')).filter(isObject);
  Object.assign(task.entity, {
    hasDescription: typeof entity.description === 'string' && entity.description !== '',
    previewType: entity.previewType,
    referenceCount: Object.keys(valuesOf(entity, 'references')).length,
    checklistItemCount: items.length,
    activeChecklistItemCount: items.filter((item) => item.isChecked !== true).length,
  });
}

/** @throws GraphError 403 when the details hold more than Planner takes. */
export function demandDetailsLimits(graph: Graph, entity: Json): void {
  graph.planner.limits.demand('MaximumChecklistItemsOnTask', Object.keys(valuesOf(entity, 'checklist')).length);
  graph.planner.limits.demand('MaximumReferencesOnTask', Object.keys(valuesOf(entity, 'references')).length);
}

/** A move to another plan needs a plan that the caller may work in. */
export function demandPlan(call: GraphCall, graph: Graph, entity: Json): void {
  if (typeof entity.planId !== 'string') throw invalidField('Task', 'PlanId', 'A non-null value must be specified.');
  planOf(call, graph, entity.planId);
}
