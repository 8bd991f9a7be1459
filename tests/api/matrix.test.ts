import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import type { Plan } from '../../bot/api/schemas/plan.ts';
import { DEFAULT_SCHEDULE } from '../../lika/schedule/schedule.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { done, forged, send } from './calls.ts';
import { channelPath, SJOSKOLAN } from './demo.ts';

/** Everyone who could come to Sjöskolan's door, and the person of the demo municipality who plays the part. */
const PERSONAS = {
  head: 'rektor-sjoskolan',
  'another unit’s head': 'rektor-norrskolan',
  teacher: 'larare-sjoskolan',
  member: 'bitradande-sjoskolan',
  viewer: 'namndledamot',
  'area chief': 'omradeschef-sodra',
  'another area’s chief': 'omradeschef-norra',
  municipal: 'kommunansvarig',
  administrator: 'administrator',
  'pupil without a role': 'elev-ekskolan',
  'another municipality’s head': 'rektor-grannskolan',
} as const;
type Persona = keyof typeof PERSONAS;
const ALL = Object.keys(PERSONAS) as Persona[];
const WITH_ROLE = ALL.filter((persona) => persona !== 'pupil without a role');
const READERS: Persona[] = ['head', 'teacher', 'member', 'area chief', 'municipal'];
const TEAM: Persona[] = ['head', 'teacher', 'member'];
const HEAD: Persona[] = ['head'];

interface Rule {
  /** Who passes; everyone else is turned away with 403, or 404 when it isn't their municipality. */
  readonly allowed: readonly Persona[];
  /** What those get. A conflict also says that the door was open. */
  readonly status: number;
  readonly body?: unknown;
  /** About the caller’s own municipality, so that nothing in it is another’s. */
  readonly isOwn?: boolean;
}

/** The whole access table as it shows from outside, a line for each route. */
const RULES: Readonly<Record<string, Rule>> = {
  'GET /api/me': { allowed: ALL, status: 200 },
  'GET /api/instruments/{id}/{version}': { allowed: WITH_ROLE, status: 200 },
  'GET /api/units/{unit}': { allowed: READERS, status: 200 },
  'GET /api/units/{unit}/people': { allowed: [...TEAM, 'municipal'], status: 200 },
  'GET /api/units/{unit}/assessments': { allowed: READERS, status: 200 },
  'POST /api/units/{unit}/assessments': { allowed: HEAD, status: 200, body: { kind: 'unit' } },
  'GET /api/assessments/{id}': { allowed: HEAD, status: 200 },
  'PUT /api/assessments/{id}/answers/{indicator}': {
    allowed: HEAD,
    status: 200,
    body: { option: 'nearly', comment: null, version: 0 },
  },
  'GET /api/assessments/{id}/audience': { allowed: HEAD, status: 200 },
  'POST /api/assessments/{id}/share': { allowed: HEAD, status: 200, body: { with: 'author' } },
  'POST /api/assessments/{id}/publish': { allowed: HEAD, status: 409, body: {} },
  'POST /api/assessments/{id}/withdraw': { allowed: HEAD, status: 409 },
  'GET /api/units/{unit}/plan': { allowed: TEAM, status: 200 },
  'POST /api/units/{unit}/plan/goals': {
    allowed: HEAD,
    status: 201,
    body: { text: 'Ett mål', area: null, step: null, indicators: [] },
  },
  'PATCH /api/goals/{id}': { allowed: HEAD, status: 409, body: { text: 'Ett annat mål', version: 99 } },
  'DELETE /api/goals/{id}': { allowed: HEAD, status: 409 },
  'POST /api/goals/{id}/move': { allowed: HEAD, status: 200, body: { by: 1 } },
  'POST /api/units/{unit}/plan/actions': {
    allowed: HEAD,
    status: 201,
    body: {
      goal: { new: { text: 'Ett mål', area: null, step: null, indicators: [] } },
      title: 'En insats',
      area: 'ledning',
      indicators: [],
      activities: [],
    },
  },
  'PATCH /api/actions/{id}': { allowed: TEAM, status: 409, body: { title: 'En annan insats', version: 99 } },
  'POST /api/actions/{id}/move': { allowed: HEAD, status: 200, body: { by: 1 } },
  'DELETE /api/actions/{id}': { allowed: HEAD, status: 204 },
  'GET /api/my/actions': { allowed: WITH_ROLE, status: 200 },
  'POST /api/units/{unit}/plan/confirmations': { allowed: HEAD, status: 201 },
  'GET /api/units/{unit}/plan/confirmations': { allowed: TEAM, status: 200 },
  'GET /api/confirmations/{id}': { allowed: TEAM, status: 200 },
  'POST /api/units/{unit}/plan/planner': { allowed: HEAD, status: 202, body: { actions: [] } },
  'GET /api/units/{unit}/schedule': { allowed: TEAM, status: 200 },
  'PUT /api/units/{unit}/schedule': { allowed: HEAD, status: 200, body: { schedule: DEFAULT_SCHEDULE, version: 0 } },
  'GET /api/units/{unit}/discussions': { allowed: TEAM, status: 200 },
  'GET /api/units/{unit}/follow-ups': { allowed: TEAM, status: 200 },
  'GET /api/deliveries': { allowed: ['municipal', 'administrator'], status: 200, isOwn: true },
  'GET /api/units/{unit}/deliveries': { allowed: ['head', 'municipal', 'administrator'], status: 200 },
  'GET /api/rights': { allowed: WITH_ROLE, status: 200, isOwn: true },
  'POST /api/rights/{right}/retry': { allowed: WITH_ROLE, status: 200, isOwn: true },
  'GET /api/channels/{team}/{channel}': { allowed: WITH_ROLE, status: 200 },
  // Kommunansvarig and the administrator may link, but only channels of teams that they are in.
  'PUT /api/channels/{team}/{channel}': { allowed: HEAD, status: 200, body: { unit: SJOSKOLAN } },
  'GET /api/events': { allowed: READERS, status: 200 },
};

