import { stepNumbers } from '../../../lika/instrument/instrument.ts';
import type { Instrument } from '../../../lika/instrument/instrument.ts';
import type { Sheet } from '../../../lika/import/table.ts';
import type { Action, ActionActivity, PlanGoal } from '../../../lika/plan/plan.ts';
import { LANGUAGES } from '../../texts.ts';
import { activitiesCell, activitiesIn, indicatorsCell, indicatorsIn, namesCell, namesIn } from './cell-words.ts';
import { grouped } from './grouped.ts';
import { areaWord, STATES, stateWord } from './lists.ts';
import { nameOf } from './people.ts';
import type { ReadRecord } from './read-record.ts';
import { ownTable } from './read-table.ts';
import type { CellFault, TableRow } from './read-table.ts';

/** A goal as it stands in the workbook. A new one has no id and no version, and is known by its key. */
export type ReadGoal = Omit<PlanGoal, 'id' | 'version'> & {
  readonly key: string;
  readonly id: string | null;
  readonly version: number | null;
};

/** An action as it stands; `goal` is the key of one of the goals. A new activity has no id. */
export type ReadAction = Omit<Action, 'id' | 'version' | 'activities'> & {
  readonly id: string | null;
  readonly version: number | null;
  readonly activities: readonly (Omit<ActionActivity, 'id'> & { readonly id: string | null })[];
};

interface Read<T> {
  readonly read: readonly T[];
  /** The ids that stand in the table, readable or not. */
  readonly seen: ReadonlySet<string>;
}

interface Around {
  readonly record: ReadRecord;
  readonly instrument: Instrument;
}

/** Id of the row, null for a new one; undefined (and a fault) when it is unknown or has been before. */
function keyIn(
  row: TableRow,
  known: ReadonlyMap<string, unknown>,
  seen: Set<string>,
  kind: 'goal' | 'action',
): string | null | undefined {
  const id = row.text('key').trim();
  if (id === '') return null;
  if (!known.has(id)) return void row.fault('key', `unknown-${kind}`);
  if (seen.has(id)) return void row.fault('key', `${kind}-twice`);
  seen.add(id);
  return id;
}

/** The area that the cell names; the one written out as long as nobody has changed the word. */
function areaIn(row: TableRow, { record, instrument }: Around, before: string | null): string | null | undefined {
  const word = row.text('area').trim();
  if (word === '') return null;
  if (before !== null && word === areaWord(instrument, before, record.workbook.language).trim()) return before;
  const found = instrument.areas.find(({ key }) =>
    instrument.languages.some((language) => areaWord(instrument, key, language).toLowerCase() === word.toLowerCase()),
  );
  if (!found) row.fault('area', 'unknown-area');
  return found?.key;
}

/** The indicators of the cell; those written out are kept even when the instrument no longer has them. */
function indicatorsOf(row: TableRow, { instrument }: Around, before: readonly string[]): readonly string[] | undefined {
  const cell = row.text('indicators');
  if (cell === indicatorsCell(before)) return before;
  const known = new Set(
    instrument.areas.flatMap(({ steps }) => steps.flatMap((step) => step.indicators)).map(({ id }) => id),
  );
  const ids = [...new Set(indicatorsIn(cell))];
  if (ids.every((id) => known.has(id) || before.includes(id))) return ids;
  return void row.fault('indicators', 'unknown-indicator');
}

/** *Mål* of the workbook. */
export function readGoals(
  sheets: readonly Sheet[],
  record: ReadRecord,
  instrument: Instrument,
  faults: CellFault[],
): Read<ReadGoal> {
  const headings = ['goal', 'area', 'step', 'indicators', 'key'];
  const { rows } = ownTable(sheets, record.workbook.sheets.goals, headings, faults);
  const seen = new Set<string>();
  const read = rows.flatMap((row, at): ReadGoal[] => {
    const id = keyIn(row, record.goals, seen, 'goal');
    if (id === undefined) return [];
    const before = record.goals.get(id ?? '');
    const text = row.said('goal');
    if (text === null) row.fault('goal', 'goal-missing');
    const area = areaIn(row, { record, instrument }, before?.area ?? null);
    const step = stepIn(row, instrument, before?.step);
    const indicators = indicatorsOf(row, { record, instrument }, before?.indicators ?? []);
    if (text === null || area === undefined || step === undefined || indicators === undefined) return [];
    const [position, version] = [before?.position ?? record.goals.size + at, before?.version ?? null];
    return [{ key: id ?? `new:${at}`, id, text, area, step, indicators, position, version }];
  });
  return { read, seen };
}

/** A step of the instrument; the one written out may be of an earlier version. */
function stepIn(row: TableRow, instrument: Instrument, before: number | null | undefined): number | null | undefined {
  const text = row.text('step').trim();
  if (text === '') return null;
  const step = Number(text);
  if (step === before || stepNumbers(instrument).includes(step)) return step;
  return void row.fault('step', 'unknown-step');
}

interface AroundAction extends Around {
  /** By text; several may say the same. */
  readonly goals: ReadonlyMap<string, readonly ReadGoal[]>;
  /** Ids of those who are called so, in small letters. */
  readonly named: ReadonlyMap<string, readonly string[]>;
}

const ACTION_HEADINGS = [
  ...['goal', 'title', 'area', 'state', 'responsible', 'involved', 'start', 'due', 'followUpOn', 'followUpHow'],
  ...['activities', 'intention', 'notes', 'reason', 'indicators', 'key'],
];

