import type { z } from 'zod';
import { textOf } from '../../../lika/import/table.ts';
import type { Sheet } from '../../../lika/import/table.ts';
import { grouped } from './grouped.ts';
import {
  ActionRecord,
  ActivityRecord,
  AnswerRecord,
  GoalRecord,
  PersonRecord,
  RECORD_SHEET,
  WorkbookRecord,
} from './record.ts';

/** The record of a workbook as it was written, with what no longer reads left out. */
export interface ReadRecord {
  readonly workbook: WorkbookRecord;
  readonly answers: ReadonlyMap<string, AnswerRecord>;
  readonly people: ReadonlyMap<string, string>;
  readonly goals: ReadonlyMap<string, GoalRecord>;
  readonly actions: ReadonlyMap<string, ActionRecord & { readonly activities: readonly ActivityRecord[] }>;
}

/** Null when the sheets aren't of a workbook that this service can read back. */
export function readRecord(sheets: readonly Sheet[]): ReadRecord | null {
  const lines = sheets.find(({ name }) => name === RECORD_SHEET)?.rows.slice(1) ?? [];
  const of = <T>(kind: string, schema: z.ZodType<T>): [string, T][] =>
    lines.flatMap(([what, id, json]): [string, T][] => {
      if (textOf(what) !== kind) return [];
      const parsed = schema.safeParse(jsonOf(textOf(json)));
      return parsed.success ? [[textOf(id), parsed.data]] : [];
    });
  const [workbook] = of('workbook', WorkbookRecord);
  if (!workbook) return null;
  const activities = grouped(of('activity', ActivityRecord), ([owner]) => owner);
  const actions = of('action', ActionRecord).map(
    ([id, action]) => [id, { ...action, activities: (activities.get(id) ?? []).map(([, one]) => one) }] as const,
  );
  return {
    workbook: workbook[1],
    answers: new Map(of('answer', AnswerRecord)),
    people: new Map(of('person', PersonRecord).map(([id, { name }]) => [id, name])),
    goals: new Map(of('goal', GoalRecord)),
    actions: new Map(actions),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
