import { z } from 'zod';
import { may } from '../../lika/access/access.ts';
import { nextStates } from '../../lika/plan/decide.ts';
import type { ActionState } from '../../lika/plan/plan.ts';
import { changeAction } from '../acts/change-action.ts';
import type { ActionAtHand } from '../acts/change-action.ts';
import { noteChange } from '../acts/plan-changes.ts';
import { unitSubject } from '../acts/subjects.ts';
import { Day, freeText } from '../api/schemas/common.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { addFollowUp } from '../store/follow-ups.ts';
import { grantsOfPeople, holdersAround } from '../store/grants.ts';
import { nudgeOfFollowUp, updateNudge } from '../store/nudges.ts';
import { createSend } from '../store/outbox.ts';
import { actionById } from '../store/plans.ts';
import type { FollowUpHow } from '../store/talk-tables.ts';
import { unitById } from '../store/units.ts';
import type { UnitRow } from '../store/units.ts';
import { placeOf } from './places.ts';
import { followUpCardFor, followUpFacts, isToAnswer, renewFollowUp } from './follow-up-view.ts';
import type { PressTurn } from './pressed.ts';
import type { Outcome, Turn } from './turn.ts';

export const About = z.object({ action: z.guid(), due: Day });
export const Said = About.extend({
  how: z.enum(['well', 'late', 'done', 'help']),
  line: freeText(300).default(''),
});
export const Reassign = About.extend({ person: z.guid() });

interface AtHand extends ActionAtHand {
  readonly unit: UnitRow;
}

/** The action that a card says it is of, with the one who presses checked. Throws NotFound and Forbidden. */
async function atHand(turn: Turn, id: string): Promise<AtHand> {
  const action = await actionById(turn.tx, id, true);
  const unit = action && (await unitById(turn.tx, action.unit));
  // Its card hangs in the unit's own channel; from anywhere else it is a stranger's.
  if (!action || !unit || turn.unit?.id !== unit.id) throw new NotFound();
  const subject = { ...unitSubject(turn.tx.municipality, unit), responsible: action.item.responsible };
  if (!may(turn.actor, 'plan.read', subject)) throw new Forbidden();
  return { action, unit, subject };
}

const shown =
  (turn: PressTurn, about: z.output<typeof About>): Outcome =>
  () =>
    followUpCardFor(turn, about);

export async function refresh(turn: PressTurn, about: z.output<typeof About>): Promise<Outcome> {
  await atHand(turn, about.action);
  return shown(turn, about);
}

/** The state that an answer gives the action; null leaves it as it is. */
const STATE: Readonly<Record<FollowUpHow, ActionState | null>> = {
  well: 'ongoing',
  late: 'ongoing',
  done: 'done',
  help: null,
};

/** How it goes, said by the one responsible or the head: the action follows, and the head hears when help is needed. */
export async function answer(turn: PressTurn, said: z.output<typeof Said>): Promise<Outcome> {
  const at = await atHand(turn, said.action);
  if (!turn.isFirst || !(await isOpen(turn, said))) return shown(turn, said);
  if (!may(turn.actor, 'action.take', at.subject)) throw new Forbidden();
  await moveTo(turn, at, STATE[said.how]);
  const { unit, action } = at;
  const kept = await addFollowUp(turn.tx, {
    ...{ action: action.item.id, unit: unit.id, dueOn: said.due, how: said.how, at: turn.now },
    ...{ line: said.line === '' ? null : said.line, by: turn.actor.person },
  });
  await noteChange(turn, { id: action.plan, unit: unit.id }, 'action.follow-up', action.item.id, { how: said.how });
  if (said.how === 'help') await tellHeads(turn, at, kept.id);
  await settleNudge(turn, said);
  return shown(turn, said);
}

/** Whether the card's question still waits for an answer; when it doesn't, the card shows how things stand. */
async function isOpen(turn: Turn, { action, due }: z.output<typeof About>): Promise<boolean> {
  const facts = await followUpFacts(turn.tx, action, due);
  return facts !== null && isToAnswer(facts);
}

async function moveTo(turn: Turn, at: AtHand, state: ActionState | null): Promise<void> {
  const { item } = at.action;
  if (state === null || state === item.state || !nextStates(item.state).includes(state)) return;
  const takes = item.responsible === null ? { responsible: turn.actor.person } : {};
  await changeAction(turn, at, { version: item.version, state, ...takes });
}

/** To each head of the unit, in private. */
async function tellHeads(turn: Turn, { unit, action }: AtHand, followUp: string): Promise<void> {
  const holders = await holdersAround(turn.tx, unit.id, unit.area?.id ?? null);
  const heads = new Set(holders.filter(({ grant }) => grant.role === 'head').map(({ person }) => person));
  heads.delete(turn.actor.person);
  const { tenant, serviceUrl, anonymous } = turn.heard.where;
  for (const person of heads)
    await createSend(turn.tx, {
      ...{ kind: 'help-wanted', unit: unit.id, about: action.item.title, at: turn.now },
      payload: { action: action.item.id, followUp, person, tenant, serviceUrl, anonymous, by: turn.heard.who.name },
      ...{ tenant, target: `person:${person}`, unasked: false },
    });
}

async function settleNudge(turn: PressTurn, about: z.output<typeof About>): Promise<void> {
  const nudge = await nudgeOfFollowUp(turn.tx, about.action, about.due);
  if (!nudge) return;
  // A card that may have gone without Teams saying so is known again by being pressed.
  const known = nudge.activity ?? turn.heard.card;
  const hangs = { activity: known, conversation: nudge.conversation ?? placeOf(turn.heard.where).conversation };
  await updateNudge(turn.tx, nudge.id, { ...hangs, state: 'answered' });
  await renewFollowUp(turn.tx, { ...nudge, ...hangs }, turn.now);
}

/** Somebody else is to answer for it: by the head alone, and only one who has a role here. */
export async function reassign(turn: PressTurn, wanted: z.output<typeof Reassign>): Promise<Outcome> {
  const at = await atHand(turn, wanted.action);
  if (!turn.isFirst || !(await isOpen(turn, wanted))) return shown(turn, wanted);
  if (!may(turn.actor, 'plan.write', at.subject)) throw new Forbidden();
  const held = await grantsOfPeople(turn.tx, turn.heard.where.tenant, [wanted.person]);
  const actor = { person: wanted.person, municipality: turn.tx.municipality, grants: held.get(wanted.person) ?? [] };
  if (!may(actor, 'plan.read', at.subject)) throw new NotFound();
  await changeAction(turn, at, { version: at.action.item.version, responsible: wanted.person });
  const nudge = await nudgeOfFollowUp(turn.tx, wanted.action, wanted.due);
  if (nudge) await renewFollowUp(turn.tx, nudge, turn.now);
  return shown(turn, wanted);
}
