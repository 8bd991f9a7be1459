import { z } from 'zod';
import { textIn } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { percentOf } from '../../lika/plan/planner.ts';
import { schoolYearOf } from '../../lika/plan/decide.ts';
import type { Action } from '../../lika/plan/plan.ts';
import { swedishDay } from '../clock.ts';
import { tabLink } from '../conversation/deep-link.ts';
import { GraphFault } from '../graph/ports.ts';
import type { PersonKey, Planner, PlannerPlace, TaskLink, WantedTask } from '../graph/ports.ts';
import type { Instruments } from '../instruments.ts';
import type { Settings } from '../settings.ts';
import { keepPlannerPlan, keepPlannerTask, plannerPlanOf, plannerTasksOf } from '../store/planner-links.ts';
import type { DeliveryRow } from '../store/deliveries.ts';
import type { PlannerTaskRow } from '../store/planner-links.ts';
import { actionById, lockPlan } from '../store/plans.ts';
import type { Tx } from '../store/store.ts';
import { channelOfUnit, unitById } from '../store/units.ts';
import type { UnitRow } from '../store/units.ts';
import { textsIn } from '../texts.ts';
import { backoff } from './run-delivery.ts';
import type { Attempt, JobDeps, Tried } from './run-delivery.ts';

export const PlannerPayload = z.object({ plan: z.guid(), action: z.guid(), tenant: z.guid() });

export interface PlannerDeps extends JobDeps {
  readonly planner: Planner;
  readonly instruments: Instruments;
  readonly settings: Settings;
}

/** The language of what stands in a team's Planner: the team's own, Swedish until it can be chosen. */
const LANGUAGE = 'sv';

interface Known {
  readonly action: Action;
  readonly unit: UnitRow;
  readonly instrument: Instrument;
  readonly channel: { team: string; channel: string };
  readonly task: PlannerTaskRow | undefined;
}

const planUrl = (plan: string, tenant: string) =>
  `https://planner.cloud.microsoft/webui/plan/${plan}/view/board?tid=${tenant}`;
const taskUrl = (plan: string, task: string, tenant: string) =>
  `https://planner.cloud.microsoft/webui/plan/${plan}/view/board/task/${task}?tid=${tenant}`;

/** One action brought to Planner as the person who asked: plan, buckets and task are found or made. */
export async function syncToPlanner(deps: PlannerDeps, { municipality, delivery }: Attempt): Promise<Tried> {
  const { plan, action, tenant } = PlannerPayload.parse(delivery.payload);
  const person: PersonKey = { tenant, person: delivery.person ?? '' };
  const inMunicipality = <T>(work: (tx: Tx) => Promise<T>) => deps.store.inMunicipality(municipality, work);

  const known = await inMunicipality((tx) => read(tx, deps, action));
  if (known === 'no-channel') return note(deps, municipality, action, 'failed', 'channel-not-linked');
  if (!known) return { stage: 'dropped', cause: 'action-gone' };
  try {
    const place = await inMunicipality((tx) => findPlace(tx, deps, person, plan, known));
    const link = await deps.planner.task(person, place, wanted(deps, known, action), linkOf(known.task));
    await inMunicipality((tx) =>
      keepPlannerTask(tx, action, {
        state: 'synced',
        cause: null,
        link: { ...link, plan: place.plan, url: taskUrl(place.plan, link.task, tenant), at: deps.clock.now() },
      }),
    );
    return { stage: 'sent', result: { task: link.task } };
  } catch (error) {
    if (!(error instanceof GraphFault)) throw error;
    deps.log.warn({ err: error, delivery: delivery.id }, 'Planner did not take an action');
    return afterFault(deps, municipality, action, error, delivery.attempts);
  }
}

