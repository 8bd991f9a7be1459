import { textsIn } from '../../texts.ts';
import type { UnitReport } from '../report.ts';

/** The person's name; somebody whose name cannot be told gets a calm word. */
export function nameOf({ names, language }: Pick<UnitReport, 'names' | 'language'>, person: string): string {
  const name = names.get(person)?.trim();
  return name === undefined || name === '' ? textsIn(language)('workbook.unnamed') : name;
}
