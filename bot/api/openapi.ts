import { z } from 'zod';
import type { Route } from './route.ts';
import { Problem } from './schemas/common.ts';

type Json = Record<string, unknown>;

/** OpenAPI 3.1 of the whole API, made from the schemas that validate it. */
export function openApi(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = `/api${route.spec.path}`;
    paths[path] = { ...paths[path], [route.spec.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'LIKA for Teams', version: '1', description: 'The API of the LIKA tab in Microsoft Teams.' },
    security: [{ teams: [] }],
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: {
        teams: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The single-sign-on token that Teams gives the tab.',
        },
      },
    },
  };
}

function operation({ spec }: Route): Json {
  const parameters = [...parametersOf(spec.params, 'path'), ...parametersOf(spec.query, 'query')];
  return {
    operationId: operationId(spec.method, spec.path),
    summary: spec.summary,
    'x-permission': spec.permission,
    ...(parameters.length > 0 && { parameters }),
    ...(spec.takes
      ? { requestBody: { required: true, content: { 'application/octet-stream': fileOf(spec.takes) } } }
      : spec.body && {
          requestBody: { required: true, content: { 'application/json': { schema: schemaOf(spec.body, 'input') } } },
        }),
    responses: {
      ...Object.fromEntries(Object.entries(spec.answers).map(([status, schema]) => [status, answer(spec, schema)])),
      default: {
        description: 'A problem detail (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function answer({ path, gives }: Route['spec'], schema: z.ZodType | null): Json {
  if (schema) return { description: 'Done', content: { 'application/json': { schema: schemaOf(schema, 'output') } } };
  if (gives) return { description: 'The file', content: Object.fromEntries(gives.map((type) => [type, {}])) };
  if (path === '/events') return { description: 'Changes as they happen', content: { 'text/event-stream': {} } };
  return { description: 'Done' };
}

const fileOf = ({ max }: { readonly max: number }): Json => ({
  schema: { type: 'string', format: 'binary', maxLength: max },
});

function parametersOf(schema: z.ZodObject | undefined, where: 'path' | 'query'): Json[] {
  if (!schema) return [];
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: where,
    required: where === 'path' || !(field as z.ZodType).safeParse(undefined).success,
    schema: schemaOf(field as z.ZodType, 'input'),
  }));
}

/** `get /units/{unit}/plan` → `getUnitsUnitPlan`. */
function operationId(method: string, path: string): string {
  const words = path.match(/[a-z]+/gi) ?? [];
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return json;
}
