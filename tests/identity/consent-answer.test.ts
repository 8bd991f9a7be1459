import { describe, expect, test } from '@jest/globals';
import type { RightState } from '../../bot/graph/rights-desk.ts';
import { createRightsDesk } from '../../bot/graph/rights-desk.ts';
import { GraphFault } from '../../bot/graph/ports.ts';
import type { Right } from '../../bot/graph/ports.ts';
import { answerOf } from '../../tab/rights/answer.ts';
import { rightPath, wayBack } from '../../tab/rights/path.ts';

const at = (said: string) => new URL(`https://lika.mittkoping.example/tab/consent-end.html${said}`);

describe('what Entra says when it leads back', () => {
  test.each([
    ['#code=0.abc&state=s1', 'given'],
    ['?admin_consent=True&tenant=t&state=s1', 'given'],
    ['#error=access_denied&error_description=AADSTS65004%3A+User+declined&state=s1', 'declined'],
    ['?error=access_denied&error_description=AADSTS65004&state=s1', 'declined'],
    ['#error=access_denied&error_description=AADSTS90094%3A+only+an+admin&state=s1', 'admin-needed'],
    ['#error=server_error&error_description=AADSTS90033&state=s1', 'failed'],
    ['?admin_consent=False&state=s1', 'failed'],
    ['#state=s1', 'failed'],
  ])('%s is %s', (said, answer) => {
    expect(answerOf(at(said))).toEqual({ answer, state: 's1' });
  });

  test('is nothing when the address says nothing', () => {
    expect(answerOf(at(''))).toEqual({ answer: 'failed', state: '' });
  });
});

describe('the way back from the page of a right', () => {
  test('is where one came from', () => {
    const path = rightPath('planner', '/plan?unit=u1&action=a1');
    expect(wayBack(path.slice(path.indexOf('?')))).toBe('/plan?unit=u1&action=a1');
  });

  test.each([
    '?from=https://elsewhere.example',
    '?from=//elsewhere.example',
    '?from=/%5Celsewhere.example',
    '',
    '?from=',
  ])('is never outside the tab: %s', (search) => expect(wayBack(search)).toBe('/'));
});

describe('how a right stands', () => {
  const desk = (fault: GraphFault | null) =>
    createRightsDesk(
      {
        graphToken: () => (fault ? Promise.reject(fault) : Promise.resolve('x')),
        grantedToApp: () => Promise.resolve(true),
        forget: () => undefined,
      },
      () => undefined,
    );
  const missing = (code: string) => new GraphFault('consent-needed', { code });

  test.each<[Right, GraphFault | null, RightState]>([
    ['planner', null, 'granted'],
    ['planner', missing('AADSTS65001'), 'needed'],
    ['planner', missing('AADSTS90094'), 'admin-needed'],
    ['members', missing('AADSTS65001'), 'admin-needed'],
    ['members', missing('AADSTS50076'), 'needed'],
    ['planner', new GraphFault('unreachable'), 'unknown'],
    ['planner', new GraphFault('person-away', { code: 'AADSTS50057' }), 'unknown'],
    ['notices', new GraphFault('unreachable'), 'installed'],
  ])('%s after %o: %s', async (right, fault, state) => {
    expect(await desk(fault).state({ tenant: 't', person: 'p' }, right)).toBe(state);
  });
});
