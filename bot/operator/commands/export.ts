import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { answersOfAssessments, assessmentsOfUnit } from '../../store/assessments.ts';
import { knownMunicipalities } from '../../store/organisation.ts';
import type { Store, Tx } from '../../store/store.ts';
import { unitById } from '../../store/units.ts';
import type { UnitRow } from '../../store/units.ts';
import { asOwner, done, failed, options, wronglyCalled } from '../context.ts';
import type { CommandResult } from '../context.ts';
import type { Exported } from '../exported.ts';
import { DOCUMENT_ENDINGS, endingOf, exportDocument } from './export-document.ts';

/** `export UNIT`: the unit's assessments, oldest first, with answers and comments; or a document, by the file's ending. */
export async function exportCommand(args: readonly string[]): Promise<CommandResult> {
  const { rest, named } = options(args);
  const unit = z.guid().safeParse(rest[0]);
  if (!unit.success || rest.length !== 1)
    return wronglyCalled(
      `export UNIT [--out FILE]   (UNIT: the unit’s id; FILE: .json, .${DOCUMENT_ENDINGS.join(', .')})`,
    );
  const file = named.get('out');
  if (file && DOCUMENT_ENDINGS.includes(endingOf(file))) return exportDocument(unit.data, file);
  return asOwner(async ({ store }) => {
    const exported = await inMunicipalityOf(store, unit.data, exportUnit);
    if (!exported) return failed(`No municipality has the unit ${unit.data}.`);
    const text = JSON.stringify(exported, null, 2);
    const out = named.get('out');
    if (!out) return done(text);
    writeFileSync(out, `${text}\n`);
    return done(`Wrote ${exported.assessments.length} assessments to ${out}.`);
  });
}

/** Runs the work in the municipality that has the unit; null when none has. */
export async function inMunicipalityOf<T>(
  store: Store,
  unit: string,
  work: (tx: Tx, unit: UnitRow) => Promise<T>,
): Promise<T | null> {
  const ids = new Set((await knownMunicipalities(store)).map(({ municipality }) => municipality));
  for (const municipality of ids) {
    const found = await store.inMunicipality(municipality, async (tx) => {
      const row = await unitById(tx, unit);
      return row && { result: await work(tx, row) };
    });
    if (found) return found.result;
  }
  return null;
}

async function exportUnit(tx: Tx, unit: UnitRow): Promise<Exported> {
  const rows = (await assessmentsOfUnit(tx, unit.id)).reverse();
  const answers = await answersOfAssessments(
    tx,
    rows.map(({ id }) => id),
  );
  return {
    format: 'lika-assessments',
    version: 1,
    unit: { id: unit.id, name: unit.name },
    assessments: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      state: row.state,
      instrument: { id: row.instrument_id, version: row.instrument_version },
      author: row.author,
      created: row.created_at.toISOString(),
      published: row.published_at?.toISOString() ?? null,
      publishedBy: row.published_by,
      withdrawn: row.withdrawn_at?.toISOString() ?? null,
      withdrawnBy: row.withdrawn_by,
      answers: [...(answers.get(row.id) ?? [])].sort((a, b) => a.indicator.localeCompare(b.indicator)),
    })),
  };
}
