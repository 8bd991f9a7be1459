/** `check [folder]`: reads every instrument under the folder and names each fault, or says what it holds. */
import { faultLine } from '../../../lika/instrument/read.ts';
import { placedIndicators } from '../../../lika/instrument/instrument.ts';
import type { Instrument } from '../../../lika/instrument/instrument.ts';
import { instrumentFolders, readInstruments } from '../read-instrument.ts';

/** What a command prints, and the exit code: 0 well, 1 faults in what it was given, 2 wrongly called. */
export interface CommandResult {
  readonly lines: string[];
  readonly code: number;
}

/** Where the instruments are, from the root of the repository. */
export const INSTRUMENTS = 'instruments';

function summary(instrument: Instrument): string {
  const languages = instrument.languages.length;
  return `${placedIndicators(instrument).length} indicators, ${languages} ${languages === 1 ? 'language' : 'languages'}`;
}

/** Checks one instrument's folder or a tree of them; without a folder, the repository's own. */
export async function checkCommand(args: string[]): Promise<CommandResult> {
  if (args.length > 1) return { lines: ['usage: check [folder]'], code: 2 };
  const [folder = INSTRUMENTS] = args;
  if ((await instrumentFolders(folder)).length === 0) {
    return { lines: [`${folder}:1 no instrument.yaml in this folder or below it`], code: 1 };
  }
  const read = await readInstruments(folder);
  if (!read.ok) return { lines: read.faults.map(faultLine), code: 1 };
  const { instruments } = read;
  const lines = instruments.map((instrument) =>
    instruments.length === 1
      ? `OK: ${summary(instrument)}`
      : `OK: ${instrument.id} ${instrument.version}: ${summary(instrument)}`,
  );
  return { lines, code: 0 };
}
