import * as directory from './directory.ts';
import * as entities from './entities.ts';
import { GraphError } from './errors.ts';
import { sendActivityNotification } from './notices.ts';
import { PERMISSIONS } from './permissions.ts';
import { refuseWholeSet } from './planner/access.ts';
import * as buckets from './planner/buckets.ts';
import * as plans from './planner/plans.ts';
import * as tasks from './planner/tasks.ts';
import { none, query, route } from './route.ts';
import type { Route } from './route.ts';
import { foldPath } from './sharepoint/address.ts';
import { FILE_ROUTES } from './sharepoint/routes.ts';
import * as teams from './teams.ts';

const ONE = ['$select', '$expand'];
const DIRECTORY_LIST = ['$select', '$top', '$filter', '$search', '$orderby', '$count'];
const TEAMS_LIST = ['$select', '$filter', '$top'];
const PLANNER_LIST = ['$select', '$top', '$expand', '$count'];

const user = (options: readonly string[]) => query('user', entities.USER, options);
const group = (options: readonly string[]) => query('group', entities.GROUP, options);
const object = query('directoryObject', entities.DIRECTORY_OBJECT, DIRECTORY_LIST);
const team = (options: readonly string[]) => query('team', entities.TEAM, options);
const channel = (options: readonly string[]) => query('channel', entities.CHANNEL, options);
const member = query('conversationMember', entities.CONVERSATION_MEMBER, TEAMS_LIST);
const plan = (options: readonly string[]) => query('plannerPlan', entities.PLAN, options, ['details']);
const bucket = (options: readonly string[]) => query('plannerBucket', entities.BUCKET, options);
const task = (options: readonly string[]) => query('plannerTask', entities.TASK, options, ['details']);
const planDetails = query('plannerPlanDetails', entities.PLAN_DETAILS, ['$select']);
const taskDetails = query('plannerTaskDetails', entities.TASK_DETAILS, ['$select']);

/** Resources of Graph that the local one does not hold yet: it says so instead of pretending they don't exist. */
const later = (address: string): Route =>
  route(address, null, { ...none, options: [...DIRECTORY_LIST, '$expand', '$skip'] }, () => {
    throw new GraphError(501, 'notImplemented', 'The local Microsoft Graph does not hold this resource.');
  });

const may = PERMISSIONS;

