import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { takeImport } from '../../acts/take-import.ts';
import type { Taken } from '../../acts/take-import.ts';
import { weighImport } from '../../acts/weigh-import.ts';
import type { WeighedImport } from '../../acts/weigh-import.ts';
import { ImportName } from '../../api/schemas/imports.ts';
import { fileSentence } from '../../documents/incoming/fault-sentence.ts';
import { BadFile, Conflict } from '../../errors.ts';
import { keptLeft } from '../../imports/kept.ts';
import { leftSentence } from '../../imports/left.ts';
import type { LeftOut } from '../../imports/left.ts';
import { understand } from '../../imports/understand.ts';
import type { Understood } from '../../imports/understand.ts';
import type { Weighed } from '../../imports/weigh.ts';
import { loadInstruments } from '../../instruments.ts';
import { openAssessment } from '../../store/assessments.ts';
import { noteTakenAtOnce } from '../../store/brought-files.ts';
import { headsOf } from '../../store/heads.ts';
import { asOwner, failed, wronglyCalled } from '../context.ts';
import type { CommandResult, OperatorContext } from '../context.ts';
import { inMunicipalityOf } from './export.ts';

const USAGE = 'import FILE --unit UNIT [--by PERSON] [--replace] [--yes]   (FILE: .xlsx or .csv)';
const INSTRUMENTS = join('dist', 'instruments');
const PERSON_MISSING = 'Name with --by whose answers they become: the unit has not exactly one head.';
/** So many of what is left out are listed. */
const LISTED = 200;

const Wanted = z.object({ unit: z.guid(), by: z.guid().optional(), replace: z.literal('').optional() });

/**
 * `import FILE --unit UNIT`: a workbook of ours or a table that maps without doubt, into the unit's open draft. Shows what
 * would be brought in; `--yes` brings it in. What is unsure is left out and listed.
 */
export async function importTableCommand(file: string, named: ReadonlyMap<string, string>): Promise<CommandResult> {
  const { yes, ...rest } = Object.fromEntries(named);
  const wanted = Wanted.strict().safeParse(rest);
  if (!wanted.success || (yes !== undefined && yes !== '')) return wronglyCalled(USAGE);
  const wish = { ...wanted.data, yes: yes !== undefined, bytes: readFileSync(file), name: basename(file) };
  try {
    return await asOwner((context) => bringIn(context, wish));
  } catch (error) {
    if (error instanceof BadFile) return failed(`${wish.name}: ${fileSentence({ code: error.fault }, 'en')}`);
    throw error;
  }
}

interface Wish extends z.output<typeof Wanted> {
  readonly yes: boolean;
  readonly bytes: Buffer;
  readonly name: string;
}

async function bringIn({ store, now }: OperatorContext, wish: Wish): Promise<CommandResult> {
  const instruments = loadInstruments(INSTRUMENTS);
  const result = await inMunicipalityOf(store, wish.unit, async (tx, unit): Promise<CommandResult> => {
    const [heads] = await headsOf(tx, unit.id);
    const by = wish.by ?? (heads?.heads.length === 1 ? heads.heads[0] : undefined);
    if (by === undefined) return failed(PERSON_MISSING);
    const draft = await openAssessment(tx, unit.id, 'unit', by);
    const instrument = draft
      ? instruments.get(draft.instrument_id, draft.instrument_version)
      : instruments.latest(unit.instrument ?? '');
    if (!instrument) return failed(`The unit ${unit.name} has no instrument here.`);
    const understood = await understand(wish.bytes, { instrument, instruments, reading: {} });
    const act = { tx, now, window: null, instruments };
    const weighed = await weighImport(act, { unit, draft, understood });
    const preview = previewLines(wish, { understood, ...weighed });
    if (!wish.yes) return { lines: [...preview, 'Nothing is brought in yet: say --yes.'], code: 0 };
    // The operator acts for the head, so it may do what the head may.
    const grants = [{ role: 'head', scope: { kind: 'unit', id: unit.id } }] as const;
    const actor = { person: by, municipality: tx.municipality, grants };
    const taken = await takeImport(
      { ...act, actor, isOperator: true },
      {
        ...{ unit, understood, instrument, draft: draft?.id ?? null, seen: null, plan: true },
        existing: wish.replace === undefined ? 'keep' : 'replace',
      },
    ).catch(nothing);
    if (!taken) return { lines: [...preview, 'There is nothing to bring in.'], code: 0 };
    // As one from the tab, so that the head can undo it there.
    const name = ImportName.safeParse({ name: wish.name }).data?.name ?? 'LIKA';
    const id = await noteTakenAtOnce(tx, { unit: unit.id, person: by, name }, { by: null, at: now, ...taken });
    return { lines: [...preview, takenLine(taken, by), undoLine(id)], code: 0 };
  });
  return result ?? failed(`No municipality has the unit ${wish.unit}.`);
}

/** Null when there was nothing to bring in: then nothing has been written either. */
function nothing(error: unknown): null {
  if (error instanceof Conflict && error.code === 'nothing-to-import') return null;
  throw error;
}

function takenLine({ outcome: { answers, comments, goals, actions } }: Taken, by: string): string {
  const inPlan = goals.added + goals.changed + actions.added + actions.changed;
  return `Brought in ${answers} answers, ${comments} comments and ${inPlan} changes of the plan, as ${by}.`;
}

const undoLine = (id: string): string =>
  `It is import ${id}; the head can undo it in the tab for 30 days, under Hämta in en tidigare skattning.`;

interface Previewed extends WeighedImport {
  readonly understood: Understood;
}

function previewLines(wish: Wish, { understood, weighed, plan, leftOut: left }: Previewed): string[] {
  const count = (kind: Weighed['kind']) => weighed.filter((one) => one.kind === kind).length;
  const differs = wish.replace === undefined ? 'stay as they are (--replace replaces them)' : 'are replaced';
  return [
    `${wish.name}: ${understood.workbook ? `a workbook of ${understood.workbook.day}` : 'a table'}`,
    `${count('fills')} answers are brought in, ${count('same')} stand already.`,
    ...(count('differs') > 0 ? [`${count('differs')} that stand with something else ${differs}.`] : []),
    ...(plan
      ? [`${plan.goals.length} goals and ${plan.actions.length} actions are added or changed in the plan.`]
      : []),
    ...understood.unsure.map(({ row, written }) => `  left out: row ${row}: unsure: ${written.indicator}`),
    ...left.slice(0, LISTED).map(leftLine),
    ...(left.length > LISTED ? [`  and ${left.length - LISTED} more left out`] : []),
  ];
}

function leftLine(found: LeftOut): string {
  const left = keptLeft(found);
  const place = [left.sheet ?? '', left.row === null ? '' : `row ${left.row}`, left.column ?? ''].filter(Boolean);
  return `  left out: ${[place.join(' '), left.name, leftSentence(left, 'en')].filter(Boolean).join(': ')}`;
}
