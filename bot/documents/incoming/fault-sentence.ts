import { textsIn } from '../../texts.ts';
import type { ServiceLanguage } from '../../texts.ts';
import type { CellFault } from '../workbook/read-table.ts';
import type { FileFault } from './faults.ts';

/** What is wrong with the file and what to do about it. */
export function fileSentence({ code }: Pick<FileFault, 'code'>, language: ServiceLanguage): string {
  return textsIn(language)(`import.file.${code}`);
}

/** As much of a cell as a sentence bears. */
const QUOTED_MAX = 60;

/** What is wrong with the cell and what to do about it; where it stands is said beside it. */
export function cellSentence({ code, sheet, value }: CellFault, language: ServiceLanguage): string {
  const [short, whole] = [[...value].slice(0, QUOTED_MAX).join(''), value];
  return textsIn(language)(`import.cell.${code}`, { sheet, value: short === whole ? whole : `${short}…` });
}
