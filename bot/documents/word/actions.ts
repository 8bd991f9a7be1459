/** Insatser: per area a table for each decided action, with blanks where something is not decided. */
import type { Paragraph, Table } from 'docx';
import type { Action } from '../../../lika/plan/plan.ts';
import {
  areaName,
  closedActions,
  decidedActions,
  followUpLines,
  indicatorLines,
  personName,
  planSentence,
  stateName,
  timeWords,
} from '../plan-facts.ts';
import { linesOf, oneLine } from '../plain-text.ts';
import type { UnitReport } from '../report.ts';
import { wordsIn } from '../words.ts';
import { blank, bulletInCell, heading, labelled, paragraph, paragraphs } from './parts.ts';
import { factTable, fieldTable } from './tables.ts';

/** The fields of an action, in the order of the municipalities' own templates. */
const FIELDS = ['developmentArea', 'goal', 'activities', 'responsible', 'time', 'followUp'] as const;
type Field = (typeof FIELDS)[number];

/** The chapter of actions: the whole school first, then each area, then what was closed. */
export function actions(report: UnitReport): (Paragraph | Table)[] {
  const t = wordsIn(report.language);
  const sentence = planSentence(report);
  const known = new Set(report.instrument.areas.map(({ key }) => key));
  const decided = decidedActions(report);
  return [
    heading(1, t('document.word.actions.title'), { onNewPage: true }),
    paragraph(sentence === '' ? t('document.word.actions.none') : sentence),
    heading(2, t('document.overall')),
    blankAction(report, 'whole'),
    ...decided.filter(({ area }) => !known.has(area)).flatMap((action) => actionPart(report, action)),
    ...report.instrument.areas.flatMap(({ key }) => areaPart(report, key, decided)),
    ...closedPart(report),
  ];
}

function areaPart(report: UnitReport, area: string, decided: readonly Action[]): (Paragraph | Table)[] {
  const own = decided.filter((action) => action.area === area);
  return [
    heading(2, areaName(report, area)),
    ...(own.length > 0 ? own.flatMap((action) => actionPart(report, action)) : [blankAction(report, 'area')]),
  ];
}

/** An action as the municipalities' templates tell it. */
function actionPart(report: UnitReport, action: Action): (Paragraph | Table)[] {
  const t = wordsIn(report.language);
  const says: Record<Field, Paragraph[]> = {
    developmentArea: developmentArea(report, action),
    goal: paragraphs(report.plan?.goals.find(({ id }) => id === action.goal)?.text ?? '', 'CellKept'),
    activities: activities(report, action),
    responsible: responsible(report, action),
    time: [paragraph([timeWords(report, action), stateName(report, action)].filter(Boolean).join('. '), 'CellKept')],
    followUp: followUp(report, action),
  };
  const fields = FIELDS.map((field) => ({
    name: t(`document.word.field.${field}.name`),
    says: says[field].length > 0 ? says[field] : [blankField(report, field)],
  }));
  return [heading(3, oneLine(action.title) || t('document.action')), fieldTable(fields)];
}

/** The indicators that it grew from; an action without any stands for its area. */
function developmentArea(report: UnitReport, action: Action): Paragraph[] {
  const lines = indicatorLines(report, action);
  return (lines.length > 0 ? lines : [areaName(report, action.area)]).map((line) => paragraph(line, 'CellKept'));
}

function activities({ language }: UnitReport, { intention, activities: all }: Action): Paragraph[] {
  const t = wordsIn(language);
  return [
    ...paragraphs(intention ?? '', 'CellKept'),
    ...all.map(({ text, done }) => bulletInCell(done ? `${oneLine(text)} ${t('document.word.activityDone')}` : text)),
  ];
}

function responsible(report: UnitReport, { responsible: person, involved }: Action): Paragraph[] {
  if (person === null && involved.length === 0) return [];
  const t = wordsIn(report.language);
  const names = involved.map((one) => personName(report, one)).join(', ');
  return [
    person === null
      ? blankField(report, 'responsible')
      : labelled(t('document.responsible'), personName(report, person), 'CellKept'),
    ...(names === '' ? [] : [labelled(t('document.involved'), names, 'CellKept')]),
  ];
}

/** The last field: nothing of the table has to follow it. */
function followUp(report: UnitReport, action: Action): Paragraph[] {
  const lines = followUpLines(report, action);
  const notes = linesOf(action.notes).join(' ');
  return [
    ...(lines.length > 0 ? lines.map((line) => paragraph(line, 'Cell')) : [blankField(report, 'followUp')]),
    ...(notes === '' ? [] : [labelled(wordsIn(report.language)('document.word.notes'), notes, 'Cell')]),
  ];
}

function blankField({ language }: UnitReport, field: Field): Paragraph {
  const t = wordsIn(language);
  const of = { name: t(`document.word.field.${field}.name`), hint: t(`document.word.field.${field}.hint`) };
  return blank(of, field === FIELDS.at(-1) ? 'Cell' : 'CellKept');
}

/** A table to be filled in: `whole` is for what concerns every area. */
function blankAction(report: UnitReport, of: 'whole' | 'area'): Table {
  const t = wordsIn(report.language);
  const first = { name: t('document.word.field.developmentArea.name'), hint: t(`document.word.blankAction.${of}`) };
  return fieldTable(
    FIELDS.map((field) => ({
      name: t(`document.word.field.${field}.name`),
      says: [field === 'developmentArea' ? blank(first, 'CellKept') : blankField(report, field)],
    })),
  );
}

/** What was closed, with its reason: a plan also says what it no longer holds. */
function closedPart(report: UnitReport): (Paragraph | Table)[] {
  const closed = closedActions(report);
  if (closed.length === 0) return [];
  const t = wordsIn(report.language);
  const columns = [t('document.action'), t('document.area'), t('document.reason')];
  const rows = closed.map((action) => [
    oneLine(action.title) || t('document.action'),
    areaName(report, action.area),
    oneLine(action.reason ?? '') || t('document.none'),
  ]);
  return [
    heading(2, t('document.word.closed.title')),
    ...factTable({ caption: '', columns: columns.map((text) => ({ text, isFigure: false })), rows }, [5, 2, 3]),
  ];
}
