import { may } from '../../lika/access/access.ts';
import { handOver, isCandidate } from '../acts/hand-over.ts';
import type { Action } from '../../lika/plan/plan.ts';
import { actorOf, holdersAround } from '../store/grants.ts';
import { headMissing, headsOf, membersOfUnit } from '../store/heads.ts';
import { ruleOfMunicipality } from '../store/team-roles.ts';
import { tellHandedOver } from '../talk/handed-over.ts';
import { findUnit } from './find.ts';
import type { FoundUnit } from './find.ts';
import { demand, route } from './route.ts';
import type { Call, Reply } from './route.ts';
import { HandedOver, HandOver, UnitHeads } from './schemas/roles.ts';
import { UnitParams } from './units.ts';

/** More than anybody chooses among; the largest teams are searched by name in Teams itself. */
const MOST_CANDIDATES = 200;

/** Who heads a unit, and how it comes to another head. */
export const headRoutes = [
  route({
    method: 'get',
    path: '/units/{unit}/heads',
    summary: 'Who heads the unit, whether they are in its team, and whom it can be handed to',
    permission: 'people.read',
    params: UnitParams,
    answers: { 200: UnitHeads },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: (call, { found }) => Promise.resolve({ later: () => headsShown(call, found) }),
  }),
  route({
    method: 'post',
    path: '/units/{unit}/hand-over',
    summary: 'Gives the unit another head, from its team; the plan, assessments and schedule stay',
    permission: 'unit.hand-over',
    params: UnitParams,
    body: HandOver,
    answers: { 200: HandedOver },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: (call, { body, found }) =>
      Promise.resolve({
        later: async () => {
          await call.services.teamRoles.look(call.person, found.unit.id);
          const { to, from = null, moveActions } = body;
          return call.services.store.inMunicipality(call.actor.municipality, async (tx) => {
            // Asking Teams took its time: somebody else may have handed over meanwhile.
            const act: Call = { ...call, tx, actor: await actorOf(tx, call.person.tenant, call.person.person) };
            demand(act, 'unit.hand-over', found.subject);
            const done = await handOver(act, found.unit, { to, from, moveActions });
            await tellHandedOver(act, found.unit, done);
            return { status: 200, body: handedOverView(done) };
          });
        },
      }),
  }),
];

async function headsShown(call: Call, { unit, subject }: FoundUnit): Promise<Reply> {
  const { services, person, actor } = call;
  const inTeam = await services.teamRoles.look(person, unit.id);
  const read = await services.store.inMunicipality(actor.municipality, async (tx) => {
    const [heads] = await headsOf(tx, unit.id);
    const { rule } = await ruleOfMunicipality(tx);
    const members = may(actor, 'unit.hand-over', subject) ? await membersOfUnit(tx, unit.id) : [];
    const holders = await holdersAround(tx, unit.id, unit.area?.id ?? null);
    const handlers = holders.filter(({ grant }) => grant.role === 'municipal').map((holder) => holder.person);
    return {
      ...{ heads, handlers: [...new Set(handlers)] },
      candidates: members.filter((member) => isCandidate(member, rule.staffDomains)).map((member) => member.person),
    };
  });
  const heads = read.heads ?? { unit: unit.id, name: unit.name, heads: [], there: [], seen: null };
  const candidates = read.candidates.slice(0, MOST_CANDIDATES);
  const unknown = [...heads.heads, ...read.handlers, ...candidates].filter((id) => !inTeam?.has(id));
  const asked = await services.directory.names(person, [...new Set(unknown)]);
  const nameOf = (id: string): string | null => inTeam?.get(id) ?? asked.get(id) ?? null;
  const body: UnitHeads = {
    missing: headMissing(heads),
    seen: heads.seen?.toISOString() ?? null,
    heads: heads.heads.map((id) => ({
      ...{ id, name: nameOf(id) },
      isThere: heads.seen === null ? null : heads.there.includes(id),
    })),
    handlers: read.handlers.map((id) => ({ id, name: nameOf(id) })),
    candidates: candidates
      .flatMap((id) => {
        const name = nameOf(id);
        return name === null ? [] : [{ id, name }];
      })
      .sort((a, b) => a.name.localeCompare(b.name, 'sv')),
    source: inTeam === null ? 'known' : 'live',
  };
  return { status: 200, body };
}

const actionView = ({ id, title, due }: Action) => ({ id, title, due });

function handedOverView({ from, to, moved, left, isStillHead }: Awaited<ReturnType<typeof handOver>>): HandedOver {
  return { from, to: to.person, moved: moved.map(actionView), left: left.map(actionView), isStillHead };
}
