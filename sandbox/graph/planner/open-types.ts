import { isObject, text } from '../call.ts';
import type { Json } from '../call.ts';
import { invalidField, invalidRequest } from '../errors.ts';
import { isOrderHint } from './order-hints.ts';

/** An open type whose properties are named by the client and hold a typed value. */
interface OpenType {
  readonly entity: string;
  /** Name of the type that each value declares. */
  readonly valueType: string;
  /** The properties that a client may set in a value. */
  readonly writable: Readonly<Record<string, 'words' | 'yesNo' | 'hint'>>;
  /** What a new value cannot be without. */
  readonly needed: readonly string[];
  readonly longest?: Readonly<Record<string, number>>;
  checkKey(key: string): void;
}

const GUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

const OPEN_TYPES: Record<string, OpenType> = {
  assignments: {
    entity: 'Task',
    valueType: 'plannerAssignment',
    writable: { orderHint: 'hint' },
    needed: ['orderHint'],
    checkKey: (key) => needGuid('Task', 'Assignments', key),
  },
  checklist: {
    entity: 'TaskDetails',
    valueType: 'plannerChecklistItem',
    writable: { title: 'words', isChecked: 'yesNo', orderHint: 'hint' },
    needed: ['title'],
    longest: { title: 100 },
    checkKey: (key) => needGuid('TaskDetails', 'Checklist', key),
  },
  references: {
    entity: 'TaskDetails',
    valueType: 'plannerExternalReference',
    writable: { alias: 'words', type: 'words', previewPriority: 'hint' },
    needed: [],
    longest: { alias: 255 },
    checkKey: needEncodedAddress,
  },
};

function needGuid(entity: string, name: string, key: string): void {
  if (!GUID.test(key)) throw invalidField(entity, name, `'${key}' is not a valid identifier.`);
}

/** OData has no property names with these characters, so a reference's address must come with them encoded. */
function needEncodedAddress(key: string): void {
  if (/[.:@%#]/.test(key.replace(/%(2E|3A|40|25|23)/gi, ''))) {
    throw invalidRequest(
      `The property name '${key}' is invalid; property names must not contain any of the reserved characters ':', '.', '@'.`,
    );
  }
  if (!/^https?:\/\/\S+$/i.test(decoded(key)))
    throw invalidField('TaskDetails', 'References', `'${key}' is not a valid address.`);
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return '';
  }
}

/**
 * Checks what a client sends for an open property of typed values: assignments, checklist, references.
 * @param present the values that are there, by key: a new one needs more than a change of one.
 * @returns the values by key without annotations, null for those to be taken away.
 * @throws GraphError 400.
 */
export function checkOpenValues(name: string, sent: Json, present: Json): Record<string, Json | null> {
  const type = OPEN_TYPES[name];
  if (!type) throw new Error(`${name} is no open property of typed values`);
  const checked: Record<string, Json | null> = {};
  for (const [key, value] of Object.entries(sent)) {
    if (key.startsWith('@odata.')) continue;
    type.checkKey(key);
    checked[key] = value === null ? null : checkValue(type, name, value, key in present);
  }
  return checked;
}

function checkValue(type: OpenType, name: string, value: unknown, known: boolean): Json {
  if (!isObject(value)) throw invalidRequest('open type property has an invalid type.');
  checkDeclaredType(type, value['@odata.type']);
  const checked = Object.fromEntries(
    Object.entries(value)
      .filter(([property]) => !property.startsWith('@odata.'))
      .map(([property, inner]) => [property, checkProperty(type, name, property, inner)]),
  );
  const missing = known ? undefined : type.needed.find((property) => (checked[property] ?? '') === '');
  if (missing) throw invalidField(type.entity, name, `The property '${missing}' must be specified.`);
  if (Object.keys(checked).length === 0) throw invalidRequest('An open type value must contain at least one property.');
  return checked;
}

function checkDeclaredType(type: OpenType, declared: unknown): void {
  if (declared === undefined || declared === null)
    throw invalidRequest('Value cannot be null.\nParameter name: qualifiedName');
  const name = text(declared).replace(/^#/, '');
  if (name === `microsoft.graph.${type.valueType}`) return;
  const known = Object.values(OPEN_TYPES).some((each) => name === `microsoft.graph.${each.valueType}`);
  if (known) throw invalidRequest('open type property has an invalid type.');
  throw invalidRequest(
    `A type named '${name.replace('microsoft.graph.', 'microsoft.taskServices.')}' could not be resolved by the model. When a model is available, each type name must resolve to a valid type.`,
  );
}

function checkProperty(type: OpenType, name: string, property: string, value: unknown): unknown {
  const kind = Object.hasOwn(type.writable, property) ? type.writable[property] : undefined;
  if (!kind) {
    throw invalidRequest(
      `The property '${property}' on type 'microsoft.taskServices.${type.valueType}' does not exist or is read-only and cannot be set.`,
    );
  }
  if (kind === 'hint' && !isOrderHint(value)) {
    throw invalidField(type.entity, name, `The order hint in '${property}' does not have the correct format.`);
  }
  if (kind === 'yesNo' && typeof value !== 'boolean') {
    throw invalidRequest(`Cannot convert the literal '${text(value)}' to the expected type 'Edm.Boolean'.`);
  }
  if (kind === 'words' && value !== null) {
    if (typeof value !== 'string')
      throw invalidRequest(`Cannot convert the literal '${text(value)}' to the expected type 'Edm.String'.`);
    const longest = type.longest?.[property];
    if (longest !== undefined && value.length > longest) {
      throw invalidField(
        type.entity,
        name,
        `The value of '${property}' is longer than the maximum length of ${longest}.`,
      );
    }
  }
  return value;
}

/**
 * Checks an open property of booleans: appliedCategories (category1–category25) or sharedWith (object ids).
 * @returns true to set, null to take away, by key.
 */
export function checkOpenFlags(name: 'appliedCategories' | 'sharedWith', sent: Json): Record<string, true | null> {
  const [entity, pattern] = name === 'sharedWith' ? ['PlanDetails', GUID] : ['Task', /^category([1-9]|1\d|2[0-5])$/];
  const flags: Record<string, true | null> = {};
  for (const [key, value] of Object.entries(sent)) {
    if (key.startsWith('@odata.')) continue;
    if (!pattern.test(key)) throw invalidField(entity, name, `'${key}' is not a valid name.`);
    if (value !== null && typeof value !== 'boolean') throw invalidRequest('open type property has an invalid type.');
    flags[key] = value === true ? true : null;
  }
  return flags;
}

/** Checks the names of a plan's 25 categories. */
export function checkLabels(sent: Json): Record<string, string | null> {
  const labels: Record<string, string | null> = {};
  for (const [key, value] of Object.entries(sent)) {
    if (key.startsWith('@odata.')) continue;
    if (!/^category([1-9]|1\d|2[0-5])$/.test(key)) {
      throw invalidRequest(
        `The property '${key}' does not exist on type 'microsoft.taskServices.categoryDescriptions'. Make sure to only use property names that are defined by the type.`,
      );
    }
    if (value !== null && typeof value !== 'string') {
      throw invalidRequest(`Cannot convert the literal '${text(value)}' to the expected type 'Edm.String'.`);
    }
    labels[key] = value;
  }
  return labels;
}
