import type { Workbook } from 'exceljs';
import { textsIn } from '../../texts.ts';
import { toCellText } from '../incoming/cell-text.ts';
import type { UnitReport } from '../report.ts';
import { FIRST_LIST_COLUMN, LISTS } from './lists.ts';
import type { Lists } from './lists.ts';
import { RECORD_FORMAT, RECORD_SHEET } from './record.ts';
import type { ActionRecord, ActivityRecord, AnswerRecord, GoalRecord, RecordKind, WorkbookRecord } from './record.ts';

type Line = readonly [RecordKind, string, unknown];

function workbookRecord(report: UnitReport): WorkbookRecord {
  const { unit, day, language, instrument, now, plan, sees } = report;
  const t = textsIn(language);
  return {
    ...{ format: RECORD_FORMAT, unit: unit.id, day, language },
    instrument: { id: instrument.id, version: instrument.version },
    assessment: now?.id ?? null,
    schoolYear: plan?.schoolYear ?? null,
    ...{ plan: sees.plan, comments: sees.comments },
    sheets: {
      assessment: t('workbook.sheets.assessment'),
      goals: t('workbook.sheets.goals'),
      plan: t('workbook.sheets.plan'),
    },
  };
}

function linesOf(report: UnitReport): Line[] {
  const { now, plan, names } = report;
  const answers = [...(now?.answers.values() ?? [])];
  return [
    ['workbook', report.unit.id, workbookRecord(report)],
    ...answers.map(({ indicator, version }): Line => ['answer', indicator, { version } satisfies AnswerRecord]),
    ...[...names].map(([person, name]): Line => ['person', person, { name }]),
    ...(plan?.goals ?? []).map(({ id, area, step, indicators, position, version }): Line => [
      ...(['goal', id] as const),
      { area, step, indicators, position, version } satisfies GoalRecord,
    ]),
    ...(plan?.actions ?? []).flatMap((action): Line[] => {
      const { id, goal, area, indicators, responsible, involved, position, version } = action;
      const record = { goal, area, indicators, responsible, involved, position, version } satisfies ActionRecord;
      const activities = action.activities.map((one): Line => [
        ...(['activity', id] as const),
        { id: one.id, text: one.text, done: one.done } satisfies ActivityRecord,
      ]);
      return [['action', id, record], ...activities];
    }),
  ];
}

/** The record and the lists to choose from, on a sheet that Excel doesn't offer to show. */
export function addRecordSheet(book: Workbook, report: UnitReport, lists: Lists): void {
  const sheet = book.addWorksheet(RECORD_SHEET, { state: 'veryHidden' });
  sheet.addRow(['kind', 'id', 'record']);
  for (const [kind, id, record] of linesOf(report)) {
    sheet.addRow([kind, toCellText(id), toCellText(JSON.stringify(record))]);
  }
  LISTS.forEach((list, at) => {
    const column = FIRST_LIST_COLUMN + at;
    sheet.getCell(1, column).value = list;
    lists[list].forEach((word, row) => {
      sheet.getCell(row + 2, column).value = typeof word === 'string' ? toCellText(word) : word;
    });
  });
}
