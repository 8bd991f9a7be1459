import { DEFAULT_SCHEDULE } from '../../lika/schedule/schedule.ts';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import type { Plan } from '../../bot/api/schemas/plan.ts';
import type { World } from '../support/world.ts';
import { done, send } from './calls.ts';
import { channelPath, SJOSKOLAN } from './demo.ts';

/** Everyone who could come to Sjöskolan's door, and the person of the demo municipality who plays the part. */
export const PERSONAS = {
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
export type Persona = keyof typeof PERSONAS;
export const ALL = Object.keys(PERSONAS) as Persona[];
const WITH_ROLE = ALL.filter((persona) => persona !== 'pupil without a role');
const READERS: Persona[] = ['head', 'teacher', 'member', 'area chief', 'municipal'];
const TEAM: Persona[] = ['head', 'teacher', 'member'];
const HEAD: Persona[] = ['head'];

export interface Rule {
  /** Who passes; everyone else is turned away with 403, or 404 when it isn't their municipality. */
  readonly allowed: readonly Persona[];
  /** What those get. A conflict also says that the door was open. */
  readonly status: number;
  readonly body?: unknown;
  /** About the caller’s own municipality, so that nothing in it is another’s. */
  readonly isOwn?: boolean;
}

/** The whole access table as it shows from outside, a line for each route. */
export const RULES: Readonly<Record<string, Rule>> = {
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
  'POST /api/actions/{id}/planner/choice': {
    allowed: HEAD,
    status: 409,
    body: { field: 'due', theirs: null, choose: 'ours' },
  },
  'POST /api/actions/{id}/planner/gone': { allowed: HEAD, status: 409, body: { choose: 'leave' } },
  'POST /api/actions/{id}/planner/part': { allowed: HEAD, status: 200, body: { task: 'keep' } },
  'DELETE /api/actions/{id}': { allowed: HEAD, status: 204 },
  'GET /api/my/actions': { allowed: WITH_ROLE, status: 200 },
  'POST /api/units/{unit}/plan/confirmations': { allowed: HEAD, status: 201 },
  'GET /api/units/{unit}/plan/confirmations': { allowed: TEAM, status: 200 },
  'GET /api/confirmations/{id}': { allowed: TEAM, status: 200 },
  'POST /api/units/{unit}/plan/planner': { allowed: HEAD, status: 202, body: { actions: [] } },
  'GET /api/units/{unit}/plan/planner/plans': { allowed: HEAD, status: 200 },
  'POST /api/units/{unit}/plan/planner/try': { allowed: HEAD, status: 202 },
  'POST /api/units/{unit}/plan/planner/look': { allowed: TEAM, status: 202 },
  'GET /api/units/{unit}/planner': { allowed: ['head', 'municipal', 'administrator'], status: 200 },
  'GET /api/planner': { allowed: ['municipal', 'administrator'], status: 200, isOwn: true },
  'GET /api/units/{unit}/documents': { allowed: TEAM, status: 200 },
  'PUT /api/units/{unit}/documents/keeping': { allowed: HEAD, status: 200, body: { keep: false } },
  'POST /api/units/{unit}/documents/try': { allowed: HEAD, status: 202 },
  'POST /api/units/{unit}/documents/{kind}/gone': { allowed: HEAD, status: 409, body: { choose: 'leave' } },
  // As a workbook; the plan's own document asks for more (document-files).
  'GET /api/units/{unit}/documents/{kind}': { allowed: READERS, status: 200 },
  'GET /api/units/{unit}/print': { allowed: READERS, status: 200 },
  'GET /api/units/{unit}/blocks': { allowed: READERS, status: 200 },
  'GET /api/documents': { allowed: ['municipal', 'administrator'], status: 200, isOwn: true },
  'POST /api/units/{unit}/imports': { allowed: HEAD, status: 201, body: 'Indikator;Svar\nl-vision;Planerad\n' },
  'GET /api/units/{unit}/imports': { allowed: HEAD, status: 200 },
  'GET /api/imports/{id}': { allowed: HEAD, status: 200 },
  'GET /api/imports/{id}/rows': { allowed: HEAD, status: 200 },
  'POST /api/imports/{id}/mapping': { allowed: HEAD, status: 409, body: { version: 99, reading: {} } },
  'POST /api/imports/{id}/take': {
    allowed: HEAD,
    status: 409,
    body: { version: 99, draft: null, existing: 'keep', plan: true, seen: [] },
  },
  'POST /api/imports/{id}/undo': { allowed: HEAD, status: 409 },
  'GET /api/units/{unit}/schedule': { allowed: TEAM, status: 200 },
  'PUT /api/units/{unit}/schedule': { allowed: HEAD, status: 200, body: { schedule: DEFAULT_SCHEDULE, version: 0 } },
  'GET /api/units/{unit}/discussions': { allowed: TEAM, status: 200 },
  'GET /api/units/{unit}/follow-ups': { allowed: TEAM, status: 200 },
  'GET /api/deliveries': { allowed: ['municipal', 'administrator'], status: 200, isOwn: true },
  'GET /api/units/{unit}/deliveries': { allowed: ['head', 'municipal', 'administrator'], status: 200 },
  'GET /api/channels/{team}/{channel}': { allowed: WITH_ROLE, status: 200 },
  // Kommunansvarig and the administrator may link, but only channels of teams that they are in.
  'PUT /api/channels/{team}/{channel}': { allowed: HEAD, status: 200, body: { unit: SJOSKOLAN } },
  'GET /api/rights': { allowed: WITH_ROLE, status: 200, isOwn: true },
  'POST /api/rights/{right}/retry': { allowed: WITH_ROLE, status: 200, isOwn: true },
  'GET /api/municipality/roles': { allowed: ['municipal'], status: 200, isOwn: true },
  'PUT /api/municipality/roles': {
    allowed: ['municipal'],
    status: 200,
    isOwn: true,
    body: { owners: 'nothing', members: 'nothing', staffDomains: [], version: 0 },
  },
  'GET /api/municipality/heads': { allowed: ['municipal'], status: 200, isOwn: true },
  'GET /api/units/{unit}/heads': { allowed: [...TEAM, 'municipal'], status: 200 },
  // To somebody whom nobody has seen in the team.
  'POST /api/units/{unit}/hand-over': { allowed: ['head', 'municipal'], status: 400, body: { to: SJOSKOLAN } },
  'GET /api/events': { allowed: READERS, status: 200 },
};

/** Addresses about Sjöskolan's own things: by the start of a route's path. */
export type Paths = Readonly<Record<string, string>>;

/** Has the head make one of each thing that a route may be about. */
export async function pathsIn(world: World): Promise<Paths> {
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
  const brought = await done<{ id: string }>(
    ...([world, PERSONAS.head, 'POST', `/api/units/${SJOSKOLAN}/imports?name=gammal.csv`, 'Indikator;Svar'] as const),
  );
  return {
    '/api/units/{unit}/imports': `/api/units/${SJOSKOLAN}/imports?name=gammal.csv`,
    '/api/imports/{id}': `/api/imports/${brought.id}`,
    '/api/instruments/{id}/{version}': '/api/instruments/lika-skola/1',
    '/api/assessments/{id}': `/api/assessments/${assessment}`,
    '/api/goals/{id}': `/api/goals/${goal}`,
    '/api/actions/{id}': `/api/actions/${action}`,
    '/api/confirmations/{id}': `/api/confirmations/${confirmation.id}`,
    '/api/channels/{team}/{channel}': channelPath(SJOSKOLAN),
    '/api/events': `/api/events?unit=${SJOSKOLAN}`,
  };
}

/** The address of a route about Sjöskolan's own things. */
function addressOf(paths: Paths, path: string): string {
  const start = Object.keys(paths).find((known) => path.startsWith(known));
  const placed = start === undefined ? path : path.replace(start, paths[start] ?? '');
  return placed
    .replace('{unit}', SJOSKOLAN)
    .replace('{indicator}', 'l-vision')
    .replace('{right}', 'planner')
    .replace('{kind}', 'workbook');
}

/** What a caller with the token gets at a route, `METHOD /path`. */
export async function statusFor(world: World, paths: Paths, token: string | null, key: string): Promise<number> {
  const [method = '', path = ''] = key.split(' ');
  return (await send(world, token, method, addressOf(paths, path), RULES[key]?.body)).status;
}

/** What everybody gets at a route, and what they should. */
export async function passing(
  world: World,
  paths: Paths,
  key: string,
): Promise<{ seen: Record<string, number>; expected: Record<string, number> }> {
  const rule = RULES[key] as Rule;
  const seen: Record<string, number> = {};
  const expected: Record<string, number> = {};
  // Those who are let in come last: what they change must not be what turns the others away.
  for (const persona of [...ALL].sort((a, b) => Number(rule.allowed.includes(a)) - Number(rule.allowed.includes(b)))) {
    const isNeighbour = persona === 'another municipality’s head' && rule.isOwn !== true;
    expected[persona] = rule.allowed.includes(persona) ? rule.status : isNeighbour ? 404 : 403;
    seen[persona] = await statusFor(world, paths, await world.token(PERSONAS[persona]), key);
  }
  return { seen, expected };
}
