import { momentAt } from '../../clock.ts';
import type { Instruments } from '../../instruments.ts';
import { answersOfAssessments, assessmentById, createAssessment, writeAnswer } from '../../store/assessments.ts';
import { publishAssessment } from '../../store/publication.ts';
import type { Tx } from '../../store/store.ts';
import { unitById } from '../../store/units.ts';
import { answersAtLevel } from './answers.ts';
import { idOf } from './chance.ts';
import type { SeedAssessment, SeedMunicipality } from './file.ts';

const HOUR_MS = 3_600_000;
/** A head assesses in the days before publishing, in the afternoon. */
const BEGUN_BEFORE_MS = 6 * 24 * HOUR_MS;

/** Brings in a published assessment with answers near its levels. False when it is there already. */
export async function seedAssessment(
  tx: Tx,
  municipality: SeedMunicipality,
  earlier: SeedAssessment,
  instruments: Instruments,
): Promise<boolean> {
  const seeded = municipality.units.find(({ key }) => key === earlier.unit);
  const head = municipality.people.find(({ role, scope }) => role === 'head' && scope === earlier.unit);
  const instrument = seeded?.instrument ? instruments.latest(seeded.instrument) : null;
  if (!seeded || !head || !instrument) return false;
  const id = idOf(seeded.id, earlier.published);
  const unit = await unitById(tx, seeded.id);
  if (!unit || (await assessmentById(tx, id))) return false;

  const publishedAt = momentAt(Date.parse(`${earlier.published}T13:20:00Z`));
  const begun = publishedAt.getTime() - BEGUN_BEFORE_MS;
  const assessment = await createAssessment(tx, {
    ...{ id, unit: unit.id, kind: 'unit', author: head.id, at: momentAt(begun) },
    ...{ instrument: instrument.id, version: instrument.version },
  });
  if (!assessment) return false;
  const answers = answersAtLevel(instrument, unit.id, earlier.level);
  let minute = 0;
  for (const [indicator, option] of answers) {
    const at = momentAt(begun + (minute += 1) * 30_000);
    const comment = earlier.comments[indicator] ?? null;
    await writeAnswer(tx, { assessment: id, indicator, option, comment, by: head.id, at, seen: 0 });
  }
  const written = (await answersOfAssessments(tx, [id])).get(id) ?? [];
  await publishAssessment(tx, { assessment, unit, instrument, answers: written, by: head.id, at: publishedAt });
  return true;
}
