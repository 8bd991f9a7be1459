import type { ActionActivity } from '../../../lika/plan/plan.ts';

/** Cells that hold several things: how they are written, and how they are read again when somebody has changed them. */

const DONE = '☑ ';
const TO_DO = '☐ ';
const DONE_MARK = /^\s*(?:[☑☒✓✔✅]\ufe0f?|[[(][xX][\])])\s*/u;
const TO_DO_MARK = /^\s*(?:[☐□◻]\ufe0f?|[[(]\s?[\])]|[-–•*](?=\s))\s*/u;

/** One activity on each line, with a box that is ticked when it is done. */
export function activitiesCell(activities: readonly Pick<ActionActivity, 'text' | 'done'>[]): string {
  return activities.map(({ text, done }) => (done ? DONE : TO_DO) + text).join('\n');
}

/** The lines as activities: ticked with any of the signs that people use, and not when there is none. */
export function activitiesIn(cell: string): { text: string; done: boolean }[] {
  return cell.split('\n').flatMap((line) => {
    const done = DONE_MARK.test(line);
    const text = line.replace(done ? DONE_MARK : TO_DO_MARK, '').trim();
    return text === '' ? [] : [{ text, done }];
  });
}

/** One name on each line: a name may hold a comma. */
export const namesCell = (names: readonly string[]): string => names.join('\n');

export function namesIn(cell: string): string[] {
  return cell
    .split(/[\n;]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export const indicatorsCell = (ids: readonly string[]): string => ids.join('\n');

export function indicatorsIn(cell: string): string[] {
  return cell.split(/[\s,;]+/).filter((id) => id !== '');
}
