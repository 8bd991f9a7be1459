import { z } from 'zod';
import { may } from '../../lika/access/access.ts';
import { unitSubject } from '../acts/subjects.ts';
import { Forbidden, RightNeeded, Unavailable } from '../errors.ts';
import { GraphFault } from '../graph/ports.ts';
import { writeAudit } from '../store/audit.ts';
import type { Tx } from '../store/store.ts';
import { linkChannel, unitById, unitOfChannel } from '../store/units.ts';
import type { UnitRow } from '../store/units.ts';
import { findUnit } from './find.ts';
import type { FoundUnit } from './find.ts';
import { route } from './route.ts';
import type { Call, Reply } from './route.ts';
import { Channel, ChannelLink } from './schemas/units.ts';
import { unitView } from './views.ts';

/** Ids as Teams gives them: visible ASCII, `19:…@thread.tacv2` for a channel. */
const TeamsId = z.string().regex(/^[\x21-\x7e]{1,200}$/);
const ChannelParams = z.object({ team: TeamsId, channel: TeamsId });
type ChannelParams = z.output<typeof ChannelParams>;

export const channelRoutes = [
  route({
    method: 'get',
    path: '/channels/{team}/{channel}',
    summary: 'The unit that a channel’s tab shows, if I may see it',
    permission: 'role',
    params: ChannelParams,
    answers: { 200: Channel },
    handle: async (call, { params }) => {
      const unit = await unitShown(call.tx, params);
      const seen = unit && may(call.actor, 'unit.read', unitSubject(call.tx.municipality, unit));
      return { status: 200, body: { ...params, unit: unit && seen ? await unitView(call, unit) : null } };
    },
  }),
  route({
    method: 'put',
    path: '/channels/{team}/{channel}',
    summary: 'Links a channel to a unit: its tab shows the unit, and cards go there',
    permission: 'channel.link',
    params: ChannelParams,
    body: ChannelLink,
    answers: { 200: Channel },
    find: (call, { body }) => findUnit(call, body.unit),
    handle: (call, { params, found }) => Promise.resolve({ later: () => link(call, found, params) }),
  }),
];

async function unitShown(tx: Tx, place: ChannelParams): Promise<UnitRow | null> {
  const id = await unitOfChannel(tx, place);
  return id === null ? null : unitById(tx, id);
}

/**
 * Teams is asked whether the person is in the team and the channel is the team's, so that nobody can point a stranger's
 * channel at their unit: cards go there, and its members may hold their roles by it.
 */
async function link(call: Call, { unit }: FoundUnit, place: ChannelParams): Promise<Reply> {
  const { store, directory } = call.services;
  if (!(await said(call, directory.isTeamMember(call.person, place.team)))) throw new Forbidden('not-team-member');
  if (!(await said(call, directory.hasChannel(call.person, place.team, place.channel))))
    throw new Forbidden('channel-elsewhere');
  return store.inMunicipality(call.actor.municipality, async (tx) => {
    const { person } = call.actor;
    const before = await unitShown(tx, place);
    // A channel's members may hold their roles by it: only who may link for both units takes it from one to the other.
    if (before && !may(call.actor, 'channel.link', unitSubject(tx.municipality, before)))
      throw new Forbidden('channel-taken');
    await linkChannel(tx, { ...place, unit: unit.id, by: person, at: call.now });
    await writeAudit(tx, { at: call.now, person, what: 'channel.link', unit: unit.id, about: place.channel });
    return { status: 200, body: { ...place, unit: await unitView({ ...call, tx }, unit) } };
  });
}

/** What Microsoft 365 says; a missing right is named, since somebody can give it. */
async function said<T>(call: Call, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GraphFault && error.right !== null) throw new RightNeeded(error.right);
    call.services.log.warn({ err: error }, 'Microsoft 365 could not say whether the person is in the team and channel');
    throw new Unavailable('microsoft-365-unavailable');
  }
}
