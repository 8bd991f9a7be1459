import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultLine } from '../../../lika/instrument/read.ts';
import { done, failed, wronglyCalled } from '../context.ts';
import type { CommandResult } from '../context.ts';
import { readInstruments } from '../read-instrument.ts';
import { INSTRUMENTS } from './check.ts';

const OUT = join('dist', 'instruments');

/** `compile [folder]`: writes every instrument as the JSON that the service reads, and removes what is no longer one. */
export async function compileCommand(args: readonly string[]): Promise<CommandResult> {
  if (args.length > 1) return wronglyCalled('compile [folder]');
  const [folder = OUT] = args;
  const read = await readInstruments(INSTRUMENTS);
  if (!read.ok) return failed(...read.faults.map(faultLine));
  mkdirSync(folder, { recursive: true });
  const names = read.instruments.map((instrument) => {
    const name = `${instrument.id}-${instrument.version}.json`;
    writeFileSync(join(folder, name), JSON.stringify(instrument));
    return name;
  });
  for (const old of readdirSync(folder).filter((name) => name.endsWith('.json') && !names.includes(name)))
    rmSync(join(folder, old));
  return done(...names.map((name) => `Wrote ${join(folder, name)}`));
}