let world: World;
let paths: Readonly<Record<string, string>>;

beforeAll(async () => {
  world = await startWorld();
  const { id: assessment } = await done<Assessment>(
    world,
    PERSONAS.head,
    'POST',
    `/api/units/${SJOSKOLAN}/assessments`,
    {
      kind: 'unit',
    },
  );
  const plan = await done<Plan>(world, PERSONAS.head, 'GET', `/api/units/${SJOSKOLAN}/plan`);
  const goal = plan.goals[0]?.id ?? '';
  const action = plan.actions.find(({ state }) => state === 'proposed')?.id ?? '';
  const confirmation = await done<{ id: string }>(
    ...([world, PERSONAS.head, 'POST', `/api/units/${SJOSKOLAN}/plan/confirmations`] as const),
  );
  paths = {
    '/api/instruments/{id}/{version}': '/api/instruments/lika-skola/1',
    '/api/assessments/{id}': `/api/assessments/${assessment}`,
    '/api/goals/{id}': `/api/goals/${goal}`,
    '/api/actions/{id}': `/api/actions/${action}`,
    '/api/confirmations/{id}': `/api/confirmations/${confirmation.id}`,
    '/api/channels/{team}/{channel}': channelPath(SJOSKOLAN),
    '/api/events': `/api/events?unit=${SJOSKOLAN}`,
  };
});

afterAll(() => world.stop());

/** The address of a route about Sjöskolan's own things. */
function addressOf(path: string): string {
  const start = Object.keys(paths).find((known) => path.startsWith(known));
  const placed = start === undefined ? path : path.replace(start, paths[start] ?? '');
  return placed.replace('{unit}', SJOSKOLAN).replace('{indicator}', 'l-vision').replace('{right}', 'planner');
}

async function statusFor(token: string | null, key: string): Promise<number> {
  const [method = '', path = ''] = key.split(' ');
  return (await send(world, token, method, addressOf(path), RULES[key]?.body)).status;
}

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
    const rule = RULES[key] as Rule;
    const seen: Record<string, number> = {};
    const expected: Record<string, number> = {};
    // Those who are let in come last: what they change must not be what turns the others away.
    for (const persona of [...ALL].sort(
      (a, b) => Number(rule.allowed.includes(a)) - Number(rule.allowed.includes(b)),
    )) {
      const isNeighbour = persona === 'another municipality’s head' && rule.isOwn !== true;
      expected[persona] = rule.allowed.includes(persona) ? rule.status : isNeighbour ? 404 : 403;
      seen[persona] = await statusFor(await world.token(PERSONAS[persona]), key);
    }
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
      expect([kind, await statusFor(token, key)]).toEqual([kind, 401]);
  });
});
