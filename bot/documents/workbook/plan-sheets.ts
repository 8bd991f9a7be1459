import type { Workbook } from 'exceljs';
import type { Action, PlanGoal } from '../../../lika/plan/plan.ts';
import { textsIn } from '../../texts.ts';
import type { UnitReport } from '../report.ts';
import { activitiesCell, indicatorsCell, namesCell } from './cell-words.ts';
import { aDay, areaWord, chosenFrom, chosenGoal, stateWord } from './lists.ts';
import type { Lists } from './lists.ts';
import { nameOf } from './people.ts';
import { aboutPlan, footerOf } from './sentences.ts';
import { addTableSheet, dayCell } from './table-sheet.ts';
import type { TableColumn } from './table-sheet.ts';

/** The columns of *Handlingsplan* that are printed: what is talked about at a meeting. The others are for the screen. */
const PRINTED = 11;

/** *Mål*: the plan's goals; actions choose among them. */
export function addGoalsSheet(book: Workbook, report: UnitReport, lists: Lists): void {
  const { instrument, language } = report;
  const t = textsIn(language);
  const heading = (name: string) => t(`workbook.heading.${name}`);
  const actions = report.plan?.actions ?? [];
  addTableSheet<PlanGoal>(book, {
    ...{ name: t('workbook.sheets.goals'), table: 'Goals', fixed: 1, printed: 5 },
    title: t('workbook.title.goals', { unit: report.unit.name }),
    about: t('workbook.about.goals'),
    ...{ footer: footerOf(report), total: t('workbook.total'), items: report.plan?.goals ?? [] },
    columns: [
      { heading: heading('goal'), width: 70, style: 'strong', value: ({ text }) => text },
      {
        ...{ heading: heading('area'), width: 16, style: 'text', allowed: chosenFrom(lists, 'areas', language) },
        value: ({ area }) => (area === null ? null : areaWord(instrument, area, language)),
      },
      {
        ...{ heading: heading('step'), width: 8, style: 'number', allowed: chosenFrom(lists, 'steps', language) },
        value: ({ step }) => step,
      },
      {
        ...{ heading: heading('indicators'), width: 24, style: 'quiet' },
        value: ({ indicators }) => indicatorsCell(indicators),
      },
      {
        ...{ heading: heading('actionCount'), width: 10, style: 'number' },
        value: ({ id }) => actions.filter(({ goal }) => goal === id).length,
      },
      { heading: heading('key'), width: 14, style: 'quiet', hidden: true, value: ({ id }) => id },
    ],
  });
}

/** *Handlingsplan*: every field of every action, as a table to sort, filter and fill in. */
export function addActionsSheet(book: Workbook, report: UnitReport, lists: Lists): void {
  const t = textsIn(report.language);
  addTableSheet<Action>(book, {
    ...{ name: t('workbook.sheets.plan'), table: 'Actions', fixed: 2, printed: PRINTED },
    title: t('workbook.title.plan', { unit: report.unit.name }),
    about: aboutPlan(report),
    ...{ footer: footerOf(report), total: t('workbook.total'), items: report.plan?.actions ?? [] },
    columns: actionColumns(report, lists),
  });
}

function actionColumns(report: UnitReport, lists: Lists): TableColumn<Action>[] {
  const { instrument, language } = report;
  const t = textsIn(language);
  const heading = (name: string) => t(`workbook.heading.${name}`);
  const from = (list: keyof Lists) => chosenFrom(lists, list, language);
  const goals = report.plan?.goals ?? [];
  const day = (name: string, value: (action: Action) => string | null): TableColumn<Action> => ({
    ...{ heading: heading(name), width: 12, style: 'day', allowed: aDay(language) },
    value: (action) => dayCell(value(action)),
  });
  const text = (name: string, width: number, value: TableColumn<Action>['value']): TableColumn<Action> => ({
    ...{ heading: heading(name), width, style: 'text', value },
  });
  return [
    {
      ...text('goal', 24, ({ goal }) => goals.find(({ id }) => id === goal)?.text),
      allowed: chosenGoal(goals.length, language),
    },
    { ...text('title', 30, ({ title }) => title), style: 'strong' },
    { ...text('area', 14, ({ area }) => areaWord(instrument, area, language)), allowed: from('areas') },
    { ...text('state', 11, ({ state }) => stateWord(state, language)), allowed: from('states') },
    {
      ...text('responsible', 16, ({ responsible }) => responsible && nameOf(report, responsible)),
      allowed: from('people'),
    },
    text('involved', 16, ({ involved }) => namesCell(involved.map((person) => nameOf(report, person)))),
    day('start', ({ start }) => start),
    day('due', ({ due }) => due),
    day('followUpOn', ({ followUp }) => followUp.on),
    text('followUpHow', 20, ({ followUp }) => followUp.how),
    text('activities', 44, ({ activities }) => activitiesCell(activities)),
    text('intention', 40, ({ intention }) => intention),
    text('notes', 30, ({ notes }) => notes),
    text('reason', 22, ({ reason }) => reason),
    { ...text('indicators', 20, ({ indicators }) => indicatorsCell(indicators)), style: 'quiet' },
    { ...text('key', 14, ({ id }) => id), style: 'quiet', hidden: true },
  ];
}
