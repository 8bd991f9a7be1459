import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerFault, answersOf } from '../../../lika/analysis/cells.ts';
import { completeness } from '../../../lika/assessment/completeness.ts';
import { transition } from '../../../lika/assessment/states.ts';
import type { Instrument } from '../../../lika/instrument/instrument.ts';
import { momentAt } from '../../clock.ts';
import { loadInstruments } from '../../instruments.ts';
import {
  answersOfAssessments,
  assessmentById,
  assessmentsOfUnit,
  createAssessment,
  updateAssessment,
  writeAnswer,
} from '../../store/assessments.ts';
import { writeAudit } from '../../store/audit.ts';
import { publishAssessment } from '../../store/publication.ts';
import type { Tx } from '../../store/store.ts';
import type { UnitRow } from '../../store/units.ts';
import { asOwner, failed, options, wronglyCalled } from '../context.ts';
import type { CommandResult } from '../context.ts';
import { Exported } from '../exported.ts';
import type { ExportedAssessment } from '../exported.ts';
import { endingOf } from './export-document.ts';
import { inMunicipalityOf } from './export.ts';
import { importTableCommand } from './import-table.ts';

const INSTRUMENTS = join('dist', 'instruments');

const USAGE = 'import FILE   (what export wrote), or import FILE --unit UNIT [--yes]   (.xlsx or .csv)';
const TABLES = ['xlsx', 'csv', 'tsv', 'txt'];

/** `import FILE`: all of the file or nothing of it; an assessment that is there already stays as it is. */
export async function importCommand(args: readonly string[]): Promise<CommandResult> {
  const { rest, named } = options(args);
  const [file] = rest;
  if (file === undefined || rest.length > 1) return wronglyCalled(USAGE);
  if (TABLES.includes(endingOf(file))) return importTableCommand(file, named);
  if (named.size > 0) return wronglyCalled(USAGE);
  const read = Exported.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success)
    return failed(...read.error.issues.map((issue) => `${file}: ${issue.path.join('.')}: ${issue.message}`));
  const instruments = loadInstruments(INSTRUMENTS);
  return asOwner(async ({ store, now }) => {
    const lines = await inMunicipalityOf(store, read.data.unit.id, async (tx, unit) => {
      const said: string[] = [];
      for (const assessment of read.data.assessments) {
        const { id, version } = assessment.instrument;
        const instrument = instruments.get(id, version);
        if (!instrument) throw new Error(`There is no instrument ${id} ${version} here.`);
        said.push(`${assessment.id}: ${await importOne(tx, unit, assessment, instrument, now)}`);
      }
      return said;
    });
    return lines ? { lines, code: 0 } : failed(`No municipality has the unit ${read.data.unit.id}.`);
  });
}

async function importOne(
  tx: Tx,
  unit: UnitRow,
  given: ExportedAssessment,
  instrument: Instrument,
  now: Date,
): Promise<string> {
  if (await assessmentById(tx, given.id)) return 'is there already';
  const fault = answerFault(instrument, answersOf(given.answers));
  if (fault) throw new Error(`${given.id}: ${fault.message}`);
  if (given.published !== null) await refuseOlder(tx, unit, given);
  const assessment = await createAssessment(tx, {
    ...{ id: given.id, unit: unit.id, kind: given.kind, author: given.author, at: moment(given.created) },
    ...{ instrument: instrument.id, version: instrument.version },
  });
  if (!assessment) return 'was left out: the unit has an open one';
  for (const { indicator, option, comment, by, at } of given.answers)
    await writeAnswer(tx, { assessment: given.id, indicator, option, comment, by, at: moment(at), seen: 0 });
  if (given.published !== null) {
    const answers = (await answersOfAssessments(tx, [given.id])).get(given.id) ?? [];
    const { answered, total } = completeness(instrument, answersOf(answers));
    if (answered < total) throw new Error(`${given.id} is published but holds ${answered} of ${total} answers.`);
    const published = { by: given.publishedBy ?? given.author, at: moment(given.published) };
    const row = await publishAssessment(tx, { assessment, unit, instrument, answers, ...published });
    if (given.withdrawn !== null)
      await updateAssessment(tx, given.id, {
        state: transition(row.state, 'withdraw'),
        withdrawn_at: moment(given.withdrawn),
        withdrawn_by: given.withdrawnBy,
      });
  }
  await writeAudit(tx, { at: now, person: null, what: 'assessment.import', unit: unit.id, about: given.id });
  return 'brought in';
}

/** History is only added at its end: the one in force is never superseded by an older one. */
async function refuseOlder(tx: Tx, unit: UnitRow, given: ExportedAssessment): Promise<void> {
  const inForce = (await assessmentsOfUnit(tx, unit.id)).find(({ state }) => state === 'published');
  if (inForce?.published_at && given.published !== null && inForce.published_at > moment(given.published))
    throw new Error(`${given.id} was published before the one in force (${inForce.id}).`);
}

function moment(text: string): Date {
  return momentAt(Date.parse(text));
}
