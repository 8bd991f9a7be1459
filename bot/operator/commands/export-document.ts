import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../../lika/access/access.ts';
import { DOCUMENTS } from '../../documents/documents.ts';
import { readReport } from '../../documents/read-report.ts';
import { reportSvg } from '../../documents/report-chart.ts';
import type { UnitReport } from '../../documents/report.ts';
import { loadInstruments } from '../../instruments.ts';
import type { Tx } from '../../store/store.ts';
import type { UnitRow } from '../../store/units.ts';
import { unitLink } from '../../talk/links.ts';
import { asOwner, done, failed } from '../context.ts';
import type { CommandResult } from '../context.ts';
import { inMunicipalityOf } from './export.ts';

/** How a document of each kind is made, by the file's ending. */
const MAKERS: Readonly<Record<string, (report: UnitReport) => Promise<Buffer | null>>> = {
  ...Object.fromEntries(
    Object.values(DOCUMENTS).map(({ extension, isWorthMaking, make }) => [
      extension,
      async (report: UnitReport) => (isWorthMaking(report) ? make(report) : null),
    ]),
  ),
  svg: (report) => Promise.resolve(asBytes(reportSvg(report))),
};
const asBytes = (text: string | null): Buffer | null => (text === null ? null : Buffer.from(text, 'utf8'));

/** The endings of what can be written. */
export const DOCUMENT_ENDINGS: readonly string[] = Object.keys(MAKERS);

/** The ending of a file's name, in small letters. */
export const endingOf = (file: string): string => /\.([a-z0-9]+)$/i.exec(file)?.[1]?.toLowerCase() ?? '';

/** The operator hands the unit its own: what its head may read, comments too. */
const headOf = ({ municipality }: Tx, { id }: UnitRow): Actor => ({
  ...{ person: '', municipality, grants: [{ role: 'head', scope: { kind: 'unit', id } }] },
});

/**
 * Writes a unit's document to a file, of the published assessment in force and the plan, in Swedish. It has no names: only
 * Graph knows them.
 */
export function exportDocument(unit: string, out: string): Promise<CommandResult> {
  const instruments = loadInstruments(join('dist', 'instruments'));
  return asOwner(async ({ settings, store, now }) => {
    const report = await inMunicipalityOf(store, unit, (tx, row) =>
      readReport(tx, instruments, {
        ...{ unit: row, language: 'sv', now, reader: headOf(tx, row) },
        link: settings.tab
          ? unitLink(settings.tab, { unit: row, path: '/', channel: null })
          : 'https://teams.microsoft.com/',
      }),
    );
    if (!report) return failed(`No municipality has the unit ${unit}.`);
    const bytes = await MAKERS[endingOf(out)]?.(report);
    if (!bytes) return failed(`${report.unit.name} has nothing yet that ${out} could show.`);
    writeFileSync(out, bytes);
    return done(`Wrote ${out}, without names of people.`);
  });
}
