import { schoolYearName } from '../../../lika/plan/decide.ts';
import { swedishDay } from '../../clock.ts';
import type { DocumentSpec } from '../../documents/documents.ts';
import { fileName } from '../../documents/file-names.ts';
import type { UnitReport } from '../../documents/report.ts';
import { GraphFault } from '../../graph/ports.ts';
import type { SeenItem } from '../../graph/ports.ts';
import type { DocumentKey, KeptDocumentRow } from '../../store/kept-documents.ts';
import { textsIn } from '../../texts.ts';
import type { Look } from './look.ts';

/** So many files beside each other may be called nearly the same. */
const TRIES = 50;

interface Naming {
  readonly look: Look;
  readonly key: DocumentKey;
  readonly row: Pick<KeptDocumentRow, 'beside'>;
  readonly spec: DocumentSpec;
  readonly report: UnitReport;
}

/**
 * What the document may be called in the folder, best first: its own name, or beside one that somebody has changed a name
 * with the day; with a number when that is taken. Throws GraphFault `path-too-long`.
 */
export function* namesFor({ look, key, row, spec, report }: Naming, folder: SeenItem): Generator<string> {
  const t = textsIn(report.language);
  const year = schoolYearName(key.schoolYear).replace('/', '-');
  const day = swedishDay(look.deps.clock.now());
  const folderPath = pathOf(folder.url);
  for (let number = 1; number <= TRIES; number += 1) {
    const compose = (about: string): string => {
      const plain = t(spec.name, { unit: about, year });
      const whole = row.beside ? t('keptFile.beside', { name: plain, day }) : plain;
      return number === 1 ? whole : `${whole} ${String(number)}`;
    };
    const name = fileName({ about: report.unit.name, compose, extension: spec.extension, folderPath });
    if (name === null) throw new GraphFault('path-too-long', { message: folderPath });
    yield name;
  }
}

/** The way from the site's address, as SharePoint counts it. */
function pathOf(url: string): string {
  const { pathname } = new URL(url);
  try {
    return decodeURIComponent(pathname).replace(/^\//, '');
  } catch {
    return pathname;
  }
}
