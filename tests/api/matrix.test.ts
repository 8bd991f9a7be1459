import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { forged, send } from './calls.ts';
import { passing, pathsIn, PERSONAS, RULES, statusFor } from './matrix.ts';
import type { Paths } from './matrix.ts';

let world: World;
let paths: Paths;

beforeAll(async () => {
  world = await startWorld();
  paths = await pathsIn(world);
});

afterAll(() => world.stop());

test('every route that the OpenAPI names has a rule here, and every rule a route', async () => {
  const { body } = await send(world, null, 'GET', '/api/openapi.json');
  const { paths: described } = body as { paths: Record<string, Record<string, unknown>> };
  const routes = Object.entries(described).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(routes.sort()).toEqual(Object.keys(RULES).sort());
});

describe.each(Object.keys(RULES))('%s', (key) => {
  test('lets in exactly those whom the access table names', async () => {
    const { seen, expected } = await passing(world, paths, key);
    expect(seen).toEqual(expected);
  });

  test('turns away whoever has no good token', async () => {
    const hourAgo = Math.floor(Date.now() / 1000) - 3600;
    const tokens: Record<string, string | null> = {
      none: null,
      expired: await forged(world, PERSONAS.head, { exp: hourAgo }),
      'signed by a stranger': await forged(world, PERSONAS.head, {}, 'foreign'),
      'for another app': await forged(world, PERSONAS.head, { aud: 'b1d0c0de-0000-4000-8000-00000000ffff' }),
      'of an unknown tenant': await forged(world, PERSONAS.head, { tid: '00000000-0000-4000-8000-000000000000' }),
    };
    for (const [kind, token] of Object.entries(tokens))
      expect([kind, await statusFor(world, paths, token, key)]).toEqual([kind, 401]);
  });
});
