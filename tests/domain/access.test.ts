import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ACTIONS, may, ROLES, sight, TABLE } from '../../lika/access/access.ts';
import type { Action, Actor, Grant, Role, Subject } from '../../lika/access/access.ts';
import type { AssessmentState } from '../../lika/assessment/assessment.ts';

const HERE: Subject = { municipality: 'mittkoping', area: 'sodra', unit: 'ekskolan' };
const STATES: AssessmentState[] = ['draft', 'shared', 'published', 'superseded', 'withdrawn'];

const SCOPES: Record<Role, Grant['scope']> = {
  teacher: { kind: 'unit', id: 'ekskolan' },
  member: { kind: 'unit', id: 'ekskolan' },
  head: { kind: 'unit', id: 'ekskolan' },
  'area-chief': { kind: 'area', id: 'sodra' },
  municipal: { kind: 'municipality' },
  viewer: { kind: 'municipality' },
  administrator: { kind: 'municipality' },
};

const as = (role: Role, person = 'kim'): Actor => ({
  person,
  municipality: 'mittkoping',
  grants: [{ role, scope: SCOPES[role] }],
});

const joint = (state: AssessmentState): Subject => ({ ...HERE, kind: 'unit', author: 'the-head', state });
const own = (state: AssessmentState, author = 'kim'): Subject => ({ ...HERE, kind: 'own', author, state });

/** Who of all roles may do this, asked of the same subject. */
const who = (action: Action, subject: Subject): Role[] => ROLES.filter((role) => may(as(role), action, subject));

/** In which states the role may do this to what `subject` makes. */
const states = (role: Role, action: Action, subject: (state: AssessmentState) => Subject): AssessmentState[] =>
  STATES.filter((state) => may(as(role), action, subject(state)));

const UNIT: Role[] = ['teacher', 'member', 'head'];
const KNOWN: AssessmentState[] = ['shared', 'published', 'superseded'];
const PUBLISHED: AssessmentState[] = ['published', 'superseded'];

describe('The joint assessment of a unit', () => {
  test('is created, answered, shared, published and withdrawn by the head alone', () => {
    const head: Action[] = [
      'assessment.create',
      'answer.write',
      'assessment.share',
      'assessment.publish',
      'assessment.withdraw',
      'draft.read',
    ];
    for (const action of head) expect([action, who(action, joint('draft'))]).toEqual([action, ['head']]);
  });

  test('does not follow a head who has left: having begun it gives a member nothing', () => {
    const begun: Subject = { ...joint('draft'), author: 'kim' };
    for (const action of ['draft.read', 'result.read', 'comments.read', 'answer.write', 'assessment.share'] as const) {
      expect(who(action, begun)).toEqual(['head']);
    }
  });

  test('is seen by the unit once shared, comments too', () => {
    for (const action of ['result.read', 'answers.read', 'comments.read'] as const) {
      expect(states('teacher', action, joint)).toEqual(KNOWN);
      expect(states('member', action, joint)).toEqual(KNOWN);
      expect(states('head', action, joint)).toEqual(STATES);
    }
  });

  test('is seen by the municipality and the area chief once published, without comments', () => {
    for (const role of ['municipal', 'area-chief'] as const) {
      expect(states(role, 'result.read', joint)).toEqual(PUBLISHED);
      expect(states(role, 'answers.read', joint)).toEqual(PUBLISHED);
      expect(states(role, 'published.read', joint)).toEqual(PUBLISHED);
      expect(states(role, 'comments.read', joint)).toEqual([]);
      expect(states(role, 'draft.read', joint)).toEqual([]);
    }
  });

  test('is never seen by a viewer or an administrator', () => {
    for (const role of ['viewer', 'administrator'] as const) {
      for (const state of STATES) {
        expect(sight(role, state)).toEqual({ result: false, answers: false, comments: false });
        expect(may(as(role), 'published.read', joint(state))).toBe(false);
      }
    }
  });
});

describe("A member's own assessment", () => {
  test('can be made by members and heads', () => {
    expect(who('own-assessment.create', HERE)).toEqual(['member', 'head']);
  });

  test("is the author's alone while it is a draft, also before the head", () => {
    for (const action of ['result.read', 'answers.read', 'comments.read', 'draft.read', 'answer.write'] as const) {
      expect(may(as('member'), action, own('draft'))).toBe(true);
      expect(may(as('member'), action, own('draft', 'someone-else'))).toBe(false);
      expect(may(as('head'), action, own('draft', 'someone-else'))).toBe(false);
    }
  });

  test('is shared by its author, and read by the unit from then on', () => {
    expect(may(as('member'), 'assessment.share', own('draft'))).toBe(true);
    expect(may(as('head'), 'assessment.share', own('draft', 'someone-else'))).toBe(false);
    expect(who('result.read', own('shared', 'someone-else'))).toEqual(UNIT);
    expect(who('answer.write', own('shared', 'someone-else'))).toEqual([]);
  });

  test('is never published', () => {
    expect(who('assessment.publish', own('shared'))).toEqual([]);
  });
});

