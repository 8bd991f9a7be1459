import { isObject } from '../call.ts';
import type { Json } from '../call.ts';
import { invalidField, invalidRequest } from '../errors.ts';
import { isOrderHint } from './order-hints.ts';

/** What a property may hold. `open` ones are checked by open-types.ts, `labels` and `container` where they are used. */
export type ValueKind = 'text' | 'whole' | 'date' | 'hint' | 'preview' | 'open' | 'labels' | 'container' | 'any';

export interface Field {
  readonly kind: ValueKind;
  /** write: always; create: only at first; read: never; navigation: an entity of its own. */
  readonly access: 'write' | 'create' | 'read' | 'navigation';
  readonly nullable: boolean;
  /** Longest text, or greatest number. */
  readonly most?: number;
}

export interface Shape {
  /** The entity's name in Planner's own messages, e.g. `Task`. */
  readonly entity: string;
  readonly fields: Readonly<Record<string, Field>>;
}

const field = (kind: ValueKind, access: Field['access'], nullable = true, most?: number): Field =>
  most === undefined ? { kind, access, nullable } : { kind, access, nullable, most };
const readOnly = field('any', 'read');
const navigation = field('any', 'navigation');

export const PLAN_SHAPE: Shape = {
  entity: 'Plan',
  fields: {
    id: readOnly,
    title: field('text', 'write', false, 240),
    container: field('container', 'create'),
    owner: field('text', 'create'),
    createdBy: readOnly,
    createdDateTime: readOnly,
    buckets: navigation,
    tasks: navigation,
    details: navigation,
  },
};

export const PLAN_DETAILS_SHAPE: Shape = {
  entity: 'PlanDetails',
  fields: { id: readOnly, categoryDescriptions: field('labels', 'write'), sharedWith: field('open', 'write') },
};

export const BUCKET_SHAPE: Shape = {
  entity: 'Bucket',
  fields: {
    id: readOnly,
    name: field('text', 'write', false, 255),
    planId: field('text', 'create'),
    orderHint: field('hint', 'write'),
    tasks: navigation,
  },
};

export const TASK_SHAPE: Shape = {
  entity: 'Task',
  fields: {
    id: readOnly,
    title: field('text', 'write', false, 255),
    planId: field('text', 'write'),
    bucketId: field('text', 'write'),
    orderHint: field('hint', 'write'),
    assigneePriority: field('hint', 'write'),
    assignments: field('open', 'write'),
    appliedCategories: field('open', 'write'),
    startDateTime: field('date', 'write'),
    dueDateTime: field('date', 'write'),
    percentComplete: field('whole', 'write', true, 100),
    priority: field('whole', 'write', true, 10),
    conversationThreadId: field('text', 'write'),
    previewType: readOnly,
    activeChecklistItemCount: readOnly,
    checklistItemCount: readOnly,
    completedBy: readOnly,
    completedDateTime: readOnly,
    createdBy: readOnly,
    createdDateTime: readOnly,
    hasDescription: readOnly,
    referenceCount: readOnly,
    details: navigation,
    assignedToTaskBoardFormat: navigation,
    bucketTaskBoardFormat: navigation,
    progressTaskBoardFormat: navigation,
  },
};

export const TASK_DETAILS_SHAPE: Shape = {
  entity: 'TaskDetails',
  fields: {
    id: readOnly,
    description: field('text', 'write', true, 32_767),
    previewType: field('preview', 'write'),
    checklist: field('open', 'write'),
    references: field('open', 'write'),
  },
};

/** A type's name in the service behind Planner's messages. */
const modelOf = (shape: Shape) =>
  `microsoft.taskServices.${shape.entity.charAt(0).toLowerCase()}${shape.entity.slice(1)}`;

/**
 * Checks a body's properties against the shape: known, writable in this kind of request, of the right type.
 * @returns the body without annotations, times brought to UTC whole seconds.
 * @throws GraphError 400 in the service's words.
 */
