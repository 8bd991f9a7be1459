/** `score FILE`: a file of answers (YAML or JSON) → the table of cells, areas and steps. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { analyse, answerFault, cellOf } from '../../../lika/analysis/cells.ts';
import type { Analysis, Answers, StepRule } from '../../../lika/analysis/cells.ts';
import { formatScore, NO_SCORE } from '../../../lika/analysis/fraction.ts';
import { faultLine } from '../../../lika/instrument/read.ts';
import type { ParsedFile, TreePath } from '../../../lika/instrument/read.ts';
import { placedIndicators, stepNumbers, textIn } from '../../../lika/instrument/instrument.ts';
import type { Instrument } from '../../../lika/instrument/instrument.ts';
import { parseYaml, readInstruments } from '../read-instrument.ts';
import { INSTRUMENTS } from './check.ts';
import type { CommandResult } from './check.ts';

const fileSchema = z.strictObject({
  instrument: z.string(),
  version: z.int(),
  /** Indicator → answer. */
  answers: z.record(z.string(), z.string()),
  /** The percent that a step's mean must reach; without it every relevant indicator must be achieved. */
  mean: z.number().min(0).max(100).optional(),
});

const USAGE = [
  'usage: score FILE',
  'FILE: {instrument: lika-skola, version: 1, answers: {l-vision: started, …}, mean: 80}',
];

/** Scores the answers in a file with the instruments under `root`. */
export async function scoreCommand(args: string[], root: string = INSTRUMENTS): Promise<CommandResult> {
  const [file, ...rest] = args;
  if (file === undefined || rest.length > 0) return { lines: USAGE, code: 2 };
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return { lines: [`${file}: the file cannot be read`], code: 1 };
  const parsed = parseYaml(text);
  const faults = parsed.faults.map((fault) => faultLine({ file, ...fault }));
  if (faults.length > 0) return { lines: faults, code: 1 };
  const checked = fileSchema.safeParse(parsed.value);
  if (!checked.success) {
    return failed(
      file,
      parsed,
      checked.error.issues.map(({ path, message }) => ({ path: path.map(String), message })),
    );
  }
  const { instrument: id, version, answers, mean } = checked.data;
  const read = await readInstruments(root);
  if (!read.ok) return { lines: read.faults.map(faultLine), code: 1 };
  const instrument = read.instruments.find((one) => one.id === id && one.version === version);
  if (!instrument) return failed(file, parsed, [{ path: ['instrument'], message: `there is no ${id} ${version}` }]);
  const unknown = unknownAnswers(instrument, answers);
  if (unknown.length > 0) return failed(file, parsed, unknown);
  const rule: StepRule = mean === undefined ? { kind: 'all-achieved' } : { kind: 'mean', percent: mean };
  return { lines: table(instrument, analyse(instrument, new Map(Object.entries(answers)), rule)), code: 0 };
}

interface Complaint {
  readonly path: TreePath;
  readonly message: string;
}

function failed(file: string, parsed: ParsedFile, complaints: readonly Complaint[]): CommandResult {
  const lines = complaints.map(({ path, message }) =>
    faultLine({ file, line: parsed.lineOf(path), path: path.join('.'), message }),
  );
  return { lines, code: 1 };
}

function unknownAnswers(instrument: Instrument, answers: Readonly<Record<string, string>>): Complaint[] {
  return Object.entries(answers).flatMap(([indicator, option]) => {
    const one: Answers = new Map([[indicator, option]]);
    const fault = answerFault(instrument, one);
    if (!fault) return [];
    const what =
      fault.code === 'unknown-indicator' ? 'the instrument has no such indicator' : `"${option}" is not on the scale`;
    return [{ path: ['answers', indicator], message: what }];
  });
}

function reachedText(reached: boolean | null): string {
  return reached === null ? NO_SCORE : reached ? 'yes' : 'no';
}

function table(instrument: Instrument, analysis: Analysis): string[] {
  const language = instrument.languages[0] ?? 'sv';
  const steps = stepNumbers(instrument);
  const show = (score: Parameters<typeof formatScore>[0]): string => formatScore(score, language);
  const answered = analysis.areas.reduce((sum, area) => sum + area.answered, 0);
  const rule = analysis.rule.kind === 'mean' ? `mean ≥ ${analysis.rule.percent} %` : 'all relevant achieved';
  const rows = [
    ['', ...steps.map((step) => `step ${step}`), 'all'],
    ...instrument.areas.map((area) => [
      textIn(area.name, language),
      ...steps.map((step) => show(cellOf(analysis, area.key, step)?.score ?? null)),
      show(analysis.areas.find((one) => one.area === area.key)?.score ?? null),
    ]),
    ['mean', ...analysis.steps.map((step) => show(step.mean))],
    ['reached', ...analysis.steps.map((step) => reachedText(step.reached))],
    ['achieved', ...analysis.steps.map((step) => `${step.achieved} of ${step.relevant}`)],
  ];
  const title = `${textIn(instrument.name, language)} ${instrument.version}`;
  return [
    `${title}, ${answered} of ${placedIndicators(instrument).length} answered`,
    ...aligned(rows),
    `A step is reached when: ${rule}`,
  ];
}

/** Columns of equal width: the first to the left, the figures to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