describe('What is said in the team', () => {
  test('is for everyone who works there, and nobody else: not even the municipality', () => {
    expect(who('discussion.join', HERE)).toEqual(UNIT);
  });

  test('is led by the head, who also decides when the bot may speak', () => {
    expect(who('discussion.lead', HERE)).toEqual(['head']);
    expect(who('schedule.write', HERE)).toEqual(['head']);
  });
});

describe('The plan', () => {
  test('is read by the unit and written, confirmed, sent to Planner and kept in SharePoint by the head', () => {
    expect(who('plan.read', HERE)).toEqual(UNIT);
    for (const action of ['plan.write', 'plan.confirm', 'planner.send', 'documents.keep'] as const) {
      expect(who(action, HERE)).toEqual(['head']);
    }
  });

  test('has actions that anyone in the unit may take on, but not take from another', () => {
    expect(who('action.take', { ...HERE, responsible: null })).toEqual(UNIT);
    expect(who('action.take', { ...HERE, responsible: 'kim' })).toEqual(UNIT);
    expect(who('action.take', { ...HERE, responsible: 'someone-else' })).toEqual(['head']);
  });
});

describe('How things run', () => {
  test('is seen by head, kommunansvarig and administrator', () => {
    expect(who('deliveries.read', HERE)).toEqual(['head', 'municipal', 'administrator']);
    expect(who('deliveries.read', { municipality: 'mittkoping' })).toEqual(['municipal', 'administrator']);
    expect(who('channel.link', HERE)).toEqual(['head', 'municipal', 'administrator']);
  });

  test('is not the aggregates: those are for kommunansvarig and viewers', () => {
    expect(who('municipality.read', { municipality: 'mittkoping' })).toEqual(['municipal', 'viewer']);
  });

  test('lets everyone with a role read the instrument', () => {
    expect(who('instrument.read', { municipality: 'mittkoping' })).toEqual([...ROLES]);
  });
});

describe('Nobody gets anything', () => {
  const anySubject: fc.Arbitrary<Subject> = fc.record({
    municipality: fc.constantFrom('mittkoping', 'annanstans'),
    area: fc.constantFrom('sodra', 'norra', null),
    unit: fc.constantFrom('ekskolan', 'bjorkskolan', null),
    author: fc.constantFrom('kim', 'the-head', null),
    state: fc.constantFrom(...STATES),
    kind: fc.constantFrom('unit' as const, 'own' as const),
    responsible: fc.constantFrom('kim', 'someone-else', null),
  });
  const anyRole = fc.constantFrom(...ROLES);
  const anyAction = fc.constantFrom(...ACTIONS);

  test('without a role', () => {
    fc.assert(
      fc.property(anyAction, anySubject, (action, subject) => {
        expect(may({ person: 'kim', municipality: subject.municipality, grants: [] }, action, subject)).toBe(false);
      }),
    );
  });

  test('in another municipality', () => {
    fc.assert(
      fc.property(anyRole, anyAction, anySubject, (role, action, subject) => {
        fc.pre(subject.municipality !== 'mittkoping');
        expect(may(as(role), action, subject)).toBe(false);
      }),
    );
  });

  test('outside the unit or area where the role is held, but lists and the instrument', () => {
    fc.assert(
      fc.property(anyRole, anyAction, anySubject, (role, action, subject) => {
        const { kind } = SCOPES[role];
        const outside = kind === 'unit' ? subject.unit !== 'ekskolan' : kind === 'area' && subject.area !== 'sodra';
        fc.pre(outside && action !== 'instrument.read' && action !== 'units.list');
        expect(may(as(role), action, subject)).toBe(false);
      }),
    );
  });

  test('more by losing a role', () => {
    fc.assert(
      fc.property(fc.array(anyRole), anyAction, anySubject, (roles, action, subject) => {
        const actor = (held: readonly Role[]): Actor => ({
          person: 'kim',
          municipality: 'mittkoping',
          grants: held.map((role) => ({ role, scope: SCOPES[role] })),
        });
        if (may(actor(roles.slice(1)), action, subject)) expect(may(actor(roles), action, subject)).toBe(true);
      }),
    );
  });

  test('that the table does not name', () => {
    for (const role of ROLES) {
      for (const action of Object.keys(TABLE[role])) expect(ACTIONS).toContain(action);
    }
    for (const action of ACTIONS) expect(ROLES.some((role) => action in TABLE[role])).toBe(true);
  });
});