async function read(tx: Tx, deps: PlannerDeps, id: string): Promise<Known | 'no-channel' | null> {
  const placed = await actionById(tx, id);
  if (!placed || placed.item.state === 'proposed') return null;
  const unit = await unitById(tx, placed.unit);
  const instrument = unit?.instrument ? deps.instruments.latest(unit.instrument) : null;
  if (!unit || !instrument) return null;
  const channel = await channelOfUnit(tx, unit.id);
  if (!channel) return 'no-channel';
  const [task] = await plannerTasksOf(tx, [id]);
  return { action: placed.item, unit, instrument, channel, task };
}

/** One at a time per plan, so that two jobs don't make it twice. */
async function findPlace(
  tx: Tx,
  deps: PlannerDeps,
  person: PersonKey,
  plan: string,
  known: Known,
): Promise<PlannerPlace> {
  await lockPlan(tx, `planner:${plan}`);
  const year = schoolYearOf(swedishDay(deps.clock.now()));
  const title = textsIn(LANGUAGE)('planner.planTitle', {
    unit: known.unit.name,
    year: `${year}/${String(year + 1).slice(-2)}`,
  });
  const buckets = known.instrument.areas.map((area) => ({ area: area.key, name: textIn(area.name, LANGUAGE) }));
  const place = await deps.planner.place(
    person,
    { group: known.channel.team, title, buckets },
    await plannerPlanOf(tx, plan),
  );
  await keepPlannerPlan(tx, { plan, unit: known.unit.id }, place, planUrl(place.plan, person.tenant));
  return place;
}

function wanted({ settings }: PlannerDeps, { action, unit, channel }: Known, id: string): WantedTask {
  const path = `/plan?unit=${unit.id}&action=${id}`;
  const t = textsIn(LANGUAGE);
  return {
    action: id,
    title: action.title,
    area: action.area,
    assignees: [...new Set([action.responsible, ...action.involved].filter((person) => person !== null))],
    start: action.start,
    due: action.due,
    percent: percentOf(action.state),
    checklist: action.activities,
    description: action.intention ?? '',
    link: {
      url: tabLink({
        appId: settings.teamsAppId,
        unit: unit.id,
        channel: channel.channel,
        path,
        label: action.title,
        webUrl: `${settings.publicUrl}/tab${path}`,
      }),
      label: t('planner.linkLabel'),
    },
  };
}

function linkOf(row: PlannerTaskRow | undefined): TaskLink | null {
  return row?.task ? { task: row.task, etag: row.task_etag ?? '', detailsEtag: row.details_etag ?? '' } : null;
}

/** After the last try in vain the action no longer waits: it says why it isn't in Planner. */
export async function gaveUpOnPlanner(tx: Tx, delivery: DeliveryRow, cause: string): Promise<void> {
  const { action } = PlannerPayload.parse(delivery.payload);
  if (await actionById(tx, action)) await keepPlannerTask(tx, action, { state: 'failed', cause });
}

/** Says on the action itself why it isn't in Planner. */
async function note(
  deps: PlannerDeps,
  municipality: string,
  action: string,
  state: 'failed' | 'waiting-for-person',
  cause: string,
): Promise<Tried> {
  await deps.store.inMunicipality(municipality, (tx) => keepPlannerTask(tx, action, { state, cause }));
  return { stage: state, cause };
}

async function afterFault(
  deps: PlannerDeps,
  municipality: string,
  action: string,
  fault: GraphFault,
  attempts: number,
): Promise<Tried> {
  switch (fault.reason) {
    case 'person-away':
    case 'consent-needed':
      return note(deps, municipality, action, 'waiting-for-person', fault.reason);
    case 'too-busy':
      return { later: fault.retryAfterSeconds ?? backoff(attempts), cause: fault.reason };
    // A lost answer is safe to try again: the next run looks for the plan and the task before it makes them.
    case 'unclear':
    case 'unreachable':
      return { later: backoff(attempts), cause: fault.reason };
    default:
      return note(deps, municipality, action, 'failed', fault.reason);
  }
}
