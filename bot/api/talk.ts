import { maySee, tally } from '../../lika/discussion/votes.ts';
import type { Instruments } from '../instruments.ts';
import { discussionsOfUnit, votesOf } from '../store/discussions.ts';
import type { DiscussionRow } from '../store/discussions.ts';
import { followUpsOf } from '../store/follow-ups.ts';
import { actionsOfPlan, planOfUnit } from '../store/plans.ts';
import type { Tx } from '../store/store.ts';
import { findUnit } from './find.ts';
import { route } from './route.ts';
import type { Discussion } from './schemas/talk.ts';
import { Discussions, FollowUpAnswers } from './schemas/talk.ts';
import { UnitParams } from './units.ts';

const SHOWN_AT_MOST = 50;

/** What came of what was said in Teams, for the tab. */
export const talkRoutes = [
  route({
    method: 'get',
    path: '/units/{unit}/discussions',
    summary: 'Discussions whose votes have been shown, the latest first',
    permission: 'discussion.join',
    params: UnitParams,
    answers: { 200: Discussions },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { found }) => {
      const rows = await discussionsOfUnit(call.tx, found.unit.id, SHOWN_AT_MOST);
      const discussions: Discussion[] = [];
      for (const row of rows) discussions.push(...(await shown(call.tx, call.instruments, row)));
      return { status: 200, body: { discussions } };
    },
  }),
  route({
    method: 'get',
    path: '/units/{unit}/follow-ups',
    summary: 'How the plan’s actions go, as said when they were followed up, the latest first',
    permission: 'plan.read',
    params: UnitParams,
    answers: { 200: FollowUpAnswers },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { found }) => {
      const plan = await planOfUnit(call.tx, found.unit.id);
      const actions = plan ? await actionsOfPlan(call.tx, plan.id) : [];
      const rows = await followUpsOf(
        call.tx,
        actions.map(({ id }) => id),
      );
      const followUps = rows.map(({ id, action_id, due_on, how, line, by_person, at }) => ({
        ...{ id, action: action_id, due: due_on, how, line, by: by_person, at: at.toISOString() },
      }));
      return { status: 200, body: { followUps } };
    },
  }),
];

/** Nothing is told of a vote that is hidden still, or of too few. */
async function shown(tx: Tx, instruments: Pick<Instruments, 'get'>, row: DiscussionRow): Promise<Discussion[]> {
  const { state, revealed_at: at } = row;
  const instrument = instruments.get(row.instrument_id, row.instrument_version);
  if ((state !== 'revealed' && state !== 'settled') || !at || !instrument) return [];
  const votes = await votesOf(tx, row.id, row.round);
  if (!maySee(votes.length)) return [];
  const { counts, middle, total } = tally(instrument, votes);
  return [
    {
      ...{ id: row.id, indicator: row.indicator, state, shown: at.toISOString(), answers: total, middle },
      counts: counts.map((one) => ({ ...one })),
      ...{ conclusion: row.conclusion, taken: row.taken_option, action: row.action_id },
    },
  ];
}
