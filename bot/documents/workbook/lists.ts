import type { DataValidation } from 'exceljs';
import { stepNumbers, textIn } from '../../../lika/instrument/instrument.ts';
import type { Language, Text } from '../../../lika/instrument/instrument.ts';
import type { ActionState } from '../../../lika/plan/plan.ts';
import { textsIn } from '../../texts.ts';
import type { ServiceLanguage } from '../../texts.ts';
import { columnLetters } from '../incoming/sheet-rows.ts';
import type { UnitReport } from '../report.ts';
import { RECORD_SHEET } from './record.ts';
import { HEADING_ROW, NEW_ROWS } from './table-sheet.ts';

/** What can be chosen in a cell. The lists stand on the record's sheet, each in a column of its own. */
export const LISTS = ['scale', 'states', 'areas', 'steps', 'people'] as const;
export type ListName = (typeof LISTS)[number];
export type Lists = Readonly<Record<ListName, readonly (string | number)[]>>;

/** The first of the columns that hold the lists; before it stands the record. */
export const FIRST_LIST_COLUMN = 5;

/** Another sheet's name in a formula. */
const quoted = (sheet: string) => `'${sheet.replaceAll("'", "''")}'`;

export const STATES: readonly ActionState[] = ['proposed', 'decided', 'ongoing', 'done', 'closed'];

export function stateWord(state: ActionState, language: ServiceLanguage): string {
  return textsIn(language)(`card.state.${state}`);
}

/** Areas by name; where two share one (in two operations), with the operation's name first. */
export function areaWord(
  { areas, operations }: Pick<UnitReport['instrument'], 'areas' | 'operations'>,
  key: string,
  language: Language,
): string {
  const area = areas.find((one) => one.key === key);
  if (!area) return key;
  const word = (text: Text) => textIn(text, language);
  const isShared = areas.some((other) => other.key !== key && word(other.name) === word(area.name));
  const operation = operations.find((one) => one.key === area.operation);
  return isShared && operation ? `${word(operation.name)}: ${word(area.name)}` : word(area.name);
}

export function listsOf(report: UnitReport): Lists {
  const { instrument, language, names } = report;
  const unique = (words: readonly string[]) => [...new Set(words)].filter((word) => word.trim() !== '');
  return {
    scale: instrument.scale.map(({ label }) => textIn(label, language)),
    states: STATES.map((state) => stateWord(state, language)),
    areas: unique(instrument.areas.map(({ key }) => areaWord(instrument, key, language))),
    steps: stepNumbers(instrument),
    people: unique([...names.values()]).sort((a, b) => a.localeCompare(b, language)),
  };
}

/** Excel has room for a title of 32 and an explanation of 255 characters. */
const asked = (language: ServiceLanguage, what: string) => ({
  showErrorMessage: true,
  errorTitle: textsIn(language)('workbook.choose.title').slice(0, 32),
  error: what.slice(0, 255),
});

/** Only what is on the list may be written; of a name Excel only warns: what it doesn't know is left out when the workbook is read. */
export function chosenFrom(lists: Lists, list: ListName, language: ServiceLanguage): DataValidation | undefined {
  const length = lists[list].length;
  if (length === 0) return undefined;
  const column = columnLetters(FIRST_LIST_COLUMN + LISTS.indexOf(list));
  return {
    ...{ type: 'list', allowBlank: true, formulae: [`${RECORD_SHEET}!$${column}$2:$${column}$${length + 1}`] },
    ...asked(language, textsIn(language)(`workbook.choose.${list}`)),
    errorStyle: list === 'people' ? 'warning' : 'stop',
  };
}

/** One of the plan's goals, as they stand on their own sheet, new ones among them. */
export function chosenGoal(goals: number, language: ServiceLanguage): DataValidation {
  const t = textsIn(language);
  const last = HEADING_ROW + goals + NEW_ROWS;
  return {
    type: 'list',
    allowBlank: true,
    formulae: [`${quoted(t('workbook.sheets.goals'))}!$A$${HEADING_ROW + 1}:$A$${last}`],
    ...asked(language, t('workbook.choose.goal')),
    errorStyle: 'stop',
  };
}

/** A day that a plan can be about. */
export function aDay(language: ServiceLanguage): DataValidation {
  const from = new Date(Date.UTC(2000, 0, 1));
  const to = new Date(Date.UTC(2199, 11, 31));
  return {
    ...{ type: 'date', operator: 'between', allowBlank: true, formulae: [from, to] },
    ...asked(language, textsIn(language)('workbook.choose.day')),
    errorStyle: 'stop',
  };
}
