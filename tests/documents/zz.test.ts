import { writeFileSync } from 'node:fs';
import { it } from '@jest/globals';
import { workbook } from '../../bot/documents/workbook/workbook.ts';
import { emptyReport, schoolReport } from './demo-report.ts';
it('writes', async () => {
  for (const [n, r] of [['sv', schoolReport()], ['en', schoolReport({ language: 'en', actions: 3 })], ['empty', emptyReport()]] as const) {
    const t0 = performance.now();
    writeFileSync(`/tmp/wb-out/${n}.xlsx`, await workbook(r));
    console.log(n, performance.now() - t0);
  }
});
