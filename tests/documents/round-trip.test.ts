/** Our own workbook, out and back: nothing of what people have written is lost or changed. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { UnitReport } from '../../bot/documents/report.ts';
import { readWorkbook } from '../../bot/documents/workbook/read-workbook.ts';
import type { WorkbookContent } from '../../bot/documents/workbook/read-workbook.ts';
import { unzipped, zipEntries } from '../../bot/documents/zip.ts';
import { workbook } from '../../bot/documents/workbook/workbook.ts';
import { anyReport, instrument as small } from './arbitrary-report.ts';
import { emptyReport, instrument, schoolReport } from './demo-report.ts';

const find = (id: string, version: number) =>
  id === instrument.id && version === instrument.version ? instrument : null;

async function readBack(bytes: Buffer, known = find): Promise<WorkbookContent> {
  const read = await readWorkbook(bytes, known);
  if (read.kind !== 'ours') throw new Error(`read as ${read.kind}`);
  return read.content;
}

/** The parts that hold signs which XML has no room for: Excel would call the file damaged. */
async function unheldSigns(bytes: Buffer): Promise<string[]> {
  const entries = zipEntries(bytes, 100).filter(({ name }) => /\.(xml|rels)$/.test(name));
  const parts = await Promise.all(entries.map((entry) => unzipped(bytes, entry, 10_000_000)));
  const unheld = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
  return entries.flatMap(({ name }, at) => (unheld.test(parts[at]?.toString('utf8') ?? '') ? [name] : []));
}

/** What an import would see in the report, in the order of the indicators. */
function contentOf({ now, plan }: UnitReport) {
  return {
    answers: [...(now?.answers.values() ?? [])]
      .map(({ indicator, option, comment, version }) => ({
        indicator,
        option,
        comment: comment === '' ? null : comment,
        version,
      }))
      .sort((a, b) => a.indicator.localeCompare(b.indicator)),
    plan: plan && {
      schoolYear: plan.schoolYear,
      goals: plan.goals.map((goal) => ({ ...goal, key: goal.id })),
      actions: plan.actions,
    },
  };
}

const sorted = ({ answers, plan }: WorkbookContent) => ({
  answers: [...answers].sort((a, b) => a.indicator.localeCompare(b.indicator)),
  plan,
});

describe('a workbook that is written and read back', () => {
  it('holds the same answers, comments and plan, whatever people have written', async () => {
    await fc.assert(
      fc.asyncProperty(anyReport, async (report) => {
        const bytes = await workbook(report);
        expect(await unheldSigns(bytes)).toEqual([]);
        const content = await readBack(bytes, () => small);
        expect(sorted(content)).toEqual(contentOf(report));
        expect(content.faults).toEqual([]);
        expect(content.removed).toEqual({ answers: [], goals: [], actions: [] });
      }),
      { numRuns: 30, interruptAfterTimeLimit: 60_000 },
    );
  });

  it('keeps an emoji wherever it stands in a long file', async () => {
    const report = schoolReport({ actions: 0 });
    const answers = [...(report.now?.answers ?? [])].map(
      ([id, answer], at) => [id, { ...answer, comment: 'a'.repeat(at % 2) + '🧑‍🏫🎉'.repeat(400) }] as const,
    );
    const told = { ...report, now: report.now && { ...report.now, answers: new Map(answers) } };
    expect(sorted(await readBack(await workbook(told))).answers).toEqual(contentOf(told).answers);
  });

  it('is the same for a full school', async () => {
    const report = schoolReport();
    expect(sorted(await readBack(await workbook(report)))).toEqual(contentOf(report));
  });

  it('says nothing of a plan and comments that its reader may not see', async () => {
    const report = schoolReport({ actions: 3 });
    const bare = { ...report, plan: null, sees: { plan: false, people: false, comments: false } };
    const content = await readBack(await workbook(bare));
    expect(content).toMatchObject({ plan: null, hasComments: false, faults: [] });
    expect(content.removed).toEqual({ answers: [], goals: [], actions: [] });
    expect((await readBack(await workbook(report))).hasComments).toBe(true);
  });

  it('says which unit, assessment and instrument it is of', async () => {
    const report = schoolReport({ actions: 1, language: 'en' });
    expect(await readBack(await workbook(report))).toMatchObject({
      ...{ unit: report.unit.id, assessment: report.now?.id, day: '2026-10-28' },
      instrument: { id: 'lika-skola', version: 1 },
    });
  });

  it('is a form without answers and plan for a school that has not begun', async () => {
    expect(await readBack(await workbook(emptyReport()))).toMatchObject({ assessment: null, answers: [], plan: null });
  });

  it('is the same file when nothing has changed', async () => {
    const [first, second] = [
      await workbook(schoolReport({ actions: 2 })),
      await workbook(schoolReport({ actions: 2 })),
    ];
    expect(first.equals(second)).toBe(true);
  });
});
