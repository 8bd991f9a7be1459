import { expect, test } from '@jest/globals';
import { fingerprintOf } from '../../bot/jobs/documents/fingerprint.ts';
import { schoolReport } from './demo-report.ts';

/** When documents that lie in the channel are written anew. */

const report = schoolReport({ actions: 2 });
const shown = fingerprintOf(report, 2026);

test('not for another day, nor for names that come and go', () => {
  expect(fingerprintOf({ ...report, day: '2026-11-02', names: new Map() }, 2026)).toBe(shown);
});

test('for a plan that was changed and changed back: the workbook remembers versions', () => {
  const plan = report.plan && {
    ...report.plan,
    actions: report.plan.actions.map((action) => ({ ...action, version: action.version + 2 })),
  };
  expect(fingerprintOf({ ...report, plan }, 2026)).not.toBe(shown);
});
