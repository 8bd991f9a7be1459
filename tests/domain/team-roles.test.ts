import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { domainOf, givesRoles, NOTHING_GIVEN, roleOf, ruleFault } from '../../lika/access/team-roles.ts';
import type { MemberRole, OwnerRole, Standing, TeamRoleRule } from '../../lika/access/team-roles.ts';

const STAFF = 'mittkoping.example';
const rule = (owners: OwnerRole, members: MemberRole): TeamRoleRule => ({ owners, members, staffDomains: [STAFF] });

const anyRule = fc.record({
  owners: fc.constantFrom<OwnerRole>('nothing', 'member', 'head'),
  members: fc.constantFrom<MemberRole>('nothing', 'teacher', 'member'),
  staffDomains: fc.subarray([STAFF, 'skolan.example']),
});
const standing = fc.constantFrom<Standing>('owner', 'member', 'guest');
const domain = fc.constantFrom(STAFF, 'skolan.example', `elev.${STAFF}`, 'elsewhere.example', null);

describe('What membership of a team gives', () => {
  test('is nothing until the municipality has said what', () => {
    expect(givesRoles(NOTHING_GIVEN)).toBe(false);
    expect(roleOf(NOTHING_GIVEN, 'owner', STAFF)).toBeNull();
  });

  test('is what is set for owners and for the others', () => {
    expect(roleOf(rule('head', 'teacher'), 'owner', STAFF)).toBe('head');
    expect(roleOf(rule('head', 'teacher'), 'member', STAFF)).toBe('teacher');
    expect(roleOf(rule('member', 'nothing'), 'member', STAFF)).toBeNull();
  });

  test('is for an owner at least what it is for a member', () => {
    expect(roleOf(rule('nothing', 'member'), 'owner', STAFF)).toBe('member');
  });

  test('is never anything for a guest, nor for an address that isn’t the staff’s, nor for one without address', () => {
    fc.assert(
      fc.property(anyRule, standing, domain, (set, stands, of) => {
        const role = roleOf(set, stands, of);
        if (stands === 'guest' || of === null || !set.staffDomains.includes(of)) expect(role).toBeNull();
        if (!givesRoles(set)) expect(role).toBeNull();
      }),
    );
  });

  test('is not within reach of a domain that only ends like the staff’s', () => {
    for (const domain of [`elev.${STAFF}`, `x${STAFF}`, 'example', `${STAFF}.`])
      expect(roleOf(rule('head', 'member'), 'member', domain)).toBeNull();
  });

  test('can’t be set without naming the staff’s domains', () => {
    expect(ruleFault({ ...rule('head', 'nothing'), staffDomains: [] })).toBe('domain-needed');
    expect(ruleFault({ ...rule('nothing', 'teacher'), staffDomains: [] })).toBe('domain-needed');
    expect(ruleFault(rule('head', 'teacher'))).toBeNull();
    expect(ruleFault(NOTHING_GIVEN)).toBeNull();
  });
});

test('The domain of an address is what stands after its one @, in lower case', () => {
  expect(domainOf('Rektor@Mittkoping.Example')).toBe(STAFF);
  for (const address of ['', 'rektor', 'a@b@c', 'a b@c', '@mittkoping.example', null])
    expect(domainOf(address)).toBeNull();
});