export const ROUTES: readonly Route[] = [
  route('GET /me', may.me, user(ONE), directory.getUser),
  route('GET /me/memberOf', may.ownMemberOf, object, directory.listMemberOf),
  route('GET /me/joinedTeams', may.joinedTeams, team(TEAMS_LIST), teams.listJoinedTeams),
  route('GET /me/planner/tasks', may.plannerRead, task(PLANNER_LIST), tasks.listTasksOfPerson),
  route('GET /users', may.user, user(DIRECTORY_LIST), directory.listUsers),
  route('GET /users/{id}', may.user, user(ONE), directory.getUser),
  route('GET /users/{id}/memberOf', may.memberOf, object, directory.listMemberOf),
  route('GET /users/{id}/joinedTeams', may.joinedTeams, team(TEAMS_LIST), teams.listJoinedTeams),
  route('GET /users/{id}/planner/tasks', may.plannerRead, task(PLANNER_LIST), tasks.listTasksOfPerson),
  route('POST /users/{id}/teamwork/sendActivityNotification', may.activityFeed, none, sendActivityNotification),
  route('GET /groups', may.group, group(DIRECTORY_LIST), directory.listGroups),
  route('GET /groups/{id}', may.group, group(ONE), directory.getGroup),
  route('GET /groups/{id}/members', may.groupMember, object, directory.listMembers),
  route('GET /groups/{id}/owners', may.groupMember, object, directory.listOwners),
  route('GET /groups/{id}/planner/plans', may.plannerRead, plan(PLANNER_LIST), plans.listPlansOfGroup),
  route('GET /teams/{id}', may.team, team(ONE), teams.getTeam),
  route('GET /teams/{id}/channels', may.channel, channel(TEAMS_LIST), teams.listChannels),
  route('GET /teams/{id}/channels/{channel}', may.channel, channel(ONE), teams.getChannel),
  route('GET /teams/{id}/channels/{channel}/members', may.channelMember, member, teams.listChannelMembers),
  route('GET /teams/{id}/members', may.teamMember, member, teams.listTeamMembers),

  route('GET /planner/plans', may.plannerRead, plan(PLANNER_LIST), refuseWholeSet),
  route('POST /planner/plans', may.plannerWrite, none, plans.createPlan),
  route('GET /planner/plans/{id}', may.plannerRead, plan(ONE), plans.getPlan),
  route('PATCH /planner/plans/{id}', may.plannerWrite, none, plans.patchPlan),
  route('DELETE /planner/plans/{id}', may.plannerWrite, none, plans.deletePlan),
  route('GET /planner/plans/{id}/details', may.plannerRead, planDetails, plans.getPlanDetails),
  route('PATCH /planner/plans/{id}/details', may.plannerWrite, none, plans.patchPlanDetails),
  route('GET /planner/plans/{id}/buckets', may.plannerRead, bucket(PLANNER_LIST), buckets.listBucketsOfPlan),
  route('GET /planner/plans/{id}/tasks', may.plannerRead, task(PLANNER_LIST), tasks.listTasksOfPlan),

  route('GET /planner/buckets', may.plannerRead, bucket(PLANNER_LIST), refuseWholeSet),
  route('POST /planner/buckets', may.plannerWrite, none, buckets.createBucket),
  route('GET /planner/buckets/{id}', may.plannerRead, bucket(ONE), buckets.getBucket),
  route('PATCH /planner/buckets/{id}', may.plannerWrite, none, buckets.patchBucket),
  route('DELETE /planner/buckets/{id}', may.plannerWrite, none, buckets.deleteBucket),
  route('GET /planner/buckets/{id}/tasks', may.plannerRead, task(PLANNER_LIST), tasks.listTasksOfBucket),

  route('GET /planner/tasks', may.plannerRead, task(PLANNER_LIST), refuseWholeSet),
  route('POST /planner/tasks', may.plannerWrite, none, tasks.createTask),
  route('GET /planner/tasks/{id}', may.plannerRead, task(ONE), tasks.getTask),
  route('PATCH /planner/tasks/{id}', may.plannerWrite, none, tasks.patchTask),
  route('DELETE /planner/tasks/{id}', may.plannerWrite, none, tasks.deleteTask),
  route('GET /planner/tasks/{id}/details', may.plannerRead, taskDetails, tasks.getTaskDetails),
  route('PATCH /planner/tasks/{id}/details', may.plannerWrite, none, tasks.patchTaskDetails),

  ...FILE_ROUTES,
  ...['GET /drives/{*}', 'PUT /drives/{*}', 'POST /drives/{*}', 'PATCH /drives/{*}', 'DELETE /drives/{*}'].map(later),
  ...['GET /sites/{*}', 'PUT /sites/{*}', 'POST /sites/{*}', 'PATCH /sites/{*}', 'DELETE /sites/{*}'].map(later),
  ...[
    'GET /groups/{id}/drive',
    'GET /groups/{id}/drive/{*}',
    'PUT /groups/{id}/drive/{*}',
    'POST /groups/{id}/drive/{*}',
  ].map(later),
  ...[
    'GET /groups/{id}/sites/{*}',
    'GET /subscriptions',
    'POST /subscriptions',
    'GET /subscriptions/{*}',
    'PATCH /subscriptions/{*}',
  ].map(later),
  ...['DELETE /subscriptions/{*}', 'GET /teams/{id}/channels/{channel}/messages'].map(later),
  ...[
    'POST /teams/{id}/channels/{channel}/messages',
    'POST /teams/{id}/channels/{channel}/messages/{message}/replies',
  ].map(later),
  later('POST /me/teamwork/sendActivityNotification'),
  ...[
    'POST /teams/{id}/sendActivityNotification',
    'GET /users/{id}/teamwork/installedApps',
    'POST /users/{id}/teamwork/installedApps',
  ].map(later),
];

interface Found {
  readonly route: Route;
  readonly params: Record<string, string>;
  readonly itemPath: readonly string[] | null;
}

/** The places of a template filled from a path, null when it does not fit. Fixed segments may be in any case. */
function fill(template: readonly string[], segments: readonly string[]): Record<string, string> | null {
  const open = template.at(-1) === '{*}';
  if (open ? segments.length < template.length : segments.length !== template.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? '';
    if (part === '{*}') return params;
    if (part.startsWith('{')) params[part.slice(1, -1)] = segment;
    else if (part.toLowerCase() !== segment.toLowerCase().replace(/^microsoft\.graph\./, '')) return null;
  }
  return params;
}

/**
 * Finds the resource behind an address.
 * @throws GraphError 400 for an address that is none, 405 for a method that it does not take.
 */
export function findRoute(method: string, path: string): Found {
  const raw = path.split('/').slice(1);
  if (raw.at(-1) === '') raw.pop();
  const folded = foldPath(raw);
  const segments = folded.segments.map(decodeSegment);
  const itemPath = folded.path?.map(decodeSegment) ?? null;
  const fitting = ROUTES.flatMap((each) => {
    const params = fill(each.template, segments);
    return params ? [{ route: each, params, itemPath }] : [];
  });
  const found = fitting.find((each) => each.route.method === method);
  if (found) return found;
  if (fitting.length > 0)
    throw new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
  throw new GraphError(400, 'BadRequest', `Resource not found for the segment '${unknownSegment(segments)}'.`);
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new GraphError(400, 'BadRequest', 'The request URI is not valid.');
  }
}

/** The first segment at which no address goes on as the path does. */
function unknownSegment(segments: readonly string[]): string {
  const reach = Math.max(
    ...ROUTES.map((each) => {
      const index = each.template.findIndex(
        (part, at) => !part.startsWith('{') && part.toLowerCase() !== segments[at]?.toLowerCase(),
      );
      return index < 0 ? each.template.length : index;
    }),
  );
  return segments[Math.min(reach, segments.length - 1)] ?? '';
}
