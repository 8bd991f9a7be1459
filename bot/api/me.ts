import { may } from '../../lika/access/access.ts';
import type { Actor, Grant, Role } from '../../lika/access/access.ts';
import { unitSubject } from '../acts/subjects.ts';
import { swedishDay } from '../clock.ts';
import { answersOfAssessments, openAssessments } from '../store/assessments.ts';
import type { AssessmentRow } from '../store/assessments.ts';
import { allUnits, glances, ownMunicipality } from '../store/units.ts';
import type { UnitRow } from '../store/units.ts';

import { route } from './route.ts';
import type { Call } from './route.ts';
import { Me } from './schemas/units.ts';
import { progressOf } from './views.ts';

/** Which of several roles at a unit names the person there. */
const FOREMOST: readonly Role[] = ['head', 'municipal', 'area-chief', 'member', 'teacher', 'administrator'];

export const meRoutes = [
  route({
    method: 'get',
    path: '/me',
    summary: 'Who I am, my roles and my units',
    permission: 'person',
    answers: { 200: Me },
    handle: async (call) => ({
      status: 200,
      body: {
        person: { id: call.person.person, tenant: call.person.tenant, name: call.person.name },
        municipality: { name: (await ownMunicipality(call.tx)).name },
        roles: [...new Set(call.actor.grants.map(({ role }) => role))],
        units: await myUnits(call),
        now: call.now.toISOString(),
      },
    }),
  }),
];

async function myUnits(call: Call): Promise<Me['units']> {
  if (call.actor.grants.length === 0) return [];
  const mine = (await allUnits(call.tx)).flatMap((unit) => {
    const role = roleAt(call.actor, call.tx.municipality, unit);
    return role ? [{ unit, role }] : [];
  });
  const ids = mine.map(({ unit }) => unit.id);
  const atAGlance = await glances(call.tx, ids);
  const open = await openAssessments(call.tx, ids);
  const answers = await answersOfAssessments(
    call.tx,
    open.map(({ id }) => id),
  );
  return mine.map(({ unit, role }) => {
    const subject = unitSubject(call.tx.municipality, unit);
    const glance = atAGlance.get(unit.id);
    const draft = draftOf(
      call.actor,
      role,
      open.filter((row) => row.unit_id === unit.id),
    );
    const seesPublished = may(call.actor, 'published.read', { ...subject, kind: 'unit', state: 'published' });
    return {
      id: unit.id,
      name: unit.name,
      kind: unit.kind as Me['units'][number]['kind'],
      grades: unit.grades,
      area: unit.area?.name ?? null,
      role,
      hasInstrument: unit.instrument !== null,
      draft: draft && { id: draft.id, ...progressOf(call.services.instruments, draft, answers.get(draft.id) ?? []) },
      published: seesPublished && glance?.published ? swedishDay(glance.published) : null,
      openActions: may(call.actor, 'plan.read', subject) ? (glance?.openActions ?? 0) : 0,
    };
  });
}

/** The role that the person has at the unit and that lets them see it listed. */
function roleAt(actor: Actor, municipality: string, unit: UnitRow): Role | undefined {
  const subject = unitSubject(municipality, unit);
  const held = actor.grants
    .filter((grant) => covers(grant, unit) && may({ ...actor, grants: [grant] }, 'units.list', subject))
    .map(({ role }) => role);
  return FOREMOST.find((role) => held.includes(role));
}

function covers({ scope }: Grant, unit: UnitRow): boolean {
  if (scope.kind === 'municipality') return true;
  return scope.kind === 'area' ? unit.area?.id === scope.id : unit.id === scope.id;
}

/** The open assessment that waits for this person: the head's joint one first, then one's own. */
function draftOf(actor: Actor, role: Role, open: readonly AssessmentRow[]): AssessmentRow | null {
  const joint = role === 'head' ? open.find(({ kind }) => kind === 'unit') : undefined;
  return joint ?? open.find(({ kind, author }) => kind === 'own' && author === actor.person) ?? null;
}