export function checkBody(shape: Shape, body: unknown, request: 'create' | 'update'): Json {
  if (!isObject(body)) throw invalidRequest('A non-empty request body is required.');
  const checked: Json = {};
  for (const [name, value] of Object.entries(body)) {
    if (name.includes('@odata.')) continue;
    const known = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    if (!known) {
      throw invalidRequest(
        `The property '${name}' does not exist on type '${modelOf(shape)}'. Make sure to only use property names that are defined by the type.`,
      );
    }
    if (known.access === 'navigation') {
      const verb = request === 'update' ? 'PATCH' : 'POST';
      throw invalidRequest(`Cannot apply ${verb} to navigation property '${name}' on entity type '${modelOf(shape)}'.`);
    }
    if (known.access === 'read' || (known.access === 'create' && request === 'update')) {
      throw invalidRequest(`The property '${name}' on type '${modelOf(shape)}' is read-only and cannot be set.`);
    }
    checked[name] = checkValue(shape, name, known, value);
  }
  return checked;
}

/** Checks one value. */
function checkValue(shape: Shape, name: string, known: Field, value: unknown): unknown {
  if (value === null) {
    if (known.nullable) return null;
    throw invalidRequest(
      `A null value was found for the property named '${name}', which has the expected type 'Edm.String[Nullable=False]'. The expected type 'Edm.String[Nullable=False]' does not allow null values.`,
    );
  }
  if (known.kind === 'text') return checkText(shape, name, known, value);
  if (known.kind === 'whole') return checkWhole(shape, name, known.most ?? 0, value);
  if (known.kind === 'date') return checkDate(value);
  if (known.kind === 'preview') return checkPreview(value);
  if (known.kind === 'hint') {
    if (!isOrderHint(value)) throw invalidField(shape.entity, name, 'The order hint does not have the correct format.');
    return value;
  }
  if (!isObject(value)) {
    throw invalidRequest(
      `An unexpected 'PrimitiveValue' node was found for property named '${name}' when reading from the JSON reader. A 'StartObject' node was expected.`,
    );
  }
  return value;
}

const unreadable = (value: unknown, type: string) =>
  invalidRequest(
    isObject(value) || Array.isArray(value)
      ? `An unexpected 'StartObject' node was found when reading from the JSON reader. A 'PrimitiveValue' node was expected.`
      : `Cannot convert the literal '${String(value)}' to the expected type '${type}'.`,
  );

function checkText(shape: Shape, name: string, known: Field, value: unknown): string {
  if (typeof value !== 'string') throw unreadable(value, 'Edm.String');
  if (!known.nullable && value.trim() === '')
    throw invalidField(shape.entity, name, 'A non-empty value must be specified.');
  if (known.most !== undefined && value.length > known.most) {
    throw invalidField(shape.entity, name, `The value is longer than the maximum length of ${known.most}.`);
  }
  return value;
}

function checkWhole(shape: Shape, name: string, most: number, value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw unreadable(value, 'Edm.Int32');
  if (value < 0 || value > most) throw invalidField(shape.entity, name, `The value must be between 0 and ${most}.`);
  return value;
}

const MOMENT =
  /^\d{4,}-(0[1-9]|1[012])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,12})?(Z|[+-]\d\d:\d\d)$/;

function checkDate(value: unknown): string {
  const time = typeof value === 'string' && MOMENT.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw unreadable(value, 'Edm.DateTimeOffset');
  return moment(new Date(time));
}

/** A time as Planner writes it: UTC, whole seconds when it has no fraction. */
export const moment = (date: Date) => date.toISOString().replace('.000Z', 'Z');

function checkPreview(value: unknown): unknown {
  if (['automatic', 'noPreview', 'checklist', 'description', 'reference'].includes(String(value))) return value;
  throw invalidRequest(`Requested value '${String(value)}' was not found.`);
}