/** *Handlingsplan* of the workbook. */
export function readActions(
  sheets: readonly Sheet[],
  { record, instrument, goals }: Around & { readonly goals: readonly ReadGoal[] },
  faults: CellFault[],
): Read<ReadAction> {
  const around: AroundAction = {
    ...{ record, instrument, goals: grouped(goals, ({ text }) => text) },
    named: new Map(
      [...grouped([...record.people], ([, name]) => calledSo(name))].map(([name, all]) => [
        name,
        all.map(([id]) => id),
      ]),
    ),
  };
  const { rows } = ownTable(sheets, record.workbook.sheets.plan, ACTION_HEADINGS, faults);
  const seen = new Set<string>();
  const read = rows.flatMap((row, at): ReadAction[] => {
    const id = keyIn(row, record.actions, seen, 'action');
    return id === undefined ? [] : actionIn(row, id, { ...around, at });
  });
  return { read, seen };
}

const calledSo = (name: string): string => name.trim().toLowerCase();

/** The action of a row, or none when a cell of it cannot be read. */
function actionIn(row: TableRow, id: string | null, around: AroundAction & { readonly at: number }): ReadAction[] {
  const { record } = around;
  const before = record.actions.get(id ?? '');
  const title = row.said('title');
  if (title === null) row.fault('title', 'title-missing');
  const goal = goalIn(row, around, before?.goal);
  const area = areaIn(row, around, before?.area ?? null);
  if (area === null) row.fault('area', 'unknown-area');
  const state = stateIn(row);
  const responsible = peopleIn(row, 'responsible', around, before?.responsible ? [before.responsible] : []);
  const involved = peopleIn(row, 'involved', around, before?.involved ?? []);
  const [start, due, on] = [dayIn(row, 'start'), dayIn(row, 'due'), dayIn(row, 'followUpOn')];
  const indicators = indicatorsOf(row, around, before?.indicators ?? []);
  if (title === null || goal === undefined || !area || state === undefined || indicators === undefined) return [];
  if (start === undefined || due === undefined || on === undefined) return [];
  return [
    {
      ...{ id, goal, title, area, state, indicators, involved, start, due },
      responsible: responsible[0] ?? null,
      intention: row.said('intention'),
      activities: activitiesOf(row.text('activities'), before?.activities ?? []),
      notes: row.text('notes'),
      followUp: { on, how: row.said('followUpHow') },
      reason: row.said('reason'),
      position: before?.position ?? record.actions.size + around.at,
      version: before?.version ?? null,
    },
  ];
}

/** The goal with the cell's text; the one written out, as long as its text is the cell's (two may say the same). */
function goalIn(row: TableRow, { goals }: AroundAction, before: string | undefined): string | undefined {
  const fitting = goals.get(row.text('goal')) ?? [];
  const found = fitting.find(({ key }) => key === before) ?? fitting[0];
  if (!found) row.fault('goal', 'unknown-goal');
  return found?.key;
}

function stateIn(row: TableRow): Action['state'] | undefined {
  const word = row.text('state').trim().toLowerCase();
  const found = STATES.find((state) => LANGUAGES.some((language) => stateWord(state, language).toLowerCase() === word));
  if (!found) row.fault('state', 'unknown-state');
  return found;
}

/** A calendar day, written as Excel's date or as `2027-05-28`; null when the cell is empty. */
function dayIn(row: TableRow, heading: string): string | null | undefined {
  const cell = row.cell(heading);
  const text = row.text(heading).trim();
  if (text === '') return null;
  if (typeof cell === 'object' && cell && 'date' in cell) return cell.date;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  if (isDay && new Date(text).toISOString().startsWith(text)) return text;
  return void row.fault(heading, 'not-a-date');
}

/** How many people a cell can name. */
const PEOPLE_MAX = { responsible: 1, involved: 50 } as const;

/**
 * The people named in the cell; a name that several have, or nobody, can only be one of those written out. Where the cell
 * cannot be read it is left as it was, so that the row's other cells are.
 */
function peopleIn(
  row: TableRow,
  heading: keyof typeof PEOPLE_MAX,
  { record: { people, workbook }, named }: AroundAction,
  before: readonly string[],
): readonly string[] {
  const shown = (person: string) => nameOf({ names: people, language: workbook.language }, person);
  const cell = row.text(heading);
  if (cell === namesCell(before.map(shown))) return before;
  const left = [...before];
  const names = namesIn(cell);
  const found = names.slice(0, PEOPLE_MAX[heading]).map((name) => {
    const at = left.findIndex((person) => shown(person).trim() === name);
    if (at >= 0) return left.splice(at, 1)[0];
    const [only, ...more] = named.get(calledSo(name)) ?? [];
    return more.length === 0 ? only : undefined;
  });
  const known = found.filter((person) => person !== undefined);
  if (known.length === names.length) return [...new Set(known)];
  row.fault(heading, 'unknown-person');
  return before;
}

/** The activities of the cell: untouched ones as they were, changed ones by their text and then by their place. */
function activitiesOf(
  cell: string,
  before: readonly ActionActivity[],
): (Omit<ActionActivity, 'id'> & { id: string | null })[] {
  if (cell === activitiesCell(before)) return [...before];
  const lines = activitiesIn(cell);
  const left = new Map(before.map((activity) => [activity.id, activity]));
  const saying = grouped(before, ({ text }) => text.trim());
  const taken = lines.map(({ text }) => {
    const same = saying.get(text)?.shift();
    if (same) left.delete(same.id);
    return same?.id ?? null;
  });
  // A line that is as long a list as before and only says something else is the same activity, reworded.
  return lines.map((line, at) => {
    const reworded = lines.length === before.length ? left.get(before[at]?.id ?? '') : undefined;
    return { id: taken[at] ?? reworded?.id ?? null, ...line };
  });
}
