import { isObject } from '../call.ts';
import type { Json } from '../call.ts';
import { INSIDE, conflict, overlap } from './versions.ts';

/**
 * What a PATCH changes: value by path, whose parts INSIDE divides: property, key in an open type, property of that
 * value. Null at a key takes the value away.
 */
export type Changes = Map<string, unknown>;

/** Notes the changes of an open property of typed values. */
export function addOpenValues(changes: Changes, name: string, values: Record<string, Json | null>): void {
  for (const [key, value] of Object.entries(values)) {
    if (value === null) changes.set([name, key].join(INSIDE), null);
    else for (const [property, inner] of Object.entries(value)) changes.set([name, key, property].join(INSIDE), inner);
  }
}

/** Notes the changes of a property that maps names to plain values. */
export function addPlainValues(changes: Changes, name: string, values: Json): void {
  for (const [key, value] of Object.entries(values)) changes.set([name, key].join(INSIDE), value);
}

function valueAt(entity: Json, path: string): unknown {
  let value: unknown = entity;
  for (const part of path.split(INSIDE)) value = isObject(value) && Object.hasOwn(value, part) ? value[part] : null;
  return value ?? null;
}

/**
 * Planner merges an edit made against an old version as long as nobody changed the same thing otherwise since.
 * @param since paths changed since the version that the caller knows.
 * @throws GraphError 409 when the edit collides.
 */
export function demandMergeable(entity: Json, changes: Changes, since: readonly string[]): void {
  for (const [path, value] of changes) {
    const changed = since.some((other) => other !== '' && overlap(path, other));
    if (changed && valueAt(entity, path) !== value) throw conflict();
  }
}

/** Writes the changes into the entity. */
export function apply(entity: Json, changes: Changes): void {
  for (const [path, value] of changes) {
    const [name, key, property] = path.split(INSIDE);
    if (name === undefined) continue;
    if (key === undefined) entity[name] = value;
    else applyInside(entity, name, key, property, value);
  }
}

function applyInside(entity: Json, name: string, key: string, property: string | undefined, value: unknown): void {
  const map = isObject(entity[name]) ? entity[name] : {};
  entity[name] = map;
  if (property !== undefined) {
    const inner = map[key];
    map[key] = { ...(isObject(inner) ? inner : {}), [property]: value };
  } else if (value === null && name !== 'categoryDescriptions') delete map[key];
  else map[key] = value;
}
