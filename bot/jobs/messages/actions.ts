import { may } from '../../../lika/access/access.ts';
import { isOpenAction } from '../../../lika/plan/decide.ts';
import type { Action } from '../../../lika/plan/plan.ts';
import { stockholm } from '../../../lika/schedule/calendar.ts';
import { unitSubject } from '../../acts/subjects.ts';
import { actionsCard } from '../../conversation/cards/answers.ts';
import type { Message } from '../../conversation/ports.ts';
import { actionsOfPerson, actionsOfPlan, planOfUnit } from '../../store/plans.ts';
import type { UnitRow } from '../../store/units.ts';
import { textsIn } from '../../texts.ts';
import { personalLink, unitLink } from '../../talk/links.ts';
import type { TalkDeps } from '../../talk/turn.ts';
import { carded } from './message.ts';
import type { Asked } from './message.ts';
import { channelPlace } from './compose.ts';

/** "Insatser": the unit's open actions first, then the proposed ones. */
export async function actionsMessage(
  deps: TalkDeps,
  municipality: string,
  { unit, place, where, language }: Asked & { readonly unit: UnitRow },
): Promise<Message> {
  const { actions, channel } = await deps.store.inMunicipality(municipality, async (tx) => {
    const plan = await planOfUnit(tx, unit.id);
    return {
      actions: plan ? await actionsOfPlan(tx, plan.id) : [],
      channel: await channelPlace(tx, deps, unit.id),
    };
  });
  // In one's own chat nobody else is there: the school's people are in its team.
  const among = where === 'personal' ? channel?.place : place;
  const members = among ? await deps.rosters.membersOf(among).catch(() => []) : [];
  const nameOf = (responsible: string): string =>
    members.find(({ person }) => person === responsible)?.name ?? textsIn(language)('talk.someone');
  const lines = [...actions]
    .filter(({ state }) => state !== 'closed')
    .sort((a, b) => rank(a) - rank(b) || (a.due ?? '9').localeCompare(b.due ?? '9'))
    .map((action) => ({
      ...{ title: action.title, state: action.state, doneBy: action.due },
      responsible: action.responsible === null ? null : nameOf(action.responsible),
      url: linkTo(deps, unit, action, place.conversation),
    }));
  const planUrl = unitLink(deps.settings, { unit, path: '/plan', channel: place.conversation });
  const today = stockholm(deps.clock.now()).day;
  return carded(actionsCard({ scope: 'unit', unit: unit.name, actions: lines, today, planUrl }, language));
}

const rank = ({ state }: Action): number => ['ongoing', 'decided', 'proposed', 'done', 'closed'].indexOf(state);

const linkTo = (deps: TalkDeps, unit: Pick<UnitRow, 'id' | 'name'>, action: Action, channel: string): string =>
  unitLink(deps.settings, { unit, path: `/plan?action=${action.id}`, channel });

/** "Mina insatser": the open ones of whoever asks; in a team those of its unit alone. */
export async function ownActionsMessage(
  deps: TalkDeps,
  municipality: string,
  { unit, actor, where, place, language }: Asked,
): Promise<Message> {
  const own = await deps.store.inMunicipality(municipality, (tx) => actionsOfPerson(tx, actor.person));
  const seen = own.filter(
    (one) =>
      isOpenAction(one.action) &&
      (where === 'personal' || one.unit.id === unit?.id) &&
      may(
        actor,
        'plan.read',
        unitSubject(municipality, { id: one.unit.id, area: one.unit.area ? { id: one.unit.area, name: '' } : null }),
      ),
  );
  const lines = seen.map(({ action, unit: at }) => ({
    ...{ title: action.title, state: action.state, doneBy: action.due, responsible: null },
    url: linkTo(deps, at, action, where === 'personal' ? '' : place.conversation),
  }));
  const units = [...new Set(seen.map((one) => one.unit.name))];
  return carded(
    actionsCard(
      {
        ...{ scope: 'mine', actions: lines, today: stockholm(deps.clock.now()).day },
        unit: units.length === 1 ? (units[0] ?? '') : (unit?.name ?? units.join(', ')),
        planUrl: personalLink(deps.settings, 'my-actions'),
      },
      language,
    ),
  );
}
