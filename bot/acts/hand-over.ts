import type { Action } from '../../lika/plan/plan.ts';
import { Conflict, Forbidden, Invalid } from '../errors.ts';
import { writeAudit } from '../store/audit.ts';
import { headsOf, membersOfUnit, passHeadOn } from '../store/heads.ts';
import type { TeamMember } from '../store/heads.ts';
import { actionById, actionsOfPlan, planOfUnit } from '../store/plans.ts';
import { ruleOfMunicipality } from '../store/team-roles.ts';
import type { UnitRow } from '../store/units.ts';
import type { Act } from './act.ts';
import { changeAction } from './change-action.ts';
import { unitSubject } from './subjects.ts';

/** A head's unit given to another. Everything of the unit's stays: assessments, plan and schedule are its own. */

export interface Wanted {
  readonly to: string;
  readonly from: string | null;
  readonly moveActions: boolean;
}

export interface HandedOver {
  readonly from: string | null;
  readonly to: TeamMember;
  readonly moved: readonly Action[];
  readonly left: readonly Action[];
  readonly isStillHead: boolean;
}

/**
 * Passes the unit on to a member of its team, as they were last seen there.
 * @throws Invalid for a person who isn't staff of the team, or a head who isn't one; Forbidden when a head would take the
 * unit from another head; Conflict `nobody-seen` when nothing is known of the team.
 */
export async function handOver(act: Act, unit: UnitRow, wanted: Wanted): Promise<HandedOver> {
  const [before] = await headsOf(act.tx, unit.id);
  const from = leaverOf(act, before?.heads ?? [], wanted);
  const to = await successorOf(act, unit, wanted.to);
  if (from === to.person) throw new Invalid([{ pointer: '/to', code: 'already-head' }]);
  await passHeadOn(act.tx, { unit: unit.id, from, to, at: act.now });
  const open = from === null ? [] : await openActionsOf(act, unit, from);
  // They change hands while the one who hands over still may.
  const moved = wanted.moveActions ? await moveActions(act, unit, open, to.person) : [];
  const [after] = await headsOf(act.tx, unit.id);
  await writeAudit(act.tx, {
    ...{ at: act.now, person: act.actor.person, what: 'unit.hand-over', unit: unit.id, about: to.person },
    detail: { from, to: to.person, actions: moved.map(({ id }) => id) },
  });
  return {
    ...{ from, to, moved, left: open.filter(({ id }) => !moved.some((one) => one.id === id)) },
    isStillHead: from !== null && (after?.heads ?? []).includes(from),
  };
}

/** The head who leaves: whoever asks, when they are one; for kommunansvarig the one named, or the only one there is. */
function leaverOf({ actor }: Act, heads: readonly string[], { from }: Wanted): string | null {
  const isHead = heads.includes(actor.person);
  const isMunicipal = actor.grants.some(({ role }) => role === 'municipal');
  if (from === null && isHead) return actor.person;
  if (from !== null && from !== actor.person && !isMunicipal) throw new Forbidden();
  if (from !== null && !heads.includes(from)) throw new Invalid([{ pointer: '/from', code: 'not-head' }]);
  if (from === null && heads.length > 1) throw new Invalid([{ pointer: '/from', code: 'which-head' }]);
  return from ?? heads[0] ?? null;
}

async function successorOf({ tx }: Act, unit: UnitRow, person: string): Promise<TeamMember> {
  const members = await membersOfUnit(tx, unit.id);
  if (members.length === 0) throw new Conflict('nobody-seen');
  const found = members.find((member) => member.person === person);
  if (!found) throw new Invalid([{ pointer: '/to', code: 'not-in-team' }]);
  const { rule } = await ruleOfMunicipality(tx);
  if (!isCandidate(found, rule.staffDomains)) throw new Invalid([{ pointer: '/to', code: 'not-staff' }]);
  return found;
}

/** Guests never; where the municipality has said which domains its staff have, nobody else. */
export function isCandidate({ standing, domain }: TeamMember, staffDomains: readonly string[]): boolean {
  if (standing === 'guest') return false;
  return staffDomains.length === 0 || (domain !== null && staffDomains.includes(domain));
}

async function openActionsOf({ tx }: Act, unit: UnitRow, person: string): Promise<Action[]> {
  const plan = await planOfUnit(tx, unit.id);
  if (!plan) return [];
  return (await actionsOfPlan(tx, plan.id)).filter(
    ({ responsible, state }) => responsible === person && state !== 'done' && state !== 'closed',
  );
}

/** As if a head had named another as responsible, one action at a time: kommunansvarig may do it here and only here. */
async function moveActions(act: Act, unit: UnitRow, open: readonly Action[], to: string): Promise<Action[]> {
  const asHead: Act = {
    ...act,
    actor: { ...act.actor, grants: [{ role: 'head', scope: { kind: 'unit', id: unit.id } }] },
  };
  const subject = unitSubject(act.tx.municipality, unit);
  const moved: Action[] = [];
  for (const { id, involved } of open) {
    const action = await actionById(act.tx, id, true);
    if (!action) continue;
    moved.push(
      await changeAction(
        asHead,
        { action, subject: { ...subject, responsible: action.item.responsible } },
        {
          ...{ version: action.item.version, responsible: to },
          involved: involved.filter((one) => one !== to),
        },
      ),
    );
  }
  return moved;
}
